// What is kept of a file: a picture re-encoded without EXIF or GPS, upright, on white; a paper as it is.
import type { LostFile } from '../../flows/turn/files.js'

// Enough for a newspaper page, small enough to keep ten of them.
const LONGEST_SIDE = 2560
// Phones make 200 megapixels; what is larger is made to fill the memory.
const MOST_PIXELS = 268_000_000
/** Above this a picture may need a gigabyte while it is unpacked: such pictures wait for one another. */
const LARGE_PIXELS = 40_000_000
/** Readers look for the mark of a PDF in its first kilobyte: a byte order mark or a mail's line may stand before it. */
const PDF_WITHIN = 1024

/** What is stored of these bytes, or why nothing is, in the words the sender hears. */
export async function cleaned(bytes: Buffer): Promise<{ bytes: Buffer; mime: string } | LostFile> {
  const pdf = bytes.subarray(0, PDF_WITHIN).indexOf('%PDF-')
  if (pdf >= 0) return { bytes: bytes.subarray(pdf), mime: 'application/pdf' }
  const paper = PAPERS.find(({ magic }) => bytes.subarray(0, magic.length).equals(magic))
  if (paper) return { bytes, mime: paper.kinds.find(({ holds }) => bytes.includes(holds))?.mime ?? paper.else }
  const known = NAMED.find(({ is }) => is(bytes))?.as
  if (known) return known
  let format: string | undefined
  try {
    const { default: sharp } = await import('sharp')
    // It would keep what it has unpacked: no picture comes twice.
    sharp.cache(false)
    // What a viewer shows is kept: cameras write headers that the library warns of, and leave out the last two bytes.
    const input = whole(bytes)
    // The header alone, of which nothing is unpacked; with a limit the library would not even read that.
    const header = await sharp(input, { limitInputPixels: false, failOn: 'none' }).metadata()
    format = header.format
    if (!PICTURES.has(format)) return 'notAllowed'
    if (header.width * header.height > MOST_PIXELS) return 'tooLarge'
    const small = sharp(input, { limitInputPixels: MOST_PIXELS, failOn: 'none' })
      .rotate()
      .resize(LONGEST_SIDE, LONGEST_SIDE, { fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
    const made = () => small.jpeg({ quality: 85, mozjpeg: false }).toBuffer()
    const isLarge = header.width * header.height > LARGE_PIXELS
    return { bytes: await (isLarge ? oneByOne(made) : made()), mime: 'image/jpeg' }
  } catch {
    if (format === 'heif') return 'heic'
    return format === undefined ? 'notAllowed' : 'broken'
  }
}

let last: Promise<unknown> = Promise.resolve()

/** Runs `work` when what came before it is over, however that ended. */
function oneByOne<V>(work: () => Promise<V>): Promise<V> {
  const mine = last.then(work)
  last = mine.catch(() => undefined)
  return mine
}

/** A WebP that was cut short, filled up to the length it names: its reader refuses it else, header and all. */
function whole(bytes: Buffer): Buffer {
  if (bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.toString('latin1', 8, 12) !== 'WEBP') return bytes
  const missing = bytes.readUInt32LE(4) + 8 - bytes.length
  return missing > 0 && missing < bytes.length ? Buffer.concat([bytes, Buffer.alloc(missing)]) : bytes
}

// What cameras and phones make: no drawing that is a programme (SVG), nothing else an image library happens to open.
const PICTURES = new Set<string | undefined>(['jpeg', 'png', 'webp', 'gif', 'heif', 'tiff'])

const OPEN_XML = 'application/vnd.openxmlformats-officedocument'
// Known by their first bytes, whatever their name says: zip (Office writes those), old Office. What is in them is told by the
// names of their parts, which stand there as they are. One with macros is no more than an archive.
const PAPERS = [
  {
    magic: Buffer.from([0x50, 0x4b, 0x03, 0x04]),
    kinds: [
      { holds: Buffer.from('vbaProject.bin'), mime: 'application/zip' },
      { holds: Buffer.from('word/document.xml'), mime: `${OPEN_XML}.wordprocessingml.document` },
      { holds: Buffer.from('xl/workbook.xml'), mime: `${OPEN_XML}.spreadsheetml.sheet` },
    ],
    else: 'application/zip',
  },
  {
    magic: Buffer.from([0xd0, 0xcf, 0x11, 0xe0]),
    kinds: [
      { holds: Buffer.from('WordDocument', 'utf16le'), mime: 'application/msword' },
      { holds: Buffer.from('Workbook', 'utf16le'), mime: 'application/vnd.ms-excel' },
    ],
    else: 'application/x-ole-storage',
  },
]

// ISO base media: what comes after "ftyp" says whose it is.
const brand = (bytes: Buffer) => (bytes.toString('latin1', 4, 8) === 'ftyp' ? bytes.toString('latin1', 8, 12) : '')
const starts = (...marks: string[]) => {
  return (bytes: Buffer) => marks.some((mark) => bytes.toString('latin1', 0, mark.length) === mark)
}

const NAMED: { is(bytes: Buffer): boolean; as: LostFile }[] = [
  { is: (bytes) => /^(?:heic|heix|heim|heis|hevc|hevx)$/.test(brand(bytes)), as: 'heic' },
  { is: (bytes) => /^(?:M4A |M4B )$/.test(brand(bytes)), as: 'sound' },
  { is: (bytes) => /^(?:isom|iso\d|mp4\d|avc1|qt {2}|3g.{2}|M4V )$/.test(brand(bytes)), as: 'video' },
  { is: starts('\x1aE\xdf\xa3'), as: 'video' },
  { is: starts('ID3', '#!AMR', 'OggS'), as: 'sound' },
  { is: starts('Rar!', '7z\xbc\xaf'), as: 'archive' },
]
