// Reviewers' work with 100,000 files there: what waits and the next card beside the same rows read by hand; a moved
// deadline of a round of 10,000 reminders beside one bulk upsert of as many.

import pg from 'pg'
import { LADDER } from '../src/flows/ladder.js'
import { HOUSE_PROGRAMME } from '../src/flows/programme.js'
import { CONSOLE } from '../src/store/audit.js'
import { openDatabase, type Pool, transaction } from '../src/store/database.js'
import { readUnits } from '../src/store/reference.js'
import { cardOf, queueOf } from '../src/store/review/files.js'
import { saveProgrammes, shippedProgrammes } from '../src/store/review/programmes.js'
import { moveDeadline } from '../src/store/review/round-changes.js'
import { saveUnits } from '../src/store/units.js'
import { KEYS } from '../tests/support/keys.js'
import { median, short, spread, table } from './support/figures.js'
import { startPostgres } from './support/postgres.js'

const FILES = 100_000
const REVIEWERS = 200
/** A round of 10,000 reminders: six steps a file. */
const REPLANNED = Math.round(10_000 / LADDER.length)
const OPENINGS = 300
const REPLANS = 9
const NOW = Date.parse('2026-11-30T09:00+07:00')
const DAY = 24 * 3_600_000

// A reviewer's queue and the card of the first, by hand: the rows they are made of, nothing checked, noted or locked.
const QUEUE = `SELECT v.id, n.code, n.nominee_name, v.due_at FROM review v JOIN nomination n ON n.id = v.nomination_id
  WHERE v.reviewer = $1 AND v.state = 'waiting' ORDER BY v.due_at, v.id LIMIT 4`
const COUNT = `SELECT count(*), count(*) FILTER (WHERE due_at < $2) FROM review WHERE reviewer = $1 AND state = 'waiting'`
const CARD = `SELECT v.*, n.*, r.stage, p.body, (SELECT json_agg(m.answers) FROM nominator m WHERE m.nomination_id = n.id) AS told,
    (SELECT json_agg(o.code) FROM nomination o WHERE o.nominee_parts = n.nominee_parts AND o.id <> n.id) AS similar
  FROM review v JOIN nomination n ON n.id = v.nomination_id JOIN round r ON r.id = v.round_id
  JOIN programme p ON p.code = r.programme WHERE v.id = $1`

export async function review(): Promise<void> {
  const postgres = await startPostgres()
  const { pool, close } = openDatabase(postgres.url, { max: 4, keys: KEYS })
  try {
    await saveUnits(pool, readUnits())
    await saveProgrammes(pool, shippedProgrammes(), NOW)
    await fill(postgres.url)
    const { ours, theirs } = await opened(pool)
    const replans = await replanned(pool)
    table(
      'Review: 100,000 files, 200 reviewers',
      ['what', 'ms'],
      [
        ['"Hồ sơ chờ tôi" and the next card, p95', short(p95(ours))],
        ['the same rows by hand, p95', short(p95(theirs))],
        [`moving a deadline: ${REPLANNED * LADDER.length} reminders`, spread(replans.ours)],
        ['one bulk upsert of as many rows', spread(replans.theirs)],
      ],
    )
    console.log(`RATIO review-next/sql ${(p95(ours) / p95(theirs)).toFixed(2)}`)
    console.log(`RATIO review-replan/upsert ${(median(replans.ours) / median(replans.theirs)).toFixed(2)}`)
  } finally {
    await close()
    await postgres.stop()
  }
}

