// A year of reviewing with a moved clock, lived in peace and, beside it, by processes that die: the same outcome, row by row.
// `npm run storm -- review`: the city's size; STORM_FILES, STORM_REVIEWERS and STORM_DAYS make it smaller.
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Pool } from 'pg'
import { afterAll, expect, it } from 'vitest'
import { isOfficeTime } from '../../src/flows/ladder.js'
import { readCalendar } from '../../src/store/calendar.js'
import { boxOf } from '../../src/store/sealed.js'
import { testDatabase } from '../support/database.js'
import { removeFolder, tempFolder } from '../support/temp-folder.js'
import { seeded, stormSeed } from './support/random.js'

const { STORM_FILES, STORM_REVIEWERS, STORM_DAYS } = process.env
const SIZE = {
  nominations: Number(STORM_FILES ?? 3000),
  reviewers: Number(STORM_REVIEWERS ?? 200),
  days: Number(STORM_DAYS ?? 365),
}
const SCRIPT = fileURLToPath(new URL('./year/process.ts', import.meta.url))

let kills = 0
const undo: (() => Promise<void> | void)[] = []
afterAll(async () => {
  for (const step of undo.reverse()) await step()
})

/** Lives the year; `dies` kills a life some time after each week has begun, and drops the queue every month. */
async function year(dies: boolean): Promise<Pool> {
  const { pool, url, drop } = await testDatabase({ empty: true })
  const dataDir = tempFolder()
  undo.push(drop, () => removeFolder(dataDir))
  const random = seeded(stormSeed())
  let week = 0
  for (let life = 0; ; life++) {
    const child = spawn(process.execPath, ['--import', 'tsx', SCRIPT, url, JSON.stringify(SIZE)], {
      env: { ...process.env, YEAR_DIR: dataDir },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    undo.push(() => void child.kill('SIGKILL'))
    let done = false
    let told = ''
    child.stdout.on('data', (chunk: Buffer) => {
      told += chunk
      done = told.includes('done')
      week = Math.max(week, ...[...told.matchAll(/week (\d+)/g)].map((found) => Number(found[1])))
      if (dies && !done && week > life) setTimeout(() => child.kill('SIGKILL'), random.below(400))
    })
    const code = await new Promise<number | null>((resolve) => child.on('exit', resolve))
    if (done) return pool
    if (!dies || code !== null) throw new Error(`the year ended in week ${week} with ${code}`)
    kills++
    if (life % 4 === 3) await pool.query('DROP SCHEMA IF EXISTS bullmq CASCADE')
  }
}

/** How the year came out, without numbers that a rolled-back transaction uses up. */
const OUTCOME: Record<string, string> = {
  files: 'SELECT code, kind, unit_code, state FROM nomination ORDER BY 1',
  reviews: `SELECT n.code, r.stage, r.opens_at, v.state, v.reviewer, v.due_at, v.ticks FROM review v
    JOIN nomination n ON n.id = v.nomination_id JOIN round r ON r.id = v.round_id ORDER BY 1, 2, 3`,
  decisions: `SELECT n.code, r.stage, d.at, d.verdict, d.decided_by, d.id, d.reason, d.undone_at, d.told_at FROM decision d
    JOIN review v ON v.id = d.review_id JOIN round r ON r.id = v.round_id JOIN nomination n ON n.id = v.nomination_id ORDER BY 1, 2, 3, 4`,
  digests: 'SELECT person_id, day, at FROM digest ORDER BY 1, 2',
  reminders: `SELECT n.code, r.stage, r.opens_at, m.rung, m.fire_on, m.state, m.why, m.person_id, m.at FROM reminder m JOIN review v ON v.id = m.review_id
    JOIN round r ON r.id = v.round_id JOIN nomination n ON n.id = v.nomination_id ORDER BY 1, 2, 3, 4`,
  said: 'SELECT contact_id, at, text FROM year_said ORDER BY 1, 2, 3',
}

/** Reasons as they were written: sealed, no two are alike. */
const opened = (pool: Pool, rows: { id?: string; reason?: string }[]) =>
  rows.map(({ id, reason, ...row }) =>
    id && reason ? { ...row, reason: boxOf(pool, 'decision', id).open('reason', reason) } : row,
  )

const none = async (pool: Pool, sql: string) => expect((await pool.query(sql)).rows.slice(0, 5)).toEqual([])

it('a year in peace and a year of deaths come out the same', async () => {
  const begun = Date.now()
  const [calm, deadly] = await Promise.all([year(false), year(true)])
  const counts = await calm.query(
    `SELECT (SELECT count(*) FROM nomination)::int AS files, (SELECT count(*) FROM decision)::int AS decisions,
       (SELECT count(*) FROM digest)::int AS digests, (SELECT count(*) FROM year_said)::int AS messages,
       (SELECT count(*) FROM review WHERE state = 'waiting')::int AS waiting, (SELECT count(*) FROM recusal)::int AS recusals,
       (SELECT count(*) FROM reminder WHERE rung LIKE 'T+%' AND state IN ('sent', 'covered'))::int AS escalated`,
  )
  const seconds = Math.round((Date.now() - begun) / 1000)
  console.log('the year', JSON.stringify({ ...counts.rows[0], kills, seconds }))
  expect(counts.rows[0].files).toBe(SIZE.nominations)

  // Every overdue file reached somebody who could act: nobody is reminded in vain, and who was held the role then.
  await none(calm, `SELECT m.* FROM reminder m WHERE m.why IN ('nobody', 'stopped') OR m.state = 'unreachable'`)
  await none(
    calm,
    `SELECT m.review_id, m.rung, m.person_id, m.at FROM reminder m WHERE m.state IN ('sent', 'covered') AND NOT EXISTS (
       SELECT FROM role_grant g WHERE g.person_id = m.person_id AND g.starts_at <= m.at AND coalesce(g.ends_at, 'infinity') > m.at)`,
  )
  await none(calm, `SELECT v.id FROM review v WHERE v.state = 'waiting' AND v.reviewer IS NULL`)
  // One digest a day, within working hours.
  const digests = await calm.query<{ contact: string; at: Date }>(
    `SELECT contact_id AS contact, at FROM year_said WHERE text LIKE '%hồ sơ%chờ xét.%' AND text LIKE '%Anh/chị có%'`,
  )
  expect(digests.rows.length).toBeGreaterThan(0)
  const calendar = await readCalendar(calm)
  const days = digests.rows.map(
    ({ contact, at }) => `${contact} ${new Date(at.getTime() + 7 * 3_600_000).toISOString().slice(0, 10)}`,
  )
  expect(days.length - new Set(days).size).toBe(0)
  expect(digests.rows.filter(({ at }) => !isOfficeTime(at.getTime(), calendar))).toEqual([])
  // Every nominator heard every outcome once.
  await none(
    calm,
    `WITH heard AS (SELECT c.person_id, code[1] AS code, count(DISTINCT s.ctid) AS times
       FROM year_said s JOIN contact c ON c.id = s.contact_id,
         regexp_matches(split_part(s.text, 'đã được xét ', 1), 'NT-[0-9]{4}-[0-9]+', 'g') AS code
       WHERE s.text LIKE '%đã được xét %' AND s.text NOT LIKE '%đồng ý để Hội%' GROUP BY 1, 2)
     SELECT n.code, m.person_id, count(*) AS decisions, max(h.times) AS heard
     FROM decision d JOIN review v ON v.id = d.review_id JOIN nomination n ON n.id = v.nomination_id
     JOIN nominator m ON m.nomination_id = n.id LEFT JOIN heard h ON h.person_id = m.person_id AND h.code = n.code
     WHERE d.told_at IS NOT NULL GROUP BY n.id, n.code, m.person_id
     HAVING count(*) <> coalesce(max(h.times), 0)`,
  )

  for (const [what, sql] of Object.entries(OUTCOME)) {
    const one = opened(calm, (await calm.query(sql)).rows)
    const two = opened(deadly, (await deadly.query(sql)).rows)
    expect(two.length, what).toBe(one.length)
    const different = one.findIndex((row, n) => JSON.stringify(row) !== JSON.stringify(two[n]))
    expect([what, different, one[different], two[different]]).toEqual([what, -1, undefined, undefined])
  }
}, 3_600_000)
