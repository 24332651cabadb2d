// `npm test` as a whole: how long it takes, and how many tests that is.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type Build, buildOf, thisBuild } from './support/build.js'
import { median, printRatio, spread, table } from './support/figures.js'

const ROUNDS = Number(process.env.TESTS_ROUNDS ?? 1)

interface Run {
  seconds: number
  passed: number
  failed: number
}

export async function tests(commit?: string): Promise<void> {
  const builds: Record<string, Build> = { now: thisBuild, ...(commit && { before: buildOf(commit) }) }
  const found = Object.fromEntries(Object.keys(builds).map((name) => [name, [] as Run[]]))
  try {
    for (let round = 0; round < ROUNDS; round++)
      for (const [name, build] of Object.entries(builds)) found[name]!.push(runOf(build))
  } finally {
    for (const build of Object.values(builds)) build.remove()
  }
  const rows = Object.entries(found).map(([name, runs]) => [
    name,
    ...(['seconds', 'passed', 'failed'] as const).map((what) => spread(runs.map((run) => run[what]))),
  ])
  table('npm test', ['build', 's', 'tests passed', 'tests failed'], rows)
  if (found.before)
    printRatio('test-time/before', median(found.now!.map(({ seconds }, n) => seconds / found.before![n]!.seconds)))
}

function runOf({ root }: Build): Run {
  const folder = mkdtempSync(path.join(tmpdir(), 'nhan-ai-tests-'))
  const report = path.join(folder, 'report.json')
  try {
    const since = performance.now()
    // What is said at a terminal is not read here; a run that fails says so in its report.
    spawnSync(process.execPath, ['scripts/test.mjs', '--reporter=json', `--outputFile=${report}`], { cwd: root })
    const seconds = (performance.now() - since) / 1000
    const { numPassedTests: passed, numFailedTests: failed } = JSON.parse(readFileSync(report, 'utf8'))
    return { seconds, passed, failed }
  } finally {
    rmSync(folder, { recursive: true })
  }
}
