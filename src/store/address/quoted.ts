// What quotes a family beside its own rows: conversations, what officers were asked for, messages that have not left, lists
// that nobody has taken yet.
import { anyOf, type ErasedFamily, withoutFamily } from '../../flows/address/erase.js'
import { ERASED_FAMILY } from '../../flows/needs.js'
import { openSession } from '../../flows/session.js'
import { filesIn } from '../../flows/turn/files.js'
import { fold } from '../../flows/vi/text.js'
import type { Actor } from '../audit.js'
import type { Tx } from '../database.js'
import { unitAndAbove } from '../roles.js'
import { openState, sealState } from '../sealed/session.js'
import { boxOf } from '../sealed.js'

/** Conversations of officers, of whoever told of it and of who helped lose what they hold of it; that of `by` is under way. */
export async function clearConversations(tx: Tx, family: ErasedFamily, by: Actor): Promise<void> {
  const { rows } = await tx.query<{ id: string; state: unknown }>(
    `SELECT person_id AS id, state FROM session WHERE person_id IS DISTINCT FROM $2 AND person_id IN (
       SELECT person_id FROM role_grant
       UNION SELECT s.person_id FROM suggestion s JOIN address a ON a.id = s.address_id WHERE a.code = $1
       UNION SELECT p.person_id FROM pledge p JOIN need n ON n.id = p.need_id JOIN address a ON a.id = n.address_id WHERE a.code = $1)
     ORDER BY person_id`,
    [family.codes[0], by.personId],
  )
  for (const { id, state } of rows) {
    if (cleared(tx, id, state, family) === undefined) continue
    const { rows: own } = await tx.query<{ state: unknown }>(
      'SELECT state FROM session WHERE person_id = $1 FOR UPDATE',
      [id],
    )
    const without = own[0] && cleared(tx, id, own[0].state, family)
    if (!without) continue
    await tx.query('UPDATE session SET state = $2 WHERE person_id = $1', [id, JSON.stringify(without.state)])
    await tx.query(
      `UPDATE file SET state = 'dropped', ref = NULL, name = NULL
       WHERE id = ANY($1::uuid[]) AND nominator_id IS NULL AND delivery_id IS NULL`,
      [without.files],
    )
  }
}

/** A conversation as it is to be stored, and the files of the forms that are gone; undefined where it held nothing. */
function cleared(tx: Tx, personId: string, state: unknown, family: ErasedFamily) {
  const before = openSession(openState(tx, personId, state))
  const after = withoutFamily(before, family)
  if (JSON.stringify(after) === JSON.stringify(before)) return undefined
  const gone = before.drafts.filter((draft) => !after.drafts.includes(draft))
  const files = gone.flatMap(({ answers, notes, kept }) =>
    [answers, notes, kept].flatMap((values) => Object.values(values).flatMap(filesIn)),
  )
  return { state: sealState(tx, personId, after), files }
}

const PORTION = 500

/**
 * What people wrote to officers goes where it tells which family it is: by a code, the telephone number, name and place; of
 * whoever told of it or helped, by any of them.
 */
export async function clearTickets(tx: Tx, { codes, name, place, phone, details }: Known): Promise<void> {
  const code = new RegExp(anyOf(codes))
  const number = phone.replace(/^\+84/, '')
  const said = [name, place, details.split('\n')[0]!].map(fold).filter((words) => words.length > 3)
  const quotes = (note: string, near: boolean) => {
    const text = fold(note)
    const names = (words: string) => words !== '' && text.includes(fold(words))
    const calls = number !== '' && note.replace(/\D/g, '').includes(number)
    return (
      code.test(note) || calls || (names(name) && names(place)) || (near && said.some((words) => text.includes(words)))
    )
  }
  for (let after = '0', full = true; full; ) {
    const { rows } = await tx.query<{ id: string; note: string; near: boolean; closed: boolean }>(
      `SELECT t.id, t.note, t.closed_at IS NOT NULL AS closed, t.person_id IN (
         SELECT s.person_id FROM suggestion s JOIN address a ON a.id = s.address_id WHERE a.code = $1
         UNION SELECT p.person_id FROM pledge p JOIN need n ON n.id = p.need_id JOIN address a ON a.id = n.address_id WHERE a.code = $1)
         IS TRUE AS near
       FROM ticket t WHERE t.note IS NOT NULL AND t.id > $2 ORDER BY t.id LIMIT ${PORTION}`,
      [codes[0], after],
    )
    full = rows.length === PORTION
    after = rows.at(-1)?.id ?? after
    for (const { id, note, near, closed } of rows) {
      const box = boxOf(tx, 'ticket', id)
      if (!quotes(box.open('note', note), near)) continue
      await tx.query('UPDATE ticket SET note = $2 WHERE id = $1', [id, closed ? null : box.seal('note', ERASED_FAMILY)])
    }
  }
}

/** A family with what is told of it. */
type Known = ErasedFamily & { details: string }

/**
 * News and messages that have not left, of the address or with the words of whoever told of it; lists that wait to be taken,
 * and what we made for officers, for whoever told of it and for who helped: marked lists, copies of what is held.
 */
export async function clearMessages(
  tx: Tx,
  { id, unit }: { id: string; unit: string },
  { codes, name, place, details }: Known,
): Promise<void> {
  const { rows } = await tx.query<{ person: string }>(
    'SELECT person_id AS person FROM suggestion WHERE address_id = $1 AND person_id IS NOT NULL',
    [id],
  )
  const said = [name, place, details.split('\n')[0]!].filter((words) => words.length > 3)
  const values = [anyOf(codes), rows.map(({ person }) => person), said]
  const quotes = (body: string) => `(${body}::text ~ $1 OR c.person_id = ANY($2::bigint[])
    AND EXISTS (SELECT FROM unnest($3::text[]) AS words WHERE strpos(${body}::text, words) > 0))`
  await tx.query(
    `UPDATE inbox i SET state = 'handled', body = NULL, error = NULL FROM contact c
     WHERE i.channel = c.channel AND i.address = c.address AND i.state IN ('pending', 'failed')
       AND i.body->>'kind' <> 'tap' AND ${quotes('i.body')}`,
    values,
  )
  await tx.query(
    `UPDATE outbox o SET body = NULL, state = CASE o.state WHEN 'pending' THEN 'skipped' ELSE o.state END,
       reason = CASE o.state WHEN 'pending' THEN 'erased' ELSE o.reason END
     FROM contact c WHERE o.contact_id = c.id AND o.body IS NOT NULL AND ${quotes('o.body')}`,
    values,
  )
  await tx.query(
    `WITH RECURSIVE ${unitAndAbove('$1')}
     UPDATE file SET state = 'dropped', ref = NULL, name = NULL
     WHERE state IN ('wanted', 'stored') AND (purpose LIKE 'address.%' OR purpose = 'made') AND person_id IN (
       SELECT g.person_id FROM role_grant g JOIN up ON up.code = g.unit_code
       UNION SELECT person_id FROM suggestion WHERE address_id = $2
       UNION SELECT p.person_id FROM pledge p JOIN need n ON n.id = p.need_id WHERE n.address_id = $2)`,
    [unit, id],
  )
}
