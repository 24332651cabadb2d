// What people ask us, and say to us, in the middle of anything: no name, no place, no story.
import { each, list } from './phrases.js'
import { PRONOUN } from './pronouns.js'
import { once } from './remembered.js'
import { writtenOut } from './short-forms.js'
import { spelling, telexSpelling, vniSpelling } from './spelling.js'
import { countWords, fold, hasDiacritics, words } from './text.js'

export const QUESTIONS = ['cost', 'outcome', 'readers', 'robot', 'phone', 'unclear'] as const
export const TALK = ['wait', 'smile', 'bored', 'impatient'] as const
export type Asked = (typeof QUESTIONS)[number] | (typeof TALK)[number]

const YOU = 'em; cháu; bạn; mày; ad; máy; trợ lý; đây'
const MACHINE = 'máy; robot; người máy; máy tự động; chatbot; bot; máy trả lời'
const HUMAN_OR_NOT = 'người; người thật; con người; máy; robot; bot'
const MINE = 'cái này; tin này; những cái này; thông tin; thông tin này; thông tin của tôi; chuyện này; câu chuyện này'
const REWARD = 'thưởng; khen thưởng; khen; tiền thưởng; giải; giải thưởng; giấy khen; bằng khen; quà; biểu dương'

const PHRASES: Record<Asked, string[]> = {
  cost: [
    ...each(
      '; có; có phải; có bị; phải',
      'mất; tốn; thu; đóng; nộp; trả; mất gì; phải mất; phải trả',
      'tiền; phí; lệ phí; chi phí; tiền gì; phí gì; xu nào; đồng nào',
      'không',
    ),
    ...each('mất; tốn; hết; đóng; nộp; phải đóng; phải nộp; phải trả', 'bao nhiêu; mấy', 'tiền; phí'),
    ...each('có', 'phí gì; tốn gì; mất gì', 'không'),
    ...each('; giá; phí; lệ phí; chi phí', 'bao nhiêu tiền'),
    ...each('; có; có được; được', 'miễn phí', 'không'),
    ...each('; có; có phải; có phải là; đây là', 'lừa đảo', 'không; à; hả'),
    ...list('mất tiền à; mất phí à; tốn tiền à; miễn phí à; phí bao nhiêu; chi phí bao nhiêu'),
  ],
  outcome: [
    ...each(
      'bao giờ; bao giờ thì; khi nào; khi nào thì; bao lâu; bao lâu thì; bao lâu nữa; bao lâu nữa thì; mấy ngày thì',
      'có; biết; ra; được; có được; báo',
      'kết quả',
    ),
    ...each('; đã', 'có kết quả; có kết quả gì; được duyệt', 'chưa'),
    ...each('; có; liệu có', 'được; được nhận; nhận được', REWARD, 'không; gì không'),
    ...each('có', REWARD, 'không; gì không'),
    ...each('; thì; có; kể thì; giới thiệu thì', 'được gì; được cái gì', '; không'),
    ...each('; kể; hỏi; giới thiệu', 'để làm gì'),
    ...list('gửi xong thì sao; được lợi gì; có lợi gì không; hỏi làm gì'),
  ],
  readers: [
    ...each('ai; những ai', 'đọc được; xem được; thấy được; sẽ đọc; sẽ xem', `; ${MINE}`),
    ...each('ai; những ai', 'đọc; xem; biết; biết được', MINE),
    ...each('ai', 'hỏi; đang hỏi; nhắn; đang nhắn', 'vậy; thế; đấy; đó'),
    ...each(YOU, 'là ai'),
    ...list('ai đấy; ai vậy; ai thế; ai hỏi; là ai; đang nói chuyện với ai'),
    ...each(
      '; thông tin; thông tin của tôi; thông tin này; dữ liệu; số điện thoại; chuyện này',
      '; có',
      'bị lộ; lộ; an toàn; bảo mật; được bảo mật; bị bán; giữ kín; được giữ kín; bị lộ thông tin; lộ thông tin',
      'không',
    ),
  ],
  robot: [
    ...each(`; là; ${YOU}`, MACHINE, 'à; hả'),
    ...each(`; ${YOU}`, 'là', MACHINE, 'à; hả; không; phải không; đúng không'),
    ...each(`; ${YOU}`, 'là', 'robot; chatbot; bot'),
    ...each(
      `; có; là; đây là; em có; bạn có; mày có; máy có`,
      `phải; phải là`,
      `${MACHINE}; người thật; người`,
      'không; à; hả',
    ),
    ...each(
      `; là; đây là; em là; bạn là; mày là`,
      HUMAN_OR_NOT,
      'hay; hay là; à hay',
      HUMAN_OR_NOT,
      '; đấy; vậy; thế; à; hả',
    ),
    ...list('tự động à; trả lời tự động à; máy trả lời à; có người thật không; người thật à'),
  ],
  phone: [
    ...each(
      '; xin; cho xin; cho',
      'số điện thoại; số; hotline; số hotline; đường dây nóng',
      'hội; của hội; hội chữ thập đỏ; của hội chữ thập đỏ; cán bộ; cán bộ hội; của cán bộ; văn phòng hội',
      '; là gì; là số nào; là bao nhiêu; số mấy',
    ),
    ...each(
      '; địa chỉ; trụ sở; văn phòng; địa chỉ của; trụ sở của; văn phòng của',
      'hội; hội chữ thập đỏ; hội chữ thập đỏ hải phòng; hội mình',
      'ở đâu; chỗ nào; ở chỗ nào; là gì',
    ),
    ...each('gọi; liên hệ; liên lạc', 'số nào; số mấy; với ai; cho ai; ở đâu; thế nào; bằng cách nào'),
    ...each('; có', 'số điện thoại hội; hotline; số hotline; đường dây nóng', 'không'),
    ...each(
      '; xin; cho xin; cho tôi xin; cho em xin; cho mình xin',
      'hotline; số hotline; đường dây nóng; số điện thoại liên hệ; số liên hệ',
    ),
    ...each('xin; cho xin; cho tôi xin; cho em xin; cho mình xin', 'số điện thoại'),
    ...list('văn phòng ở đâu; trụ sở ở đâu'),
  ],
  unclear: [
    ...each('; chẳng; chả', 'không hiểu; chưa hiểu', '; gì; gì cả; lắm; câu này; câu hỏi; ý; ý em; gì hết'),
    ...each('; nghĩa; thế; vậy; ý; ý em; thế nghĩa', 'là sao; là gì; là thế nào'),
    ...list(`
      gì cơ; gì thế; gì vậy; sao cơ; cái gì; cái gì cơ; hả; chẳng hiểu gì; chả hiểu gì; chẳng hiểu gì cả; chả hiểu gì cả; khó hiểu; khó hiểu quá; hỏi gì;
      hỏi gì vậy; hỏi gì thế; hỏi cái gì; trả lời thế nào; trả lời sao; ghi gì; ghi thế nào; viết gì; viết thế nào; kể gì;
      kể thế nào; kể như thế nào; làm thế nào; làm sao; phải làm sao; phải làm thế nào; giải thích giúp
    `),
  ],
  wait: [
    ...each('đợi; chờ', 'tí; xíu; chút; tý; một tí; một chút; một xíu; tí nhé; lát; một lát', '; đã'),
    ...each('đợi; chờ', 'em; cháu; tôi; mình; anh; chị; cô; chú; bác; ông; bà', 'tí; xíu; chút; một tí; một chút'),
    ...each('từ từ', '; đã; tí'),
    ...each('tôi; tui; em; cháu; mình; anh; chị; cô; chú; bác; ông; bà', 'đang bận; bận; đang dở tay'),
  ],
  smile: list(
    'hihi; haha; huhu; hehe; hì hì; ha ha; hi hi; he he; hic; hic hic; thật à; thế à; vậy à; thật hả; thế hả',
  ),
  bored: each('; làm ăn', 'chán quá; chán thế; chán ghê; kém quá; tệ quá'),
  impatient: [
    ...each('; hỏi; câu hỏi', 'dài; nhiều; lâu; lằng nhằng; rườm rà; phức tạp; rắc rối', 'quá; thế; vậy; dữ'),
    ...each('hỏi', 'lắm; gì mà lắm; gì lắm; gì nhiều', 'thế; vậy; quá'),
    ...each('còn', 'dài; nhiều; lâu; bao nhiêu câu; mấy câu', 'không; nữa; nữa không'),
    ...list('còn bao nhiêu câu; còn mấy câu; bao giờ xong; bao giờ mới xong; sao hỏi nhiều thế; sao dài thế'),
  ],
}

