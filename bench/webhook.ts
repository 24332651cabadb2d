import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import pg from 'pg'
import { type Build, buildOf, thisBuild } from './support/build.js'
import { cpuOf, serversOf } from './support/cpu.js'
import { interleaved, median, printRatio, ratio, type Sample, spread, table } from './support/figures.js'
import type { BenchPostgres } from './support/postgres.js'
import type { FromLoad, FromServer, ToLoad, ToServer } from './webhook/messages.js'

const ROUNDS = 5
const SECONDS = 4
// More than can be told in that time.
const PEOPLE = 1_500 * SECONDS

type Round = Sample & { nodeCpu: number; databaseCpu: number }

/**
 * Signed Zalo events over 64 connections, answered after the turn is committed, beside a server that only verifies, and
 * with `--beside COMMIT` beside the same of an earlier build, each with its own database.
 */
export async function webhook(commit?: string): Promise<void> {
  const builds = [thisBuild, ...(commit ? [buildOf(commit)] : [])]
  const opened: { close(): Promise<void> }[] = []
  try {
    const bare = await openBare()
    opened.push(bare)
    const bots: OpenBot[] = []
    for (const build of builds) {
      bots.push(await openBot(build))
      opened.push(bots.at(-1)!)
    }
    const [now, before] = bots as [OpenBot, OpenBot?]
    const contestants: Record<string, () => Promise<Round>> = {
      bot: () => now.round(SECONDS),
      ...(before && { before: () => before.round(SECONDS) }),
      'bare node:http': () => bare.round(SECONDS),
    }
    for (const each of [now, before, bare]) await each?.round(2)
    const fast = (await interleaved(ROUNDS, contestants)) as unknown as Found
    for (const bot of bots) await slowDisk(bot.db)
    const slow = (await interleaved(ROUNDS, contestants)) as unknown as Found
    report('64 connections, each event verified, parsed, its turn committed, then 200', fast)
    report('The same with commit_delay = 1000 (every commit waits 1 ms, as on a cloud disk)', slow)
    for (const bot of bots) await bot.check()
    printRatios('webhook', fast)
    printRatios('webhook-slow-disk', slow)
  } finally {
    for (const each of opened.reverse()) await each.close()
    for (const build of builds) build.remove()
  }
}

interface OpenBot {
  db: pg.Client
  round(seconds: number): Promise<Round>
  /** Throws unless every 200 was a handled event, and people got to the end of their stories. */
  check(): Promise<void>
  close(): Promise<void>
}

/** A build's bot and database, and the platform that writes to it: its own stories, told from its own folder. */
async function openBot(build: Build): Promise<OpenBot> {
  const { startPostgres } = await build.load<{ startPostgres(): Promise<BenchPostgres> }>('bench/support/postgres.ts')
  const postgres = await startPostgres()
  const [server, load] = [forkOf(build, 'server'), forkOf(build, 'load')]
  const db = new pg.Client({ connectionString: postgres.url })
  await db.connect()
  const { port } = await ask<FromServer & { port: number }>(server, { serve: 'bot', url: postgres.url })
  let told = 0
  return {
    db,
    async round(seconds) {
      const before = { node: cpuOf([server.pid]), database: new Map<number, number>() }
      for (const pid of await serversOf(db)) before.database.set(pid, cpuOf([pid]))
      const found = await ask<FromLoad>(load, { port, seconds, people: PEOPLE, again: false })
      await ask(server, { settle: true })
      told += found.requests
      const spent = (await serversOf(db)).map((pid) => cpuOf([pid]) - (before.database.get(pid) ?? 0))
      const each = (ms: number) => (ms * 1_000) / found.requests
      const nodeCpu = each(cpuOf([server.pid]) - before.node)
      return { ...found, nodeCpu, databaseCpu: each(spent.reduce((sum, ms) => sum + ms, 0)) }
    },
    check: () => check(db, told),
    async close() {
      await db.end()
      for (const child of [server, load]) child.kill()
      await postgres.stop()
    },
  }
}

async function openBare(): Promise<Pick<OpenBot, 'round' | 'close'>> {
  const [server, load] = [forkOf(thisBuild, 'server'), forkOf(thisBuild, 'load')]
  const { port } = await ask<FromServer & { port: number }>(server, { serve: 'bare' })
  return {
    async round(seconds) {
      const before = cpuOf([server.pid])
      const found = await ask<FromLoad>(load, { port, seconds, people: 200, again: true })
      return { ...found, nodeCpu: ((cpuOf([server.pid]) - before) * 1_000) / found.requests, databaseCpu: 0 }
    },
    async close() {
      for (const child of [server, load]) child.kill()
    },
  }
}

function forkOf({ root }: Build, name: string): ChildProcess {
  return fork(path.join(root, 'bench', 'webhook', `${name}.ts`), [], { cwd: root, execArgv: ['--import', 'tsx'] })
}

interface Found {
  bot: Round[]
  before?: Round[]
  'bare node:http': Round[]
}

function report(title: string, found: Found): void {
  const rows = Object.entries<Round[]>({ ...found }).map(([name, rounds]) => [
    name,
    ...(['perSecond', 'p50', 'p99', 'nodeCpu', 'databaseCpu'] as const).map((what) =>
      spread(rounds.map((each) => each[what])),
    ),
  ])
  rows.push(['ratio to bare', ratio(found.bot, found['bare node:http']), '', '', '', ''])
  if (found.before) rows.push(['ratio to before', ratio(found.bot, found.before), '', '', '', ''])
  table(title, ['server', 'req/s', 'p50 ms', 'p99 ms', 'node, µs of CPU an event', 'PostgreSQL, µs'], rows)
}

function printRatios(name: string, { bot, before, 'bare node:http': bare }: Found): void {
  const paired = (of: (round: Round) => number, others: Round[]) =>
    median(bot.map((round, n) => of(round) / of(others[n]!)))
  printRatio(
    `${name}/bare`,
    paired(({ perSecond }) => perSecond, bare),
  )
  if (!before) return
  printRatio(
    `${name}/before`,
    paired(({ perSecond }) => perSecond, before),
  )
  printRatio(
    `${name}-p99/before`,
    paired(({ p99 }) => p99, before),
  )
  printRatio(
    `${name}-cpu/before`,
    paired(({ nodeCpu, databaseCpu }) => nodeCpu + databaseCpu, before),
  )
}

async function slowDisk(db: pg.Client): Promise<void> {
  await db.query('ALTER SYSTEM SET commit_delay = 1000')
  await db.query('ALTER SYSTEM SET commit_siblings = 0')
  await db.query('SELECT pg_reload_conf()')
}

async function check(db: pg.Client, told: number): Promise<void> {
  const { rows } = await db.query<{ handled: number; other: number; sent: number; nominations: number }>(
    `SELECT (SELECT count(*)::int FROM inbox WHERE state = 'handled') AS handled,
       (SELECT count(*)::int FROM inbox WHERE state <> 'handled') AS other,
       (SELECT count(*)::int FROM outbox WHERE state = 'sent') AS sent,
       (SELECT count(*)::int FROM nominator) AS nominations`,
  )
  const found = rows[0]!
  console.log(`\n${JSON.stringify({ answered: told, ...found })}`)
  if (found.handled !== told || found.other > 0 || found.nominations === 0)
    throw new Error('what was answered is not what was handled')
}

async function ask<Answer>(child: ChildProcess, message: ToServer | ToLoad): Promise<Answer> {
  const answer = once(child, 'message') as Promise<[Answer]>
  child.send(message)
  return (await answer)[0]
}
