// What a platform sees of a bot: when each call came, and how long a person waited for the reply.
import type { Fault } from '../../src/sandbox/faults.js'
import type { Sandbox } from '../../src/sandbox/server.js'

export interface Wire {
  /** When each message of the broadcast came, ms of `performance.now()`. */
  readonly broadcast: number[]
  /** When each message of all kinds came. */
  readonly all: number[]
  /** How many were not taken. */
  readonly refused: () => number
  /** Sends `words` as each of these people, and resolves with what each waited for the bot's next word, ms. */
  ask(people: string[], words: string, perSecond: number): Promise<number[]>
  /** The next message of the broadcast is answered with "wait so many seconds". Gives when it was. */
  force429(seconds: number): Promise<number>
}

const SENDS = new Set(['sendmessage', 'sendphoto', 'senddocument'])

/** Watches Telegram's side of the sandbox; `words` mark the broadcast. The limit is the sandbox's own. */
export function watchWire(sandbox: Sandbox, words: string): Wire {
  const broadcast: number[] = []
  const all: number[] = []
  const waiting = new Map<string, (at: number) => void>()
  const arrived = new Set<string>()
  let force: { fault: Fault; done(at: number): void } | undefined
  sandbox.faults.take = (platform, method, body) => {
    if (platform !== 'telegram' || !SENDS.has(method)) return undefined
    const now = performance.now()
    all.push(now)
    if (!body().includes(words)) return undefined
    broadcast.push(now)
    const forced = force
    force = undefined
    forced?.done(now)
    return forced?.fault
  }
  sandbox.bubbles.on((bubble) => {
    if (bubble.from !== 'bot') return
    arrived.add(bubble.id)
    if (bubble.text?.includes(words)) return
    waiting.get(bubble.person)?.(performance.now())
  })
  return {
    broadcast,
    all,
    refused: () => all.length - arrived.size,
    async ask(people, said, perSecond) {
      const since = performance.now()
      return Promise.all(
        people.map(async (person, n) => {
          const wait = since + (n * 1000) / perSecond - performance.now()
          await new Promise((resolve) => setTimeout(resolve, wait))
          const asked = performance.now()
          const heard = new Promise<number>((resolve) => waiting.set(person, resolve))
          sandbox.telegram.say(person, said)
          const at = await heard
          waiting.delete(person)
          return at - asked
        }),
      )
    },
    force429: (seconds) =>
      new Promise((done) => {
        force = { fault: { platform: 'telegram', times: 1, retry_after: seconds }, done }
      }),
  }
}

/** The most of these moments (ms, rising) that fall into any `span` ms. */
export function mostWithin(times: number[], span: number): number {
  let most = 0
  for (let first = 0, last = 0; last < times.length; last++) {
    while (times[last]! - times[first]! >= span) first++
    most = Math.max(most, last - first + 1)
  }
  return most
}

export function quantile(values: number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? Number.NaN
}