const PAIRS = Object.entries(PHRASES).flatMap(([asked, phrases]) =>
  phrases.map((phrase): [string, Asked] => [phrase, asked as Asked]),
)
const bySpelling = once(() => new Map(PAIRS.map(([phrase, asked]) => [spelling(phrase), asked])))
const byFold = once(() => new Map(PAIRS.map(([phrase, asked]) => [fold(phrase), asked])))

const mostWords = once(() => Math.max(...[...bySpelling().keys()].map(countWords)))
const firstWords = once(() => new Set([...bySpelling().keys(), ...byFold().keys()].map(firstOf)))
const firstOf = (text: string) => text.split(' ', 1)[0]!

/** Whether a phrase begins so, however it is typed: few messages do, and the first word tells. */
function mayBegin(full: string): boolean {
  const first = firstOf(full)
  const known = firstWords()
  return known.has(firstOf(fold(full))) || [spelling, telexSpelling, vniSpelling].some((read) => known.has(read(first)))
}

// Short ones that can be nothing else, also without marks.
const UNMISTAKABLE = new Set(
  list(`
    robot a; bot a; robot ha; khong hieu; chua hieu; chang hieu gi; gi co; doi ti; doi xiu; doi chut; cho xiu; cho chut;
    hihi; haha; huhu; hehe; hic; chan qua; dai qua; hoi nhieu; lang nhang qua
  `),
)
// "Em Dang Ban" is somebody of the family Đặng, "Đội Bà Tí" a group.
const IS_NAME_TOO = / ban$|^(?:doi|cho|tu) (?!mot)/

