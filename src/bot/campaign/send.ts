// One message of a broadcast: sent, and what became of it.
import { STOP_LINE } from '../../flows/campaign/form.js'
import type { Outbound } from '../../flows/message.js'
import { freeSince, mayReach } from '../../flows/reach.js'
import type { Chunk } from '../../store/campaign/chunks.js'
import type { Outcome, Waiting } from '../../store/campaign/recipients.js'
import { type Channel, SendError } from '../channel.js'
import { MISCONFIGURED_MS } from '../outbound/verdict.js'

/** What became of it, and what that means for the others. */
export interface Sent {
  outcome: Outcome
  /** No broadcast of the channel goes on for this long, ms. */
  silence?: number
  /** The platform asks for it: then replies wait too. */
  asked?: true
  /** The contact that the platform will not let us write to. */
  gone?: string
  /** Refused for what we sent: the same may be refused to everybody. */
  refused?: string
  /** Not delivered: to be tried again after so many ms. */
  laterMs?: number
}

// Waits between tries, 10 s to some 10 min; after the last the person is given up.
const LATER_MS = 10_000
const DOUBLINGS = 6
const TRIES = 10

/** Never throws. `now`: epoch ms. */
export async function sendOne(channel: Channel, chunk: Chunk, to: Waiting, now: () => number): Promise<Sent> {
  const { personId } = to
  if (to.gone || to.address === null) return { outcome: { personId, state: 'skipped', reason: to.gone ?? 'erased' } }
  const times = { lastInboundAt: to.lastInboundAt ?? undefined, unreachableAt: to.unreachableAt ?? undefined }
  const reach = mayReach({ channel: chunk.channel, ...times }, 'reply', now())
  const only = to.template && !isFree(to, reach, now())
  const template = only ? channel.template : undefined
  const why = whyNot(reach, only, template !== undefined)
  if (why) return { outcome: { personId, state: 'skipped', reason: why } }
  const body = chunk.body as Outbound
  try {
    const ids = template
      ? [await template.send(to.address, { unit: chunk.unitName, text: body.text.replace(STOP_LINE, '') })]
      : await channel.send(to.address, body)
    return { outcome: { personId, state: 'sent', externalId: ids.join(','), at: now() } }
  } catch (error) {
    const known = error instanceof SendError ? error : new SendError('refused', 'a bug of ours')
    return failed(known, chunk, to)
  }
}

/** `only` a template reaches them: without one a message would be refused, or take what the package has for others. */
function whyNot(reach: ReturnType<typeof mayReach>, only: boolean, template: boolean): string | undefined {
  if (only && template && reach === 'windowClosed') return undefined
  if (reach !== 'yes') return reach
  return only && !template ? 'zaloQuota' : undefined
}

/** Who was to get a template and has written since gets the message itself. */
function isFree({ lastInboundAt }: Waiting, reach: string, now: number): boolean {
  return reach === 'yes' && (lastInboundAt ?? 0) > freeSince(now)
}

function failed({ kind, message, ms }: SendError, chunk: Chunk, { personId, contactId, attempts }: Waiting): Sent {
  const reason = message || kind
  const again: Outcome = { personId, state: 'pending', reason }
  const later: Sent = { outcome: { ...again, tried: true }, laterMs: LATER_MS * 2 ** Math.min(attempts, DOUBLINGS) }
  switch (kind) {
    case 'slowDown':
      return { outcome: again, silence: ms, asked: true }
    case 'misconfigured':
      return { outcome: again, silence: MISCONFIGURED_MS }
    case 'stopped':
      return { outcome: { personId, state: 'failed', reason }, gone: contactId }
    case 'refused':
      return { outcome: { personId, state: 'failed', reason }, refused: reason }
    case 'retry':
      return attempts < TRIES ? later : { outcome: { personId, state: 'failed', reason } }
    case 'unknown':
      return chunk.policy === 'resend' && attempts < TRIES
        ? later
        : { outcome: { personId, state: 'unknown', reason, tried: true } }
    default:
      return kind satisfies never
  }
}
