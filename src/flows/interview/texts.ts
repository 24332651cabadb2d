import { verbatim } from '../salutation.js'
import { readAside, saysNone } from '../vi/asides.js'
import { isFace, withoutFaces } from '../vi/faces.js'
import { ANSWER_WORDS } from '../vi/keyword-table.js'
import { mayBePutOff, readCommand } from '../vi/keywords.js'
import { clip, fold, length } from '../vi/text.js'
import { type Answers, type Ask, type Asking, type Question, type Words, words } from './form.js'

/** A short free text in one message. With `none`, "không có" is an answer too (stored as ''). */
export function shortText(spec: {
  key: string
  label: string
  aka?: readonly string[]
  text: Words
  min: number
  max: number
  none?: string
  grows?: true
  /** True where a time to come is an answer: "để tối". */
  coming?: true
  /** Answers that are offered as buttons. */
  offers?(asking: Asking): string[]
  /** Answers to other questions that the same words give. */
  also?(text: string): Answers | undefined
  given?(asking: Asking): string | undefined
  when?(answers: Answers): boolean
}): Question<string, string> {
  return {
    key: spec.key,
    label: spec.label,
    aka: spec.aka,
    grows: spec.grows,
    mode: () => 'free',
    numbersPick: false,
    when: spec.when,
    given: spec.given,
    valid: (value): value is string =>
      value === '' ? spec.none !== undefined : isText(value) && inRange(value, spec.min, spec.max),
    ask: (asking) => ({
      text: words(spec.text, asking.answers),
      options: [
        ...(spec.offers?.(asking) ?? []).map((label, n) => ({ value: `offer${n}`, label })),
        ...(spec.none === undefined ? [] : [{ value: 'none', label: spec.none }]),
      ],
    }),
    read(input, asking) {
      const offered = input.kind === 'pick' && spec.offers?.(asking).find((_, n) => input.value === `offer${n}`)
      if (offered) return { answer: offered }
      if (input.kind === 'pick' && input.value === 'none' && spec.none !== undefined) return { answer: '' }
      if (input.kind !== 'text') return { again: 'Câu này anh/chị gõ chữ giúp Trợ lý ạ.' }
      // A heart before or behind is warmth; a row of a hundred is what was meant to be seen.
      const bare = withoutFaces(input.text)
      const said = input.text.length - bare.length > MOST_FACES ? input.text : bare
      // The whole message is "không có": no story of anybody's, whatever the diacritics.
      const word = spec.none !== undefined && readCommand(said, 'closed')
      if (word === 'skip' || word === 'no' || word === 'done') return { answer: '' }
      if (spec.none !== undefined && saysNone(said)) return { answer: '' }
      if (spec.none !== undefined && UNKNOWN.test(fold(said))) return { answer: '' }
      if (isFace(said) || saysNothing(said))
        return { again: 'Dạ vâng ạ. 🌸 Câu này anh/chị gõ vài chữ giúp Trợ lý nhé.' }
      if (spec.none === undefined && spec.min > SHORT && UNKNOWN.test(fold(said)))
        return { again: 'Anh/chị biết tới đâu, ghi tới đó giúp Trợ lý ạ.' }
      const instead = doubtOf(said, spec.coming)
      if (instead && asking.note !== said)
        return {
          note: said,
          weak: true,
          say: `Trợ lý chưa rõ "${verbatim(said)}" có phải là câu trả lời không ạ. Nếu đúng, anh/chị gõ lại lần nữa; nếu không, ${instead}.`,
        }
      const count = length(said)
      if (count < spec.min) return { again: 'Câu trả lời hơi ngắn, anh/chị viết rõ thêm một chút giúp Trợ lý ạ.' }
      if (count > spec.max)
        return { again: `Câu trả lời dài ${count} ký tự; anh/chị rút gọn còn khoảng ${spec.max} ký tự giúp Trợ lý ạ.` }
      return { answer: said, open: said, also: spec.also?.(said) }
    },
    // A number is the answer to another question, if not to one that is asked along with this.
    goesOn: (_value, piece) => !/\d/.test(piece) || spec.also?.(piece) !== undefined,
    show: (value) => (value === '' ? (spec.none ?? '') : value),
  }
}

const MOST_FACES = 40
// A name or a number in a word or two may be unknown; what asks for more is asked for what they know.
const SHORT = 5
const A_FEW_WORDS = 'anh/chị gõ vài chữ giúp Trợ lý nhé'
const SOME_DAY = 'anh/chị nhắn "để sau" là Trợ lý giữ nguyên mọi câu trả lời'

