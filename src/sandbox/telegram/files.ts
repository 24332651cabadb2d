import { randomBytes } from 'node:crypto'
import { request } from 'undici'
import type { UploadedFile } from '../body.js'
import { badRequest } from './api-error.js'
import { imageSize } from './image-size.js'
import type { FileInfo, PhotoSize } from './types.js'

const MB = 1024 * 1024
const LARGEST_PHOTO = 10 * MB
const LARGEST_UPLOAD = 50 * MB
const LARGEST_DOWNLOAD = 20 * MB
const KEPT_BYTES = 512 * MB
/** Longest sides of the copies Telegram makes of a photo. */
const COPIES = { s: 90, m: 320, x: 800, y: 1280 }

export interface StoredFile {
  bytes: Buffer
  name: string
  mime: string
  /** Path under /telegram/file/bot<token>/. */
  path: string
  info: FileInfo
  photo?: PhotoSize[]
}

/** Keeps the bytes of what was sent, in memory; the oldest go when there are more than 512 MB. */
export function createFileStore() {
  const byId = new Map<string, StoredFile>()
  const byPath = new Map<string, StoredFile>()
  let kept = 0
  let counter = 0

  function keep(bytes: Buffer, name: string, mime: string, folder: string, extension: string): StoredFile {
    const unique = randomBytes(9).toString('base64url')
    const info = { file_id: `BQACAgUAAx-${unique}`, file_unique_id: `AgAD${unique}`, file_size: bytes.length }
    const file: StoredFile = { bytes, name, mime, path: `${folder}/file_${counter++}.${extension}`, info }
    byId.set(info.file_id, file)
    byPath.set(file.path, file)
    kept += bytes.length
    for (const [path, oldest] of byPath) {
      if (kept <= KEPT_BYTES || oldest === file) break
      byPath.delete(path)
      for (const { file_id } of [oldest.info, ...(oldest.photo ?? [])]) byId.delete(file_id)
      kept -= oldest.bytes.length
    }
    return file
  }

  return {
    /** Keeps a picture with its smaller copies (which share its bytes). Throws ApiError 400. */
    addPhoto(bytes: Buffer): StoredFile {
      if (bytes.length > LARGEST_PHOTO) {
        throw badRequest(`file of size ${bytes.length} bytes is too big for a photo; the maximum is ${LARGEST_PHOTO}`)
      }
      if (bytes.length === 0) throw badRequest('file must be non-empty')
      const size = imageSize(bytes)
      if (!size) throw badRequest('IMAGE_PROCESS_FAILED')
      const { width, height, type } = size
      if (!width || !height || width + height > 10_000 || Math.max(width / height, height / width) > 20) {
        throw badRequest('PHOTO_INVALID_DIMENSIONS')
      }
      const mime = type === 'jpg' ? 'image/jpeg' : `image/${type}`
      const file = keep(bytes, `photo.${type}`, mime, 'photos', type)
      file.photo = photoSizes(file, width, height)
      for (const { file_id } of file.photo) byId.set(file_id, file)
      return file
    },
    /** Keeps any other file: a document, a voice message, a sticker. Throws ApiError 400. */
    addFile(bytes: Buffer, name: string, mime: string, folder: string): StoredFile {
      if (bytes.length > LARGEST_UPLOAD) throw badRequest('file is too big')
      if (bytes.length === 0) throw badRequest('file must be non-empty')
      return keep(bytes, name, mime, folder, /\.(\w{1,8})$/.exec(name)?.[1] ?? 'bin')
    },
    /** A file for parameter getFile.file_id. Throws ApiError 400 for an unknown id and above 20 MB. */
    download(fileId: string): { file: StoredFile; info: FileInfo } {
      const file = byId.get(fileId)
      if (!file) throw badRequest('invalid file_id')
      if (file.bytes.length > LARGEST_DOWNLOAD) throw badRequest('file is too big')
      const { file_unique_id, file_size } = file.photo?.find((size) => size.file_id === fileId) ?? file.info
      return { file, info: { file_id: fileId, file_unique_id, file_size } }
    },
    byId: (fileId: string) => byId.get(fileId),
    byPath: (path: string) => byPath.get(path),
  }
}

function photoSizes(file: StoredFile, width: number, height: number): PhotoSize[] {
  const longest = Math.max(width, height)
  const letters = Object.entries(COPIES)
  const needed = letters.filter(([, side], index) => index === 0 || letters[index - 1]![1] < longest || side < longest)
  return needed.map(([letter, side]) => {
    const scale = Math.min(1, side / longest)
    return {
      file_id: `AgACAgUAAx-${file.info.file_unique_id}${letter}`,
      file_unique_id: `AQAD${file.info.file_unique_id}${letter}`,
      width: Math.max(1, Math.round(width * scale)),
      height: Math.max(1, Math.round(height * scale)),
      file_size: Math.max(1, Math.round(file.info.file_size * scale * scale)),
    }
  })
}

/** A file given by URL. Telegram fetches any; the sandbox only from this machine. Throws ApiError 400. */
export async function fetchFile(url: string): Promise<UploadedFile> {
  const { hostname, pathname } = new URL(url)
  if (!['127.0.0.1', 'localhost', '[::1]'].includes(hostname)) throw badRequest('failed to get HTTP URL content')
  const answer = await request(url).catch(() => undefined)
  if (answer?.statusCode !== 200) throw badRequest('failed to get HTTP URL content')
  const bytes = Buffer.from(await answer.body.arrayBuffer())
  const mime = String(answer.headers['content-type'] ?? 'application/octet-stream')
  return { field: 'url', name: pathname.split('/').at(-1) || 'file', mime, bytes }
}
