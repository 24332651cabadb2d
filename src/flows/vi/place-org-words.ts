// The words names of organisations are made of, as people shorten them.
import { placeKey } from './text.js'

// Folded phrase → the one word it is compared as. Longest first where one begins another.
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
const shortOf = new Map(SHORT)

// Words that say which kind of organisation is meant: "cty", "trường", "bệnh viện".
const KIND_WORDS = new Set(
  'cty tnhh nm xn truong thpt thcs th mn dh cd bv vien ttyt tyt ubnd bql so ldld hoi doan ctd mttq ccb tdp thon kdc xom lang'.split(
    ' ',
  ),
)
// Words so many names have that they tell nothing apart, and such as stand around a name.
const WEAK = new Set(
  'cty tnhh cp mtv nm xn truong bv vien dk vn hp tp p xa phuong tinh kcn tap doan san xuat va kinh doanh thuong mai dich vu international cong nghiep ltd co so hoi huu nghi'.split(
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
    const size = [...Array(LONGEST).keys()].map((n) => LONGEST - n).find((n) => shortOf.has(phrase(at, n)))
    if (size) words.push(...shortOf.get(phrase(at, size))!.split(' '))
    else words.push(tokens[at]!)
    at += size ?? 1
  }
  return words

  function phrase(at: number, size: number): string {
    return tokens.slice(at, at + size).length < size ? '' : tokens.slice(at, at + size).join(' ')
  }
}

/** Whether the words ask for an organisation rather than a place. */
export function asksForOrg(words: string[]): boolean {
  return words.some((word) => KIND_WORDS.has(word))
}

export function isWeak(word: string): boolean {
  return WEAK.has(word)
}

export function isTalk(word: string): boolean {
  return TALK.has(word)
}
