import { randomBytes } from 'node:crypto'
import { MultipartBody, type UploadedFile } from '../body.js'
import { refuse } from './answer.js'
import { extensionOf, type Files, type HostedFile, pictureKind } from './files.js'

const LIFE_MS = 7 * 24 * 3_600_000
const MB = 1024 * 1024

type AssetKind = 'image' | 'gif' | 'file'
export type Uploads = ReturnType<typeof createUploads>

/** Zalo: what a bot uploads gets an id that works for 7 days and only where that kind of asset belongs. */
export function createUploads(files: Files, now: () => number) {
  const assets = new Map<string, { file: HostedFile; expiresAt: number }>()

  return {
    /** Takes the multipart body of `/v2.0/oa/upload/<kind>` and gives the asset's id; throws -201 or -210. */
    take(kind: AssetKind, body: unknown): string {
      const upload = body instanceof MultipartBody ? body.files.find(({ field }) => field === 'file') : undefined
      if (!upload) throw refuse.invalid('file')
      const ext = checked(kind, upload)
      const id = `${kind}.${randomBytes(18).toString('base64url')}`
      assets.set(id, { file: files.add(upload.bytes, upload.name, ext), expiresAt: now() + LIFE_MS })
      return id
    },
    /** The file behind an id. Throws -100 past its days (or when an earlier run gave it), -201 for no such id. */
    find(kind: AssetKind, id: string, field: string): HostedFile {
      if (!id.startsWith(`${kind}.`)) throw refuse.invalid(field)
      const asset = assets.get(id)
      if (!asset || now() >= asset.expiresAt) throw refuse.attachmentExpired()
      return asset.file
    },
    clear: (): void => assets.clear(),
  }
}

/** Zalo: images are jpg or png up to 1 MB, gifs up to 5 MB, files pdf, doc, docx or csv up to 5 MB. */
function checked(kind: AssetKind, { bytes, name }: UploadedFile): string {
  const ext = kind === 'file' ? extensionOf(name) : (pictureKind(bytes) ?? '')
  const allowed = { image: ['jpg', 'png'], gif: ['gif'], file: ['pdf', 'doc', 'docx', 'csv'] }[kind]
  if (!allowed.includes(ext) || bytes.length === 0) throw refuse.invalid('file')
  if (bytes.length > (kind === 'image' ? MB : 5 * MB)) throw refuse.tooMuch('file')
  return ext
}
