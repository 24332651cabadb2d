import * as z from 'zod'
import { PLAIN_PRONOUN } from '../vi/pronouns.js'
import { clip, fold, length } from '../vi/text.js'
import { type Asking, type Question, type Words, words } from './form.js'

/** What the nominator knows of one criterion of the title, and why. */
export interface Criterion {
  answer: 'yes' | 'unknown' | 'no'
  reason: string
}

const LABELS = { yes: 'Có', unknown: 'Tôi không rõ', no: 'Không' } as const
const schema = z.object({
  answer: z.enum(['yes', 'unknown', 'no']),
  reason: z.string().refine((s) => length(s) <= 500),
})

/** yes / don't know / no, then a short reason that may be left out. "Có, vì ..." answers both at once. */
export function criterion(spec: {
  key: string
  label: string
  text: Words
  why: string
  /** Its "yes" and "no" in other words. */
  labels?: { yes: string; no: string }
  when?(answers: Record<string, unknown>): boolean
  given?(asking: Asking): Criterion | undefined
}): Question<Criterion, { answer: 'yes' | 'no' }> {
  const labels = { ...LABELS, ...spec.labels }
  return {
    key: spec.key,
    label: spec.label,
    mode: () => 'closed',
    numbersPick: true,
    when: spec.when,
    given: spec.given,
    valid: (value): value is Criterion => schema.safeParse(value).success,
    ask({ answers, note }) {
      if (note)
        return {
          text: note.answer === 'yes' ? spec.why : 'Anh/chị cho biết vắn tắt vì sao ạ? Không bắt buộc đâu ạ.',
          options: [{ value: 'skip', label: 'Bỏ qua' }],
        }
      return {
        text: words(spec.text, answers),
        options: (['yes', 'unknown', 'no'] as const).map((value) => ({ value, label: labels[value] })),
      }
    },
    read(input, { note }) {
      if (note) return readReason(note.answer, input)
      if (input.kind === 'pick' && Object.hasOwn(LABELS, input.value)) return begin(input.value as Criterion['answer'])
      if (input.kind === 'text') {
        const { answer, rest } = splitAnswer(input.text, input.command)
        if (answer === 'unknown') return { answer: { answer, reason: '' } }
        if (answer && length(rest) > 500) return { again: LONG_REASON }
        if (answer && length(rest) >= 8) return { answer: { answer, reason: rest } }
        if (answer) return begin(answer)
      }
      return { again: `Anh/chị chọn giúp Trợ lý: ${labels.yes}, ${labels.unknown}, hay ${labels.no} ạ.` }
    },
    show: ({ answer, reason }) => withReason(labels[answer], clip(reason, 120)),
    full: ({ answer, reason }) => withReason(labels[answer], reason),
  }
}

const LONG_REASON = 'Lý do hơi dài, anh/chị rút gọn còn vài câu giúp Trợ lý ạ.'

function withReason(label: string, reason: string): string {
  return reason ? `${label} (${reason})` : label
}

function begin(answer: Criterion['answer']) {
  return answer === 'unknown' ? { answer: { answer, reason: '' } } : { note: { answer } }
}

function readReason(answer: 'yes' | 'no', input: Parameters<Question<Criterion>['read']>[0]) {
  if ((input.kind === 'pick' && input.value === 'skip') || (input.kind === 'text' && input.command === 'skip'))
    return { answer: { answer, reason: '' } }
  if (input.kind !== 'text') return { again: 'Câu này anh/chị gõ chữ, hoặc bấm "Bỏ qua" ạ.' }
  // "Không", "có", "không rõ" give no reason.
  if (input.command === 'yes' || input.command === 'no' || isUnknown(input.text))
    return { answer: { answer, reason: '' } }
  if (length(input.text) > 500) return { again: LONG_REASON }
  return { answer: { answer, reason: input.text }, open: `${LABELS[answer]}, ${input.text}` }
}

// "Có, vì cô là tổ trưởng gương mẫu": the first word answers, the rest is the reason. Only with a comma or a "because":
// "không chỉ gương mẫu mà còn ..." is no no.
function splitAnswer(text: string, command?: string): { answer?: Criterion['answer']; rest: string } {
  if (command === 'yes' || command === 'no') return { answer: command, rest: '' }
  if (isUnknown(text)) return { answer: 'unknown', rest: '' }
  const said = fold(text).replace(/[.! ]+$/, '')
  if (SURELY.test(said)) return { answer: 'yes', rest: '' }
  if (PRAISE.test(said) || EVERYBODY.test(said)) return { answer: 'yes', rest: text }
  if (NEITHER.test(said)) return { answer: 'no', rest: '' }
  const match =
    /^(dạ |da )?(có|co|vâng|không|khong|ko|chưa|chua)( ạ| a)?(?:\s*[,.:;-]+\s*|\s+(?=(?:vì|vi|do|bởi|boi|nhưng|nhung|tại|tai)\s))(.+)$/isu.exec(
      text,
    )
  if (!match) return { rest: text }
  const answer = /^(co|vang)$/.test(fold(match[2]!)) ? 'yes' : 'no'
  return { answer, rest: match[4]!.replace(/^(vì|vi|bởi vì|tại)\s+/iu, '') }
}

// "Chắc là có", "tất nhiên rồi", "rồi ạ"; "rất gương mẫu", which says why too; "không nốt".
const SURELY =
  /^(?:da )?(?:(?:chac|hinh nhu|co le)(?: chan)?(?: la)? co|co (?:chu|day|roi|nhieu|lam|le)|qua co|roi|(?:tat|di|duong) nhien(?: roi| la co| co)?|chac chan(?: co| roi)?)(?: a| chu| chau| em)?$/
const PRAISE =
  /^(?:da )?(?:rat |cung )?(?:guong mau|tot|tich cuc|nhiet tinh|chap hanh tot)(?: lam| tot)?(?: a| chau| em)?$/
const EVERYBODY =
  /^(?:da )?(?:ai|moi nguoi|ca xom|ca khu|ba con|rat nhieu nguoi|nhieu nguoi)(?: (?:deu|cung))* (?:quy|men|khen|noi theo|hoc theo)(?: men| lam)?(?: a| chau| em)?$/
const NEITHER =
  /^(?:da )?(?:cung )?(?:(?:khong|ko|k) (?:not|luon|he)|(?:chac|hinh nhu)(?: la)? (?:khong|chua)(?: co)?|(?:cha|chang|lam gi) co(?: dau)?)(?: a| chau| em)?$/
const UNKNOWN = new RegExp(
  `^(?:da )?(?:(?:${PLAIN_PRONOUN}) )?(?:cung )?(?:(?:khong|ko|chua|k) (?:ro|biet|chac)(?: ro| lam| nua)?(?: a)?|chiu(?: thoi)?(?: a| em| chau)?)[.! ]*$`,
)

function isUnknown(text: string): boolean {
  return UNKNOWN.test(fold(text))
}
