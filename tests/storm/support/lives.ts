// The app as a process group of its own that is killed again and again, at every kind of bad moment.
import { fileURLToPath } from 'node:url'
import { type RunningProcess, startProcess } from '../../support/process.js'
import type { Crowd } from './crowd.js'
import type { Random } from './random.js'

export interface Lives {
  /** Lives and dies until calm() or stop(). */
  rage(): void
  /** Dies at this very moment; lives on from then, ready when this resolves. */
  calm(): Promise<void>
  stop(): Promise<void>
  /** Deaths by our hand, and those of them before it was ready. */
  deaths: number
  youngDeaths: number
  /** Ends that were not by our hand, with its last words. */
  crashes: string[]
  /** Errors it logged, each once, with their number. */
  complaints: Map<string, number>
}

export interface LivesOptions {
  env: Record<string, string>
  cwd: string
  random: Random
  crowd: Pick<Crowd, 'onMove'>
  /** Kills what runs; by default the process group. */
  strike?: (life: RunningProcess) => Promise<void>
  /** What kills the process may leave it unable to start at once: then it ends, and is started again. */
  mayEndItself?: boolean
}

const MAIN = fileURLToPath(new URL('../../../dist/main.cjs', import.meta.url))
const READY = /Nhân Ái is ready/
// Long enough for all of a start, short enough to hit the middle of it.
const LONGEST_YOUTH_MS = 2000
const LONGEST_TIME_MS = 1500
const MOST_MOVES = 500

export function createLives({
  env,
  cwd,
  random,
  crowd,
  strike = killGroup,
  mayEndItself = false,
}: LivesOptions): Lives {
  let raging = false
  let loop: Promise<void> | undefined
  let life: RunningProcess | undefined
  let calmed = () => {}

  const lives: Lives = {
    deaths: 0,
    youngDeaths: 0,
    crashes: [],
    complaints: new Map(),
    rage() {
      raging = true
      const over = new Promise<void>((resolve) => {
        calmed = resolve
      })
      loop = (life ? end(life) : Promise.resolve()).then(() => rage(over))
    },
    async calm() {
      raging = false
      calmed()
      await loop
      for (;;) {
        life = begin()
        try {
          return void (await life.says(READY))
        } catch (error) {
          if (!mayEndItself) throw error
        }
      }
    },
    async stop() {
      raging = false
      calmed()
      await loop
      if (life) await end(life)
    },
  }

  function begin(): RunningProcess {
    return startProcess([MAIN], { cwd, env: { PATH: process.env.PATH, NODE_ENV: 'production', ...env } })
  }

  async function rage(over: Promise<void>): Promise<void> {
    while (raging) {
      const one = begin()
      life = one
      let young = true
      const ready = one.says(READY).then(
        () => {
          young = false
        },
        () => {},
      )
      let struck: Promise<void> | undefined
      const kill = () => {
        struck ??= strike(one)
      }
      void over.then(kill)
      const forget = doom(ready, kill)
      await one.exited
      forget()
      await struck
      listen(one)
      if (!struck && !mayEndItself) lives.crashes.push(one.said().slice(-1500))
      else if (young) lives.youngDeaths++
      if (struck) lives.deaths++
      life = undefined
    }
  }

  /** Calls `kill` when it is time to die; gives what calls that off. */
  function doom(ready: Promise<void>, kill: () => void): () => void {
    const kind = random.pick(['youth', 'time', 'act', 'message', 'message'] as const)
    const ms = random.below(kind === 'youth' ? LONGEST_YOUTH_MS : LONGEST_TIME_MS)
    let moves = 1 + random.below(MOST_MOVES)
    let timer: NodeJS.Timeout | undefined
    let unhear = () => {}
    // The storm's own randomness, not a wait for something to happen.
    const wait = () => {
      timer = setTimeout(kill, ms)
    }
    if (kind === 'youth') wait()
    else if (kind === 'time') void ready.then(wait)
    // Just as somebody acts; or in the middle of a send, carried out by the platform and not yet answered.
    else
      void ready.then(() => {
        unhear = crowd.onMove(({ what }) => {
          if (what === kind && --moves === 0) kill()
        })
      })
    return () => {
      clearTimeout(timer)
      unhear()
    }
  }

  async function end(one: RunningProcess): Promise<void> {
    await strike(one)
    await one.exited
    listen(one)
    life = undefined
  }

  function listen(one: RunningProcess): void {
    for (const line of one.said().split('\n')) {
      if (!/"level":[56]0/.test(line)) continue
      const { msg, err, detail, reason } = JSON.parse(line)
      const words = [msg, err?.code, err?.message, detail, reason].filter(Boolean).join(' | ').slice(0, 200)
      lives.complaints.set(words, (lives.complaints.get(words) ?? 0) + 1)
    }
  }

  return lives
}

/** kill -9 of the whole process group; one that has just ended by itself is as good as killed. */
export async function killGroup(life: RunningProcess): Promise<void> {
  try {
    life.signal('SIGKILL', { group: true })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
