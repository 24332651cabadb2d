import * as z from 'zod'
import { readAside } from '../vi/asides.js'
import { isChatter } from '../vi/chatter.js'
import { withoutFaces } from '../vi/faces.js'
import { readKeys } from '../vi/keyed.js'
import { isTalk, mayBePutOff, readCommand } from '../vi/keywords.js'
import { type NameProblem, namesSeveral, type PersonProblem, readGroupName, readPersonName } from '../vi/names.js'
import { searchPlaces } from '../vi/places.js'
import { fold, hasDiacritics, length, words as split } from '../vi/text.js'
import {
  type Answers,
  type Ask,
  type Asking,
  LATE_PIECE_MS,
  type Question,
  type Reading,
  type Words,
  words,
} from './form.js'

export interface NameNote {
  /** The name to be confirmed. */
  plain: string
  /** What was typed, where the name was read from Telex or VNI keys. */
  keys?: string
  /** It may be no name at all: shown before it counts. */
  doubt?: true
  /** They do not know the name: how to tell who it is was asked instead. */
  describe?: true
  /** Several people were named in these words: told of together, or one of them? */
  several?: string
  /** What was typed, and when: a piece that comes a moment later belongs to it. */
  typed?: string
  at?: number
}

const DESCRIBE =
  'Không biết tên cũng không sao ạ. Anh/chị mô tả người ấy giúp Trợ lý, ví dụ: "Chú xe ôm ở cổng bệnh viện Việt Tiệp".'
// Compared folded.
const UNKNOWN =
  /(?:khong|ko|k|kg|chua|chang) (?:he )?(?:biet|nho|ro)(?: |$)|^(?:(?:toi|em|minh|chau|bac|co|chu|lai|bi) )*quen (?:mat )?(?:ten|roi|mat)(?: |$)/
// Longer it is a story, in which somebody "chưa biết mặt chữ".
const MOST_UNKNOWN = 80
// "o cung ngo", "tot lam": small words of somebody, and no piece of a name.
const ABOUT_THEM =
  /^(?:o|ở|tot|tốt|la|là|nha|nhà|cung|cùng|hay|rat|rất|dang|đang|gan|gần|ben|bên|xom|xóm|ngo|ngõ|lam|làm) [\p{Ll}\p{M} ]+$/u
// "Giấu tên", "ẩn danh": no name, a wish.
const NAMELESS =
  /^(?:(?:toi|em|minh|chau|bac|co|chu|xin|muon|cho|duoc|hay) )*(?:giau ten|an danh|nac danh|khong (?:muon )?(?:neu|ghi|de) ten|khong can|khong tien|khoi (?:can )?(?:ghi|neu|de) ten|khong (?:muon )?(?:noi|cho|khai)|(?:sao )?hoi ten)(?: .*)?$/
// "Tôi", "chính tôi": themselves.
const MYSELF = /^(?:(?:chinh|la|ban than|noi ve|ke ve) )*(?:toi|em|minh|chau|tui)(?: (?:a|do|day))*$/

const WHY: Record<PersonProblem, string> = {
  empty: 'Trợ lý chưa thấy tên. Anh/chị gõ họ và tên giúp Trợ lý ạ.',
  tooShort: 'Tên hơi ngắn, anh/chị ghi đủ cả họ và tên giúp Trợ lý ạ.',
  tooLong: 'Tên dài quá, anh/chị chỉ ghi họ và tên giúp Trợ lý ạ.',
  symbols: 'Tên có số hoặc ký hiệu lạ, anh/chị chỉ gõ họ và tên giúp Trợ lý ạ.',
  sentence: 'Câu này anh/chị chỉ ghi họ và tên; phần câu chuyện Trợ lý sẽ hỏi ngay sau ạ.',
  kin: 'Anh/chị ghi họ và tên của người ấy giúp Trợ lý ạ.',
  several:
    'Mỗi lần mình kể về một người ạ. Anh/chị ghi tên một người trước, người kia mình kể sau; nếu là cả nhóm, anh/chị bấm "Quay lại" rồi chọn "Một nhóm, câu lạc bộ".',
}

const WHY_GROUP: Record<NameProblem, string> = {
  empty: 'Trợ lý chưa thấy tên. Anh/chị gõ tên giúp Trợ lý ạ.',
  tooShort: 'Tên hơi ngắn, anh/chị ghi đủ tên giúp Trợ lý ạ.',
  tooLong: 'Tên dài quá, anh/chị ghi trong khoảng 120 ký tự giúp Trợ lý ạ.',
  symbols: 'Tên có hình hoặc ký hiệu lạ, anh/chị chỉ gõ chữ và số giúp Trợ lý ạ.',
  sentence: 'Câu này anh/chị ghi tên trong một dòng giúp Trợ lý ạ.',
}

