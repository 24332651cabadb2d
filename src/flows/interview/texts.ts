import { verbatim } from '../salutation.js'
import { isFace } from '../vi/faces.js'
import { ANSWER_WORDS } from '../vi/keyword-table.js'
import { readCommand } from '../vi/keywords.js'
import { clip, fold, length } from '../vi/text.js'
import { type Answers, type Asking, type Question, type Words, words } from './form.js'

/** A short free text in one message. With `none`, "không có" is an answer too (stored as ''). */
export function shortText(spec: {
  key: string
  label: string
  aka?: readonly string[]
  text: Words
  min: number
  max: number
  none?: string
  /** Answers that are offered as buttons. */
  offers?(asking: Asking): string[]
  when?(answers: Answers): boolean
}): Question<string> {
  return {
    key: spec.key,
    label: spec.label,
    aka: spec.aka,
    mode: () => 'free',
    numbersPick: false,
    when: spec.when,
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
      // The whole message is "không có": no story of anybody's, whatever the diacritics.
      const word = spec.none !== undefined && readCommand(input.text, 'closed')
      if (word === 'skip' || word === 'no') return { answer: '' }
      if (isFace(input.text)) return { again: 'Dạ vâng ạ. 🌸 Câu này anh/chị gõ vài chữ giúp Trợ lý nhé.' }
      const count = length(input.text)
      if (count < spec.min) return { again: 'Câu trả lời hơi ngắn, anh/chị viết rõ thêm một chút giúp Trợ lý ạ.' }
      if (count > spec.max)
        return { again: `Câu trả lời dài ${count} ký tự; anh/chị rút gọn còn khoảng ${spec.max} ký tự giúp Trợ lý ạ.` }
      return { answer: input.text, open: input.text }
    },
    // A number is the answer to another question.
    goesOn: (_value, piece) => !/\d/.test(piece),
    show: (value) => (value === '' ? 'không có hoặc chưa rõ' : value),
  }
}

/** A story that may come in several messages; every piece is kept, and "xong" ends it. */
export function longText(spec: {
  key: string
  label: string
  aka?: readonly string[]
  text: string
  min: number
  max: number
  when?(answers: Answers): boolean
}): Question<string, { pieces: string[] }> {
  const done = { value: 'done', label: 'Xong, tiếp tục' }
  const isStory = (value: unknown): value is string => isText(value) && inRange(value, spec.min, spec.max)
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
    ask({ note, kept }) {
      const count = note ? length(join(note.pieces)) : 0
      if (count === 0 && isStory(kept))
        return {
          text: `${spec.text}\n\nBản trước: “${verbatim(clip(kept, 280))}”\n\nAnh/chị bấm "Kể thêm" để viết nối vào bản này, hoặc kể lại từ đầu để thay.`,
          options: [{ value: 'more', label: 'Kể thêm' }],
        }
      if (count === 0) return { text: spec.text }
      if (count < spec.min)
        return {
          text: `Trợ lý đã ghi lại rồi ạ. Anh/chị kể thêm ${count < spec.min / 2 ? 'vài' : 'một hai'} câu nữa cho trọn câu chuyện giúp Trợ lý nhé.`,
        }
      return { text: 'Trợ lý đã ghi lại rồi ạ. Anh/chị kể tiếp, hoặc bấm "Xong, tiếp tục".', options: [done] }
    },
    read(input, { note, kept }) {
      if (input.kind === 'pick' && input.value === 'more' && !note && isStory(kept))
        return { note: { pieces: [kept] }, say: 'Dạ, phần kể thêm sẽ được nối vào bản trước.' }
      const pieces = note?.pieces ?? []
      const told = length(join(pieces))
      if (
        (input.kind === 'pick' && input.value === 'done') ||
        (input.kind === 'text' && told > 0 && readCommand(input.text, 'closed') === 'done')
      ) {
        if (told >= spec.min) return { answer: join(pieces) }
        return { again: 'Câu chuyện còn hơi ngắn, Hội chưa hình dung rõ việc làm ạ.' }
      }
      if (input.kind !== 'text') return { again: 'Câu này anh/chị kể bằng chữ giúp Trợ lý ạ.' }
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
      return { note: { pieces: next }, merge: spec.key }
    },
    show: (value) => clip(value, 280),
    full: (value) => value,
  }
}

// "Thế là đủ chưa?" asks us: no end of the story, and anywhere else nothing is sent for it.
const ENOUGH = /^(?:the la |the |vay |vay la )?(?:du|duoc) chua(?: (?:a|em|chau|con|nhi|vay))*[.?! ]*$/

// "Dạ", "không", "xong", "🌹": the whole message tells nothing.
function isNoPiece(text: string): boolean {
  return (
    !/[\p{L}\p{N}]/u.test(text) ||
    isFace(text) ||
    ENOUGH.test(fold(text)) ||
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
