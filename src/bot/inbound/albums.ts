// Pictures of one movement come one by one, the next when the one before is acknowledged. They are made durable at once
// and handled together a moment later, so that ten of them get one answer.
import type { Address } from '../../store/people.js'
import type { InboundEvent } from '../channel.js'

/** Longer than a platform needs to send the next one, too short for anybody to wonder. */
const MOMENT_MS = 700

interface Deps {
  /** Makes events durable as waiting. */
  keep(events: InboundEvent[]): Promise<void>
  /** Handles what waits for somebody. */
  revisit(who: Address): Promise<void>
}

interface Waiting {
  who: Address
  timer: NodeJS.Timeout
}

export function createAlbums({ keep, revisit }: Deps) {
  const waiting = new Map<string, Waiting>()
  const underWay = new Set<Promise<void>>()

  function handle(key: string): void {
    const found = waiting.get(key)
    if (!found) return
    clearTimeout(found.timer)
    waiting.delete(key)
    // What fails is durable: the sweep finds it again.
    const done: Promise<void> = revisit(found.who)
      .catch(() => {})
      .finally(() => underWay.delete(done))
    underWay.add(done)
  }

  function soon(people: Address[]): void {
    for (const { channel, address } of people) {
      const key = `${channel} ${address}`
      clearTimeout(waiting.get(key)?.timer)
      waiting.set(key, { who: { channel, address }, timer: setTimeout(() => handle(key), MOMENT_MS) })
    }
  }

  return {
    /** Resolves when these are durable. */
    async take(events: InboundEvent[]): Promise<void> {
      if (events.length === 0) return
      await keep(events)
      soon(events)
    },
    /** Handles what waits for these people when nothing more has come for a moment. */
    soon,
    /** Handles what waits now, and resolves when that is done. */
    async idle(): Promise<void> {
      for (const key of [...waiting.keys()]) handle(key)
      while (underWay.size > 0) await Promise.all(underWay)
    },
  }
}
