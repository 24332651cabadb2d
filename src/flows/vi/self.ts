// How somebody speaks of themselves while they talk with us: "bác đồng ý", "số của cô là …", "cháu học lớp 9".
import { lastRead } from './remembered.js'
import { clean, fold, foldPattern, hasDiacritics } from './text.js'

/** Keys of the forms of address. */
export type Self = 'anh' | 'chi' | 'co' | 'chu' | 'bac' | 'ong' | 'ba' | 'em'

// Longer it is a story, and "cô" is who it tells of.
const LONGEST = 80

const ELDERS: Record<string, Self> = { anh: 'anh', chị: 'chi', cô: 'co', chú: 'chu', bác: 'bac', ông: 'ong', bà: 'ba' }
const WHO = Object.keys(ELDERS).join('|')
const BEFORE =
  '(?:(?:dạ|ừ|ờ|à|thế|thôi|vâng|vậy|để|cho|nhưng|(?:cháu|con|em|trợ lý) ơi|da|u|the|thoi|vang|vay|de|(?:chau|em) oi) )*'
// What is said to us, and of nobody in a story.
const SAID_OF_SELF = [
  `(${WHO}) (?:không đồng ý|đồng ý|muốn (?:kể|giới thiệu|hỏi|khen|gửi)|hỏi (?:chút|tí|cái|cháu|con|em|này)|không biết (?:gõ|dùng|bấm|nhắn)|gõ (?:chậm|không|nhầm|sai)|(?:chưa|không) hiểu(?: ý| câu| gì)*|nghĩ đã|tìm đã|kể (?:thế|xong|tiếp|nốt)|già rồi|chào (?:cháu|con|em)|cảm ơn (?:cháu|con|em))(?: .*)?`,
  `(?:số|số điện thoại|điện thoại|sđt) (?:của )?(${WHO}) (?:là|đây)(?: .*)?`,
]
const CALL_ME = `(?:cứ |hãy )?(?:gọi|kêu|xưng)(?: (?:tôi|mình|tui|${WHO}))?(?: (?:là|bằng))? (${WHO})(?: (?:ạ|nhé|nha|thôi|đi|cho thân|cho tiện))*`
const PUPIL = `(?:cháu|em) (?:đang |là |mới )*(?:học (?:lớp|cấp|trường)|học sinh|(?:\\d|1\\d) tuổi)(?: .*)?`
// Without marks "co dong y" is a yes, and "ba", "anh" may be anything.
const PLAIN_WHO = '(chị|chú|bác|ông|bà)'
const bothWays = (said: string) => ({
  marked: whole(said),
  plain: whole(foldPattern(said.replaceAll(`(${WHO})`, PLAIN_WHO))),
})
const SELF = SAID_OF_SELF.map(bothWays)
const CALLED = [bothWays(CALL_ME)]
const PUPILS = [whole(PUPIL), whole(foldPattern(PUPIL))]

/** How this short message shows that its writer wants to be addressed; undefined for most. */
export function readSelf(text: string): Self | undefined {
  const said = plainly(text)
  if (said === undefined) return undefined
  return PUPILS.some((pattern) => pattern.test(said)) ? 'em' : find([...SELF, ...CALLED], said)
}

/** "Gọi là bác nhé": nothing else is said. */
export function readCallMe(text: string): Self | undefined {
  const said = plainly(text)
  return said === undefined ? undefined : find(CALLED, said)
}

const plainly = lastRead((text): string | undefined => {
  if (text.length > LONGEST) return undefined
  return clean(text)
    .toLowerCase()
    .replace(/[.,!?;:]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
})

function find(patterns: ReturnType<typeof bothWays>[], said: string): Self | undefined {
  const marked = hasDiacritics(said)
  for (const pattern of patterns) {
    const found = pattern[marked ? 'marked' : 'plain'].exec(said)?.[1]
    if (found) return marked ? ELDERS[found] : Object.entries(ELDERS).find(([word]) => fold(word) === found)?.[1]
  }
  return undefined
}

function whole(said: string): RegExp {
  return new RegExp(`^${BEFORE}${said}$`, 'u')
}
