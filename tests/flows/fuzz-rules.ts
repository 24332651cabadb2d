// What must hold of every turn, whatever people do.
import { expect } from 'vitest'
import { plain, splitText } from '../../src/bot/outbound/render.js'
import type { Effect } from '../../src/flows/effects.js'
import { flows } from '../../src/flows/index.js'
import type { Inbound, Outbound } from '../../src/flows/message.js'
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
export const SENDS: string[] = ['submitNomination', 'pledge', 'suggestAddress', 'recordDelivery']
const ERASING = /^p\.(erase|withdraw|withdrawOne|remove)\.(yes|all)/
const ERASERS = ['erase', 'withdraw', 'withdrawOne', 'remove']

export function checkAnswers(before: Session, after: Session, effects: Effect[], input: Inbound, where: string): void {
  expect(after.aside, where).toBeUndefined()
  for (const draft of before.drafts) {
    const next = after.drafts.find((d) => d.id === draft.id)
    if (!next) {
      const sent = effects.some((e) => SENDS.includes(e.do) && 'draft' in e && e.draft === draft.id)
      const asked = input.kind === 'withdrew' || (input.kind === 'tap' && ERASING.test(input.token))
      const { name = '', over = '' } = before.panel ?? {}
      // Typed; or "dung" was, and then that it was "đúng".
      const confirmed =
        (input.kind === 'text' && [...ERASERS, 'unsure'].includes(name)) ||
        (input.kind === 'tap' && /^p\.unsure\.yes(?:\.|$)/.test(input.token) && ERASERS.includes(over))
      // Who refuses consent takes back the one thing chosen before it was asked, and nothing told earlier.
      const refused = before.panel?.name === 'consent' && draft.id === before.active && draft.order.length <= 1
      expect(sent || asked || confirmed || refused, `draft gone by ${where}`).toBe(true)
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
