import * as z from 'zod'
import { verbatim } from '../salutation.js'
import { isTalk, readCommand } from '../vi/keywords.js'
import {
  explainMatch,
  findUnit,
  isSpot,
  type PlaceMatch,
  type Places,
  searchPlaces,
  showUnit,
  type UnitRow,
} from '../vi/places.js'
import { clean, fold, length } from '../vi/text.js'
import { type Answers, type Asking, type Option, type Question, type Words, words } from './form.js'

/** A place of today's Hải Phòng, or the person's own words where it has none. */
export type UnitAnswer = { code: string; name: string } | { words: string }

export interface UnitNote {
  /** What they typed, and the unit codes offered for it. */
  typed: string
  codes: string[]
  /** They said it is none of those offered. */
  refused?: true
}

const schema = z.union([
  z.object({ code: z.string(), name: z.string() }),
  z.object({ words: z.string().refine((s) => length(s) >= 2 && length(s) <= 200) }),
])

const TYPE = 'Anh/chị gõ tên phường, xã hoặc khu công nghiệp giúp Trợ lý ạ.'
const CHOOSE_OR_TYPE = 'Anh/chị gõ tên khác, hoặc bấm một nút bên dưới giúp Trợ lý ạ.'

const PLACE = ['nơi ở', 'chỗ ở', 'địa chỉ', 'nơi làm việc', 'phường', 'xã', 'phường xã', 'nơi']

/**
 * A unit by search: a ward, commune or industrial park, an enterprise, a school. Names of before 1/7/2025 are understood
 * and confirmed, never decided for the person; their own words are the last resort, `ours`: none.
 */
export function unit(spec: {
  key: string
  label: string
  text: Words
  aka?: readonly string[]
  ours?: true
  given?(asking: Asking): UnitRow | undefined
  when?(answers: Answers): boolean
}): Question<UnitAnswer, UnitNote> {
  return {
    key: spec.key,
    label: spec.label,
    aka: spec.aka ?? PLACE,
    mode: (note) => (note?.codes.length === 1 ? 'closed' : 'free'),
    numbersPick: true,
    when: spec.when,
    given(asking) {
      const found = spec.given?.(asking)
      return found && { code: found.code, name: showUnit(found) }
    },
    valid: (value): value is UnitAnswer =>
      schema.safeParse(value).success && !(spec.ours && 'words' in (value as UnitAnswer)),
    ask({ answers, note, ctx }) {
      if (!note) return { text: words(spec.text, answers) }
      const own: Option = { value: 'words', label: 'Ghi đúng như tôi gõ' }
      const last = spec.ours ? [] : [own]
      const search: Option = { value: 'again', label: 'Tìm tên khác' }
      const found = offered(note, ctx.places)
      const options = found.map((match) => ({ value: match.unit.code, label: explainMatch(match) }))
      const spot = !note.refused && isSpot(ctx.places, note.typed) && !found.some(({ how }) => how === 'org')
      if (options.length === 0) return notFound(note, spot, spec.ours ? [] : [own])
      const head = spot
        ? `${unsureOf(note)} Anh/chị gõ tên phường, xã giúp ạ; ${options.length === 1 ? `nếu là ${options[0]!.label} thì bấm "Đúng rồi"` : 'nếu là một nơi dưới đây thì bấm nút'}.`
        : options.length === 1
          ? `Có phải là ${options[0]!.label} không ạ?`
          : 'Anh/chị chọn giúp Trợ lý nơi đúng nhất; không có nơi nào đúng thì nhắn "không" ạ.'
      // One candidate stands in the question already: its button need not repeat it.
      const picks = options.length === 1 ? [{ value: options[0]!.value, label: 'Đúng rồi' }] : options
      return { text: head, options: [...picks, search, ...last] }
    },
    read(input, { note, ctx }) {
      if (input.kind === 'pick') {
        if (input.value === 'words' && note && !spec.ours) return { answer: { words: note.typed } }
        if (input.value === 'unknown' && note && !spec.ours) return { answer: { words: 'chưa rõ' } }
        if (input.value === 'again') return { note: undefined }
        return (note?.codes.includes(input.value) && unitAnswer(ctx.places, input.value)) || { again: TYPE }
      }
      if (input.kind !== 'text') return { again: TYPE }
      // The whole message is a yes or a no: no place is called so, whatever the diacritics.
      const word = input.command ?? readCommand(input.text, 'closed')
      if (word === 'no' && note && note.codes.length > 0)
        return { note: { typed: note.typed, codes: [], refused: true } satisfies UnitNote }
      if (word === 'yes' && note?.codes.length === 1) return unitAnswer(ctx.places, note.codes[0]!) ?? { again: TYPE }
      if (word === 'yes' || word === 'no') return { again: note ? CHOOSE_OR_TYPE : TYPE }
      const count = length(input.text)
      if (count < 2 || count > 200)
        return { again: 'Anh/chị ghi tên nơi ở hoặc nơi làm việc trong một dòng giúp Trợ lý ạ.' }
      // One of those offered, by its whole name: chosen, not searched once more.
      const named = namedAmong(note, ctx.places, input.text)
      if (named) return { answer: { code: named.code, name: showUnit(named) } }
      const { matches, certain } = searchPlaces(ctx.places, input.text)
      const first = matches[0]
      if (certain && first) return { answer: { code: first.unit.code, name: showUnit(first.unit) } }
      const codes = matches.map((m) => m.unit.code)
      return { note: { typed: input.text, codes } satisfies UnitNote, weak: codes.length === 0 || undefined }
    },
    show: (value) => ('code' in value ? value.name : value.words),
  }
}

