// What is kept of a file: a picture re-encoded without EXIF or GPS, upright, on white; a paper as it is.
import type { Metadata, Stats } from 'sharp'
import type { LostFile } from '../../flows/turn/files.js'
import { atMost } from '../../ops/at-most.js'
import { readBmp } from './bmp.js'

// Enough for a newspaper page, small enough to keep ten of them. A strip (a page captured as it scrolls) is read by its short
// side. Telegram: the sides of a photo are 10,000 together at most.
const LONGEST_SIDE = 2560
const SHORT_SIDE = 1080
const LONGEST_STRIP = 8800
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
  let header: Metadata | undefined
  try {
    const { default: sharp } = await import('sharp')
    // It would keep what it has unpacked: no picture comes twice.
    sharp.cache(false)
    // What a viewer shows is kept: cameras write headers that the library warns of, and leave out the last two bytes.
    const { input, ...form } = readBmp(bytes) ?? { input: whole(bytes) }
    // The header alone, of which nothing is unpacked; with a limit the library would not even read that.
    header = await sharp(input, { ...form, limitInputPixels: false, failOn: 'none' }).metadata()
    if (!PICTURES.has(header.format)) return 'notAllowed'
    const { width, height } = header
    if (width * height > MOST_PIXELS) return 'tooLarge'
    const side = sideOf(width, height)
    const small = (failOn: 'error' | 'none') =>
      sharp(input, { ...form, limitInputPixels: MOST_PIXELS, failOn })
        .rotate()
        .resize(side, side, { fit: 'inside', withoutEnlargement: true })
        .flatten({ background: '#ffffff' })
        .jpeg({ quality: 85, mozjpeg: false })
        .toBuffer()
    const made = () =>
      small('error').catch(async () => {
        const shown = await small('none')
        if (isBlank(await sharp(shown).stats())) throw new Error('nothing of it can be seen')
        return shown
      })
    return { bytes: await (width * height > LARGE_PIXELS ? oneByOne(made) : made()), mime: 'image/jpeg' }
  } catch {
    if (header?.compression === 'hevc') return 'heic'
    return header === undefined ? 'notAllowed' : 'broken'
  }
}

/** How long the longer side may stay. */
function sideOf(width: number, height: number): number {
  const strip = (SHORT_SIDE * Math.max(width, height)) / Math.max(1, Math.min(width, height))
  return Math.round(Math.min(LONGEST_STRIP, Math.max(LONGEST_SIDE, strip)))
}

/** Black or grey all over, as a reader fills up what is missing: of what was cut off nothing is left. */
function isBlank({ channels }: Stats): boolean {
  return channels.every(({ mean, stdev }) => stdev < 1 && (mean < 2 || Math.abs(mean - 128) < 3))
}

const oneByOne = atMost(1)

// A reader of noughts goes further than one of the real bytes: it must not come to the end.
const ROOM = 1024

/** A WebP that was cut short, its last part filled up and made longer: its reader refuses it else, header and all. */
function whole(bytes: Buffer): Buffer {
  if (bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.toString('latin1', 8, 12) !== 'WEBP') return bytes
  const missing = bytes.readUInt32LE(4) + 8 - bytes.length
  if (missing <= 0 || missing >= bytes.length) return bytes
  const filled = Buffer.concat([bytes, Buffer.alloc(missing + ROOM)])
  filled.writeUInt32LE(filled.length - 8, 4)
  for (let at = 12; at + 8 <= bytes.length; ) {
    const size = bytes.readUInt32LE(at + 4)
    if (at + 8 + size > bytes.length) filled.writeUInt32LE(size + ROOM, at + 4)
    at += 8 + size + (size % 2)
  }
  return filled
}

// What cameras and phones make: no drawing that is a programme (SVG), nothing else an image library happens to open. Raw: a
// bitmap of ours.
const PICTURES = new Set<string | undefined>(['jpeg', 'png', 'webp', 'gif', 'heif', 'tiff', 'raw'])

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

/** MPEG audio or AAC without a tag in front: the mark of a frame. A text in UTF-16 begins nearly so. */
const isFrame = (bytes: Buffer) => bytes[0] === 0xff && (bytes[1]! & 0xf4) === 0xf0
const riff = (bytes: Buffer) => (starts('RIFF')(bytes) ? bytes.toString('latin1', 8, 12) : '')
// Old QuickTime has no brand, and begins with any of its boxes.
const isQuickTime = (bytes: Buffer) => /^(?:moov|mdat|wide|free|skip|pnot)$/.test(bytes.toString('latin1', 4, 8))
/** The brands that what has this box may be read as. */
const brands = (bytes: Buffer) =>
  brand(bytes) ? bytes.toString('latin1', 16, Math.min(bytes.readUInt32BE(0), 64)) : ''

const NAMED: { is(bytes: Buffer): boolean; as: LostFile }[] = [
  { is: (bytes) => /^(?:heic|heix|heim|heis|hevc|hevx)$/.test(brand(bytes)), as: 'heic' },
  { is: (bytes) => /^m(?:if|sf)1$/.test(brand(bytes)) && /hei[cxms]|hev[cx]/.test(brands(bytes)), as: 'heic' },
  { is: (bytes) => /^(?:M4A |M4B )$/.test(brand(bytes)), as: 'sound' },
  { is: (bytes) => /^(?:isom|iso\d|mp4\d|avc1|dash|qt {2}|3g.{2}|M4V |MSNV)$/.test(brand(bytes)), as: 'video' },
  { is: (bytes) => isQuickTime(bytes) || riff(bytes) === 'AVI ', as: 'video' },
  { is: starts('\x1aE\xdf\xa3', 'FLV', '\0\0\x01\xba', '\0\0\x01\xb3', '0&\xb2u\x8ef\xcf\x11'), as: 'video' },
  { is: (bytes) => isFrame(bytes) || riff(bytes) === 'WAVE', as: 'sound' },
  { is: starts('ID3', '#!AMR', 'OggS', 'fLaC'), as: 'sound' },
  { is: starts('Rar!', '7z\xbc\xaf', '\x1f\x8b', 'BZh', '\xfd7zXZ'), as: 'archive' },
]
