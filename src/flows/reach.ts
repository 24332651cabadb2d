// Whom we may write to, and when: the platforms' rules and the house's.
import { isQuiet } from './schedule.js'

/** Zalo: consultation messages within 7 days of the person's last act. */
export const ZALO_WINDOW_MS = 7 * 24 * 3_600_000
// Our clock and Zalo's differ a little, and a message may wait in the outbox for a moment.
const MARGIN_MS = 5 * 60_000

type UnreachReason = 'quietHours' | 'unreachable' | 'neverWrote' | 'windowClosed'

/**
 * Whether we may write to this contact at `now`, or why not. Times are epoch ms.
 * A reminder that was held up into the night is not sent in the morning either: it would hold up what people ask for.
 * A contact that refused us counts as reachable again as soon as it writes.
 * Zalo: consultation messages only within 7 days after the person's last act, free within 48 hours. Following and
 * pressing a button are acts, reading is not.
 * Telegram has no window.
 */
export function mayReach(
  contact: { channel: string; lastInboundAt?: number; unreachableAt?: number },
  kind: 'reply' | 'nudge',
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
