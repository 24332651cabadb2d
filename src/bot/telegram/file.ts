import { basename } from 'node:path'
import { type Api, GrammyError } from 'grammy'
import { request } from 'undici'
import { MAX_FILE_BYTES } from '../../flows/turn/files.js'
import { type FetchedFile, SendError } from '../channel.js'
import { networkCode } from '../failure.js'
import { agent } from './client.js'
import { telegramError } from './errors.js'

const TIMEOUT_MS = 60_000

/**
 * Makes `fetchFile`. Throws SendError `refused` with detail `too big` or `gone`; everything else may be tried again,
 * a lost answer too, because fetching twice does no harm.
 */
export function createTelegramFetch(api: Api, filesRoot: string) {
  return async function fetchFile(ref: string): Promise<FetchedFile> {
    try {
      const { file_path: path } = await api.getFile(ref)
      if (path === undefined) throw new SendError('refused', 'gone')
      return { bytes: await download(`${filesRoot}/${path}`), name: basename(path) }
    } catch (error) {
      throw fetchError(error)
    }
  }
}

async function download(url: string): Promise<Buffer> {
  const signal = AbortSignal.timeout(TIMEOUT_MS)
  const { statusCode, body } = await request(url, { signal, dispatcher: agent })
  if (statusCode !== 200) {
    await body.dump()
    throw statusCode === 404 ? new SendError('refused', 'gone') : new SendError('retry', `HTTP ${statusCode}`)
  }
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of body) {
    chunks.push(chunk)
    size += chunk.length
    if (size > MAX_FILE_BYTES) throw new SendError('refused', 'too big')
  }
  return Buffer.concat(chunks)
}

function fetchError(error: unknown): SendError {
  if (error instanceof SendError) return error
  if (!(error instanceof GrammyError)) return new SendError('retry', networkCode(error))
  const known = telegramError(error)
  if (known.message.includes('file is too big')) return new SendError('refused', 'too big')
  if (known.kind === 'unknown') return new SendError('retry', known.message)
  return known.kind === 'refused' ? new SendError('refused', 'gone') : known
}