const OPENER = new RegExp(
  `^(?:${[
    eitherWay('dạ; vâng; thưa; ủa; ơ; thế; vậy; mà; thì; sao; cho hỏi; xin hỏi; hỏi; hỏi chút; cho hỏi chút'),
    `(?:${eitherWay('em; cháu; bạn; ad; anh; chị; trợ lý')}) (?:ơi|oi)`,
    `(?:cho )?(?:${PRONOUN})(?: muốn| muon)?(?: hỏi| hoi)?(?: chút| chut)?`,
    eitherWay('cái này; việc này; như này; thế này; làm thế này; làm; giới thiệu; gửi; kể; kể chuyện'),
  ].join('|')}) (?=\\S)`,
  'u',
)
const CLOSER = new RegExp(
  `(?<=\\S) (?:${eitherWay('ạ; vậy; thế; nhỉ; hả; hở; à; nhé; nha; với; rồi; em; cháu; con; bạn; ad; anh; chị; ơi; trợ lý')})$`,
  'u',
)

/**
 * What a message in small letters and without punctuation asks or tells us. In 'free' text a phrase of fewer than three
 * words needs its marks: "Ai Day" and "La Sao" are names.
 */
export function readAsked(message: string, where: 'free' | 'closed'): Asked | undefined {
  for (const core of cores(message)) {
    const asked = find(core, where)
    // Alone "hả" asks; what is left of "Anh Hả" does not.
    if (asked && (core === message || words(core).length > 1)) return asked
  }
  return undefined
}

/** The message, and what is left of it as politeness is taken from both ends. */
function* cores(message: string): Generator<string> {
  for (let start = message; ; ) {
    for (let rest = start; ; ) {
      yield rest
      const less = rest.replace(CLOSER, '')
      if (less === rest) break
      rest = less
    }
    const later = start.replace(OPENER, '')
    if (later === start) return
    start = later
  }
}

function find(typed: string, where: 'free' | 'closed'): Asked | undefined {
  if (countWords(typed) > mostWords()) return undefined
  const full = writtenOut(typed)
  if (!mayBegin(full)) return undefined
  const spelled = bySpelling().get(spelling(full))
  if (spelled && hasDiacritics(typed)) return spelled
  const plain = fold(full)
  if (!hasDiacritics(typed) && where === 'closed') return byFold().get(plain)
  if (UNMISTAKABLE.has(plain) && !hasDiacritics(typed)) return byFold().get(plain)
  if (words(plain).length < 3 || IS_NAME_TOO.test(plain)) return undefined
  // Without its mark "à" is "ạ": no question any more, unless a robot is meant.
  if (/ (?:a|ha)$/.test(plain) && !/bot /.test(plain)) return undefined
  return byFold().get(plain) ?? bySpelling().get(telexSpelling(full)) ?? bySpelling().get(vniSpelling(full))
}

function eitherWay(phrases: string): string {
  const all = list(phrases)
  return [...new Set([...all, ...all.map(fold)])].sort((a, b) => b.length - a.length).join('|')
}
