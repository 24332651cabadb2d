// What must hold of every turn, whatever people do.
import { expect } from 'vitest'
import { plain, splitText } from '../../src/bot/outbound/render.js'
import type { Effect } from '../../src/flows/effects.js'
import { flows } from '../../src/flows/index.js'
import type { Inbound, Outbound } from '../../src/flows/message.js'
import type { Who } from '../../src/flows/roles.js'
import type { Draft, Session } from '../../src/flows/session.js'

const OURS = ['left', 'officerWrote', 'withdrew', 'ours', 'told']
export function isAct(input: Inbound): boolean {
  return !OURS.includes(input.kind)
}

/** An officer is talking with them, the same button came twice in a row, they were greeted this moment or soon will be. */
export function isHushed(before: Session, input: Inbound, now: number): boolean {
  const words = ['text', 'files', 'details', 'unusable'].includes(input.kind)
  if (words && before.talk && now < (before.talk.until ?? Number.POSITIVE_INFINITY)) return true
  if (input.kind === 'tap' && before.tapped === input.token && now - (before.tappedAt ?? 0) < 60_000) return true
  if (input.kind === 'arrived' && input.quiet) return true
  return (input.kind === 'arrived' || input.kind === 'start') && now - (before.greetedAt ?? 0) < 5000
}

export function checkMessage(message: Outbound, where: string): void {
  expect(plain(message.text).trim(), where).not.toBe('')
  for (const limit of [2000, 4096]) {
    const parts = splitText(message.text, limit)
    expect(
      parts.every((part) => plain(part).length <= limit),
      where,
    ).toBe(true)
  }
  for (const button of message.buttons ?? []) {
    expect(plain(button.label).trim(), where).not.toBe('')
    if ('token' in button) expect(button.token, where).toMatch(/^[\x21-\x7e]{1,64}$/)
  }
}

/** Effects by which a complete draft is sent. */
export const SENDS: string[] = [
  ...['submitNomination', 'pledge', 'suggestAddress', 'recordDelivery'],
  ...['addAddress', 'draftBroadcast', 'openRound'],
]
const ERASING = /^p\.(erase|withdraw|withdrawOne|remove)\.(yes|all)/
const ERASERS = ['erase', 'withdraw', 'withdrawOne', 'remove']

export function checkAnswers(before: Session, after: Session, effects: Effect[], input: Inbound, where: string): void {
  expect(after.aside, where).toBeUndefined()
  for (const draft of before.drafts) {
    const next = after.drafts.find((d) => d.id === draft.id)
    if (!next) {
      // Opened, and nothing was said in it.
      const untouched = [draft.order, ...[draft.notes, draft.kept].map(Object.keys)].every(({ length }) => length === 0)
      if (untouched && flows.all[draft.flow]?.for) continue
      // One that is changed after it was written is sent as what it is of.
      const sends = (e: Effect) =>
        'draft' in e ? [draft.id, draft.answers.of].includes(e.draft) : e.do === 'openRound' && draft.flow === 'round'
      const sent = effects.some((e) => SENDS.includes(e.do) && sends(e))
      const asked = input.kind === 'withdrew' || (input.kind === 'tap' && ERASING.test(input.token))
      const { name = '', over = '' } = before.panel ?? {}
      // Typed; or "dung" was, and then that it was "đúng".
      const confirmed =
        (input.kind === 'text' && [...ERASERS, 'unsure'].includes(name)) ||
        (input.kind === 'tap' && /^p\.unsure\.yes(?:\.|$)/.test(input.token) && ERASERS.includes(over))
      // Who refuses consent takes back the one thing chosen before it was asked, and nothing told earlier.
      // Whatever is known of a family that is erased goes, and what was half-done about it.
      const erased = input.kind === 'told' && input.asked.do === 'eraseAddress'
      const ofFamily = erased && JSON.stringify(draft).includes((input.asked as unknown as { code: string }).code)
      const refused = before.panel?.name === 'consent' && draft.id === before.active && draft.order.length <= 1
      expect(sent || asked || confirmed || refused || ofFamily, `draft gone by ${where} ${JSON.stringify(draft)}`).toBe(
        true,
      )
      continue
    }
    // The name of another is not one's own: told of oneself after all, it is asked anew.
    const wasSelf = (draft.answers.kind ?? draft.kept.kind) === 'self'
    const isSelf = (next.answers.kind ?? next.kept.kind) === 'self'
    // How much of one thing says nothing of another.
    const measure = ({ answers }: Draft) => (answers.need as { measure?: string } | undefined)?.measure
    const sameThing = measure(draft) === measure(next)
    for (const key of Object.keys(draft.answers))
      if ((key !== 'name' || wasSelf === isSelf) && (key !== 'quantity' || sameThing))
        expect(key in next.answers || key in next.kept, `${key} lost by ${where}`).toBe(true)
    for (const [key, note] of Object.entries(draft.notes)) {
      const pieces = (note as { pieces?: string[] }).pieces
      if (!pieces || key in next.answers) continue
      // Told before it was asked for: it has become the story, or they would rather begin that anew.
      const early = key === 'told' || (note as { told?: true }).told
      if (early && ['story', 'life'].some((k) => k in next.answers || k in next.notes)) continue
      const left = (next.notes[key] as { pieces?: string[] } | undefined)?.pieces ?? []
      expect(left.slice(0, pieces.length), `pieces of ${key} lost by ${where}`).toEqual(pieces)
    }
  }
}