/** What people call the name of the one who tells. */
export const OWN_NAME = ['tên tôi', 'tên của tôi', 'tên em', 'tên mình', 'tên tớ', 'tên cháu', 'tên người kể']

export interface NameSpec {
  key: string
  label: string
  text: Words
  aka?: readonly string[]
  when?(answers: Answers): boolean
  /** Whether a stranger is described where the name is not known. */
  describable?(answers: Answers): boolean
  /** The answers that tell of several people together, where that can be. */
  together?(named: string, answers: Answers): Answers | undefined
  /** A name known from before, offered as a button. */
  known?(asking: Asking<NameNote>): string | undefined
  given?(asking: Asking): string | undefined
}

/**
 * A person's name. Typed without diacritics it is asked once more; the second answer counts as it is. Keys of a
 * switched-off keyboard are read, and read back.
 */
export function personName(spec: NameSpec): Question<string, NameNote> {
  // Read once, not again: a name that looks like a title ("Bạn Ông") would not be read twice alike.
  const schema = z.string().refine((s) => s !== '' && length(s) <= 100)
  return {
    key: spec.key,
    label: spec.label,
    aka: spec.aka,
    mode: () => 'free',
    keepsStory: true,
    numbersPick: false,
    when: spec.when,
    given: spec.given,
    valid: (value): value is string => schema.safeParse(value).success,
    ask(asking) {
      if (asking.note) return askedBack(asking.note)
      const known = spec.known?.(asking)
      return {
        text: words(spec.text, asking.answers),
        options: known ? [{ value: 'known', label: known }] : [],
      }
    },
    read(input, asking) {
      if (input.kind === 'pick') {
        if (input.value === 'plain' && asking.note?.plain) return { answer: asking.note.plain }
        const several = asking.note?.several
        const together = several === undefined ? undefined : spec.together?.(several, asking.answers)
        if (input.value === 'together' && together) return { answer: '', also: together, needless: true }
        const keyed = readPersonName(asking.note?.keys ?? '')
        if (input.value === 'keys' && keyed.ok) return { answer: keyed.name }
        const known = spec.known?.(asking)
        if (input.value === 'known' && known) return { answer: known }
      }
      const typed = input.kind === 'text' ? input.text : input.kind === 'details' ? (input.name ?? '') : ''
      // A heart behind a name is warmth.
      const text = withoutFaces(typed)
      if (input.kind === 'text' && spec.describable?.(asking.answers)) {
        // "Không biết gõ dấu" is said of the marks, not of the name.
        if (!asking.note?.plain && length(text) <= MOST_UNKNOWN && UNKNOWN.test(fold(text)))
          return { note: { plain: '', describe: true } satisfies NameNote }
        if (asking.note?.describe) return described(text)
      }
      // "Không" to "is it really so?".
      if (asking.note?.plain && input.kind === 'text' && readCommand(text, 'closed') === 'no')
        return { note: undefined, say: ANEW, weak: true }
      const other = input.kind === 'text' ? otherThanAName(text, asking, spec) : undefined
      if (other) return { again: other }
      const whole = input.kind === 'text' ? withPiece(asking, text) : undefined
      if (whole) return readTyped(whole, undefined, asking.note?.at ?? asking.ctx.now)
      if (asking.note && input.kind === 'text' && isYes(text)) return { answer: asking.note.plain }
      const reading = readTyped(text, asking.note, asking.ctx.now)
      const several = 'again' in reading && reading.again === WHY.several && namesSeveral(text)
      return several && spec.together?.(text, asking.answers) ? { note: { plain: '', several: text } } : reading
    },
    // "Nguyễn Thị" goes on with what follows; "Nguyễn Thị Hồng" with "Hạnh", not with "Hà Nội".
    goesOn: (name, piece) =>
      (split(name).length < 3 && !UNKNOWN.test(fold(piece))) || /^\p{Lu}[\p{Ll}\p{M}]*$/u.test(piece),
    show: (value) => value,
  }
}

