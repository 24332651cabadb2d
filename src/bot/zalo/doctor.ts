import { DAY } from '../../flows/schedule.js'
import { type Finding, type Findings, findingsOf } from '../../ops/finding.js'
import { messageOf } from '../../ops/wording.js'
import type { ZaloTokens } from '../../store/zalo-tokens.js'
import { ask } from './client.js'
import { isTokenError } from './errors.js'

interface ZaloSettings {
  oaId: string
  apiBase: string
  /** What the store holds for this OA; undefined before the first start. */
  tokens: ZaloTokens | undefined
}

// Zalo: a refresh token lives three months.
const REFRESH_LIFE = 90 * DAY
const NEW_TOKEN = 'paste a new ZALO_REFRESH_TOKEN from the API Explorer of the app and start again'

/**
 * Looks at the kept token pair and, while its access token lives, asks Zalo who we are. Never refreshes: that would use
 * up the refresh token. `now`: epoch ms.
 */
export async function checkZalo({ oaId, apiBase, tokens }: ZaloSettings, now: number): Promise<Finding[]> {
  const findings = findingsOf('zalo')
  if (!tokens) {
    findings.warn('no token is kept yet', 'nothing to mend: the first start exchanges ZALO_REFRESH_TOKEN')
    return findings.list
  }
  const { accessToken, expiresAt, issuedAt, refreshingAt } = tokens
  if (refreshingAt !== undefined && now - refreshingAt > 60_000)
    findings.warn(
      `a refresh was sent ${when(refreshingAt)} and its answer never came`,
      `start the app, it finds out; if it then says that the token is lost, ${NEW_TOKEN}`,
    )
  const left = issuedAt + REFRESH_LIFE - now
  if (left <= 0) findings.bad('the refresh token is older than three months: Zalo takes it no more', NEW_TOKEN)
  else if (left < 14 * DAY)
    findings.warn(
      `the refresh token dies in ${Math.ceil(left / DAY)} days`,
      'keep the app running: every refresh, once a day, brings a new one',
    )
  if (accessToken === undefined || expiresAt === undefined || now >= expiresAt) {
    findings.warn(
      expiresAt === undefined ? 'there is no access token yet' : `the access token ended ${when(expiresAt)}`,
      'nothing to mend: a refresh is due and happens at the next start',
    )
    return findings.list
  }
  findings.ok(`access token good until ${when(expiresAt)}`)
  await askWho(findings, { oaId, apiBase, accessToken }, now)
  return findings.list
}

async function askWho(
  findings: Findings,
  { oaId, apiBase, accessToken }: { oaId: string; apiBase: string; accessToken: string },
  now: number,
): Promise<void> {
  const answer = await ask(apiBase, accessToken, { method: 'GET', path: '/v2.0/oa/getoa' }).catch((error) => {
    findings.bad(`${apiBase} does not answer as it should (${messageOf(error)})`, 'check that this machine reaches it')
  })
  if (!answer) return
  if (isTokenError(answer.error))
    return findings.warn(
      `Zalo no longer takes the access token (${answer.error}): somebody refreshed it elsewhere`,
      `start the app, it refreshes; if Zalo refuses that, ${NEW_TOKEN}; one OA app cannot serve two installations`,
    )
  if (answer.error !== 0)
    return findings.bad(
      `Zalo answers ${answer.error} (${answer.message})`,
      'look the code up at developers.zalo.me: permissions of the app, package of the OA',
    )
  reportAccount(findings, answer.data as Record<string, unknown>, oaId, now)
}

function reportAccount(findings: Findings, oa: Record<string, unknown>, oaId: string, now: number): void {
  const name = `${oa.name} (${oa.oaid})`
  if (oa.oaid !== undefined && String(oa.oaid) !== oaId)
    findings.bad(`the token belongs to ${name}, not to ZALO_OA_ID ${oaId}`, 'check ZALO_OA_ID and ZALO_REFRESH_TOKEN')
  else findings.ok(`${name}, ${oa.num_follower ?? '?'} followers`)
  if (oa.is_verified === false)
    findings.warn('the OA is not verified: Zalo refuses most messages', 'have it verified at oa.zalo.me')
  const [day, month, year] = String(oa.package_valid_through_date ?? '')
    .split('/')
    .map(Number)
  const ends = day && month && year ? Date.UTC(year, month - 1, day + 1) - 7 * 3_600_000 : undefined
  const pack = `package ${oa.package_name || 'none'}${ends === undefined ? '' : `, until ${oa.package_valid_through_date}`}`
  if (!oa.package_name || (ends !== undefined && ends <= now))
    findings.warn(pack, 'renew the package at oa.zalo.me: without one Zalo refuses API messages')
  else findings.ok(pack)
}

function when(at: number): string {
  return new Date(at).toISOString().slice(0, 16).replace('T', ' ').concat(' UTC')
}