/** Nobody is asked a second thing before what the form rests on is agreed to: what was chosen first waits for it. */
export function checkConsent(after: Session, where: string): void {
  for (const { flow, order } of after.drafts) {
    const purpose = flows.all[flow]?.consent?.purpose
    if (purpose && after.consents[purpose] === undefined)
      expect(order.length, `told without consent after ${where}`).toBeLessThanOrEqual(1)
  }
}

const named = (...names: string[]) => new Set(names)
/** What anybody may ask of the store; all else is work of those who hold a role. */
const ANYBODYS = new Set<string>([
  ...named('say', 'recordConsent', 'forget', 'clearWords', 'keepFile', 'dropFile', 'showRecords', 'showData'),
  ...named('openTicket', 'withdrawConsent', 'setProactive', 'setReachable', 'refused', 'watchDraft', 'unwatchDraft'),
  ...named('setTimer', 'dropTimer', 'submitNomination', 'showMovements', 'openMovement', 'findNeeds', 'openCard'),
  ...named('holdNeed', 'pledge', 'openMyPledge', 'acceptProposal', 'declineProposal', 'changePledge', 'cancelPledge'),
  ...named('suggestAddress', 'joinUnit', 'leaveUnit', 'showUnits', 'followNews', 'endNews', 'countPress', 'readNews'),
  ...named('makeLinkCode', 'useLinkCode', 'agreeLink', 'endLink', 'openDelivery', 'recordDelivery', 'makeReceipt'),
  ...named('useReceipt', 'redeemInvite', 'showQuestion', 'answerQuestion', 'showOutcome', 'giveConsent', 'openConsent'),
  ...named('relay', 'relayFile', 'endTalk', 'readStory'),
])

/** Nobody does, or is offered, what is for others. */
export function checkTheirs(effects: Effect[], who: Who, { drafts }: Session, where: string): void {
  for (const effect of effects) {
    if (who.roles.length === 0) expect(ANYBODYS, where).toContain(effect.do)
    // What a conversation for some alone hears back is asked by it alone.
    for (const [name, flow] of Object.entries(flows.all))
      if (flow.for && Object.hasOwn(flow.told ?? {}, effect.do))
        expect(flow.for(who), `${effect.do} of ${name} by ${where}`).toBe(true)
    for (const button of effect.do === 'say' ? (effect.message.buttons ?? []) : []) {
      const [kind, name = ''] = 'token' in button ? button.token.split('.') : []
      const door = kind === 'c' ? flows.door(name) : undefined
      const form = kind === 'q' ? drafts.find(({ id }) => id.startsWith(name))?.flow : undefined
      const flow = door?.flow ?? form ?? (kind === 'p' ? flows.panel(name)?.flow : undefined)
      const isTheirs = (flow ? flows.all[flow]?.for?.(who) : undefined) ?? true
      expect(isTheirs && (door?.for?.(who) ?? true), `${JSON.stringify(button)} by ${where}`).toBe(true)
    }
  }
}

const MOST_ALIKE = 3
const HELPS = /gặp cán bộ|cần giúp/
/** Nobody has to go on where this stands. */
const WAY_OUT = /^(?:Thôi|Tôi không|Để sau|Không|Bỏ qua|Trang chính|Việc của cán bộ|Chưa)/

/** The same words again and again to whoever answers in vain; gives the answers so far. */
export function checkHelpIsOffered(alike: string[], input: Inbound, says: Outbound[], where: string): string[] {
  if (input.kind !== 'text') return isAct(input) ? [] : alike
  const last = says.at(-1)
  if (!last || !isAnswer(input.text)) return []
  const all = alike[0] === last.text ? [...alike, last.text] : [last.text]
  const helps = HELPS.test(last.text) || (last.buttons ?? []).some(({ label }) => WAY_OUT.test(label))
  if (all.length > MOST_ALIKE) expect(helps, `told without help ${all.length} times: ${last.text}: ${where}`).toBe(true)
  return all
}

/** Words that are no command, which may be said as often as somebody likes. */
const isAnswer = (said: string) => flows.vocabulary.read(said, 'closed') === undefined
