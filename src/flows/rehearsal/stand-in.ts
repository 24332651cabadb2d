// Stands in for the store in a rehearsal: what the conversation needs told back, in memory, nothing more.

import { dataMessage, type HeldData, receivedMessage, recordsMessage, type SentRecord } from '../always/records.js'
import type { Effect, Outbound } from '../message.js'
import { addressed, type Salutation } from '../salutation.js'
import { dayAt, partsOf } from '../vi/calendar.js'
import { fold } from '../vi/text.js'

export function createStandIn() {
  const sent = new Map<string, SentRecord & { key: string }>()
  const consents: { givenAt: number; withdrawnAt?: number; version: string }[] = []
  const files = new Set<string>()
  const requests: HeldData['requests'] = []
  const nudges = new Map<string, number>()
  const names = new Set<string>()
  const phones = new Set<string>()
  let codes = 0
  let since: number | undefined

  function submit(
    { draft, nomination }: Extract<Effect, { do: 'submitNomination' }>,
    now: number,
    to?: Salutation,
  ): Outbound {
    const { nomineeName, unitCode, unitText, kind } = nomination
    const key = [fold(nomineeName), unitCode ?? fold(unitText), kind === 'self' ? 'individual' : kind].join('|')
    const first = [...sent.values()].find((record) => record.key === key)
    const code = first?.code ?? `NT-${partsOf(dayAt(now)).year}-${String(++codes).padStart(6, '0')}`
    const record = { key, code, nomineeName, state: 'received', submittedAt: now, joined: first !== undefined }
    sent.set(draft, record)
    names.add(nomination.nominatorName)
    phones.add(nomination.nominatorPhone)
    // A rehearsal has one person: what was sent before was theirs.
    return addressed(receivedMessage({ ...record, own: record.joined }, to), to)
  }

  return {
    /** Does what an effect asks for, as far as a conversation can notice; gives the message that tells its result. */
    carryOut(effect: Effect, now: number, to?: Salutation): Outbound | undefined {
      since ??= now
      const left = requests.findLast((request) => request.kind === 'withdraw' || request.kind === 'erase')
      const newestFirst = [...sent.values()]
        .reverse()
        .map((r) => (left && left.createdAt >= r.submittedAt ? { ...r, state: 'leaving' } : r))
      switch (effect.do) {
        case 'say':
          return effect.message
        case 'submitNomination':
          return submit(effect, now, to)
        case 'showRecords':
          return addressed(recordsMessage(newestFirst, effect.drafts), to)
        case 'showData': {
          const held = { since, channels: ['telegram'], consents, names: [...names], phones: [...phones] }
          const asked = { requests: requests.toReversed(), olderRequests: 0 }
          const all = { ...held, ...asked, files: files.size, sent: newestFirst, older: 0 }
          return addressed(dataMessage(all, effect.drafts, to), to)
        }
        case 'openTicket': {
          const { kind, note } = effect
          const open = requests.find((request) => request.kind === kind)
          if (!open) requests.push({ kind, note, createdAt: now })
          else if (note) open.note = open.note ? `${open.note}\n${note}` : note
          return
        }
        case 'recordConsent':
          consents.push({ givenAt: now, version: effect.version })
          return
        case 'withdrawConsent':
          for (const consent of consents) consent.withdrawnAt ??= now
          return
        case 'keepFile':
          files.add(effect.file)
          return
        case 'dropFile':
          files.delete(effect.file)
          return
        case 'watchDraft':
          nudges.set(effect.draft, effect.at)
          return
        case 'unwatchDraft':
          nudges.delete(effect.draft)
          return
        case 'forget':
        case 'clearWords':
        case 'setProactive':
        case 'setReachable':
          return
        default:
          return effect satisfies never
      }
    },
    /** A file that could not be fetched. */
    lose(file: string): void {
      files.delete(file)
    },
    /** Takes out the first reminder that is due at `until`. */
    takeNudge(until: number): { draft: string; at: number } | undefined {
      const [first] = [...nudges].sort((a, b) => a[1] - b[1])
      if (!first || first[1] > until) return undefined
      nudges.delete(first[0])
      return { draft: first[0], at: first[1] }
    },
  }
}
