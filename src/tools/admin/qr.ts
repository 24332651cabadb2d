const SIDE = 512

/** Draws `text` as a QR code into a PNG file, with room around it and for a seventh of it to be unreadable. */
export async function writeQr(file: string, text: string): Promise<void> {
  const [{ default: qr }, { default: sharp }] = await Promise.all([import('qr'), import('sharp')])
  const squares = qr(text, 'raw', { ecc: 'medium', border: 4 })
  const pixels = Buffer.from(squares.flat().map((dark) => (dark ? 0 : 255)))
  await sharp(pixels, { raw: { width: squares.length, height: squares.length, channels: 1 } })
    .resize(SIDE, SIDE, { kernel: 'nearest' })
    .png()
    .toFile(file)
}
