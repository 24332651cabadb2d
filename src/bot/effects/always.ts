// What every person may ask for.
import type { AlwaysEffect } from '../../flows/effects/always.js'
import { DAY, deadlines, escalatesAt, HOUR } from '../../flows/schedule.js'
import { audit } from '../../store/audit.js'
import { readCalendar } from '../../store/calendar.js'
import { recordConsent, withdrawConsents } from '../../store/consents.js'
import { dropFile, dropLooseFiles, wantFile } from '../../store/files/rows.js'
import type { Holders } from '../../store/holder.js'
import { HOLDERS, heldOf, recordsOf } from '../../store/holders.js'
import { noteAct } from '../../store/link-undo.js'
import { tellOfficers } from '../../store/officers.js'
import { dropUnasked } from '../../store/outbox.js'
import { setReachable, setStopped } from '../../store/people.js'
import { openTicket } from '../../store/tickets.js'
import { dropTimer, personal, setTimer } from '../../store/timers.js'
import { clearWords } from '../../store/words.js'
import type { Handlers } from './effect.js'

// Zalo and Telegram redeliver for at most a day: only then is it safe to forget which events were seen.
const FORGET_AFTER = DAY + HOUR

export const always = (holders: Holders = HOLDERS): Handlers<AlwaysEffect> => ({
  async recordConsent(tx, who, { purpose, version, text, reply }, now) {
    await recordConsent(tx, who.personId, { purpose, version, text, reply, channel: who.channel }, now)
    await dropTimer(tx, 'forget', who.personId)
    return undefined
  },
  async forget(tx, who, _effect, now) {
    await setTimer(tx, 'forget', who.personId, now + FORGET_AFTER)
    return undefined
  },
  async clearWords(tx, who) {
    await clearWords(tx, who.personId)
    await dropLooseFiles(tx, who.personId)
    return undefined
  },
  async keepFile(tx, who, { file, source }, now) {
    await wantFile(tx, who.personId, who.channel, file, source, now)
    return { after: { fetch: [file] } }
  },
  async dropFile(tx, who, { file }) {
    await dropFile(tx, who.personId, file)
    return undefined
  },
  showRecords: async (tx, who, { skip }) => ({ result: await recordsOf(tx, who.personId, skip, holders) }),
  async showData(tx, who, { file }, now) {
    const on = { kind: 'person', id: who.personId }
    if (file) await audit(tx, { by: who, action: 'export', on, details: { own: true } }, now)
    return { result: await heldOf(tx, who.personId, file, holders) }
  },
  async openTicket(tx, who, { kind, purpose, note, urgent }, now) {
    const calendar = await readCalendar(tx)
    const due = { ...deadlines(kind, now, calendar), escalatesAt: escalatesAt(now, calendar) }
    const ticket = await openTicket(tx, who.personId, { kind, purpose, note, urgent, ...due }, now)
    const told =
      ticket.alarming && ticket.asked
        ? await tellOfficers(tx, ticket.asked, { what: 'urgent', about: ticket.id }, now)
        : []
    return { after: { revisit: told } }
  },
  async withdrawConsent(tx, who, { purpose }, now) {
    await noteAct(tx, who, 'consent ended', await withdrawConsents(tx, who.personId, now, purpose), now)
    return undefined
  },
  async setProactive(tx, who, { on }, now) {
    await setStopped(tx, who.personId, on ? undefined : now)
    await noteAct(tx, who, 'silence act', [''], now)
    if (!on) await dropUnasked(tx, who.personId, 'stopped')
    return undefined
  },
  async setReachable(tx, who, { on }, now) {
    await setReachable(tx, who.contactId, on, now)
    return undefined
  },
  async refused(tx, { personId, channel }, { flow }, now) {
    const on = { kind: 'person' as const, id: personId }
    await audit(tx, { by: { personId, channel }, action: 'refuse', on, details: { deed: 'open', flow } }, now)
    return undefined
  },
  async watchDraft(tx, who, { draft, at }) {
    await setTimer(tx, 'nudge', personal(who.personId, draft), at)
    return undefined
  },
  async unwatchDraft(tx, who, { draft }) {
    await dropTimer(tx, 'nudge', personal(who.personId, draft))
    return undefined
  },
  async setTimer(tx, who, { flow, what, about, at }) {
    await setTimer(tx, 'ours', personal(who.personId, flow, what, about), at)
    return undefined
  },
  async dropTimer(tx, who, { flow, what, about }) {
    await dropTimer(tx, 'ours', personal(who.personId, flow, what, about))
    return undefined
  },
})
