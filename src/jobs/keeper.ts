import { oneLine } from '../ops/wording.js'

export interface KeeperOptions {
  /** Makes sure of whatever is kept; throws when it could not. */
  round: () => Promise<void>
  /** Time between rounds while all is well, and while it is not. */
  everyMs: number
  retryMs?: number
  /** Called once per change of state: with a reason in one line, or undefined when all is well again. */
  onChange: (reason: string | undefined) => void
}

export interface Keeper {
  /** Runs the first round; resolves after it, whatever came of it. */
  start(): Promise<void>
  /** Tells that something went wrong between two rounds. The first time a round follows at once. */
  trouble(error: unknown): void
  /** Undefined while all is well, else what is wrong in one line. */
  reason(): string | undefined
  /** No round begins any more; resolves when the running one has ended. */
  stop(): Promise<void>
}

/** Repeats a round for ever: what was lost is put back by the next one, so nobody has to know how it was lost. */
export function createKeeper({ round, everyMs, retryMs = 1000, onChange }: KeeperOptions): Keeper {
  let reason: string | undefined
  let quiet = true
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | undefined

  function report(next: string | undefined) {
    const changed = (next === undefined) !== (reason === undefined)
    reason = next
    if (changed && !stopped) onChange(next)
  }

  // All is well only after a round before and during which nobody reported trouble: what fails again and again
  // between good rounds must not be announced as lost and found every second.
  async function once() {
    const quietBefore = quiet
    quiet = true
    try {
      await round()
      if (quietBefore && quiet) report(undefined)
    } catch (error) {
      report(oneLine(error))
    }
  }

  function run(): Promise<void> {
    running ??= once().finally(() => {
      running = undefined
      schedule(reason === undefined ? everyMs : retryMs)
    })
    return running
  }

  function schedule(ms: number) {
    clearTimeout(timer)
    if (!stopped) timer = setTimeout(run, ms)
  }

  return {
    start: run,
    trouble(error) {
      quiet = false
      if (reason !== undefined || stopped) return
      report(oneLine(error))
      if (!running) schedule(0)
    },
    reason: () => reason,
    async stop() {
      stopped = true
      clearTimeout(timer)
      await running
    },
  }
}
