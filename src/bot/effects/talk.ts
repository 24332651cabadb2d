// A talk between a person and an officer: what one says becomes news for the other, in the same transaction.

import type { TalkEffect } from '../../flows/effects/talk.js'
import type { Tx } from '../../store/database.js'
import { endTalk, keepNote, sideOf, takeTicket } from '../../store/desk/talks.js'
import { wantFile } from '../../store/files/rows.js'
import { tellPerson } from '../../store/news.js'
import { rolesOf } from '../../store/roles.js'
import type { Handlers } from './effect.js'
import { tell } from './tell.js'

export const talk: Handlers<TalkEffect> = {
  async takeRequest(tx, who, { ticket }, now) {
    const taken = await takeTicket(tx, { id: ticket, by: who, now })
    if (taken.is === 'byOther') return { result: { is: 'byOther', officer: taken.officer, at: taken.at.getTime() } }
    if (taken.is !== 'taken') return { result: taken }
    const unit = await unitOf(tx, who.personId, now)
    const id = `taken:${ticket}:${who.personId}:${now}`
    const to = await tellPerson(
      tx,
      taken.personId,
      { flow: 'talk', what: 'taken', about: ticket, more: { unit }, id },
      now,
    )
    const result = {
      is: 'taken' as const,
      note: taken.note ?? undefined,
      parked: taken.parked,
      reached: to !== undefined,
    }
    return { result, after: { revisit: to ? [to] : [] } }
  },
  async relay(tx, who, { ticket, text }, now) {
    const other = await sideOf(tx, ticket, who.personId, now)
    if (!other) return { result: (await keepNote(tx, who.personId, ticket, text)) ? 'kept' : 'over' }
    const more = { text, side: other.side }
    return tell(tx, other.personId, { flow: 'talk', what: 'said', about: ticket, more }, now, (to) =>
      to ? 'passed' : 'unreachable',
    )
  },
  async relayFile(tx, who, { ticket, file, source }, now) {
    await wantFile(tx, who.personId, who.channel, file, source, now, ticket)
    return { after: { fetch: [file] } }
  },
  async endTalk(tx, who, { ticket }, now) {
    const other = await sideOf(tx, ticket, who.personId, now)
    if (!other || !(await endTalk(tx, { id: ticket, by: who, now }))) return { result: 'over' }
    const more = { side: other.side }
    return tell(tx, other.personId, { flow: 'talk', what: 'ended', about: ticket, more }, now, () => 'ended' as const)
  },
}

/** The unit an officer speaks for, as people read it. */
async function unitOf(tx: Tx, personId: string, now: number): Promise<string> {
  return (await rolesOf(tx, personId, now)).find(({ role }) => role !== 'member')?.unitName ?? 'Hội Chữ thập đỏ'
}
