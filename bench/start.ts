// `npm start` over data that are there already, until it says it is ready; then the memory of the idle bot and its
// PostgreSQL together.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { freePort } from '../tests/support/free-port.js'
import { startProcess } from '../tests/support/process.js'
import { removeFolder, tempFolder } from '../tests/support/temp-folder.js'
import { type Build, buildOf, thisBuild } from './support/build.js'
import { cpuOf } from './support/cpu.js'
import { median, printRatio, spread, table } from './support/figures.js'

const ROUNDS = 7

interface Round {
  seconds: number
  /** Of the node process, until it is ready. */
  cpuMs: number
  /** What the processes take for themselves and their share of what they have in common; NaN where nobody tells. */
  megabytes: number
}

export async function start(commit?: string): Promise<void> {
  const builds: Record<string, Build> = { now: thisBuild, ...(commit && { before: buildOf(commit) }) }
  const folders = Object.fromEntries(Object.keys(builds).map((name) => [name, tempFolder()]))
  const found = Object.fromEntries(Object.keys(builds).map((name) => [name, [] as Round[]]))
  try {
    for (let round = 0; round <= ROUNDS; round++)
      for (const [name, build] of Object.entries(builds)) {
        const one = await startOnce(build, folders[name]!)
        // The first makes the data.
        if (round > 0) found[name]!.push(one)
      }
  } finally {
    for (const folder of Object.values(folders)) removeFolder(folder)
    for (const build of Object.values(builds)) build.remove()
  }
  const rows = Object.entries(found).map(([name, rounds]) => [
    name,
    ...(['seconds', 'cpuMs', 'megabytes'] as const).map((what) => spread(rounds.map((each) => each[what]))),
  ])
  table('A later start', ['build', 's until ready', 'ms of CPU (node)', 'MB when idle (node and PostgreSQL)'], rows)
  if (!found.before) return
  const paired = (of: (round: Round) => number) =>
    median(found.now!.map((round, n) => of(round) / of(found.before![n]!)))
  printRatio(
    'start/before',
    paired(({ seconds }) => seconds),
  )
  printRatio(
    'start-cpu/before',
    paired(({ cpuMs }) => cpuMs),
  )
  printRatio(
    'idle-memory/before',
    paired(({ megabytes }) => megabytes),
  )
}

async function startOnce({ root }: Build, dataDir: string): Promise<Round> {
  const env = {
    ...process.env,
    DATA_DIR: dataDir,
    PORT: String(await freePort()),
    SANDBOX_PORT: String(await freePort()),
  }
  const since = performance.now()
  const app = startProcess([path.join(root, 'scripts', 'start.mjs')], { cwd: root, env })
  await app.says(/Nhân Ái is ready/)
  const seconds = (performance.now() - since) / 1000
  const cpuMs = cpuOf([app.pid])
  const postmaster = Number(readFileSync(path.join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0])
  const megabytes = memoryOf([...family(app.pid), ...family(postmaster)])
  app.signal('SIGTERM')
  await app.exited
  return { seconds, cpuMs, megabytes }
}

/** A process and all that it started. */
function family(pid: number): number[] {
  const children = (parent: number): number[] => {
    try {
      return readdirSync('/proc')
        .filter((name) => /^\d+$/.test(name) && parentOf(name) === parent)
        .flatMap((name) => [Number(name), ...children(Number(name))])
    } catch {
      return []
    }
  }
  return [pid, ...children(pid)]
}

function parentOf(pid: string): number {
  try {
    return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ')[1])
  } catch {
    return Number.NaN
  }
}

function memoryOf(pids: number[]): number {
  const kilobytes = pids.map((pid) => {
    try {
      return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))![1])
    } catch {
      return process.platform === 'linux' ? 0 : Number.NaN
    }
  })
  return kilobytes.reduce((sum, each) => sum + each, 0) / 1024
}
