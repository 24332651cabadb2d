// Addresses that somebody suggested: entered as they told it, looked into by officers, followed by whoever told.
import type { SentRecord } from '../flows/effects/always.js'
import type { Suggestion } from '../flows/effects/suggest.js'
import { SYSTEM } from './actor.js'
import { addAddress } from './address/address.js'
import type { Tx } from './database.js'
import type { Holder } from './holder.js'
import { CITY_CODE } from './reference.js'
import { boxOf } from './sealed.js'

/** As many of one person's suggestions may wait for an officer. */
const MOST_WAITING = 5

/**
 * Enters what somebody told as a suggested address: the city's where the place is not known. Sending the same draft twice
 * gives the first again; 'tooMany' where enough of theirs wait.
 */
export async function suggestAddress(
  tx: Tx,
  personId: string,
  draft: string,
  suggestion: Suggestion,
  now: number,
): Promise<{ code: string; unitCode: string; unit: string } | 'tooMany'> {
  const again = await find(tx, draft, personId)
  if (again) return again
  const { rows } = await tx.query<{ waiting: number }>(
    `SELECT count(*)::int AS waiting FROM suggestion s JOIN address a ON a.id = s.address_id
     WHERE s.person_id = $1 AND a.state = 'proposed'`,
    [personId],
  )
  if (rows[0]!.waiting >= MOST_WAITING) return 'tooMany'
  const { own, unit = CITY_CODE, unitText, details, family, place, name, phone } = suggestion
  const { id } = await addAddress(
    tx,
    {
      unit,
      // What the officer has yet to find out is as wide as can be.
      group: 'hardship',
      summary: '',
      urgency: 2,
      state: 'proposed',
      name: family ?? '',
      phone: own ? phone : undefined,
      place: [place, suggestion.unit ? undefined : unitText].filter(Boolean).join(', '),
      details,
      papersSeen: false,
      consented: false,
      needs: [],
    },
    SYSTEM,
    now,
  )
  const box = boxOf(tx, 'suggestion', id)
  await tx.query(
    `INSERT INTO suggestion (address_id, person_id, draft_id, own, name, phone, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [id, personId, draft, own, box.seal('name', name), box.seal('phone', phone), new Date(now)],
  )
  return (await find(tx, draft, personId))!
}

async function find(tx: Tx, draft: string, personId: string) {
  const { rows } = await tx.query<{ code: string; unitCode: string; unit: string }>(
    `SELECT a.code, a.unit_code AS "unitCode", u.name AS unit FROM suggestion s JOIN address a ON a.id = s.address_id
       JOIN unit u ON u.code = a.unit_code WHERE s.draft_id = $1 AND s.person_id = $2`,
    [draft, personId],
  )
  return rows[0]
}

/** Whoever suggested this address, where they are still known. */
export async function suggesterOf(tx: Tx, code: string): Promise<string | undefined> {
  const { rows } = await tx.query<{ personId: string | null }>(
    'SELECT s.person_id AS "personId" FROM suggestion s JOIN address a ON a.id = s.address_id WHERE a.code = $1',
    [code],
  )
  return rows[0]?.personId ?? undefined
}

export const holder: Holder = {
  tables: ['suggestion'],
  purpose: 'suggest',
  follows: ['suggestion.person_id'],
  keeps: 'EXISTS (SELECT FROM suggestion WHERE person_id = $1)',
  async sent(tx, personId, limit) {
    const { rows } = await tx.query<{ code: string; state: string; at: Date; total: number }>(
      `SELECT a.code, a.state, s.created_at AS at, (count(*) OVER ())::int AS total
       FROM suggestion s JOIN address a ON a.id = s.address_id WHERE s.person_id = $1 ORDER BY a.id DESC LIMIT $2`,
      [personId, limit],
    )
    const records = rows.map(
      ({ code, state, at }): SentRecord => ({
        flow: 'suggest',
        code,
        about: 'hoàn cảnh anh/chị kể',
        state,
        submittedAt: at.getTime(),
      }),
    )
    return { records, total: rows[0]?.total ?? 0 }
  },
  async held(tx, personId) {
    const { rows } = await tx.query<{
      id: string
      code: string
      name: string | null
      phone: string | null
      details: string | null
    }>(
      `SELECT a.id, a.code, s.name, s.phone, CASE WHEN a.state = 'proposed' THEN p.details END AS details
       FROM suggestion s JOIN address a ON a.id = s.address_id LEFT JOIN address_private p ON p.address_id = a.id
       WHERE s.person_id = $1 ORDER BY a.id`,
      [personId],
    )
    const opened = rows.map(({ id, code, name, phone, details }) => ({
      name: boxOf(tx, 'suggestion', id).open('name', name),
      phone: boxOf(tx, 'suggestion', id).open('phone', phone),
      told: [code, boxOf(tx, 'address_private', id).open('details', details)].filter(Boolean).join(': '),
    }))
    const names = [...new Set(opened.flatMap(({ name }) => name ?? []))]
    const phones = [...new Set(opened.flatMap(({ phone }) => phone ?? []))]
    const told = opened.map((each) => each.told)
    return { names, phones, ...(told.length > 0 ? { lines: [{ label: 'Hoàn cảnh đã kể', values: told }] } : {}) }
  },
  /** What no officer has begun to look into is taken back. */
  async withdraw(tx, personId, code) {
    return takeBack(tx, personId, code)
  },
  async erase(tx, personId) {
    const gone = await takeBack(tx, personId)
    // What an officer has seen with their own eyes is the family's; who told of it goes.
    await tx.query(
      'UPDATE suggestion SET person_id = NULL, draft_id = NULL, name = NULL, phone = NULL WHERE person_id = $1',
      [personId],
    )
    return { gone }
  },
}

async function takeBack(tx: Tx, personId: string, code?: string): Promise<string[]> {
  const { rows } = await tx.query<{ code: string }>(
    `DELETE FROM address a USING suggestion s WHERE s.address_id = a.id AND s.person_id = $1 AND a.state = 'proposed'
       AND ($2::text IS NULL OR a.code = $2) RETURNING a.code`,
    [personId, code ?? null],
  )
  return rows.map((row) => row.code)
}
