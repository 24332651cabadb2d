import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import { telegramError } from './errors.js'

const FIRST_WAIT_MS = 500
const LONGEST_WAIT_MS = 30_000

export interface Supervised {
  /** Why it does not work at the moment, in one line. */
  trouble(): string | undefined
  /** Aborts the step's signal; resolves when the running step has ended. */
  stop(): Promise<void>
}

/** `troubled`: the last try failed, so the step should show soon whether it works again. */
type Step = (signal: AbortSignal, troubled: boolean) => Promise<'again'>

/**
 * Repeats `step` until it is stopped. No error ends it: a wrong token, a second poller or an unreachable platform
 * are logged, waited out with a growing pause, and told by `trouble`.
 */
export function supervise(step: Step, log: Logger): Supervised {
  const stopping = new AbortController()
  const { signal } = stopping
  let trouble: string | undefined
  let wait = FIRST_WAIT_MS
  const running = run()

  async function run(): Promise<void> {
    while (!signal.aborted) {
      const outcome = await attempt()
      if (outcome === 'done') return
      if (outcome !== 'again') await sleep(outcome.wait, undefined, { signal }).catch(() => {})
    }
  }

  async function attempt(): Promise<'again' | 'done' | { wait: number }> {
    try {
      const outcome = await step(signal, trouble !== undefined)
      if (trouble) log.info('telegram: works again')
      trouble = undefined
      wait = FIRST_WAIT_MS
      return outcome
    } catch (error) {
      if (signal.aborted) return 'done'
      const { kind, message, ms } = telegramError(error)
      trouble = message
      log.error({ kind, detail: message }, 'telegram: cannot receive, trying again')
      const pause = { wait: Math.max(wait, ms) }
      wait = Math.min(wait * 2, LONGEST_WAIT_MS)
      return pause
    }
  }

  return {
    trouble: () => trouble,
    async stop() {
      stopping.abort()
      await running
    },
  }
}
