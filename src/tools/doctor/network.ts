import type { Config } from '../../config/config.js'
import { type Finding, findingsOf } from '../../ops/finding.js'

const ANSWER_MS = 10_000
// A Date header is in whole seconds.
const CLOCK_MS = 3_000

/** Whether anything speaks HTTP there, whatever it says. */
export async function answersAt(url: string): Promise<boolean> {
  return (await get(url)) instanceof Response
}

/** Compares our clock with the one of the server at `url`. Signatures and deadlines count on ours. */
export async function checkClock(part: string, url: string): Promise<Finding[]> {
  const { ok, warn, list } = findingsOf(part)
  const asked = Date.now()
  const answer = await get(url)
  const answered = Date.now()
  const theirs = answer instanceof Response ? Date.parse(answer.headers.get('date') ?? '') : Number.NaN
  // No answer is said by the look at the platform itself.
  if (Number.isNaN(theirs)) return list
  const off = Math.max(asked - theirs - 1000, theirs - answered)
  const seconds = Math.round((answered - theirs) / 1000)
  if (off <= CLOCK_MS) ok('clock agrees')
  else
    warn(
      `this machine's clock is ${Math.abs(seconds)} s ${seconds > 0 ? 'ahead of' : 'behind'} theirs`,
      'let this machine set its clock by NTP',
    )
  return list
}

/** Whether the outside reaches the app at PUBLIC_URL; that can only be seen while it runs. */
export async function checkPublicUrl({ publicUrl, zalo, sandbox, http, role }: Config): Promise<Finding[]> {
  const { ok, warn, bad, list } = findingsOf('web')
  const host = http.host === '0.0.0.0' || http.host === '::' ? 'localhost' : http.host
  const here = await isHealthy(`http://${host.includes(':') ? `[${host}]` : host}:${http.port}`)
  if (here === true) ok(`the app runs on port ${http.port}`)
  if (publicUrl === undefined) {
    if (zalo.mode === 'live' && !sandbox.on)
      warn(
        'no PUBLIC_URL: whether Zalo reaches this server cannot be seen',
        'set PUBLIC_URL, and enter PUBLIC_URL/webhooks/zalo at developers.zalo.me',
      )
    return list
  }
  const outside = await isHealthy(publicUrl)
  if (outside === true) ok(`${publicUrl}/healthz answers`)
  else if (here === true || role === 'worker')
    bad(
      `${publicUrl}/healthz does not answer as the app does (${outside})`,
      `check the name, the certificate, and that the proxy in front hands on to port ${http.port}`,
    )
  else
    warn(
      `${publicUrl}/healthz does not answer (${outside}), and no app runs on port ${http.port} here`,
      'start the app, then run this again',
    )
  return list
}

/** True, or why not. */
async function isHealthy(base: string): Promise<true | string> {
  const answer = await get(`${base}/healthz`)
  if (!(answer instanceof Response)) return answer
  const body = (await answer.json().catch(() => undefined)) as { ok?: unknown } | undefined
  return answer.ok && body?.ok === true ? true : `HTTP ${answer.status}`
}

/** The answer, or in a word why there is none. */
async function get(url: string): Promise<Response | string> {
  try {
    return await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(ANSWER_MS) })
  } catch (error) {
    const { name, cause } = error as Error
    return (cause as { code?: string } | undefined)?.code ?? name
  }
}
