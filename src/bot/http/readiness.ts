// Whether this process can do its work: database, queue and channels answer.
import { within } from '../../ops/within.js'
import { oneLine } from '../../ops/wording.js'
import type { Pool } from '../../store/database.js'
import { checkAnswer } from '../../store/sweep.js'
import type { Channel } from '../channel.js'

interface Deps {
  pool: Pool
  jobs: { check(): Promise<string | undefined> }
  channels: Channel[]
}

// A load balancer asks every second; the platforms need not hear of it that often.
const FRESH_MS = 10_000
const ANSWER_MS = 5_000

/** Gives the reason of every part that is not ready; an empty record when all answer. */
export function createReadiness({ pool, jobs, channels }: Deps): () => Promise<Record<string, string>> {
  const checks: [string, () => Promise<string | undefined>, number][] = [
    ['database', () => checkAnswer(pool).then(() => undefined), 0],
    ['queue', () => jobs.check(), 0],
    ...channels.map((c): [string, () => Promise<string | undefined>, number] => [c.name, () => c.check(), FRESH_MS]),
  ]
  const last = new Map<string, { at: number; reason: string | undefined }>()

  async function ask(name: string, check: () => Promise<string | undefined>, freshMs: number) {
    const known = last.get(name)
    if (known && !known.reason && performance.now() - known.at < freshMs) return undefined
    const reason = await within(ANSWER_MS, check()).catch(oneLine)
    last.set(name, { at: performance.now(), reason })
    return reason
  }

  return async () => {
    const reasons = await Promise.all(
      checks.map(async ([name, check, fresh]) => [name, await ask(name, check, fresh)] as const),
    )
    return Object.fromEntries(reasons.flatMap(([name, reason]) => (reason === undefined ? [] : [[name, reason]])))
  }
}
