import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { interleaved, ratio, type Sample, spread, table } from './support/figures.js'
import { startPostgres } from './support/postgres.js'
import type { FromLoad, FromServer, ToLoad, ToServer } from './webhook/messages.js'

const ROUNDS = 5
const SECONDS = 4
// More than can be told in that time.
const PEOPLE = 1_500 * SECONDS

/** Signed Zalo events over 64 connections, answered after the turn is committed, beside a server that only verifies. */
export async function webhook(): Promise<void> {
  const postgres = await startPostgres()
  const children = ['server', 'server', 'load'].map((name) =>
    fork(fileURLToPath(new URL(`./webhook/${name}.ts`, import.meta.url))),
  )
  const [bot, bare, load] = children as [ChildProcess, ChildProcess, ChildProcess]
  const db = new pg.Client({ connectionString: postgres.url })
  try {
    await db.connect()
    const ports = {
      bot: (await ask<FromServer & { port: number }>(bot, { serve: 'bot', url: postgres.url })).port,
      bare: (await ask<FromServer & { port: number }>(bare, { serve: 'bare' })).port,
    }
    let told = 0
    const throughBot = async (seconds = SECONDS) => {
      const found = await ask<FromLoad>(load, { port: ports.bot, seconds, people: PEOPLE, again: false })
      await ask(bot, { settle: true })
      told += found.requests
      return found
    }
    const verified = (seconds = SECONDS) => ask<FromLoad>(load, { port: ports.bare, seconds, people: 200, again: true })

    await throughBot(2)
    await verified(2)
    const fast = await interleaved(ROUNDS, { bot: () => throughBot(), 'bare node:http': () => verified() })
    await slowDisk(db)
    const slow = await interleaved(ROUNDS, { bot: () => throughBot(), 'bare node:http': () => verified() })
    report('64 connections, each event verified, parsed, its turn committed, then 200', fast)
    report('The same with commit_delay = 1000 (every commit waits 1 ms, as on a cloud disk)', slow)
    await check(db, told)
  } finally {
    await db.end()
    for (const child of children) child.kill()
    await postgres.stop()
  }
}

function report(title: string, found: Record<'bot' | 'bare node:http', Sample[]>): void {
  const rows = Object.entries(found).map(([name, samples]) => [
    name,
    ...(['perSecond', 'p50', 'p99'] as const).map((what) => spread(samples.map((each) => each[what]))),
  ])
  rows.push(['ratio', ratio(found.bot, found['bare node:http']), '', ''])
  table(title, ['server', 'req/s', 'p50 ms', 'p99 ms'], rows)
}

async function slowDisk(db: pg.Client): Promise<void> {
  await db.query('ALTER SYSTEM SET commit_delay = 1000')
  await db.query('ALTER SYSTEM SET commit_siblings = 0')
  await db.query('SELECT pg_reload_conf()')
}

/** Every 200 was a handled event, and people got to the end of their stories. */
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
