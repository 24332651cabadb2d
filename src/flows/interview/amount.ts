import { MOST, showQuantity } from '../needs.js'
import { measureOf, type ReadAmount, readAmountSaid } from '../vi/amount.js'
import { readCommand } from '../vi/keywords.js'
import { clip, fold, length } from '../vi/text.js'
import { type Answers, type Question, type Words, words } from './form.js'

/** A quantity with its measure: "10 suất quà". `thousandths` is whole. */
export interface Amount {
  thousandths: number
  measure: string
}

/** How much of what. Where `measure` is known the number alone is an answer. */
export function amount(spec: {
  key: string
  label: string
  text: Words
  when?(answers: Answers): boolean
  measure?(answers: Answers): string | undefined
  /** The most there is, in thousandths; offered as "Tất cả". */
  max?(answers: Answers): number | undefined
  /** The button of who cannot tell; kept as nothing. */
  none?: string
}): Question<Amount> {
  return {
    key: spec.key,
    label: spec.label,
    mode: () => 'free',
    numbersPick: false,
    when: spec.when,
    valid: (value): value is Amount => isAmount(value, spec.none !== undefined),
    ask({ answers }) {
      const max = spec.max?.(answers)
      const all =
        max === undefined ? [] : [{ value: 'all', label: `Tất cả ${showQuantity(max, spec.measure?.(answers) ?? '')}` }]
      const none = spec.none === undefined ? [] : [{ value: 'none', label: spec.none }]
      return { text: words(spec.text, answers), options: [...all, ...none] }
    },
    read(input, { answers, kept }) {
      const max = spec.max?.(answers)
      const known = spec.measure?.(answers)
      if (input.kind === 'pick' && input.value === 'all' && max !== undefined)
        return { answer: { thousandths: max, measure: known ?? '' } }
      const unknown =
        (input.kind === 'pick' && input.value === 'none') ||
        (input.kind === 'text' &&
          (UNKNOWN.has(readCommand(input.text, 'closed') ?? '') || CANNOT_TELL.test(fold(input.text))))
      if (spec.none !== undefined && unknown) return { answer: { thousandths: 0, measure: known ?? '' } }
      const said = input.kind === 'text' ? fold(input.text) : ''
      const part = max === undefined ? undefined : partOf(max, said)
      if (part !== undefined) return { answer: { thousandths: part, measure: known ?? '' } }
      const hasNumber = input.kind === 'text' && !VAGUE.test(said) && !HALF.test(said)
      const read = hasNumber
        ? readAmountSaid(
            input.text
              .trim()
              .replace(GIVEN, '')
              .replace(known === MONEY ? NEARLY : /$^/, ''),
          )
        : undefined
      if (read && known === MONEY && isUnclear(read)) return { again: IN_ALL }
      if (!read) return { again: 'Anh/chị ghi giúp Trợ lý con số, ví dụ "10" hoặc "2,5" ạ.' }
      if (read.thousandths > Math.min(max ?? MOST, MOST))
        return {
          again: `Nhiều nhất là ${showQuantity(max ?? MOST, known ?? measureOf(read))} ạ. Anh/chị ghi lại giúp Trợ lý.`,
        }
      // "5" in the place of "10 suất" is five of the same.
      const before = isAmount(kept, true) ? (kept as Amount).measure : ''
      const measure = known ?? (measureOf(read) || before)
      if (!measure || length(measure) > 40)
        return { again: 'Anh/chị ghi cả số lượng và đơn vị tính giúp Trợ lý, ví dụ "10 suất quà", "500.000 đồng" ạ.' }
      return { answer: { thousandths: read.thousandths, measure: clip(measure, 40) } }
    },
    show: ({ thousandths, measure }) => (thousandths === 0 ? 'không rõ' : showQuantity(thousandths, measure)),
  }
}

const MONEY = 'đồng'
const IN_ALL = 'Anh/chị ghi giúp Trợ lý tổng số tiền, ví dụ "500 nghìn" hoặc "2 triệu" ạ.'
const NEARLY = /^(?:hơn|hon|gần|gan|ngót|xấp xỉ|cũng) (?=\d)/iu
// "Em trao 2 suất rồi ạ", "đã trao 2".
const GIVEN =
  /^(?:(?:dạ|da),? )?(?:(?:tôi|toi|em|mình|minh|chúng tôi) )?(?:(?:đã|da|mới|vừa) )?(?:trao|giúp|giup|tặng|tang|đưa|được|duoc)(?: được| duoc)? (?=\d)/iu

/** "10 kg gạo" is no sum of money, "500k một suất" not the whole of it; nobody gives 500 đồng. */
function isUnclear({ thousandths, measure, money }: ReadAmount): boolean {
  if (measure === '') return !money && thousandths < 1_000_000
  return !/^(?:d|dong|vnd|tien)(?! (?:mot|moi|tung|1) )(?: [a-z ]+)?$/.test(fold(measure))
}

const I_GIVE =
  '(?:da )?(?:(?:toi|em|minh|chau|co|chu|bac|anh|chi) )?(?:(?:xin|muon|se) )?(?:(?:nhan|giup|lo|tang|ung ho|gop|bao) )?'
const THAT_IS = '(?: (?:het|luon|thoi|so do|con lai|so con lai|phan con lai|a|nhe|nha|di|em|chau))*'
const ALL = new RegExp(`^${I_GIVE}(?:da )?(?:trao )?(?:het|tat ca|toan bo|ca|du|du ca|nhu (?:da )?dang ky)${THAT_IS}$`)
const HALF = new RegExp(`^${I_GIVE}(?:(?:mot |1 )?nua|1 ?/ ?2)${THAT_IS}$`)
// "Một ít" is no one of anything.
const VAGUE = new RegExp(`^${I_GIVE}(?:mot |1 )?(?:it|chut|chut it|chut xiu|vai|may)${THAT_IS}$`)

/** "Hết", "một nửa": of the most there is, where that is whole; thousandths. */
function partOf(max: number, said: string): number | undefined {
  if (ALL.test(said)) return max
  return HALF.test(said) && max % 2_000 === 0 ? max / 2 : undefined
}

/** "Không", "bỏ qua": no amount. */
const UNKNOWN = new Set<string>(['no', 'skip'])

/** "Không biết", "không tính được". */
const CANNOT_TELL = /^(?:da )?(?:khong|ko|k|kg|chua) (?:biet|ro|tinh)(?: |$)/

function isAmount(value: unknown, orNothing: boolean): boolean {
  const { thousandths, measure } = (value ?? {}) as Partial<Amount>
  return Number.isSafeInteger(thousandths) && thousandths! >= (orNothing ? 0 : 1) && typeof measure === 'string'
}
