// Windows' own pictures, as old scanners and screenshots make them: the library for all others does not read them.

const HEADER = 54
// In black and white a small file may hold many, and unpacked each takes three bytes.
const MOST_POINTS = 30_000_000

/** The points of a plain BMP as sharp takes them; undefined for anything else, or one that is packed. */
export function readBmp(bytes: Buffer) {
  if (bytes.length < HEADER || bytes.toString('latin1', 0, 2) !== 'BM' || bytes.readUInt32LE(14) < 40) return undefined
  const [width, tall, bits, packing] = [
    bytes.readInt32LE(18),
    bytes.readInt32LE(22),
    bytes.readUInt16LE(28),
    bytes.readUInt32LE(30),
  ]
  const height = Math.abs(tall)
  if (width < 1 || height < 1 || width * height > MOST_POINTS) return undefined
  // 3: which bits are which colour; those of 32 are always the same in practice.
  if (![1, 4, 8, 24, 32].includes(bits) || !(packing === 0 || (packing === 3 && bits === 32))) return undefined
  const row = Math.ceil((width * bits) / 32) * 4
  const start = bytes.readUInt32LE(10)
  if (start + row * (height - 1) >= bytes.length) return undefined
  const input = Buffer.alloc(width * height * 3, 255)
  for (let y = 0; y < height; y++) {
    // A height below zero: the first line stands first.
    const line = start + row * (tall < 0 ? y : height - 1 - y)
    for (let x = 0; x < width; x++) {
      const from = bits >= 24 ? line + (x * bits) / 8 : colour(bytes, line, x, bits)
      if (from + 2 >= bytes.length) continue
      const to = (y * width + x) * 3
      input[to] = bytes[from + 2]!
      input[to + 1] = bytes[from + 1]!
      input[to + 2] = bytes[from]!
    }
  }
  return { input, raw: { width, height, channels: 3 as const } }
}

/** Where the colour of a point stands in the table. */
function colour(bytes: Buffer, line: number, x: number, bits: number): number {
  const byte = bytes[line + Math.floor((x * bits) / 8)] ?? 0
  const shift = 8 - bits - ((x * bits) % 8)
  return 14 + bytes.readUInt32LE(14) + ((byte >> shift) & ((1 << bits) - 1)) * 4
}