/** What was understood so far is read back. */
function askedBack({ plain, describe, several, keys, doubt }: NameNote): Ask {
  if (describe) return { text: DESCRIBE }
  if (several !== undefined) return { text: SEVERAL, options: [{ value: 'together', label: 'Kể chung mọi người' }] }
  const right = { value: 'plain', label: 'Đúng rồi' }
  if (keys !== undefined)
    return {
      text: `Tên có dấu đầy đủ là "${plain}" phải không ạ? Nếu chưa đúng, anh/chị gõ lại giúp Trợ lý.`,
      options: [right, ...(readPersonName(keys).ok ? [{ value: 'keys', label: 'Giữ như tôi gõ' }] : [])],
    }
  if (doubt)
    return {
      text: `Trợ lý ghi tên là "${plain}", đúng không ạ? Nếu chưa đúng, anh/chị gõ lại họ và tên giúp Trợ lý.`,
      options: [right],
    }
  return {
    text: `Tên có dấu đầy đủ là gì ạ? Nếu đúng là "${plain}" thì anh/chị bấm nút bên dưới.`,
    options: [right],
  }
}

const ANEW = 'Dạ, vậy anh/chị gõ lại cả họ và tên giúp Trợ lý ạ.'
const SEVERAL =
  'Mỗi lần mình kể về một người, hoặc một nhóm ạ. Kể chung mọi người thì anh/chị bấm nút bên dưới; kể về một người thì gõ tên người ấy, người kia mình kể sau.'
const RETYPE = 'Anh/chị gõ lại họ và tên, hoặc bấm "Đúng rồi" ạ.'
const PLACE = 'Dạ, hình như đây là tên địa bàn; câu này anh/chị ghi họ và tên giúp Trợ lý ạ.'
const WHEN_CONVENIENT = 'Dạ vâng ạ. Khi nào tiện, anh/chị ghi tên giúp Trợ lý nhé.'
const NEEDED = 'Câu này Trợ lý cần họ và tên ạ.'
const NEEDED_OR_UNKNOWN = `${NEEDED} Nếu không biết tên, anh/chị cứ nhắn "không biết".`

/** What is said to "bỏ qua", "xong", "phuong le chan" in the place of a name, into which one might be read. */
function otherThanAName(text: string, { note, ctx, answers }: Asking<NameNote>, spec: NameSpec): string | undefined {
  // Somebody's name may begin with "Phương", and without its mark look like a ward's.
  const kind = /^(?:phường|xã|phuong|xa) /iu.exec(text)?.[0]
  const isPiece = note?.plain !== undefined && fold(note.plain) !== fold(text)
  const isMeant = kind && (isPiece || kind === kind.toLowerCase() || hasDiacritics(kind))
  if (isMeant && searchPlaces(ctx.places, text).certain) return PLACE
  if (hasDiacritics(text) && mayBePutOff(text)) return WHEN_CONVENIENT
  const command = readCommand(text, hasDiacritics(text) ? 'free' : 'closed')
  const aside = hasDiacritics(text) && isSmall(text) ? readAside(text) : undefined
  if (aside === 'notNow') return WHEN_CONVENIENT
  if (command !== 'skip' && command !== 'done' && !aside) return undefined
  if (note?.plain) return RETYPE
  return spec.describable?.(answers) ? NEEDED_OR_UNKNOWN : NEEDED
}

function readTyped(text: string, note: NameNote | undefined, at: number): Reading<string> {
  // "Lớp 5A" is no key of a mark.
  const typed = text.includes('\n') || /lớp \d/iu.test(text) ? '' : (readKeys(text) ?? '')
  const meant = readPersonName(typed)
  if (meant.ok) return { note: { plain: meant.name, keys: text, typed: text, at } satisfies NameNote }
  if (MYSELF.test(fold(text))) return { again: 'Dạ, anh/chị ghi họ và tên của mình giúp Trợ lý ạ.' }
  if (NAMELESS.test(fold(text)))
    return {
      again:
        'Anh/chị không muốn nêu tên thì cứ yên tâm ạ: tên chỉ cán bộ Hội đọc khi cần xác minh, không đăng lên đâu.',
    }
  if (note?.plain && ABOUT_THEM.test(text))
    return { again: 'Dạ, câu này anh/chị ghi họ và tên; chưa đủ thì gõ lại, đúng rồi thì bấm "Đúng rồi" ạ.' }
  const name = readPersonName(text)
  if (!name.ok) return { again: WHY[name.reason] }
  // "Thôi để mai": talk in small letters, which no name is written in.
  if (name.doubt === 'odd' && isChatter(text)) return { again: WHEN_CONVENIENT }
  if (note?.plain && name.plain && name.name !== note.plain && readCommand(text, 'closed') !== undefined)
    return { again: RETYPE }
  // Another name than the one that was asked about is shown too.
  const other = note?.plain !== undefined && note.plain !== '' && name.plain && name.name !== note.plain
  if ((name.doubt || other) && name.name !== note?.plain)
    return { note: { plain: name.name, doubt: true, typed: text, at } satisfies NameNote, weak: name.doubt !== 'more' }
  if (name.plain && !note) return { note: { plain: name.name, typed: text, at } satisfies NameNote }
  return { answer: name.name, open: text }
}