/**
 * "Chuẩn", "được" may be somebody's name, "để tối" when somebody helps: who means it says it twice. What is offered
 * instead; undefined where it can be nothing but an answer.
 */
function doubtOf(said: string, coming?: true): string | undefined {
  const word = readCommand(said, 'closed')
  if (ANSWER_WORDS.has(word)) return A_FEW_WORDS
  if (!coming && mayBePutOff(said)) return SOME_DAY
  const aside = readAside(said)
  return aside && (aside === 'notNow' ? SOME_DAY : A_FEW_WORDS)
}

// "Tôi không biết ạ", "chưa rõ": the whole message, and nobody's name.
const UNKNOWN =
  /^(?:(?:da|toi|em|minh|chau) )*(?:(?:khong|ko|k|chua|chang) (?:he )?(?:biet|ro|nho)|chiu)(?: (?:ten|ro|nua|dau|a|em|chau))*[.! ]*$/

interface StoryNote {
  pieces: string[]
  /** Told before it was asked for: offered as the story. */
  told?: true
}

/** So short nobody can be told what was done. */
const LEAST = 20

/** A story that may come in several messages; every piece is kept, and "xong" ends it. */
export function longText(spec: {
  key: string
  label: string
  aka?: readonly string[]
  text: string
  min: number
  max: number
  when?(answers: Answers): boolean
}): Question<string, StoryNote> {
  const isStory = (value: unknown): value is string => isText(value) && inRange(value, LEAST, spec.max)
  return {
    key: spec.key,
    label: spec.label,
    aka: spec.aka,
    mode: () => 'free',
    numbersPick: false,
    pieces: true,
    captions: true,
    when: spec.when,
    valid: isStory,
    ask: ({ note, kept }) => askStory(spec, note, isStory(kept) ? kept : undefined),
    read(input, { note, kept }) {
      // An older button takes nothing away that was told after it.
      const fresh = !note || note.told || note.pieces.length === 0
      if (input.kind === 'pick' && input.value === 'anew' && fresh) return { note: { pieces: [] } satisfies StoryNote }
      // Told before it was asked for it may be longer than can be taken: then its beginning is, or other words instead.
      const tooLong = note?.told === true && length(join(note.pieces)) > spec.max
      if (tooLong && input.kind === 'pick' && input.value === 'first')
        return { answer: beginning(join(note.pieces), spec.max) }
      // What is told while it is edited goes on with what stood there.
      const pieces = tooLong && input.kind === 'text' ? [] : (note?.pieces ?? (isStory(kept) ? [kept] : []))
      const told = length(join(pieces))
      if (tooLong && input.kind === 'pick') return { again: TAKE_FIRST }
      if (
        (input.kind === 'pick' && input.value === 'done') ||
        (input.kind === 'text' &&
          told > 0 &&
          (readCommand(input.text, 'closed') === 'done' || THAT_IS_ALL.test(fold(input.text))))
      ) {
        if (told >= LEAST) return { answer: join(pieces) }
        return { again: 'Câu chuyện còn hơi ngắn, Hội chưa hình dung rõ việc làm ạ.' }
      }
      if (input.kind !== 'text') return { again: 'Câu này anh/chị kể bằng chữ giúp Trợ lý ạ.' }
      if (LATER.test(fold(input.text)) || mayBePutOff(input.text))
        return {
          note,
          weak: true,
          say: 'Dạ, Trợ lý giữ nguyên. Khi nào tiện, anh/chị nhắn "tiếp tục" là mình kể nốt ạ.',
        }
      if (WHERE.test(fold(input.text)) && told > 0) return { note, weak: true, say: toldSoFar({ pieces }) }
      if (isNoPiece(input.text))
        return { note, weak: true, say: told > 0 ? 'Dạ vâng ạ.' : 'Dạ, Trợ lý đang nghe. Anh/chị cứ thong thả kể nhé.' }
      const next = [...pieces, input.text]
      const total = length(join(next))
      if (total > spec.max)
        return {
          again:
            pieces.length === 0
              ? `Câu chuyện dài ${total} ký tự, hơn mức ${spec.max}. Anh/chị rút gọn rồi gửi lại giúp Trợ lý ạ.`
              : `Đoạn vừa rồi chưa được ghi, vì cả câu chuyện sẽ dài ${total}/${spec.max} ký tự. Anh/chị gửi lại một đoạn ngắn hơn (tối đa ${Math.max(0, spec.max - told - 1)} ký tự), hoặc bấm "Xong" ạ.`,
        }
      const more = !note && isStory(kept)
      const say = more ? 'Dạ, phần kể thêm đã nối vào bản trước.' : 'Trợ lý đã ghi lại rồi ạ.'
      return { note: { pieces: next }, merge: spec.key, say }
    },
    recap: (note) => (note.told || note.pieces.length === 0 ? undefined : toldSoFar(note)),
    show: (value) => clip(value, 280),
    full: (value) => value,
  }
}

