// Which of the buttons that are shown is meant: by its label, a part of it, other words for it.
import type { Turn } from '../flow.js'
import type { Option } from '../interview/form.js'
import { inWords } from '../salutation.js'
import { wordsAlone } from '../vi/keywords.js'
import { fold, hasDiacritics } from '../vi/text.js'
import { HOME, type Prompt } from './say.js'

/** The panel of a list that was shown (list.ts). */
export const LIST = 'list'

type Shown = { label: string; token: string }

// A label typed in full is its button, also where it happens to be a command; without marks if it can mean no other.
export function labelled<B extends Pick<Option, 'label'>>(t: Turn, buttons: B[], said: string): B | undefined {
  const read = (label: string) => inWords(label, t.session.salutation)
  const exact = buttons.find((b) => read(b.label).toLowerCase() === said.toLowerCase()) ?? partly(buttons, said, read)
  if (exact || hasDiacritics(said) || t.flows.vocabulary.read(said, 'closed') === 'ambiguous') return exact
  const [only, ...others] = buttons.filter((b) => fold(read(b.label)) === fold(said))
  return others.length === 0 ? only : undefined
}

/** Of "Nguyễn Thị Hoa · NT-2026-000101" people type the name or the code alone, of "Đợt 1: Phường Lê Chân" the first words. */
function partly<B extends Pick<Option, 'label'>>(buttons: B[], said: string, read: (label: string) => string) {
  if (!/[\s\d]/.test(said)) return undefined
  const [only, ...others] = buttons.filter(({ label }) => {
    const parts = read(label).split(/ · |: /)
    return parts.length > 1 && parts.some((part) => fold(part) === fold(said))
  })
  return others.length === 0 ? only : undefined
}

/** The one button that these words mean, as its door understands them; none where they may mean two, or in the menu. */
export function meantOf<B extends Shown>(t: Turn, buttons: B[], said: string): B | undefined {
  const words = t.session.panel?.name === HOME ? '' : wordsAlone(said)
  return words === '' ? undefined : only(buttons.filter(({ token }) => means(t, token, words)))
}

function means(t: Turn, token: string, words: string): boolean {
  const [kind, command = '', rest = ''] = token.split('.')
  return kind === 'c' && t.flows.door(command)?.means?.(words, rest) === true
}

// A word of two letters stands in too many labels.
const SHORTEST = 3
const TITLE = /^(?:anh|chi|co|chu|bac|ong|ba|em|dong chi) (?=\S)/

/**
 * The one button whose label holds these words, one after the other: "không đủ", "Ví Dụ", "chị Lan". What is longer than a label
 * is no part of it, so nothing that denies one is taken for it.
 */
export function partOf<B extends Shown>(t: Turn, buttons: B[], said: string): B | undefined {
  const typed = said.normalize('NFC').toLowerCase()
  for (const words of [wordsAlone(said), wordsAlone(said).replace(TITLE, '')]) {
    if (words.length < SHORTEST) continue
    const holds = new RegExp(`(?<![a-z0-9])${words.replace(/[^a-z0-9 ]/g, '.')}(?![a-z0-9])`)
    const found = buttons.filter(({ label }) => holds.test(fold(inWords(label, t.session.salutation))))
    // "Đặt" is no "đạt".
    const exact = hasDiacritics(said) ? found.filter(({ label }) => sharesMarks(typed, label.toLowerCase())) : found
    const one = only(exact)
    if (one) return one
  }
  return undefined
}

/** Whether every word with marks stands in the label with the same ones. */
function sharesMarks(typed: string, label: string): boolean {
  const has = new Set(label.normalize('NFC').split(/[^\p{L}\p{N}]+/u))
  const folded = new Map([...has].map((word) => [fold(word), word]))
  return typed
    .split(/[^\p{L}\p{N}]+/u)
    .every((word) => !hasDiacritics(word) || !folded.has(fold(word)) || has.has(word))
}

const only = <B>(found: B[]): B | undefined => (found.length === 1 ? found[0] : undefined)

const LEAVES = new Set(['cancel', 'later', 'back', 'resume'])

/**
 * "Thôi", "để sau", "quay lại" where a button is for that: the person stays at what they were about. "Tiếp" leads from a list to
 * the one before, where nothing half-done is meant by it.
 */
export function wayOut(t: Turn, prompt: Prompt | undefined, clear: string): string | undefined {
  if (!prompt || !t.session.panel || !LEAVES.has(clear)) return undefined
  const away = clear === 'resume' ? undefined : prompt.options.find(({ label }) => label.startsWith('Thôi'))
  if (away) return prompt.token(away.value)
  const last = t.session.panel.name === LIST ? t.session.shown?.at(-1) : undefined
  const backwards = clear === 'back' || (clear === 'resume' && t.session.drafts.length === 0)
  return last && backwards && t.flows.door(last.token.split('.')[1] ?? '')?.leadsBack ? last.token : undefined
}
