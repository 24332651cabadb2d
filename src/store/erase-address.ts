// What is known of a family goes for good: who they are, and every word about them. Codes, quantities, dates, the states of
// what was pledged and the ledger stay.
import type { ErasedFamily } from '../flows/address/erase.js'
import type { NotDone } from '../flows/effects/address.js'
import { ERASED_FAMILY } from '../flows/needs.js'
import { mayHandle } from './address/address.js'
import { alikeTo } from './address/alike.js'
import { coarsenAll } from './address/card.js'
import { addressKey, marksOf } from './address/known-again.js'
import { clearConversations, clearMessages, clearTickets } from './address/quoted.js'
import { type Actor, audit } from './audit.js'
import type { Tx } from './database.js'
import { lockLedger } from './ledger.js'
import { boxOf } from './sealed.js'
import { livingPledges } from './support/rows.js'
import { letGo, lockPledge } from './support/support.js'

interface Found {
  id: string
  code: string
  unit: string
  state: string
  listKey: string | null
  createdAt: Date
}

const FOUND = `SELECT id, code, unit_code AS unit, state, list_key AS "listKey", created_at AS "createdAt" FROM address`

/**
 * Erases what is known of a family, for an officer of its unit. 'promised' while anybody keeps, or promises, help for it;
 * 'notNow' where it is erased already. `alike`: others that may be the same family, and stay. `now`: epoch ms. Bytes of
 * pictures go with the next tick.
 */
export async function eraseAddress(
  tx: Tx,
  code: string,
  by: Actor,
  now: number,
): Promise<{ code: string; alike: string[] } | NotDone> {
  const first = (await tx.query<Found>(`${FOUND} WHERE code = $1`, [code])).rows[0]
  if (!first) return 'none'
  if (!(await mayHandle(tx, by, first.unit, 'eraseAddress', now))) return 'refused'
  if (first.state === 'erased') return 'notNow'
  if ((await livingPledges(tx, code)).length > 0) return 'promised'
  const alike = (await alikeTo(tx, code, by, now)).map((other) => other.code)
  // Conversations and requests are locked before the ledger, as in every turn.
  const family = await familyOf(tx, first)
  await clearConversations(tx, family, by)
  await clearTickets(tx, family)
  await lockLedger(tx)
  const found = (await tx.query<Found>(`${FOUND} WHERE id = $1 FOR UPDATE`, [first.id])).rows[0]
  if (!found || found.state === 'erased' || found.unit !== first.unit) return 'notNow'
  if ((await livingPledges(tx, code)).length > 0) return 'promised'
  await eraseFound(tx, found, family, now, by)
  return { code, alike }
}

/** Erases a family again that came back with a backup, whatever was promised then. Conversations are nobody's yet. */
export async function eraseAgain(tx: Tx, code: string, by: Actor, now: number): Promise<void> {
  await lockLedger(tx)
  for (const { id } of await livingPledges(tx, code)) {
    const row = await lockPledge(tx, 'id', id)
    if (row) await letGo(tx, row, row.state === 'held' ? 'released' : 'refused', now)
  }
  const found = (await tx.query<Found>(`${FOUND} WHERE code = $1 FOR UPDATE`, [code])).rows[0]
  if (!found || found.state === 'erased') return
  const family = await familyOf(tx, found)
  await clearConversations(tx, family, by)
  await clearTickets(tx, family)
  await eraseFound(tx, found, family, now, by, false)
}

