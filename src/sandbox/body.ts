import type { FastifyInstance } from 'fastify'

export interface UploadedFile {
  field: string
  name: string
  mime: string
  bytes: Buffer
}

/** A multipart/form-data body after parsing. */
export class MultipartBody {
  readonly fields: Record<string, string> = {}
  readonly files: UploadedFile[] = []
}

export const BODY_LIMIT = 60 * 1024 * 1024

/** Parses each body once: JSON and urlencoded to an object (nothing = {}), multipart to a MultipartBody. */
export function addBodyParsers(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    try {
      done(null, body === '' ? {} : JSON.parse(body as string))
    } catch (error) {
      done(Object.assign(error as Error, { statusCode: 400 }))
    }
  })
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) => {
    done(null, Object.fromEntries(new URLSearchParams(body as string)))
  })
  app.addContentTypeParser('multipart/form-data', { parseAs: 'buffer' }, (request, body, done) => {
    const boundary = /boundary="?([^";]+)/i.exec(request.headers['content-type'] ?? '')?.[1]
    const parsed = boundary && parseMultipart(body as Buffer, boundary)
    if (parsed) done(null, parsed)
    else done(Object.assign(new Error('multipart body without boundary or end'), { statusCode: 400 }))
  })
}

/**
 * Splits a multipart body; undefined when it has no end. Not busboy, which drops a part without a word when its
 * file name is neither quoted nor ASCII: grammY writes `filename=ảnh.png`, and Telegram takes it.
 */
function parseMultipart(body: Buffer, boundary: string): MultipartBody | undefined {
  const result = new MultipartBody()
  const delimiter = Buffer.from(`\r\n--${boundary}`)
  let start = body.indexOf(delimiter.subarray(2)) + delimiter.length - 2
  while (body.toString('latin1', start, start + 2) === '\r\n') {
    const end = body.indexOf(delimiter, start)
    const content = body.indexOf('\r\n\r\n', start) + 4
    if (end < 0 || content < 4 || content > end) return undefined
    addPart(result, body.toString('utf8', start + 2, content - 4), body.subarray(content, end))
    start = end + delimiter.length
  }
  return body.toString('latin1', start, start + 2) === '--' ? result : undefined
}

function addPart({ fields, files }: MultipartBody, head: string, bytes: Buffer): void {
  const field = parameter(head, 'name') ?? ''
  const name = parameter(head, 'filename')
  const mime = /^content-type:\s*([^;\r\n]+)/im.exec(head)?.[1]?.trim() ?? 'text/plain'
  if (name === undefined) fields[field] = bytes.toString()
  else files.push({ field, name, mime, bytes })
}

function parameter(head: string, key: string): string | undefined {
  const found = new RegExp(`^content-disposition:.*?;\\s*${key}=(?:"([^"]*)"|([^;\\r\\n]*))`, 'im').exec(head)
  return found?.[1] ?? found?.[2]?.trim()
}
