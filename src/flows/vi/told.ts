// What a story says besides the story: since when, for how many, whether again and again, what it brought. Only what stands
// there in plain words, and only where it stands there once: everything else is asked.
import { readWhen, type When } from './dates.js'
import { readPersonName } from './names.js'
import { type Places, searchPlaces, type UnitRow } from './places.js'
import { readQuantity } from './quantity.js'
import { clean, fold, hasDiacritics } from './text.js'

const DIGIT = '(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mot|bon|nam|sau|bay|tam|chin)'
const NUMBER = `(?:\\d{1,2}|(?:mười|muoi|${DIGIT})(?: (?:mươi|mười|chục|muoi|chuc|mốt|lăm|lam|tư|${DIGIT})){0,2})`
const SPAN = `(?:hơn |gần |hon |gan |khoảng |khoang )?${NUMBER} (?:năm|tháng|nam|thang)`
const LASTING = '(?:nay|qua|rồi|liền|roi|lien)(?!\\p{L})(?! (?:\\d+|\\p{L}+) (?:tuổi|tuoi))'
const SINCE = new RegExp(`(?<!\\p{L})(?:suốt|đã|được|ròng rã|hơn|gần|suot|da|duoc|hon|gan) ${SPAN} ${LASTING}`, 'giu')
// With no such word before it only within a sentence and in small letters: "Ba năm nay về hưu" is of somebody called Ba.
const BARE = new RegExp(`(?:(?<=[,;] )|(?<=^|[.!] ?)(?=\\d))${SPAN} ${LASTING}`, 'gu')
const FROM =
  /(?:từ|tu) (?:(?:đầu|giữa|cuối|dau|giua|cuoi) )?(?:(?:tháng|thang) \d{1,2}(?:[/ ]| (?:năm|nam) ))?(?:(?:năm|nam) )?(?:19|20)\d\d(?!\d)(?! ?(?:-|đến|den|tới|toi) ?\d)/giu
const POINT =
  /(?<!\p{L})(?:(?:ngày |ngay )?\d{1,2}[/.-]\d{1,2}[/.-]20\d\d|(?<!từ |tu )(?:tháng|thang) \d{1,2}(?:\/| năm | nam )20\d\d|(?:sáng|trưa|chiều|tối|đêm) (?:nay|qua)|hôm (?:qua|kia|nay)|hom (?:qua|kia)|tuần trước|tháng trước|năm ngoái|nam ngoai)(?!\p{L})/giu

/** When it happened, where the story tells one time and no other. */
export function timeTold(told: string, now: number): When | undefined {
  const text = clean(told).replace(/\s+/g, ' ')
  const found = [SINCE, BARE, FROM, POINT].flatMap((one) => text.match(one) ?? []).map((one) => one.trim())
  const [only] = found
  if (only === undefined || new Set(found.map(fold)).size > 1) return undefined
  const read = readWhen(only, now)
  return read.ok && read.when.kind !== 'vague' ? read.when : undefined
}

const AGAIN_AND_AGAIN =
  /(?:^| )(?:(?:sang|trua|chieu|toi|dem|ngay|tuan|thang|nam|he|tet) nao cung|(?:sang|trua|chieu|toi|dem|ngay|tuan|thang) nao (?:co|ba|bac|chu|ong|anh|chi|em|cu|nguoi|nhom)|hang (?:ngay|tuan|thang|nam)|moi (?:ngay|tuan|thang|sang|toi|chieu|cuoi tuan)|thuong xuyen|deu dan|quanh nam|lau nay|(?:suot|hon|gan|da) \S+(?: \S+)? (?:nam|thang) (?:nay|qua|roi|lien)|(?:may|nhieu) nam (?:nay|qua|lien))(?: |$)/

/** Whether it tells of a deed that goes on. */
export function goesOnAndOn(told: string): boolean {
  return AGAIN_AND_AGAIN.test(plain(told))
}

const word = (list: string) => new RegExp(`(?<!\\p{L})(?:${list})(?!\\p{L})`, 'u')
const THINGS = word(
  'tiền|gạo|cơm|cháo|suất ăn|quần áo|áo ấm|sách vở|thuốc|quà|xe lăn|xe đạp|học bổng|mì tôm|nhà tình nghĩa|triệu|nước uống|bánh|rau|ví|mái nhà',
)
const CARE = word(
  'thăm hỏi|động viên|trò chuyện|tâm sự|an ủi|chăm sóc|dạy học|dạy chữ|dạy kèm|dạy nghề|dọn dẹp|cứu|chăm nom|trông nom|đưa đón|hiến máu',
)
// Without marks only what can be nothing else.
const PLAIN_THINGS = word('gao|chao|suat an|quan ao|ao am|sach vo|xe lan|hoc bong|mi tom')
const PLAIN_CARE = word('tham hoi|dong vien|tro chuyen|cham soc|day hoc|day chu|cuu nguoi|hien mau|don dep')