async function eraseFound(tx: Tx, found: Found, family: Family, now: number, by: Actor, noted = true): Promise<void> {
  const { id, code, unit } = found
  if (noted)
    await tx.query(
      `INSERT INTO erasure (key, at, accounts, address, families) VALUES (gen_random_uuid(), $1, '{}', $2, $3)`,
      [
        new Date(now),
        addressKey(code, found.createdAt),
        await marksOf(tx, unit, { listKey: found.listKey ?? undefined, ...family }),
      ],
    )
  await clearMessages(tx, found, family)
  await forgetFamily(tx, [id])
  await tx.query(`UPDATE address SET state = 'erased', summary = '' WHERE id = $1`, [id])
  await tx.query(
    `UPDATE need SET what = $2, needed_by = NULL, measure = CASE WHEN lower(measure) = ANY($3) THEN measure ELSE 'phần' END
     WHERE address_id = $1`,
    [id, ERASED_FAMILY, MEASURES],
  )
  const left = await tx.query<{ code: string }>('SELECT code FROM address WHERE unit_code = $1', [unit])
  await coarsenAll(
    tx,
    left.rows.map((row) => row.code),
  )
  await audit(tx, { by, action: 'erase', on: { kind: 'address', id: code }, unit }, now)
}

/** Measures that tell nothing of anybody; any other was written for this family. */
const MEASURES =
  'đồng,nghìn đồng,triệu đồng,suất,suất quà,phần,phần quà,ngày công,công,giờ,buổi,ngày,tháng,lần,cái,chiếc,bộ,đôi,quyển,cuốn,kg,cân,yến,tạ,tấn,gói,thùng,bao,hộp,lít,mét,m2,tấm,người,bữa'.split(
    ',',
  )

/**
 * Who is behind these addresses goes, and what was said and shown of them: by whoever told of them, with pledges, of the
 * help that came.
 */
export async function forgetFamily(tx: Tx, ids: string[]): Promise<void> {
  const pledges = `SELECT p.id FROM pledge p JOIN need n ON n.id = p.need_id WHERE n.address_id = ANY($1::bigint[])`
  const deliveries = `SELECT id FROM delivery WHERE pledge_id IN (${pledges})`
  for (const text of [
    'DELETE FROM address_private WHERE address_id = ANY($1::bigint[])',
    // Whoever told of themselves is the family.
    `UPDATE suggestion SET name = NULL, phone = NULL, person_id = CASE WHEN own THEN NULL ELSE person_id END,
       draft_id = CASE WHEN own THEN NULL ELSE draft_id END WHERE address_id = ANY($1::bigint[])`,
    // The key of a list is often the number of a household.
    'UPDATE address SET reason = NULL, list_key = NULL WHERE id = ANY($1::bigint[])',
    `UPDATE file SET state = 'dropped', ref = NULL, name = NULL WHERE state <> 'dropped' AND delivery_id IN (${deliveries})`,
    `UPDATE delivery SET changed = NULL WHERE pledge_id IN (${pledges})`,
    `DELETE FROM receipt_code WHERE pledge_id IN (${pledges})`,
    `UPDATE pledge SET note = NULL, reason = NULL, proposal = NULL, starts = NULL WHERE id IN (${pledges})`,
  ])
    await tx.query(text, [ids])
}

interface Family extends ErasedFamily {
  year: number
  details: string
}

async function familyOf(tx: Tx, { id, code }: Found): Promise<Family> {
  const { rows } = await tx.query<Record<'name' | 'year' | 'phone' | 'place' | 'details', string | null>>(
    'SELECT name, birth_year AS year, phone, place, details FROM address_private WHERE address_id = $1',
    [id],
  )
  const pledges = await tx.query<{ code: string }>(
    'SELECT p.code FROM pledge p JOIN need n ON n.id = p.need_id WHERE n.address_id = $1 AND p.code IS NOT NULL',
    [id],
  )
  const box = boxOf(tx, 'address_private', id)
  const of = rows[0]
  return {
    codes: [code, ...pledges.rows.map((pledge) => pledge.code)],
    name: box.open('name', of?.name ?? null) ?? '',
    year: Number(box.open('birth_year', of?.year ?? null) ?? 0),
    phone: box.open('phone', of?.phone ?? null) ?? '',
    place: box.open('place', of?.place ?? null) ?? '',
    details: box.open('details', of?.details ?? null) ?? '',
  }
}