function toldSoFar({ pieces }: StoryNote): string {
  return `Dạ, lần trước anh/chị kể tới: “${verbatim(clip(pieces.at(-1)!, 200))}”.`
}

const TAKE_FIRST = 'Anh/chị bấm "Lấy phần đầu", hoặc gửi một bản gọn hơn giúp Trợ lý ạ.'

/** As many whole sentences from the beginning as fit. */
function beginning(text: string, max: number): string {
  const fits = Array.from(text).slice(0, max).join('')
  const end = Math.max(...['. ', '! ', '? ', '.\n', '\n'].map((mark) => fits.lastIndexOf(mark)))
  return fits.slice(0, end > max / 2 ? end + 1 : Math.max(fits.lastIndexOf(' '), 1)).trim()
}

const DONE = { value: 'done', label: 'Xong, tiếp tục' }

function askStory(
  spec: { text: string; min: number; max: number },
  note: StoryNote | undefined,
  kept: string | undefined,
): Ask {
  const count = note ? length(join(note.pieces)) : 0
  if (!note && kept !== undefined)
    return {
      text: `${spec.text}\n\nBản trước: “${verbatim(clip(kept, 280))}”\n\nAnh/chị kể gì thêm, Trợ lý nối vào bản này; muốn thay thì bấm "Kể lại từ đầu".`,
      options: [{ value: 'anew', label: 'Kể lại từ đầu' }],
    }
  if (count === 0) return { text: spec.text }
  if (note?.told && count > spec.max)
    return {
      text: `Lúc đầu anh/chị đã kể: “${verbatim(clip(join(note.pieces), 600))}”.\n\nLời kể dài ${count} ký tự, mà câu chuyện chỉ ghi được ${spec.max}. Anh/chị lấy phần đầu, hay gửi một bản gọn hơn thay vào ạ?`,
      options: [
        { value: 'first', label: 'Lấy phần đầu' },
        { value: 'anew', label: 'Kể lại từ đầu' },
      ],
    }
  if (note?.told)
    return {
      text: `Lúc đầu anh/chị đã kể: “${verbatim(clip(join(note.pieces), 600))}”.\n\nAnh/chị dùng lời này, hay kể thêm ạ?`,
      options: [
        { value: 'done', label: 'Dùng lời này' },
        { value: 'anew', label: 'Kể lại từ đầu' },
      ],
    }
  if (count < spec.min && sentences(note!.pieces) < 4)
    return {
      options: [{ value: 'done', label: 'Thế là đủ rồi' }],
      text: `Anh/chị kể thêm ${count < spec.min / 2 ? 'vài' : 'một hai'} câu nữa cho trọn câu chuyện nhé; chỉ có vậy thì bấm "Thế là đủ rồi".`,
    }
  return { text: 'Anh/chị muốn kể thêm gì, cứ kể tiếp; đủ rồi thì bấm "Xong, tiếp tục".', options: [DONE] }
}

// Talk about the talk: no part of the story. "Hết giờ nghỉ rồi, mai kể tiếp", "hôm qua kể đến đâu rồi nhỉ", "chỉ có thế thôi ạ".
const LATER =
  /^.{0,50}?(?:^| )(?:(?:mai|toi nay|toi(?= (?:em|minh|chau|chi|anh|co|chu|bac) )|lat|lat nua|ti nua|luc khac|khi khac|hom khac|chieu|tuan sau)(?: (?:em|toi|minh|chau|chi|anh|co|chu|bac))?(?: (?:se|lai))? (?:ke|viet|nhan|noi) (?:tiep|not|sau|them))(?: (?:nhe|a|em|chau|roi|nha))*[.! ]*$/
