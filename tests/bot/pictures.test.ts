// Pictures as phones and offices make them.
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { cleaned } from '../../src/bot/pictures/cleaned.js'
import { claiming } from '../support/claiming.js'

const jpeg = await sharp({ create: { width: 300, height: 200, channels: 3, background: '#3060c0' } })
  .jpeg()
  .toBuffer()

async function kept(bytes: Buffer) {
  const found = await cleaned(bytes)
  if (typeof found === 'string') throw new Error(found)
  return { ...found, meta: await sharp(found.bytes).metadata(), stats: await sharp(found.bytes).stats() }
}

describe('what a viewer shows is kept', () => {
  it.each(['png', 'webp', 'tiff'] as const)('a transparent %s with black letters stands on white', async (format) => {
    const ground = sharp({
      create: { width: 200, height: 100, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } },
    })
    const letters = await sharp({ create: { width: 20, height: 20, channels: 4, background: '#000000ff' } })
      .png()
      .toBuffer()
    const bytes = await ground
      .composite([{ input: letters, left: 10, top: 10 }])
      .toFormat(format, format === 'tiff' ? { compression: 'lzw' } : {})
      .toBuffer()
    const { stats } = await kept(bytes)
    expect(stats.channels[0]!.mean).toBeGreaterThan(200)
    expect(stats.channels[0]!.min).toBeLessThan(40)
  })

  it('a JPEG whose scan header is zeroed, as some phones write it', async () => {
    const odd = Buffer.from(jpeg)
    const at = odd.indexOf(Buffer.from([0xff, 0xda]))
    odd.fill(0, at + 2 + odd.readUInt16BE(at + 2) - 3, at + 2 + odd.readUInt16BE(at + 2))
    expect((await kept(odd)).meta.width).toBe(300)
  })

  it.each([1, 2, 40])('a JPEG without its last %i bytes', async (missing) => {
    expect((await kept(jpeg.subarray(0, jpeg.length - missing))).meta.width).toBe(300)
  })

  // Noise: what stands at the end differs each time.
  it.each([1, 10, 200])('a WebP without its last %i bytes, whatever they were', async (missing) => {
    const noise = { type: 'gaussian' as const, mean: 128, sigma: 30 }
    for (let n = 0; n < 20; n++) {
      const webp = await sharp({ create: { width: 300, height: 200, channels: 3, background: '#fff', noise } })
        .webp()
        .toBuffer()
      expect((await kept(webp.subarray(0, webp.length - missing))).meta.width).toBe(300)
    }
  })

  it('a picture of 108 megapixels, made smaller', async () => {
    const huge = await sharp({ create: { width: 12_000, height: 9_000, channels: 3, background: '#888' } })
      .toColourspace('b-w')
      .jpeg({ quality: 20 })
      .toBuffer()
    expect((await kept(huge)).meta.width).toBe(2560)
  }, 180_000)

  it('but not one with more points than any phone makes: its header alone is enough to say so', async () => {
    const plain = await claiming(16_384, 16_400)
    expect(await cleaned(plain)).toBe('tooLarge')
    expect(await cleaned(await claiming(64, 64))).toMatchObject({ mime: 'image/jpeg' })
  })

  it.each([24, 32, 8, 4, 1] as const)('a bitmap of %i bits, from below and from above', async (bits) => {
    for (const tall of [60, -60]) {
      const { meta, bytes } = await kept(bitmap(bits, tall))
      expect([meta.width, meta.height]).toEqual([80, 60])
      const points = await sharp(bytes).resize(2, 1, { fit: 'fill', kernel: 'nearest' }).raw().toBuffer()
      expect(points[0]! > 150 && points[2]! < 90, 'red on the left').toBe(true)
      expect(points[3]! < 90 && points[5]! > 150, 'blue on the right').toBe(true)
    }
  })

  it('a page captured as it scrolls stays readable', async () => {
    const strip = await sharp({ create: { width: 1080, height: 9000, channels: 3, background: '#fff' } })
      .png()
      .toBuffer()
    const { meta } = await kept(strip)
    expect(meta.width).toBeGreaterThan(1000)
    expect(meta.width! + meta.height!).toBeLessThan(10_000)
  })

  it('but not one of which nothing is left', async () => {
    const png = await sharp({ create: { width: 300, height: 200, channels: 3, background: '#3060c0' } })
      .png()
      .toBuffer()
    expect(await cleaned(png.subarray(0, png.length >> 1))).toBe('broken')
    const avif = await sharp(jpeg).avif().toBuffer()
    expect(await cleaned(avif.subarray(0, avif.length - 20))).toBe('broken')
    const black = sharp({ create: { width: 30, height: 20, channels: 3, background: '#000' } })
    expect(await cleaned(await black.png().toBuffer())).toMatchObject({ mime: 'image/jpeg' })
  })

  it.each([[Buffer.from([0xef, 0xbb, 0xbf])], [Buffer.from('\n\n')], [Buffer.alloc(0)]])(
    'a PDF behind %j',
    async (before) => {
      const found = await cleaned(Buffer.concat([before, Buffer.from('%PDF-1.7\nx')]))
      expect(found).toEqual({ bytes: Buffer.from('%PDF-1.7\nx'), mime: 'application/pdf' })
    },
  )
})

/** Red on the left, blue on the right. */
function bitmap(bits: 1 | 4 | 8 | 24 | 32, tall: number): Buffer {
  const [width, height] = [80, Math.abs(tall)]
  const colours = bits > 8 ? [] : [40, 40, 200, 0, 200, 40, 40, 0]
  const row = Math.ceil((width * bits) / 32) * 4
  const start = 54 + colours.length
  const bytes = Buffer.alloc(start + row * height)
  bytes.write('BM')
  bytes.writeUInt32LE(start, 10)
  bytes.writeUInt32LE(40, 14)
  bytes.writeInt32LE(width, 18)
  bytes.writeInt32LE(tall, 22)
  bytes.writeUInt16LE(bits, 28)
  bytes.set(colours, 54)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = start + y * row + Math.floor((x * bits) / 8)
      if (bits >= 24) bytes.set(x < width / 2 ? [40, 40, 200] : [200, 40, 40], at)
      else if (x >= width / 2) bytes[at]! |= 1 << (8 - bits - ((x * bits) % 8))
    }
  }
  return bytes
}

const boxed = (text: string) => Buffer.from(`\0\0\0\x18${text}`, 'latin1')

it.each([
  ['heic', boxed('ftypmif1\0\0\0\0mif1heic')],
  ['video', boxed('mdat')],
  ['video', Buffer.from('RIFF\x10\0\0\0AVI LIST', 'latin1')],
  ['video', Buffer.from('3026b2758e66cf11', 'hex')],
  ['sound', Buffer.from([0xff, 0xfb, 0x90, 0x64])],
  ['sound', Buffer.from('RIFF\x10\0\0\0WAVEfmt ', 'latin1')],
  ['archive', Buffer.from([0x1f, 0x8b, 8, 0])],
  ['notAllowed', Buffer.from('\ufeffKính gửi Hội', 'utf16le')],
  ['heic', Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic\0\0\0\0mif1heic')])],
  ['video', Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypqt  \0\0\0\0qt  ')])],
  ['sound', Buffer.from('#!AMR\n')],
  ['archive', Buffer.from('Rar!\x1a\x07\0')],
  ['notAllowed', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
  ['notAllowed', Buffer.from('MZ')],
])('what cannot be kept is named: %s', async (reason, bytes) => expect(await cleaned(bytes)).toBe(reason))
