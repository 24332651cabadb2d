// "Như trên", "để tôi hỏi lại đã", "chữ nhỏ quá": said of the asking, in the stead of an answer. Compared folded.
import { fold } from './text.js'

const ME = '(?:(?:toi|em|minh|chau|chi|anh|co|chu|bac|ong|ba) )?'
const AFTER = '(?: (?:ma|day|do|roi|a|em|chau|oi|nhe|the|vay|qua|lam|the nay))*[.!? ]*$'
const TELL = '(?:ke|noi|viet|ghi|tra loi|khai|nhan)'
// "Bà đau mắt" may be what is told of somebody.
const MYSELF = '(?:(?:toi|em|minh) )?'
const BEFORE = '(?:o tren|tren|phia tren|luc nay|hoi nay|cau truoc|trong (?:cau )?chuyen|o cau truoc)'

const pattern = (...ways: string[]) => new RegExp(`^(?:da |thi |u )?(?:${ways.join('|')})${AFTER}`)

const SAID_BEFORE = pattern(
  `(?:nhu|giong|giong nhu|xem|doc)(?: lai)? ${BEFORE}`,
  `${ME}(?:da |vua |moi )?${TELL} (?:(?:o )?${BEFORE}|roi)`,
  `${BEFORE} ${ME}(?:da |co )?${TELL}(?: roi)?`,
  `${ME}(?:go|bam|viet|an) (?:nham|sai|lon)`,
)
const NOT_NOW = pattern(
  `${MYSELF}(?:met|moi|nan|chan)(?: (?:qua|lam|roi|het ca nguoi))`,
  `${MYSELF}(?:dau|moi|nhuc|hoa) (?:mat|tay|dau|lung)`,
  '(?:chu|man hinh|dien thoai)(?: (?:nay|nho|be|mo))* (?:nho|be|mo|kho doc|kho nhin)(?: (?:qua|lam))?',
  '(?:sao|hoi|cau nay|cau hoi)(?: (?:nay|gi|phai|lai|cu|ma))* (?:hoi|kho|nhieu|lam|ky|hoi nhieu|hoi lam)(?: (?:the|qua|vay|lam))+',
  'sao (?:phai |lai )?hoi(?: (?:nhieu|ky|lam|gi))?',
)

/** What is said of the asking: that it was told before, or that it is too much just now; undefined for anything else. */
export function readAside(text: string): 'before' | 'notNow' | undefined {
  const said = fold(text).replace(/,/g, '')
  if (said.length > 50) return undefined
  return NOT_NOW.test(said) ? 'notNow' : SAID_BEFORE.test(said) ? 'before' : undefined
}

const NONE =
  /^(?:da )?(?:(?:khong|ko|k|chang) (?:co )?(?:gi|loi gi|loi nao|loi nhan|nhan gi|y kien)(?: gi| nao)?(?: (?:ca|het|dau|them|a|em|chau|nua))*|(?:khong|ko|thoi)(?: (?:a|can|dau|em))*,? cam on(?: (?:em|chau|con|ban|nhe|a|nhieu|hoi|tro ly))*)[.! ]*$/

/** "Không gì cả", "không ạ, cảm ơn em": there is nothing to be told. */
export function saysNone(text: string): boolean {
  return NONE.test(fold(text))
}
