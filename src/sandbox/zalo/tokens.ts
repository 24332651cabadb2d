import { createHmac, randomBytes } from 'node:crypto'
import { refuse } from './answer.js'

const ACCESS_LIFE_MS = 90_000_000
const REFRESH_LIFE_MS = 90 * 24 * 3_600_000

interface TokenPair {
  accessToken: string
  refreshToken: string
}

export type Tokens = ReturnType<typeof createTokens>

/**
 * The OA's one living token pair. Zalo: a refresh token works once, each refresh gives a new pair, and the old
 * access token dies at that moment (25 h and 3 months otherwise, by the sandbox clock).
 *
 * Refresh tokens are signed, so that a bot which kept its pair in a database finds its way back after the sandbox was
 * restarted: until the first refresh of a run, any token of an earlier run counts, as if given at the start of this one.
 */
export function createTokens(now: () => number, firstRefreshToken: string, signingKey: string) {
  const firstIssuedAt = now()
  let current: (TokenPair & { issuedAt: number; accessExpiresAt: number }) | undefined
  let refreshes = 0
  let refusedRefreshes = 0

  function issue(): TokenPair {
    const issuedAt = now()
    current = {
      accessToken: `sandbox-access.${randomBytes(24).toString('base64url')}`,
      refreshToken: signed(),
      issuedAt,
      accessExpiresAt: issuedAt + ACCESS_LIFE_MS,
    }
    return { accessToken: current.accessToken, refreshToken: current.refreshToken }
  }

  function signed(): string {
    const head = `sandbox-refresh.${randomBytes(18).toString('base64url')}`
    return `${head}.${mac(head)}`
  }

  function mac(head: string): string {
    return createHmac('sha256', signingKey).update(head).digest('base64url')
  }

  function issuedAtOf(refreshToken: string): number | undefined {
    if (current) return refreshToken === current.refreshToken ? current.issuedAt : undefined
    if (refreshToken === firstRefreshToken) return firstIssuedAt
    const end = refreshToken.lastIndexOf('.')
    return refreshToken.slice(end + 1) === mac(refreshToken.slice(0, end)) ? firstIssuedAt : undefined
  }

  return {
    /** A new pair for a refresh token that is the living one; undefined when it is used, foreign or too old. */
    refresh(refreshToken: string): TokenPair | undefined {
      const issuedAt = issuedAtOf(refreshToken)
      if (issuedAt === undefined || now() > issuedAt + REFRESH_LIFE_MS) {
        refusedRefreshes++
        return undefined
      }
      refreshes++
      return issue()
    },
    issue,
    /** Throws -216 for the living token past its 25 hours, -220 for any other that is not alive. */
    check(accessToken: string | undefined): void {
      if (!current || accessToken !== current.accessToken) throw refuse.tokenRemoved()
      if (now() >= current.accessExpiresAt) throw refuse.tokenExpired()
    },
    expireAccessToken(): void {
      if (current) current.accessExpiresAt = 0
    },
    /** What a test may want to know: the living pair and how often it was exchanged. */
    inspect() {
      return {
        accessToken: current?.accessToken,
        refreshToken: current?.refreshToken ?? firstRefreshToken,
        accessExpiresAt: current?.accessExpiresAt,
        refreshes,
        refusedRefreshes,
      }
    },
  }
}
