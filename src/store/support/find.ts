// Open needs as everybody may see them.
import type { NeedCard, Search } from '../../flows/effects/support.js'
import type { Db } from '../database.js'

export interface CardRow extends Omit<NeedCard, 'left' | 'neededBy'> {
  left: string
  neededBy: string | null
}

/** The columns of a card, of need n, address a and the unit u that is shown. */
export const CARD = `n.id AS need, a.code AS address, a.shown_group AS "group", u.name AS unit, a.summary, a.urgency, n.form,
  n.what, n.measure, n.quantity - n.taken AS left, n.rhythm, to_char(n.needed_by, 'YYYY-MM-DD') AS "neededBy", a.invented`

export function cardOf({ left, neededBy, ...row }: CardRow): NeedCard {
  return { ...row, left: Number(left), neededBy: neededBy ?? undefined }
}

/** Addresses that may be helped. */
export const OPEN = `a.state IN ('open', 'pledged', 'helping') AND n.taken < n.quantity`

// The most urgent first, then who has waited longest; near: cards of this unit before others.
const FIND = `SELECT ${CARD} FROM need n JOIN address a ON a.id = n.address_id JOIN unit u ON u.code = a.shown_unit
  WHERE ${OPEN} AND ($1::text IS NULL OR n.form = $1)`

/** A page of open needs; `more` where others wait behind it. */
export async function findNeeds(
  db: Db,
  { by, unit, form, skip }: Search,
  limit: number,
): Promise<{ cards: NeedCard[]; more: boolean }> {
  const order = {
    urgent: 'a.urgency DESC, a.created_at, n.id',
    longest: 'a.created_at, n.id',
    near: '(a.shown_unit = $4) DESC, a.urgency DESC, a.created_at, n.id',
    // Under-served first: of what nobody helps with yet.
    offer: 'n.taken > 0, a.urgency DESC, a.created_at, n.id',
  }[by]
  const values = [by === 'offer' ? (form ?? null) : null, limit + 1, skip, ...(by === 'near' ? [unit ?? ''] : [])]
  const { rows } = await db.query<CardRow>({
    name: `find-needs-${by}`,
    text: `${FIND} ORDER BY ${order} LIMIT $2 OFFSET $3`,
    values,
  })
  return { cards: rows.slice(0, limit).map(cardOf), more: rows.length > limit }
}

/** The open needs of one address. */
export async function cardsOf(db: Db, code: string): Promise<NeedCard[]> {
  const { rows } = await db.query<CardRow>(
    `SELECT ${CARD} FROM need n JOIN address a ON a.id = n.address_id JOIN unit u ON u.code = a.shown_unit
     WHERE a.code = $1 AND ${OPEN} ORDER BY n.id`,
    [code],
  )
  return rows.map(cardOf)
}
