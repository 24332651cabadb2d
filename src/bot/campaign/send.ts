// One message of a broadcast: sent, and what became of it.
import type { Outbound } from '../../flows/message.js'
import { mayReach } from '../../flows/reach.js'
import type { Chunk, Outcome, Waiting } from '../../store/campaign/chunks.js'
import { type Channel, SendError } from '../channel.js'

/** What became of it, and what that means for the others. */
export interface Sent {
  outcome: Outcome
  /** All of the channel is silent for this long, ms. */
  silence?: number
  /** The contact that the platform will not let us write to. */
  gone?: string
  /** Refused for what we sent: the same may be refused to everybody. */
  refused?: string
  /** Not delivered: to be tried again, but not at once. */
  later?: true
}

const RETRIES = 5
const RESENDS = 3
const MISCONFIGURED_MS = 60_000

/** Never throws. `now`: epoch ms. */
export async function sendOne(channel: Channel, chunk: Chunk, to: Waiting, now: () => number): Promise<Sent> {
  const { personId } = to
  if (to.gone) return { outcome: { personId, state: 'skipped', reason: to.gone } }
  const times = { lastInboundAt: to.lastInboundAt?.getTime(), unreachableAt: to.unreachableAt?.getTime() }
  const reach = mayReach({ channel: chunk.channel, ...times }, 'reply', now())
  if (reach !== 'yes') return { outcome: { personId, state: 'skipped', reason: reach } }
  try {
    const ids = await channel.send(to.address, chunk.body as Outbound)
    return { outcome: { personId, state: 'sent', externalId: ids.join(','), at: now() } }
  } catch (error) {
    const known = error instanceof SendError ? error : new SendError('refused', 'a bug of ours')
    return failed(known, chunk, to)
  }
}

function failed(
  { kind, message: reason, ms }: SendError,
  chunk: Chunk,
  { personId, contactId, attempts }: Waiting,
): Sent {
  const again: Outcome = { personId, state: 'pending', reason }
  switch (kind) {
    case 'slowDown':
      return { outcome: again, silence: ms }
    case 'misconfigured':
      return { outcome: again, silence: MISCONFIGURED_MS }
    case 'stopped':
      return { outcome: { personId, state: 'failed', reason }, gone: contactId }
    case 'refused':
      return { outcome: { personId, state: 'failed', reason }, refused: reason }
    case 'retry':
      return attempts < RETRIES ? { outcome: again, later: true } : { outcome: { personId, state: 'failed', reason } }
    case 'unknown':
      return chunk.policy === 'resend' && attempts < RESENDS
        ? { outcome: again, later: true }
        : { outcome: { personId, state: 'unknown', reason } }
    default:
      return kind satisfies never
  }
}
