// A quantity as people write it: "10", "2,5", "1.500.000 đồng", "500 nghìn", "mười suất".
import { readQuantity } from './quantity.js'
import { clean } from './text.js'

const PLAIN = /^(\d{1,3}(?:\.\d{3})+|\d{1,10})(?:,(\d{1,3})0*)?(?![\d.,])\s*(.*)$/u
// "500,000 đồng": half a thousand by our comma, half a million by the one of an English keyboard.
const EITHER = /^[1-9]\d{0,2},\d{3}(?![\d.,])/
// "5-7 suất", "5 đến 7": one of them would be a guess.
const RANGE = /^(?:[-–—~/]|(?:đến|tới|hoặc|hay|den|toi|hoac)\s)\s*\d/iu
const FACTORS: [RegExp, number][] = [
  [/^(?:nghìn|ngàn|nghin|ngan|k)(?=$|\s)\s*/iu, 1_000],
  [/^(?:triệu|trieu|tr)(?=$|\s)\s*/iu, 1_000_000],
]

/**
 * Whole thousandths, and the words behind the number; undefined where there is no single quantity above nothing, and where
 * it can be read in two ways.
 */
export function readAmount(text: string): { thousandths: number; measure: string } | undefined {
  const typed = clean(text).trim()
  const plain = EITHER.test(typed) ? null : PLAIN.exec(typed)
  if (plain) {
    const [, whole = '', part = '', rest = ''] = plain
    if (RANGE.test(rest)) return undefined
    const factor = FACTORS.find(([word]) => word.test(rest))
    const thousandths = (Number(whole.replaceAll('.', '')) * 1000 + Number(part.padEnd(3, '0'))) * (factor?.[1] ?? 1)
    const measure = (factor ? rest.replace(factor[0], '') : rest).trim()
    return thousandths > 0 && Number.isSafeInteger(thousandths) ? { thousandths, measure } : undefined
  }
  if (/\d/.test(typed)) return undefined
  const read = readQuantity(typed)
  // "Vài ngày", "mấy", "hai ba suất": the least they can mean would be a guess.
  return read.ok && !read.approx && read.value > 0 ? { thousandths: read.value * 1000, measure: '' } : undefined
}