/** What is said where nothing goes by what they typed; `own` is empty where only a place of ours will do. */
function notFound(note: UnitNote, spot: boolean, own: Option[]) {
  const last = own[0]
  if (saysNoPlace(note.typed))
    return {
      text: `Câu này hỏi nơi ở hoặc nơi làm việc ạ: phường, xã hay khu công nghiệp nào, ví dụ "Kiến An"?${last ? ' Không rõ thì anh/chị bấm nút bên dưới.' : ''}`,
      options: last ? [{ value: 'unknown', label: 'Tôi không rõ' }] : [],
    }
  const typed = verbatim(note.typed)
  const unknown = `Trợ lý chưa tìm thấy "${typed}" ${spot ? 'trong tên các phường, xã' : 'ở Hải Phòng'}.`
  const why = note.refused ? 'Vậy là không phải những nơi vừa rồi.' : unknown
  const kept = note.refused ? `để Trợ lý ghi "${typed}" ạ` : 'là được ạ'
  const or = last ? `; hoặc bấm "${last.label}" ${kept}` : ' ạ'
  return {
    text: `${why} Anh/chị gõ tên phường, xã hoặc khu công nghiệp${spot ? '' : ' khác'}, tên cũ cũng được${or}.`,
    options: own,
  }
}

const NO_PLACE =
  /^(?:(?:toi|em|minh|chau|cung|thi) )*(?:khong|ko|k|chua|chang) (?:biet|ro|nho)(?: .{0,20})?$|^\d{1,3} tuoi$|^(?:nhieu noi|khap noi|khap thanh pho|dau cung (?:co|di)|ca thanh pho|gan nha (?:toi|em)|cung (?:phuong|xom|xa|pho) (?:voi )?(?:toi|em)|xong(?: roi)?|het|roi)$/

/** "75 tuổi", "không biết", "mai nhé": no place is looked for by it. */
function saysNoPlace(typed: string): boolean {
  return /\p{L}/u.test(typed) && (NO_PLACE.test(fold(typed).replace(/[.!?]+$/, '')) || isTalk(typed))
}

function namedAmong(note: UnitNote | undefined, places: Places, said: string) {
  const units = (note?.codes ?? []).flatMap((code) => findUnit(places, code) ?? [])
  const exact = units.filter((unit) => showUnit(unit).toLowerCase() === clean(said).toLowerCase())
  const alike = exact.length > 0 ? exact : units.filter((unit) => fold(showUnit(unit)) === fold(said))
  return alike.length === 1 ? alike[0] : undefined
}

/** Nothing for a unit that was closed since it was offered. */
function unitAnswer(places: Places, code: string): { answer: UnitAnswer } | undefined {
  const found = findUnit(places, code)
  return found && { answer: { code, name: showUnit(found) } }
}

// Searched again rather than stored: the explanation ("trước đây thuộc ...") belongs to the words typed.
function offered(note: UnitNote, places: Places): PlaceMatch[] {
  return searchPlaces(places, note.typed).matches.filter((m) => note.codes.includes(m.unit.code))
}

/** A street or a school runs through wards, and shares its name with others: it is asked for, not guessed. */
const unsureOf = ({ typed }: UnitNote) => `Trợ lý chưa rõ "${verbatim(typed)}" thuộc phường, xã nào.`
