import { refuse } from './answer.js'
import type { ZaloUser } from './users.js'

const HOUR = 3_600_000
const FREE_MS = 48 * HOUR
const WINDOW_MS = 7 * 24 * HOUR

/** Zalo: /cs needs an interaction within 7 days; following is not needed. Throws -232 (never) or -230 (too long ago). */
export function checkWindow(user: ZaloUser | undefined, now: number): asserts user is ZaloUser {
  if (!user || user.lastInteraction === null) throw refuse.neverInteracted()
  if (now - user.lastInteraction > WINDOW_MS) throw refuse.windowClosed()
}

/** The package's allowance for messages after the free 48 hours. */
export function createAllowance(total: number, billed: boolean) {
  let remain = total
  return {
    /** `data.quota` of a send, counted down; undefined = the message is billed. Throws -211 where nobody pays. */
    spend(user: ZaloUser, now: number): object | undefined {
      if (now - (user.lastInteraction ?? 0) <= FREE_MS) return { quota_type: 'reply' }
      if (remain === 0 && !billed) throw refuse.outOfQuota()
      if (remain === 0) return undefined
      remain--
      return { quota_type: 'sub_quota', remain: String(remain), total: String(total) }
    },
    remain: (): number => remain,
    reset(): void {
      remain = total
    },
  }
}
export type Allowance = ReturnType<typeof createAllowance>