/** As many files as a city of this size would not see in years, each with an account as people tell one. */
async function fill(url: string): Promise<void> {
  // Not by our own connections: they plan for single rows, and end what takes long.
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const put = (text: string, values?: unknown[]) => client.query(text, values)
  await put(`INSERT INTO person (id, created_at) SELECT n, now() FROM generate_series(1, ${REVIEWERS}) n`)
  await put(
    `INSERT INTO role_grant (person_id, role, unit_code, starts_at)
     SELECT n, 'reviewer', '31', to_timestamp(0) FROM generate_series(1, ${REVIEWERS}) n`,
  )
  const wards = `(SELECT array_agg(code ORDER BY code) FROM unit WHERE parent_code = '31')`
  await put(
    `INSERT INTO nomination (code, kind, nominee_name, nominee_folded, nominee_parts, unit_code, unit_text, unit_key, received_at, state)
     SELECT 'NT-2026-' || lpad(n::text, 6, '0'), 'individual', 'Trần Văn ' || n, 'tran van ' || n, n || ' tran van',
       w.all[1 + n % 100], 'x', w.all[1 + n % 100], $1, 'reviewing' FROM generate_series(1, ${FILES}) n, (SELECT ${wards} AS all) w`,
    [new Date(NOW - DAY)],
  )
  await put(
    `INSERT INTO nominator (nomination_id, draft_id, name, phone, form_version, answers, joined, submitted_at)
     SELECT id, gen_random_uuid(), 'Phạm Thị Lan', '+84912345678', 1,
       jsonb_build_object('kind', 'individual', 'name', nominee_name, 'story', repeat('Cô nấu cháo phát cho bệnh nhân nghèo. ', 12)), false, $1
     FROM nomination`,
    [new Date(NOW - DAY)],
  )
  for (const [id, first, last] of [
    [1, 1, FILES - REPLANNED],
    [2, FILES - REPLANNED + 1, FILES],
  ] as const) {
    await put(
      `INSERT INTO round (id, programme, stage, unit_code, opens_at, submit_by, review_by, ladder)
       VALUES ($1, $2, 'unit', '31', $3, $4, $4, $5)`,
      [id, HOUSE_PROGRAMME, new Date(NOW - DAY), new Date(NOW + 20 * DAY), JSON.stringify(LADDER)],
    )
    await put(
      `INSERT INTO review (round_id, nomination_id, title, reviewer, assigned_at, due_at)
       SELECT $1, id, 'nguoi-tot', 1 + id % ${REVIEWERS}, $2, $3 FROM nomination
       WHERE id BETWEEN $4 AND $5`,
      [id, new Date(NOW - DAY), new Date(NOW + 20 * DAY), first, last],
    )
  }
  // As autovacuum leaves a table that has been there for a while.
  await put('VACUUM ANALYZE')
  await client.end()
}

/** Latencies of both, in turn, so that noise of the machine falls on both. */
async function opened(pool: Pool): Promise<{ ours: number[]; theirs: number[] }> {
  const found: { ours: number[]; theirs: number[] } = { ours: [], theirs: [] }
  for (let n = 0; n < OPENINGS; n++) {
    const who = String(1 + ((n * 7) % REVIEWERS))
    const first = await timed(async () => {
      const { rows } = await pool.query<{ id: string }>({ name: 'q', text: QUEUE, values: [who] })
      await pool.query({ name: 'c', text: COUNT, values: [who, new Date(NOW)] })
      await pool.query({ name: 'k', text: CARD, values: [rows[n % 4]!.id] })
    })
    const second = await timed(() =>
      transaction(pool, async (tx) => {
        const { files } = await queueOf(tx, who, NOW)
        await cardOf(tx, files[n % 4]!.review, { personId: who, channel: 'zalo' }, NOW)
      }),
    )
    // Statements are planned and pages read before it counts.
    if (n < 20) continue
    found.theirs.push(first)
    found.ours.push(second)
  }
  return found
}

async function replanned(pool: Pool): Promise<{ ours: number[]; theirs: number[] }> {
  const found: { ours: number[]; theirs: number[] } = { ours: [], theirs: [] }
  await pool.query('CREATE TABLE bare (LIKE reminder INCLUDING ALL)')
  for (let n = 0; n <= REPLANS; n++) {
    const at = NOW + (10 + n) * DAY
    const second = await timed(() =>
      transaction(pool, (tx) => moveDeadline(tx, { id: '2', reviewBy: at, by: CONSOLE, now: NOW })),
    )
    const first = await timed(() =>
      pool.query(
        `INSERT INTO bare (review_id, rung, fire_on, state) SELECT v.id, s.rung, $1::timestamptz + s.ms, 'planned'
         FROM review v, unnest($2::text[], $3::interval[]) AS s(rung, ms) WHERE v.round_id = 2
         ON CONFLICT (review_id, rung) DO UPDATE SET fire_on = excluded.fire_on, state = excluded.state`,
        [new Date(at), LADDER.map(({ rung }) => rung), LADDER.map(({ ms }) => `${ms} milliseconds`)],
      ),
    )
    // The first makes the rows.
    if (n === 0) continue
    found.ours.push(second)
    found.theirs.push(first)
  }
  return found
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await work()
  return performance.now() - begun
}

function p95(latencies: number[]): number {
  const sorted = Float64Array.from(latencies).sort()
  return sorted[Math.floor(sorted.length * 0.95)] ?? 0
}
