// Movements as data: titles with their criteria, stages, cycles. Shipped in data/programmes, loaded by people.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Pool, PoolClient } from 'pg'
import { z } from 'zod'
import { type Actor, audit } from '../audit.js'

const FOLDER = fileURLToPath(new URL('../../../data/programmes/', import.meta.url))

const key = z.string().regex(/^[a-z0-9-]{1,40}$/, 'chỉ gồm chữ thường không dấu, số và dấu gạch nối')
const day = z.iso.date('ngày viết kiểu 2026-05-31')
const text = z.string().trim().min(1, 'không được để trống').max(400)

const programmeSchema = z.strictObject({
  code: key,
  name: text,
  aliases: z.array(text).default([]),
  period: z.strictObject({ from: day, to: day }),
  /** Where it is laid down. */
  source: text.optional(),
  /** The conversation its nominations come in by. */
  form: z.string().default('nominate'),
  titles: z
    .array(
      z.strictObject({
        code: key,
        name: text,
        /** Kinds of nominee it is for. */
        kinds: z.array(z.enum(['individual', 'collective', 'self', 'community'])).min(1),
        criteria: z.array(z.strictObject({ key, text })).min(1).max(20),
      }),
    )
    .min(1),
  /** The lowest first. `most`: rounds of this stage for all, within the period that began `since`. */
  stages: z
    .array(
      z.strictObject({
        code: key,
        name: text,
        most: z.strictObject({ rounds: z.int().min(1), years: z.int().min(1), since: day }).optional(),
      }),
    )
    .min(1),
  calendar: z
    .strictObject({
      reviewMonth: z.int().min(1).max(12).optional(),
      final: z.int().optional(),
      honours: z.array(z.string().regex(/^\d\d-\d\d$/, 'ngày viết kiểu 11-23')).default([]),
    })
    .optional(),
})

export type Programme = z.infer<typeof programmeSchema>
export type Title = Programme['titles'][number]

/** The movement of this house: what a nomination is for where nothing else is said. */
export const HOUSE_PROGRAMME = 'nguoi-tot-viec-thien'

/** What somebody can mend in a programme or a round; the message is for them. */
export class ReviewRefusal extends Error {}

/** Reads a programme from the text of a JSON file. Throws ReviewRefusal with every fault, by its place. */
export function readProgramme(json: string): Programme {
  let raw: unknown
  try {
    raw = JSON.parse(json)
  } catch {
    throw new ReviewRefusal('Tệp không phải JSON đúng.')
  }
  const read = programmeSchema.safeParse(raw)
  if (read.success) return read.data
  const faults = read.error.issues.map(({ path: at, message }) => `  ${at.join('.') || '(cả tệp)'}: ${message}`)
  throw new ReviewRefusal(['Chưa nạp phong trào, xin sửa rồi nạp lại:', ...faults].join('\n'))
}

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

/** Undefined where there is none of this code. */
export async function programmeOf(db: Pool | PoolClient, code: string): Promise<Programme | undefined> {
  const { rows } = await db.query<{ body: Programme }>('SELECT body FROM programme WHERE code = $1', [code])
  return rows[0]?.body
}

/** The title a nominee of this kind is put forward for. */
export function titleFor(programme: Programme, kind: string): Title | undefined {
  return programme.titles.find((title) => (title.kinds as string[]).includes(kind))
}
