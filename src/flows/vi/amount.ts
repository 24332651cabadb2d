// A quantity as people write it: "10", "2,5", "1.500.000 đồng", "500 nghìn", "mười suất".
import { numberTokens, readNumberWords } from './numbers.js'
import { readQuantity } from './quantity.js'
import { clean, fold } from './text.js'

const PLAIN = /^(\d{1,3}(?:\.\d{3})+|\d{1,10})(?:,(\d{1,3})0*)?(?![\d.,])\s*(.*)$/u
// "500,000 đồng": half a thousand by our comma, half a million by the one of an English keyboard.
const EITHER = /^[1-9]\d{0,2},\d{3}(?![\d.,])/
// "5-7 suất", "5 đến 7": one of them would be a guess.
const RANGE = /^(?:[-–—~/]|(?:đến|tới|hoặc|hay|den|toi|hoac)\s)\s*\d/iu
const FACTORS: [RegExp, number][] = [
  [/^(?:nghìn|ngàn|nghin|ngan|k)(?=$|[\s/])\s*/iu, 1_000],
  [/^(?:triệu|trieu|tr)(?=$|[\s/])\s*/iu, 1_000_000],
]
// "1tr5", "2 triệu 250", "1 triệu rưỡi": what follows the millions, alone or with the money's own name.
const MILLIONS = /^(\d{1,3}) ?(?:triệu|trieu|tr) ?(\d{1,3}|rưỡi|ruoi)(?:\s*(?:đ|d|đồng|dong|vnđ|vnd))?$/iu
// "Gấp đôi", "một nửa": of what is not said.
const PART = /(?:^| )(?:gap|nua|ruoi)(?: |$)/
const ABOUT = /^(?:khoảng|khoang|tầm|tam|chừng|chung|độ|cỡ) (?=\d)/iu

export interface ReadAmount {
  thousandths: number
  /** The words behind the number. */
  measure: string
  /** It was told in thousands or millions of what is not named: of money. */
  money?: true
}

/** How a whole amount is measured: "500k" in đồng, "500k/tháng" in đồng/tháng. */
export const measureOf = ({ measure, money }: ReadAmount) => (money ? `đồng${measure}` : measure)

/** Undefined where there is no single quantity above nothing, and where it can be read in two ways. */
export function readAmount(text: string): ReadAmount | undefined {
  const typed = clean(text).trim()
  const [, millions, more] = MILLIONS.exec(typed) ?? []
  if (millions !== undefined && more !== undefined) {
    const part = /^\d/.test(more) ? Number(more.padEnd(3, '0')) * 1_000 : 500_000
    return { thousandths: (Number(millions) * 1_000_000 + part) * 1_000, measure: '', money: true }
  }
  const plain = EITHER.test(typed) ? null : PLAIN.exec(typed)
  if (plain) {
    const [, whole = '', part = '', rest = ''] = plain
    if (RANGE.test(rest)) return undefined
    const factor = FACTORS.find(([word]) => word.test(rest))
    const thousandths = (Number(whole.replaceAll('.', '')) * 1000 + Number(part.padEnd(3, '0'))) * (factor?.[1] ?? 1)
    const measure = (factor ? rest.replace(factor[0], '') : rest).trim()
    if (thousandths <= 0 || !Number.isSafeInteger(thousandths)) return undefined
    return { thousandths, measure, ...(factor && /^(?:$|\/)/.test(measure) && { money: true }) }
  }
  if (/\d/.test(typed) || PART.test(fold(typed))) return undefined
  const read = readQuantity(typed)
  // "Vài ngày", "mấy", "hai ba suất": the least they can mean would be a guess.
  return read.ok && !read.approx && read.value > 0
    ? { thousandths: read.value * 1000, measure: measureIn(typed, read.value) }
    : undefined
}

/** The same where it is shown before it counts: "khoảng 500k" is 500k. */
export const readAmountSaid = (text: string) => readAmount(clean(text).trim().replace(ABOUT, ''))

/** "Suất" of "hai suất"; '' where the number is not told apart. */
function measureIn(typed: string, value: number): string {
  const said = typed.split(/\s+/)
  const tokens = numberTokens(typed)
  const number = tokens.length === said.length ? readNumberWords(tokens) : undefined
  return number?.value === value && !number.approx ? said.slice(number.used).join(' ') : ''
}
