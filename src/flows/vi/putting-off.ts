// "Tối về kể tiếp", "vào ca rồi", "để lúc rảnh": the telling is put off, in words that no list of phrases holds.
import { fold, hasDiacritics } from './text.js'

const BEFORE = '(?:(?:dạ|vâng|thôi|ừ|ok|oke|chết) )*'
const ME = '(?:(?:tôi|em|mình|cháu|con|tớ|chị|anh|cô|chú|bác|ông|bà) )?'
// "Cô đang bận" may be told of somebody.
const MYSELF = '(?:(?:tôi|em|mình|cháu|con|tớ) )?'
const DAYTIME = '(?:sáng|trưa|chiều|tối|đêm)(?: (?:mai|nay))?'
const TIME = `(?:${DAYTIME}|mai|ngày mai|tuần sau|cuối tuần|(?:lát|tí|tý|chút|chốc)(?: nữa)?|(?:hôm|bữa|lúc|khi) khác|(?:khi nào |lúc nào |lúc |khi )?(?:rảnh|tiện)|về(?: nhà)?|tan ca|xong việc)`
const AFTER = '(?: (?:ạ|nhé|nha|nhá|đã|em|cháu|con|bạn|rồi|thôi|vậy|ơi))*'
const WILL = '(?:(?:sẽ|lại|mới|thì|xin|rồi) )*'
const GO_ON =
  '(?:(?:kể|viết|nhắn|nói|trả lời|điền|khai) (?:tiếp|nốt|sau|thêm)|(?:kể|điền|khai|trả lời)|làm (?:tiếp|nốt|sau))'
const LATER = `(?:(?:để|đợi|thôi) )?(?:${TIME} )+${ME}${WILL}${GO_ON}`
const WORK = '(?:(?:đến|tới) giờ (?:vào )?(?:làm|ca)|vào (?:ca|giờ làm)|hết giờ (?:nghỉ|giải lao)(?: trưa)?)(?: làm)?'
const BUSY = `${MYSELF}(?:(?:đang|hơi|lại|phải|sắp|bị) )*(?:${WORK}(?: rồi| đã| mất)+|bận (?:tí|tý|chút|xíu|tay|việc rồi|rồi|mất rồi)|đang dở (?:tay|việc))`
const TALKED = `^${BEFORE}(?:${LATER}|${BUSY}${AFTER}(?: ${LATER})?)${AFTER}$`
const WAIT = `^${BEFORE}để (?:đến |tới |sang )?${TIME}${AFTER}$`

// Without marks "toi" may be "tôi": "de toi ke tiep" goes on at once.
const withoutMarks = (pattern: string) => new RegExp(fold(pattern.replaceAll('|tối|', '|')))
const SURE = { marked: new RegExp(TALKED, 'u'), plain: withoutMarks(TALKED) }
const WAITS = { marked: new RegExp(WAIT, 'u'), plain: withoutMarks(WAIT) }

const either = (patterns: { marked: RegExp; plain: RegExp }) => (message: string) =>
  hasDiacritics(message) ? patterns.marked.test(message.normalize('NFC')) : patterns.plain.test(message)

/** Whether a whole message, in small letters and without signs, puts the telling off. */
export const putsOff = either(SURE)

/** "Để tối": the telling, or when somebody helps. */
export const waits = either(WAITS)
