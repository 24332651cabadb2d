import { createHash, randomBytes } from 'node:crypto'

const MAX_BYTES = 200 * 1024 * 1024

const TYPES = {
  jpg: 'image/jpeg',
  png: 'image/png',
  gif: 'image/gif',
  webp: 'image/webp',
  amr: 'audio/amr',
  pdf: 'application/pdf',
  doc: 'application/msword',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  csv: 'text/csv',
}

export interface HostedFile {
  /** The last part of its address: random, as on the platform. */
  name: string
  /** What the sender called it. */
  title: string
  ext: string
  bytes: Buffer
  md5: string
}

export type Files = ReturnType<typeof createFiles>

/** Files of both sides, in memory. Past 200 MB the oldest go, as attachment addresses on the platform die some day. */
export function createFiles() {
  const files = new Map<string, HostedFile>()
  let total = 0

  return {
    add(bytes: Buffer, title: string, ext = extensionOf(title)): HostedFile {
      const name = `${randomBytes(12).toString('hex')}${ext && `.${ext}`}`
      const file = { name, title, ext, bytes, md5: createHash('md5').update(bytes).digest('hex') }
      files.set(name, file)
      total += bytes.length
      for (const [oldest, { bytes: gone }] of files) {
        if (total <= MAX_BYTES) break
        files.delete(oldest)
        total -= gone.length
      }
      return file
    },
    get: (name: string): HostedFile | undefined => files.get(name),
    clear(): void {
      files.clear()
      total = 0
    },
  }
}

export function extensionOf(title: string): string {
  return /\.([a-z0-9]{1,8})$/i.exec(title)?.[1]?.toLowerCase() ?? ''
}

export function contentTypeOf(ext: string): string {
  return (TYPES as Record<string, string>)[ext] ?? 'application/octet-stream'
}

/** The kind of picture by its first bytes; undefined when it is none that Zalo knows. */
export function pictureKind(bytes: Buffer): 'jpg' | 'png' | 'gif' | 'webp' | undefined {
  if (bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))) return 'jpg'
  const head = bytes.subarray(0, 12).toString('latin1')
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'png'
  if (head.startsWith('GIF8')) return 'gif'
  if (head.startsWith('RIFF') && head.endsWith('WEBP')) return 'webp'
  return undefined
}