const WHERE = /^.{0,30}?(?:ke|viet|nhan|noi)(?: \S+)? (?:den|toi) dau(?: roi)?(?: (?:nhi|a|em|chau|ha|vay|the))*[.? ]*$/
const THAT_IS_ALL =
  /^(?:da |vang )?(?:(?:toi|em|minh|chau|chi|anh|co|chu|bac) )?(?:(?:chi )?(?:co|biet|nho|nho duoc|nho den|biet den) (?:the|vay)(?: thoi)?|the thoi|vay thoi|(?:nhieu|bay nhieu|bay|co bay nhieu) (?:do |day |day )?thoi|(?:toi|den) (?:day|do) (?:thoi|la het)|(?:ke|noi|viet) (?:xong|het)(?: roi)?(?: do| day)?|chi the|xong,? tiep tuc|(?:the|vay) la (?:du|xong)(?: roi)?|khong biet (?:them )?gi (?:them|nua)?|khong biet them gi|khong con gi(?: de ke)?)(?:(?:,? (?:a|thoi|nua|het roi|nhe|em|chau|dau))*)[.! ]*$/

function sentences(pieces: string[]): number {
  return pieces.flatMap((piece) => piece.split(/[.!?\n]+/)).filter((part) => words4(part)).length
}

const words4 = (part: string) => part.trim().split(/\s+/).length >= 4

// "Thế là đủ chưa?" asks us: no end of the story, and anywhere else nothing is sent for it.
const ENOUGH = /^(?:the la |the |vay |vay la )?(?:du|duoc) chua(?: (?:a|em|chau|con|nhi|vay))*[.?! ]*$/

// Of the hand, the telephone, a guest, or how to tell: said to us, no part of what is told.
const ASIDE =
  /^(?:(?:da|vang|u|ui|a|oi|thoi|ay) )*(?:(?:toi|em|minh|chau|chi|anh|co|chu|bac|nha|dang|lai) )*(?:(?:co khach|co viec|ban viec|ban tay|do bep|don khach|co dien thoai)(?:,? .{0,30})?|(?:may|dien thoai)(?: \S+)? (?:sap )?(?:het|yeu) pin(?: .{0,20})?|(?:moi|dau|run)(?: \S+)? tay(?: .{0,15})?|(?:viet|ke|noi|ghi|go)(?: \S+)? (?:the|vay|nhu the|nhu vay)(?: nay)?(?: da)? (?:duoc|on|du|dung|hay)(?: \S+)?(?: (?:khong|chua|ko|k))?(?: .{0,10})?|(?:khong|ko|chua|chang) biet (?:ke|viet|noi|bat dau|ghi)(?: .{0,25})?|(?:ke|viet|noi) (?:gi|sao|the nao|tu dau|cai gi)(?: (?:bay gio|day|nhi|duoc|a|the|ha))*|(?:viet|ke) (?:dai|ngan)(?: .{0,15})?(?:khong|ko|the|qua)?(?: .{0,10})?|(?:co )?(?:ghi am|noi|thu am|gui (?:ghi am|voice|tin thoai))(?: .{0,12})? (?:duoc )?(?:khong|ko|k|chu)(?: .{0,8})?|ngan qua(?: .{0,12})?|cho (?:ti|chut|xiu|lat)(?: .{0,20})?)[.!? ]*$/

// "Tôi kể tiếp đây ạ": the story is still to come.
const NOW_I_TELL =
  /^(?:(?:da|vang|u|ok)[, ]*)*(?:(?:de )?(?:toi|em|minh|chau|chi|anh|co|chu|bac) )?(?:xin )?(?:ke|viet|noi) (?:tiep|not|luon|nhe|day)(?: (?:day|nhe|a|em|chau|luon|nha))*[.! ]*$/

// "...", "kkk", "ok": nothing is answered by it.
function saysNothing(text: string): boolean {
  const word = readCommand(text, 'free')
  return (
    !/[\p{L}\p{N}]/u.test(text) ||
    /^k{2,}[.! ]*$/i.test(text) ||
    word === 'yes' ||
    word === 'no' ||
    /^(?:ok|oke|okie|okay|da|vang|u|um)(?: (?:em|a|nhe|chau))*[.! ]*$/.test(fold(text))
  )
}

// "Dạ", "không", "xong", "🌹": the whole message tells nothing.
function isNoPiece(text: string): boolean {
  return (
    !/[\p{L}\p{N}]/u.test(text) ||
    isFace(text) ||
    ENOUGH.test(fold(text)) ||
    ASIDE.test(fold(text)) ||
    NOW_I_TELL.test(fold(text)) ||
    ANSWER_WORDS.has(readCommand(text, 'closed'))
  )
}

// Checked at every turn, of every answer: no schema.
function isText(value: unknown): value is string {
  return typeof value === 'string'
}

function inRange(text: string, min: number, max: number): boolean {
  const count = length(text)
  return count >= min && count <= max
}

function join(pieces: string[]): string {
  return pieces.join('\n')
}
