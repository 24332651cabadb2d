// What the conversation wants done, done as rows in the turn's own transaction. A closed record: an effect without a
// handler does not compile.
import {
  dataMessage,
  type HeldData,
  receivedMessage,
  recordsMessage,
  type SentRecord,
} from '../../flows/always/records.js'
import type { Effect, Outbound } from '../../flows/message.js'
import { addressed, type Salutation } from '../../flows/salutation.js'
import { deadlines, escalatesAt } from '../../flows/schedule.js'
import { readCalendar } from '../../store/calendar.js'
import { recordConsent, withdrawConsents } from '../../store/consents.js'
import type { Tx } from '../../store/database.js'
import { dropFile, dropLooseFiles, wantFile } from '../../store/files/rows.js'
import { dataOf, type PersonData } from '../../store/my-data.js'
import { type RecordLine, recordsOf, submitNomination } from '../../store/nominations.js'
import { setReachable, setStopped } from '../../store/people.js'
import { clearWords } from '../../store/rights.js'
import { openTicket } from '../../store/tickets.js'
import { dropTimer, setTimer } from '../../store/timers.js'

/** Whose turn it is. */
export interface Who {
  personId: string
  contactId: string
  channel: string
  salutation?: Salutation
  /** Epoch ms. */
  now: number
}

type Handler<E extends Effect> = (tx: Tx, who: Who, effect: E) => Promise<Outbound | undefined>
type Handlers = { [K in Exclude<Effect['do'], 'say'>]: Handler<Extract<Effect, { do: K }>> }

// Zalo and Telegram redeliver for at most a day: only then is it safe to forget which events were seen.
const FORGET_AFTER = 25 * 3_600_000

const HANDLERS: Handlers = {
  async recordConsent(tx, who, { purpose, version, text, reply }) {
    await recordConsent(tx, who.personId, { purpose, version, text, reply, channel: who.channel }, who.now)
    await dropTimer(tx, 'forget', who.personId)
    return undefined
  },
  async forget(tx, who) {
    await setTimer(tx, 'forget', who.personId, who.now + FORGET_AFTER)
    return undefined
  },
  async clearWords(tx, who) {
    await clearWords(tx, who.personId)
    await dropLooseFiles(tx, who.personId)
    return undefined
  },
  async keepFile(tx, who, { file, source }) {
    await wantFile(tx, who.personId, who.channel, file, source, who.now)
    return undefined
  },
  async dropFile(tx, _who, { file }) {
    await dropFile(tx, file)
    return undefined
  },
  async submitNomination(tx, who, { draft, nomination }) {
    return receivedMessage(await submitNomination(tx, who.personId, draft, nomination, who.now), who.salutation)
  },
  async showRecords(tx, who, { drafts, skip }) {
    const { records, older } = await recordsOf(tx, who.personId, skip)
    return recordsMessage(records.map(sentRecord), drafts, older, skip)
  },
  async showData(tx, who, { drafts }) {
    return dataMessage(heldData(await dataOf(tx, who.personId)), drafts, who.salutation)
  },
  async openTicket(tx, who, { kind, note }) {
    const calendar = await readCalendar(tx)
    const due = { ...deadlines(kind, who.now, calendar), escalatesAt: escalatesAt(who.now, calendar) }
    await openTicket(tx, who.personId, { kind, note, ...due }, who.now)
    return undefined
  },
  async withdrawConsent(tx, who) {
    await withdrawConsents(tx, who.personId, who.now)
    return undefined
  },
  async setProactive(tx, who, { on }) {
    await setStopped(tx, who.personId, on ? undefined : who.now)
    return undefined
  },
  async setReachable(tx, who, { on }) {
    await setReachable(tx, who.contactId, on, who.now)
    return undefined
  },
  async watchDraft(tx, who, { draft, at }) {
    await setTimer(tx, 'nudge', `${who.personId}:${draft}`, at)
    return undefined
  },
  async unwatchDraft(tx, who, { draft }) {
    await dropTimer(tx, 'nudge', `${who.personId}:${draft}`)
    return undefined
  },
}

/** Does one effect; gives the message that tells its result, if it has one to tell. */
export async function doEffect(tx: Tx, who: Who, effect: Effect): Promise<Outbound | undefined> {
  if (effect.do === 'say') return effect.message
  const handler = HANDLERS[effect.do] as Handler<typeof effect>
  const told = await handler(tx, who, effect)
  return told && addressed(told, who.salutation)
}

function sentRecord({ submittedAt, ...line }: RecordLine): SentRecord {
  return { ...line, submittedAt: submittedAt.getTime() }
}

function heldData({ since, consents, records, requests, allRequests, ...held }: PersonData): HeldData {
  const time = (at: string | null) => (at === null ? undefined : Date.parse(at))
  return {
    ...held,
    since: since.getTime(),
    consents: consents.map(({ version, givenAt, withdrawnAt }) => ({
      version,
      givenAt: Date.parse(givenAt),
      withdrawnAt: time(withdrawnAt),
    })),
    sent: records.map(sentRecord),
    requests: requests.map(({ kind, note, createdAt, closedAt }) => ({
      kind,
      note: note ?? undefined,
      createdAt: Date.parse(createdAt),
      closedAt: time(closedAt),
    })),
    olderRequests: allRequests - requests.length,
  }
}
