import { SendError } from '../channel.js'

// Zalo: jpg or png up to 1 MB.
const MOST_BYTES = 1_000_000
const TRIES = [
  { side: 1600, quality: 85 },
  { side: 1600, quality: 70 },
  { side: 1280, quality: 60 },
  { side: 960, quality: 50 },
]

/** A picture as Zalo takes it: unchanged when it fits, else a smaller JPEG. Throws SendError refused. */
export async function zaloPicture(bytes: Buffer): Promise<{ bytes: Buffer; name: string; mime: string }> {
  try {
    const { default: sharp } = await import('sharp')
    const { format } = await sharp(bytes).metadata()
    if (bytes.length <= MOST_BYTES && format === 'jpeg') return { bytes, name: 'photo.jpg', mime: 'image/jpeg' }
    if (bytes.length <= MOST_BYTES && format === 'png') return { bytes, name: 'photo.png', mime: 'image/png' }
    for (const { side, quality } of TRIES) {
      const smaller = await sharp(bytes)
        .rotate()
        .resize(side, side, { fit: 'inside', withoutEnlargement: true })
        .flatten({ background: '#ffffff' })
        .jpeg({ quality })
        .toBuffer()
      if (smaller.length <= MOST_BYTES) return { bytes: smaller, name: 'photo.jpg', mime: 'image/jpeg' }
    }
  } catch {
    throw new SendError('refused', 'the picture cannot be read')
  }
  throw new SendError('refused', 'the picture stays over 1 MB')
}
