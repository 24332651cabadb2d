import { basename } from 'node:path'
import axios from 'axios'
import { MAX_FILE_BYTES } from '../../flows/turn/files.js'
import { type FetchedFile, SendError } from '../channel.js'
import { networkCode } from '../failure.js'

const TIMEOUT_MS = 60_000

// Zalo: where attachments have been seen to live; sometimes over plain http.
const ZALO_HOSTS = /(^|\.)(zdn\.vn|zadn\.vn|zalo\.me)$/

/**
 * Makes `fetchFile` for the public URLs that come in events. Only Zalo's hosts and the host of `apiBase` are asked, also
 * after a redirect. Throws SendError: `refused` with detail `too big`, `not allowed` or `gone`, else `retry`.
 */
export function createZaloFetch(apiBase: string) {
  const own = new URL(apiBase).host

  function isAllowed({ protocol, hostname, host }: URL): boolean {
    return /^https?:$/.test(protocol) && (host === own || ZALO_HOSTS.test(hostname))
  }

  return async function fetchFile(ref: string): Promise<FetchedFile> {
    if (!URL.canParse(ref) || !isAllowed(new URL(ref))) throw new SendError('refused', 'not allowed')
    const url = new URL(ref)
    try {
      const { status, data, headers } = await axios.get<ArrayBuffer>(url.href, {
        responseType: 'arraybuffer',
        maxContentLength: MAX_FILE_BYTES,
        maxRedirects: 3,
        beforeRedirect: ({ href }) => {
          if (!isAllowed(new URL(href))) throw new SendError('refused', 'not allowed')
        },
        validateStatus: () => true,
        proxy: false,
        signal: AbortSignal.timeout(TIMEOUT_MS),
      })
      if (status === 404 || status === 410 || status === 403) throw new SendError('refused', 'gone')
      if (status !== 200) throw new SendError('retry', `HTTP ${status}`)
      const mime = String(headers['content-type'] ?? '').split(';')[0] || undefined
      return { bytes: Buffer.from(data), mime, name: basename(url.pathname) || undefined }
    } catch (error) {
      throw fetchError(error)
    }
  }
}

function fetchError(error: unknown): SendError {
  // What beforeRedirect threw comes wrapped.
  for (let at = error; at instanceof Error; at = at.cause) if (at instanceof SendError) return at
  if (error instanceof Error && error.message.includes('maxContentLength')) return new SendError('refused', 'too big')
  return new SendError('retry', networkCode(error))
}