/** What it brought: things, care or both; undefined where no word says it. */
export function broughtTold(told: string): 'material' | 'spiritual' | 'both' | undefined {
  const marked = hasDiacritics(told)
  const said = marked ? clean(told).toLowerCase() : plain(told)
  const things = (marked ? THINGS : PLAIN_THINGS).test(said)
  const care = (marked ? CARE : PLAIN_CARE).test(said)
  if (things && care) return 'both'
  return things ? 'material' : care ? 'spiritual' : undefined
}

const PEOPLE =
  /(?:(?:khoảng|hơn|gần|chừng|tầm|trên|khoang|hon|gan|chung|tren) )?(?<![\p{L}\p{N}/.,-])(?:\d[\d.]*(?: ?- ?\d+)?|(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|vài|mấy|dăm|hàng|cả)(?: (?:mươi|mười|chục|trăm|nghìn|ngàn|một|mốt|hai|ba|bốn|lăm|năm|sáu|bảy|tám|chín)){0,3}|(?:chục|trăm)) (?:người|cụ|cháu|em|bà con|bệnh nhân|học sinh|trẻ|bạn|công nhân|sinh viên|nguoi|cu|chau|benh nhan|hoc sinh|tre|cong nhan)(?!\p{L})/giu

/** How many people, where one number counts people and no other does. */
export function peopleTold(told: string): { value: number; approx: boolean } | undefined {
  const found = clean(told).replace(/\s+/g, ' ').match(PEOPLE) ?? []
  const [only] = found
  if (only === undefined || new Set(found.map(fold)).size > 1) return undefined
  // "Ba cu" may be an old lady.
  if (!hasDiacritics(only) && !/\d/.test(only)) return undefined
  const read = readQuantity(only)
  return read.ok && read.value > 0 ? { value: read.value, approx: read.approx } : undefined
}

const TITLE = '(?:cô|chú|bác|bà|ông|anh|chị|cụ|thầy|em|bạn|dì|cậu)(?: giáo)?'
const NAME = String.raw`(?:\p{Lu}[\p{Ll}\p{M}]+)(?: \p{Lu}[\p{Ll}\p{M}]+){2,4}`
const TOLD_OF = new RegExp(
  `(?:kể về|nói về|giới thiệu|tấm gương|gương|tên là|là)(?: (?:về|của))?(?: ${TITLE})? (${NAME})|^${TITLE} (${NAME})`,
  'gu',
)

/** The whole name of the one who is told of, where the story names one by it. Without marks a name is asked for. */
export function nameTold(told: string): string | undefined {
  const text = clean(told)
  const small = text.charAt(0).toLowerCase() + text.slice(1)
  const names = [...small.matchAll(TOLD_OF)].map(([, one, other]) => (one ?? other)!)
  const [only] = names
  if (only === undefined || new Set(names).size > 1 || !hasDiacritics(only)) return undefined
  const read = readPersonName(only)
  return read.ok && !read.plain && !read.doubt ? read.name : undefined
}

function plain(text: string): string {
  return fold(text).replace(/[^\p{L}\p{N}]+/gu, ' ')
}

// "…, 60 tuổi, hiện ở phường", right behind the name: elsewhere it may be where the deed was done, or where others are.
const THERE =
  /^[ ,(]*(?:\d{2} tuổi[ ,]*)?(?:(?:hiện|đang|sống|trú|nhà|làm việc|người) )*(?:ở|tại) (?:(?:tổ|thôn|xóm|khu) \d+,? )?((?:phường|xã|đặc khu) \p{L}+(?: \p{L}+){0,3})/iu

/** Where whoever is told of by this name lives, where the story says so behind it: a ward or commune of today. */
export function placeTold(told: string, name: string, places: Places): UnitRow | undefined {
  const text = clean(told).replace(/\s+/g, ' ')
  const at = text.indexOf(name)
  const said = at < 0 ? undefined : THERE.exec(text.slice(at + name.length))?.[1]?.split(' ')
  for (let words = said?.length ?? 0; said && words > 1; words--) {
    const called = said.slice(0, words).join(' ')
    const { matches, certain } = searchPlaces(places, called)
    const unit = matches[0]?.unit
    if (certain && unit && unit.name.toLowerCase() === called.toLowerCase()) return unit
  }
  return undefined
}