// "ba Nguyen", "Thi", "Lan": a moment later, and no word of it told before, it is a piece and no other spelling.
function withPiece({ note, ctx }: Asking<NameNote>, text: string): string | undefined {
  if (note?.typed === undefined || note.at === undefined || ctx.now - note.at > LATE_PIECE_MS) return undefined
  // "Dung" after one or two words is how the name goes on.
  const isName = /^Dung$/.test(text) && split(note.plain).length < 3
  if (!isName && (isYes(text) || isTalk(text) || ABOUT_THEM.test(text))) return undefined
  // "Hoa" ... "Nguyễn Thị Hòa" is the whole of it, and so is what comes after a slip.
  const name = split(text).length >= 3 ? readPersonName(text) : undefined
  if (name?.ok && !name.doubt && !name.plain) return undefined
  const told = new Set(split(fold(`${note.typed} ${note.plain}`)))
  const again = split(fold(`${text} ${readKeys(text) ?? ''}`)).some((word) => told.has(word))
  const whole = `${note.typed} ${text}`
  return again || !readPersonName(whole).ok ? undefined : whole
}

// "Nhóm Không Tên", with its capitals, is called so.
const NO_GROUP_NAME =
  /^(?:da )?(?:(?:toi|em|minh|chau|nhom|ho|ben toi|chung toi) )*(?:(?:khong|ko|k|chua|chang) (?:he )?(?:co |dat |biet |ro |nho )*(?:ten|ten gi|ten goi)?|cung khong (?:biet|ro|nho))(?: (?:gi|nao|rieng|ca|dau|a|em|chau|het))*[.! ]*$/
const CALLED =
  'Chưa có tên cũng không sao ạ. Anh/chị ghi cách mọi người hay gọi giúp Trợ lý, ví dụ: "Nhóm nấu cháo ở chợ Đổ".'
const isSmall = (text: string) => text.slice(1) === text.slice(1).toLowerCase()

/** The name of a group, a workplace, a neighbourhood. */
export function groupName(spec: {
  key: string
  label: string
  text: Words
  aka?: readonly string[]
  when?(answers: Answers): boolean
}): Question<string> {
  const schema = z.string().refine((s) => readGroupName(s).ok)
  return {
    key: spec.key,
    label: spec.label,
    aka: spec.aka,
    mode: () => 'free',
    numbersPick: false,
    when: spec.when,
    valid: (value): value is string => schema.safeParse(value).success,
    ask: ({ answers }) => ({ text: words(spec.text, answers) }),
    read(input) {
      if (input.kind !== 'text') return { again: 'Câu này anh/chị gõ tên giúp Trợ lý ạ.' }
      if (NO_GROUP_NAME.test(fold(input.text)) && isSmall(input.text)) return { again: CALLED }
      if (isSmall(input.text) && readAside(input.text)) return { again: WHY_GROUP.empty }
      const name = readGroupName(withoutFaces(input.text))
      if (!name.ok) return { again: WHY_GROUP[name.reason] }
      return { answer: name.name, open: withoutFaces(input.text) }
    },
    show: (value) => value,
  }
}

/** "Chú xe ôm ở cổng bệnh viện": kept as typed; a name after all is read as one. */
function described(text: string): { answer: string; open?: string } | { again: string } {
  // "Tôi nói tên rồi mà: cô Đặng Thị Minh Nguyệt".
  const named = /(?:tên|ten)[^:]*: *(.+)$/iu.exec(text)?.[1]
  const after = named === undefined ? undefined : readPersonName(named)
  if (after?.ok && !after.doubt) return { answer: after.name, open: after.name }
  const name = readPersonName(text)
  if (name.ok && fold(name.name) === fold(text)) return { answer: name.name, open: text }
  if (length(text) < 5 || text.includes('\n')) return { again: 'Anh/chị viết một dòng ngắn giúp Trợ lý ạ.' }
  if (length(text) > 100) return { again: 'Mô tả hơi dài, anh/chị rút gọn trong một dòng giúp Trợ lý ạ.' }
  return { answer: text.charAt(0).toUpperCase() + text.slice(1) }
}

// The only question left is "is it really so?": here even "dung" and "phải" can mean nothing else.
function isYes(text: string): boolean {
  const command = readCommand(text, 'closed')
  return command === 'yes' || command === 'ambiguous' || /^(da )?phai( roi| a)?$/.test(fold(text))
}
