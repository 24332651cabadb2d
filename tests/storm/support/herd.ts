// Processes of the app that are killed one by one and started again at once, whatever ended them.
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { type RunningProcess, startProcess } from '../../support/process.js'
import { killGroup } from './lives.js'

export interface Herd {
  /** Resolves when all have been ready once. */
  ready(): Promise<unknown>
  /** kill -9 of one of them. */
  kill(n: number): Promise<void>
  /** How many there are. */
  size: number
  /** Ends that were not by our hand. */
  ends: number
  /** Errors they logged, each once, with their number. */
  complaints: Map<string, number>
  stop(): Promise<void>
}

const MAIN = fileURLToPath(new URL('../../../dist/main.cjs', import.meta.url))
const CLOCK = fileURLToPath(new URL('./shifted-clock.mjs', import.meta.url))
const READY = /Nhân Ái is ready/
// The database may be away: it is no use to try more often.
const AGAIN_MS = 300

export function createHerd(environments: Record<string, string>[], cwd: string): Herd {
  const lives = new Map<number, RunningProcess>()
  let stopping = false
  const complaints = new Map<string, number>()
  const loops: Promise<void>[] = []
  const firsts = environments.map(
    (env, n) =>
      new Promise<void>((resolve) => {
        loops.push(live(n, env, resolve))
      }),
  )
  const herd: Herd = {
    size: environments.length,
    ends: 0,
    complaints,
    ready: () => Promise.all(firsts),
    async kill(n) {
      const life = lives.get(n)
      if (!life) return
      struck.add(life)
      await killGroup(life)
    },
    async stop() {
      stopping = true
      await Promise.all([...lives.values()].map(killGroup))
      await Promise.all(loops)
    },
  }
  const struck = new Set<RunningProcess>()
  return herd

  async function live(n: number, env: Record<string, string>, isReady: () => void): Promise<void> {
    while (!stopping) {
      const life = startProcess(['--import', CLOCK, MAIN], {
        cwd,
        env: { PATH: process.env.PATH, NODE_ENV: 'production', ...env },
      })
      lives.set(n, life)
      life.says(READY).then(isReady, () => {})
      await life.exited
      lives.delete(n)
      listen(life.said())
      if (struck.has(life) || stopping) continue
      herd.ends++
      await sleep(AGAIN_MS)
    }
  }

  function listen(said: string): void {
    for (const line of said.split('\n')) {
      if (!/"level":[56]0/.test(line)) continue
      const { msg, err, detail, reason } = JSON.parse(line)
      const words = [msg, err?.code, err?.message, detail, reason].filter(Boolean).join(' | ').slice(0, 200)
      complaints.set(words, (complaints.get(words) ?? 0) + 1)
    }
  }
}
