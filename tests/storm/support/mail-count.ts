// The platform's own count of a broadcast: every call for it, what was made of it, and what came to each phone.
import type { Fault } from '../../../src/sandbox/faults.js'
import type { Sandbox } from '../../../src/sandbox/server.js'
import type { Random } from './random.js'

export interface MailCount {
  /** How often each person has it, by their chat. */
  readonly got: Map<string, number>
  /** Calls that were answered with trouble, by its kind. */
  readonly troubles: Map<string, number>
  /** Calls under way or done. */
  readonly calls: number
  /** Messages that came. */
  readonly total: number
}

const TROUBLES: [kind: string, share: number, fault: Partial<Fault>][] = [
  ['429', 0.01, { retry_after: 1 }],
  ['5xx', 0.01, { status: 502 }],
  ['dropped before', 0.005, { drop: 'before' }],
  ['dropped after', 0.005, { drop: 'after' }],
]

/** Counts the messages that hold `words`, and disturbs a share of the calls. */
export function countMail(sandbox: Sandbox, words: string, random: Random): MailCount {
  const got = new Map<string, number>()
  const troubles = new Map<string, number>()
  const count = { got, troubles, calls: 0, total: 0 }
  sandbox.bubbles.on((bubble) => {
    if (bubble.from !== 'bot' || !bubble.text?.includes(words)) return
    const chat = sandbox.telegram.chatId(bubble.person)
    got.set(chat, (got.get(chat) ?? 0) + 1)
    count.total++
  })
  sandbox.faults.take = (platform, method, body) => {
    if (method !== 'sendmessage' || !body().includes(words)) return undefined
    count.calls++
    for (const [kind, share, fault] of TROUBLES) {
      if (!random.chance(share)) continue
      troubles.set(kind, (troubles.get(kind) ?? 0) + 1)
      return { platform, method, times: 1, ...fault }
    }
    return undefined
  }
  return count
}
