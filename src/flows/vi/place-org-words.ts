// The words names of organisations are made of, as people shorten them.
import { placeKey } from './text.js'
import type { UnitKind } from './unit-kinds.js'

// Folded phrase → the words it is compared as.
const SHORT: [string, string][] = [
  ['trach nhiem huu han', 'tnhh'],
  ['mot thanh vien', 'mtv'],
  ['tong cong ty', 'cty'],
  ['cong ty', 'cty'],
  ['cong ti', 'cty'],
  ['ctcp', 'cty cp'],
  ['cti', 'cty'],
  ['ct', 'cty'],
  ['company', 'cty'],
  ['co phan', 'cp'],
  ['tap doan', 'tdoan'],
  ['san xuat', 'sx'],
  ['kinh doanh', 'kd'],
  ['thuong mai', 'tm'],
  ['dich vu', 'dv'],
  ['cong nghiep', 'cn'],
  ['nha may', 'nm'],
  ['xi nghiep', 'xn'],
  ['trung hoc pho thong', 'thpt'],
  ['pho thong trung hoc', 'thpt'],
  ['ptth', 'thpt'],
  ['cap 3', 'thpt'],
  ['cap iii', 'thpt'],
  ['cap ba', 'thpt'],
  ['trung hoc co so', 'thcs'],
  ['cap 2', 'thcs'],
  ['cap hai', 'thcs'],
  ['tieu hoc', 'th'],
  ['cap 1', 'th'],
  ['mam non', 'mn'],
  ['mau giao', 'mn'],
  ['dai hoc', 'dh'],
  ['cao dang', 'cd'],
  ['benh vien', 'bv'],
  ['bvdk', 'bv dk'],
  ['da khoa', 'dk'],
  ['nhi dong', 'nhi'],
  ['trung tam y te', 'ttyt'],
  ['tram y te', 'tyt'],
  ['uy ban nhan dan', 'ubnd'],
  ['uy ban', 'ubnd'],
  ['ban quan ly', 'bql'],
  ['khu kinh te', 'kkt'],
  ['khu cong nghiep', 'kcn'],
  ['lien doan lao dong', 'ldld'],
  ['cong doan', 'cd'],
  ['hoi lien hiep phu nu', 'hoi pn'],
  ['hlhpn', 'hoi pn'],
  ['hpn', 'hoi pn'],
  ['phu nu', 'pn'],
  ['hoi chu thap do', 'hoi ctd'],
  ['chu thap do', 'ctd'],
  ['hctd', 'hoi ctd'],
  ['doan thanh nien', 'doan tn'],
  ['dtn', 'doan tn'],
  ['mat tran to quoc', 'mttq'],
  ['cuu chien binh', 'ccb'],
  ['to dan pho', 'tdp'],
  ['khu dan cu', 'kdc'],
  ['viet nam', 'vn'],
  ['hai phong', 'hp'],
  ['thanh pho', 'tp'],
  ['phuong', 'p'],
]
const LONGEST = 4
const shortOf = new Map(SHORT.map(([phrase, short]) => [phrase, short.split(' ')]))
const begins = new Set(SHORT.map(([phrase]) => phrase.split(' ')[0]))

// Words that say which kind of organisation is meant.
const KIND_WORDS: Partial<Record<UnitKind, string>> = {
  enterprise: 'cty tnhh nm xn tdoan',
  school: 'truong thpt thcs th mn dh cd',
  hospital: 'bv vien ttyt tyt',
  office: 'ubnd bql so',
  union: 'cd ldld',
  association: 'hoi doan ctd mttq ccb',
  residential_area: 'tdp thon kdc xom lang',
}
const KINDS = Object.entries(KIND_WORDS).map(([kind, words]): [UnitKind, string[]] => [
  kind as UnitKind,
  words.split(' '),
])

// Words so many names have that they tell nothing apart, and such as stand around a name.
const WEAK = new Set(
  'cty tnhh cp mtv nm xn tdoan sx kd tm dv cn va international ltd truong bv vien dk hoi bql ubnd tdp thon kdc xom lang so vn hp tp p xa phuong tinh kcn'.split(
    ' ',
  ),
)
const TALK = new Set(
  'em toi minh con chau bac chu anh chi lam viec o tai ben cho day ay a nhe thuoc la hoc day cong nhan nhan vien giao sinh khu vuc lop ca'.split(
    ' ',
  ),
)

/** The words a name or a query is compared by: "Công ty TNHH LG" gives cty, tnhh, lg. */
export function orgWords(text: string): string[] {
  const tokens = placeKey(text)
    .split(' ')
    .filter((token) => token !== '')
  const words: string[] = []
  for (let at = 0; at < tokens.length; ) {
    const size = phraseAt(tokens, at)
    if (size > 0) words.push(...shortOf.get(tokens.slice(at, at + size).join(' '))!)
    else words.push(tokens[at]!)
    at += Math.max(1, size)
  }
  return words
}

/** How many words the longest phrase that begins here has; 0 for none. */
function phraseAt(tokens: string[], at: number): number {
  if (!begins.has(tokens[at])) return 0
  for (let size = Math.min(LONGEST, tokens.length - at); size > 0; size -= 1)
    if (shortOf.has(tokens.slice(at, at + size).join(' '))) return size
  return 0
}

/** The kinds of organisation the words ask for ("cty", "trường"); none where they may mean any, or a place. */
export function kindsAsked(words: string[]): UnitKind[] {
  return KINDS.filter(([, own]) => own.some((word) => words.includes(word))).map(([kind]) => kind)
}

export function isWeak(word: string): boolean {
  return WEAK.has(word)
}

export function isTalk(word: string): boolean {
  return TALK.has(word)
}
