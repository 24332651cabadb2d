// Which of the buttons that are shown is meant: by its label, a part of it, other words for it.
import type { Turn } from '../flow.js'
import type { Option } from '../interview/form.js'
import { inWords } from '../salutation.js'
import { wordsAlone } from '../vi/keywords.js'
import { remembered } from '../vi/remembered.js'
import { spelling } from '../vi/spelling.js'
import { fold, hasDiacritics } from '../vi/text.js'
import type { Prompt } from './say.js'

/** The panel of a list that was shown (list.ts). */
export const LIST = 'list'

type Shown = { label: string; token: string }

/** Its words alone: "Người tốt, việc thiện" is typed without the comma, "Hủy tin" as "huỷ tin" too. */
const wordsOf = remembered((label) =>
  label
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim(),
)

// A label typed in full is its button, also where it happens to be a command; without marks if it can mean no other.
export function labelled<B extends Pick<Option, 'label'>>(t: Turn, buttons: B[], said: string): B | undefined {
  const read = (label: string) => inWords(label, t.session.salutation)
  const typed = wordsOf(said)
  const exact =
    buttons.find((b) => read(b.label).toLowerCase() === said.toLowerCase()) ??
    (typed === '' ? undefined : buttons.find((b) => spelling(wordsOf(read(b.label))) === spelling(typed))) ??
    partly(buttons, said, read)
  if (exact || hasDiacritics(said) || t.flows.vocabulary.read(said, 'closed') === 'ambiguous') return exact
  const [only, ...others] = buttons.filter((b) => fold(wordsOf(read(b.label))) === fold(typed))
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

/** The one button that these words mean, as its door understands them; none where they may mean two. */
export function meantOf<B extends Shown>(t: Turn, buttons: B[], said: string): B | undefined {
  const words = sureWords(t, said)
  return words === '' ? undefined : only(buttons.filter(({ token }) => means(t, token, words)))
}

/**
 * The words without marks; none where their marks say something else: "đặt" is no "đạt", "đúng, gửi đi" stops nothing. "Dung"
 * by itself is "đúng", whoever means "dừng" says "dung lai".
 */
function sureWords(t: Turn, said: string): string {
  const words = wordsAlone(said)
  const typed = said.normalize('NFC')
  if (/(?<!\p{L})đặt(?!\p{L})/iu.test(typed)) return ''
  const isYes = /^dung(?: roi)?$/.test(words)
  if (/^dung(?: |$)/.test(words) && /đúng|dùng/iu.test(typed)) return isYes && /đúng/iu.test(typed) ? words : ''
  if (!isYes || (words !== 'dung' && !hasDiacritics(said))) return words
  return t.flows.vocabulary.read(said, 'closed') === 'cancel' ? 'dung lai' : ''
}

/** Whether what this button does cannot be taken back. */
export function isFinal(t: Turn, token: string): boolean {
  const [kind, command = '', rest = ''] = token.split('.')
  return kind === 'c' && t.flows.door(command)?.final?.(rest) === true
}

function means(t: Turn, token: string, words: string): boolean {
  const [kind, command = '', rest = ''] = token.split('.')
  return kind === 'c' && t.flows.door(command)?.means?.(words, rest) === true
}

// A word of two letters stands in too many labels.
const SHORTEST = 3
// "Nhận" is no part of "Không nhận", "tin này" none of "Bỏ tin này".
const UNDOES = /^(?:không|chưa|hủy|bỏ|xóa|dừng)(?!\p{L})/u
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
    const found = buttons.filter(({ label }) => {
      // What comes of a deed ("Đạt – chuyển bước") is no name of it.
      const read = inWords(label, t.session.salutation).toLowerCase().split(' – ')[0]!
      return holds.test(fold(read)) && (!UNDOES.test(read) || fold(read).startsWith(words))
    })
    // "Đặt" is no "đạt".
    const exact = hasDiacritics(said) ? found.filter(({ label }) => sharesMarks(typed, label.toLowerCase())) : found
    const one = only(exact)
    if (one) return one
  }
  return undefined
}

/** Whether every word with marks stands in the label with the same ones. */
function sharesMarks(typed: string, label: string): boolean {
  const all = wordsOf(label).split(' ')
  const has = new Set(all.map(spelling))
  const folded = new Set(all.map(fold))
  return typed
    .split(/[^\p{L}\p{N}]+/u)
    .every((word) => !hasDiacritics(word) || !folded.has(fold(word)) || has.has(spelling(word)))
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
