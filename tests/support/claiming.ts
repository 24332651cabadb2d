import sharp from 'sharp'

/** A small plain picture whose header says another size: there is nothing behind it that could be unpacked to that. */
export async function claiming(width: number, height: number): Promise<Buffer> {
  const bytes = await sharp({ create: { width: 64, height: 64, channels: 3, background: '#888' } })
    .jpeg()
    .toBuffer()
  // The frame of a baseline JPEG: its mark, its length, eight bits; then height and width.
  const at = bytes.indexOf(Buffer.from([0xff, 0xc0]))
  bytes.writeUInt16BE(height, at + 5)
  bytes.writeUInt16BE(width, at + 7)
  return bytes
}
