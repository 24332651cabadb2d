// Whom we may write to, and when: the platforms' rules and the house's.
import { isQuiet } from './schedule.js'

/** Zalo: consultation messages within 7 days of the person's last act. */
export const ZALO_WINDOW_MS = 7 * 24 * 3_600_000
// Our clock and Zalo's differ a little, and a message may wait in the outbox for a moment.
const MARGIN_MS = 5 * 60_000

/** Zalo: within this time of the person's last act a message is free; later it counts against the OA's package. */
export const ZALO_FREE_MS = 2 * 24 * 3_600_000
// A broadcast takes its time: what is about to cease being free counts as paid.
const FREE_MARGIN_MS = 2 * 3_600_000

type UnreachReason = 'quietHours' | 'unreachable' | 'neverWrote' | 'windowClosed'

/**
 * Whether we may write to this contact at `now`, or why not. Times are epoch ms.
 * At night what we say of our own accord is held until the morning.
 * A contact that refused us counts as reachable again as soon as it writes.
 * Zalo: consultation messages only within 7 days after the person's last act, free within 48 hours. Following and
 * pressing a button are acts, reading is not.
 * Telegram has no window.
 */
export function mayReach(
  contact: { channel: string; lastInboundAt?: number; unreachableAt?: number },
  kind: 'reply' | 'nudge' | 'news',
  now: number,
): 'yes' | UnreachReason {
  const { lastInboundAt, unreachableAt } = contact
  if (kind === 'nudge' && isQuiet(now)) return 'quietHours'
  if (unreachableAt !== undefined && unreachableAt >= (lastInboundAt ?? 0)) return 'unreachable'
  if (contact.channel === 'telegram') return 'yes'
  if (lastInboundAt === undefined) return 'neverWrote'
  const margin = kind === 'nudge' ? MARGIN_MS : 0
  return now - lastInboundAt < ZALO_WINDOW_MS - margin ? 'yes' : 'windowClosed'
}

export interface Account {
  channel: string
  /** Epoch ms. */
  lastInboundAt?: number
  unreachableAt?: number
}

/** From when on (epoch ms) a last act still makes a message of a broadcast that begins at `now` free on Zalo. */
export function freeSince(now: number): number {
  return now - ZALO_FREE_MS + FREE_MARGIN_MS
}

/** Zalo: an approved template goes by the person's id for a year after their last act, at any day, at a price. */
export const TEMPLATE_MS = 365 * 24 * 3_600_000

/** free: as often as we like. package: counted against Zalo's package. template: an approved text of few words, at a price. */
export type Way = 'free' | 'package' | 'template'

/**
 * By which of a person's accounts a broadcast reaches them and at what expense, or why by none. What is free goes first,
 * then the account used last; a template only to those whom nothing else reaches. Decided before any call: what would be
 * refused or unpaid is never tried. `spare`: messages that the package still covers; `cost`: how many this one takes;
 * `templates`: how many may still be sent, undefined where none are.
 */
export function wayOf(
  accounts: Account[],
  now: number,
  { spare = Number.POSITIVE_INFINITY, cost = 1, templates }: { spare?: number; cost?: number; templates?: number } = {},
): { account: Account; way: Way } | { why: UnreachReason | 'zaloQuota' | 'templateQuota' | 'noAccount' } {
  const asked = accounts
    .map((account) => ({
      account,
      may: mayReach(account, 'reply', now),
      paid: account.channel === 'zalo' && (account.lastInboundAt ?? 0) <= freeSince(now),
    }))
    .sort(
      (a, b) =>
        Number(a.may !== 'yes') - Number(b.may !== 'yes') ||
        Number(a.may !== 'windowClosed') - Number(b.may !== 'windowClosed') ||
        Number(a.paid) - Number(b.paid) ||
        (b.account.lastInboundAt ?? -1) - (a.account.lastInboundAt ?? -1),
    )
  const [best] = asked
  if (!best) return { why: 'noAccount' }
  const { account, may, paid } = best
  if (may === 'yes' && !(paid && cost > spare)) return { account, way: paid ? 'package' : 'free' }
  const why = may === 'yes' ? 'zaloQuota' : may
  if (templates === undefined || !takesTemplate(account, why, now)) return { why }
  return templates > 0 ? { account, way: 'template' } : { why: 'templateQuota' }
}

function takesTemplate({ lastInboundAt = 0 }: Account, why: string, now: number): boolean {
  return (why === 'windowClosed' || why === 'zaloQuota') && lastInboundAt > now - TEMPLATE_MS
}
