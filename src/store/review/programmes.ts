// Movements as data: titles with their criteria, stages, cycles. Shipped in data/programmes, loaded by people.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Pool, PoolClient } from 'pg'
import { type Movement, movementOf, type Programme, readProgramme, type Title } from '../../flows/programme.js'
import { dayAt, isoDay } from '../../flows/vi/calendar.js'
import { inProject } from '../../ops/root.js'
import { type Actor, audit } from '../audit.js'

const FOLDER = inProject('data', 'programmes')

/** What we ship. Synchronous: start-up only. */
export function shippedProgrammes(): Programme[] {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith('.json'))
  return files.map((file) => readProgramme(readFileSync(path.join(FOLDER, file), 'utf8')))
}

/** Brings the shipped programmes in line; one that somebody has loaded stays as it is. Safe to run at every start. */
export async function saveProgrammes(db: Pool | PoolClient, programmes: Programme[], now: number): Promise<void> {
  for (const programme of programmes)
    await db.query(
      `INSERT INTO programme AS p (code, name, body, loaded_at) VALUES ($1, $2, $3, $4)
       ON CONFLICT (code) DO UPDATE SET name = excluded.name, body = excluded.body
       WHERE NOT p.edited AND p.body IS DISTINCT FROM excluded.body`,
      [programme.code, programme.name, JSON.stringify(programme), new Date(now)],
    )
}

/** Takes a programme as somebody loads it, new or in place of the one of its code. */
export async function loadProgramme(tx: PoolClient, programme: Programme, by: Actor, now: number): Promise<void> {
  await tx.query(
    `INSERT INTO programme (code, name, body, loaded_at, edited) VALUES ($1, $2, $3, $4, true)
     ON CONFLICT (code) DO UPDATE SET name = excluded.name, body = excluded.body, loaded_at = excluded.loaded_at,
       edited = true`,
    [programme.code, programme.name, JSON.stringify(programme), new Date(now)],
  )
  await audit(tx, { by, action: 'loadProgramme', on: { kind: 'programme', id: programme.code } }, now)
}

export async function listProgrammes(db: Pool | PoolClient): Promise<Programme[]> {
  const { rows } = await db.query<{ body: Programme }>('SELECT body FROM programme ORDER BY code')
  return rows.map(({ body }) => body)
}

/** Movements with a form of their own, within their period at `now` (epoch ms). */
export async function openMovements(db: Pool | PoolClient, now: number): Promise<(Movement & { label: string })[]> {
  const today = isoDay(dayAt(now))
  const all = (await listProgrammes(db)).filter(({ period }) => period.from <= today && today <= period.to)
  return all.flatMap((programme) => movementOf(programme) ?? [])
}

/** Undefined where there is none of this code. */
export async function programmeOf(db: Pool | PoolClient, code: string): Promise<Programme | undefined> {
  const { rows } = await db.query<{ body: Programme }>({
    name: 'programme',
    text: 'SELECT body FROM programme WHERE code = $1',
    values: [code],
  })
  return rows[0]?.body
}

/** The title a nominee of this kind is put forward for. */
export function titleFor(programme: Programme, kind: string): Title | undefined {
  return programme.titles.find((title) => (title.kinds as string[]).includes(kind))
}
