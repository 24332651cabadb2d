import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { DATA_KEY } from './keys.js'

export interface RunningProcess {
  pid: number
  /** Everything it has said so far, on both streams. */
  said(): string
  /** Resolves with what matched, once it has said it; rejects when it ends before. */
  says(wanted: RegExp): Promise<RegExpExecArray>
  /** Resolves with its exit code, null when a signal ended it. */
  exited: Promise<number | null>
  /** To it alone, or with `group` to all that share its terminal, as Ctrl-C goes. */
  signal(signal: NodeJS.Signals, options?: { group?: boolean }): void
}

/** Starts a Node program in a process group of its own, killed with the tests. TypeScript files are run as they are. */
export function startProcess(args: string[], options: { cwd?: string; env?: NodeJS.ProcessEnv } = {}): RunningProcess {
  const loader = args[0]!.endsWith('.ts') ? ['--import', 'tsx'] : []
  const child: ChildProcessByStdio<null, Readable, Readable> = spawn(process.execPath, [...loader, ...args], {
    ...options,
    env: { DATA_KEY: DATA_KEY[0]!.toString('base64'), ...(options.env ?? process.env) },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  child.stdout.on('data', (chunk) => (output += chunk))
  child.stderr.on('data', (chunk) => (output += chunk))
  const exited = once(child, 'close').then(([code]) => code as number | null)
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)
  exited.then(() => process.off('exit', kill))
  return {
    pid: child.pid!,
    said: () => output,
    exited,
    says: (wanted) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const match = wanted.exec(output)
          if (match) resolve(match)
        }
        child.stdout.on('data', look)
        child.stderr.on('data', look)
        exited.then(() => reject(new Error(`ended without saying ${wanted}:\n${output}`)))
        look()
      }),
    signal: (signal, { group = false } = {}) => void process.kill(group ? -child.pid! : child.pid!, signal),
  }
}
