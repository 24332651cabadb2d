// Nominations as officers of a unit look them up: a list, one opened, its pictures. What is opened is noted.
import type { PoolClient } from 'pg'
import type { DeskResults, FileLine, FilesAsked, OpenedFile } from '../../flows/effects/desk.js'
import { nameKey } from '../../flows/vi/names.js'
import { readPhone } from '../../flows/vi/phones.js'
import { fold } from '../../flows/vi/text.js'
import { ANSWERERS } from '../answerers.js'
import { type Actor, audit } from '../audit.js'
import { NOMINATED_BY, withPhone } from '../nominate.js'
import { CITY_CODE } from '../reference.js'
import { mayActOn } from '../roles.js'
import { hashesOf } from '../sealed.js'

// Where only words are known of the place, the city answers.
const UNIT = `coalesce(n.unit_code, '${CITY_CODE}')`

/**
 * A page of the nominations of these units (`scopeOf`). `find` matches a code, the nominee's name without its marks, or the
 * whole number of somebody who tells.
 */
export async function findFiles(
  tx: PoolClient,
  scope: string[],
  { order, find, skip, limit }: FilesAsked & { limit: number },
): Promise<DeskResults['listFiles']> {
  const like = (words: string) => `%${words.replace(/[\\%_]/g, '\\$&')}%`
  const words = find === undefined ? null : [...new Set([like(fold(find)), like(nameKey(find))])]
  const number = find === undefined ? undefined : readPhone(find)
  const hashes = number?.ok ? hashesOf(tx, number.e164) : []
  const { rows } = await tx.query<Omit<FileLine, 'at'> & { at: Date; total: number }>(
    `SELECT n.code, n.nominee_name AS about, n.state, coalesce(u.name, n.unit_text) AS unit, n.received_at AS at,
       (SELECT count(*)::int FROM nominator r WHERE r.nomination_id = n.id AND r.withdrawn_at IS NULL) AS tellers,
       (count(*) OVER ())::int AS total
     FROM nomination n LEFT JOIN unit u ON u.code = n.unit_code
     WHERE ${UNIT} = ANY($1) AND n.state <> 'withdrawn'
       AND ($2::text[] IS NULL OR n.nominee_folded LIKE ANY ($2) OR lower(n.code) LIKE ANY ($2)
         OR EXISTS (SELECT FROM nominator r WHERE r.nomination_id = n.id AND r.phone_hash = ANY($6)))
     ORDER BY CASE WHEN $3 = 'waiting' THEN n.received_at END, n.received_at DESC, n.id DESC LIMIT $4 OFFSET $5`,
    [scope, words, order, limit, skip, hashes],
  )
  const lines = rows.map(({ total: _total, at, ...line }) => ({ ...line, at: at.getTime() }))
  return { lines, older: Math.max(0, (rows[0]?.total ?? 0) - skip - lines.length) }
}

interface Asked {
  code: string
  by: Actor & { personId: string }
  /** Epoch ms. */
  now: number
}

/** Everything that was told of one nominee, for an officer of its unit. */
export async function openFile(tx: PoolClient, asked: Asked): Promise<OpenedFile | 'refused' | 'none'> {
  const file = await mayOpen(tx, asked)
  if (typeof file === 'string') return file
  const { rows } = await tx.query<Omit<OpenedFile['accounts'][number], 'at'> & { at: Date; draftId: string }>(
    `SELECT draft_id AS "draftId", name, phone, submitted_at AS at, answers, withdrawn_at IS NOT NULL AS withdrawn
     FROM nominator WHERE nomination_id = $1 ORDER BY id`,
    [file.id],
  )
  const accounts = rows.map((row) => {
    const { draftId: _draft, at, ...account } = withPhone(tx, row)
    return { ...account, at: at.getTime() }
  })
  const { rows: pictures } = await tx.query<{ count: number }>(`SELECT count(*)::int AS count FROM (${PICTURES}) p`, [
    file.id,
  ])
  const { code, about, state, unit, at } = file
  return {
    flow: NOMINATED_BY,
    code,
    about,
    state,
    unit,
    at: at.getTime(),
    accounts,
    pictures: pictures[0]!.count,
  }
}

const PICTURES = `SELECT f.sha256 FROM file f JOIN nominator r ON r.id = f.nominator_id
  WHERE r.nomination_id = $1 AND r.withdrawn_at IS NULL AND f.state = 'stored' AND f.mime = 'image/jpeg'
  ORDER BY f.created_at, f.id`

/** The stored pictures of a nomination, by content hash. */
export async function picturesOf(tx: PoolClient, asked: Asked): Promise<{ pictures: string[] } | 'refused' | 'none'> {
  const file = await mayOpen(tx, asked)
  if (typeof file === 'string') return file
  const { rows } = await tx.query<{ sha256: string }>(PICTURES, [file.id])
  return { pictures: rows.map(({ sha256 }) => sha256) }
}

interface FileRow {
  id: string
  code: string
  about: string
  state: string
  unit: string
  unitCode: string
  at: Date
}

async function mayOpen(tx: PoolClient, { code, by, now }: Asked): Promise<FileRow | 'refused' | 'none'> {
  const { rows } = await tx.query<FileRow>(
    `SELECT n.id, n.code, n.nominee_name AS about, n.state, coalesce(u.name, n.unit_text) AS unit, ${UNIT} AS "unitCode",
       n.received_at AS at
     FROM nomination n LEFT JOIN unit u ON u.code = n.unit_code WHERE n.code = $1`,
    [code],
  )
  const [file] = rows
  if (!file) return 'none'
  const allowed = await mayActOn(tx, by.personId, ANSWERERS, file.unitCode, now)
  const entry = { by, on: { kind: 'nomination', id: code }, unit: file.unitCode }
  if (allowed) await audit(tx, { ...entry, action: 'view' }, now)
  else await audit(tx, { ...entry, action: 'refuse', details: { deed: 'openFile' } }, now)
  return allowed ? file : 'refused'
}
