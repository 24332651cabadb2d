import { fold } from './text.js'

// Spelled numbers one to thirty-one, as they come in dates ("hai mốt", "mười lăm", "tư").
const SPELLED = new Map<string, number>()
const UNITS = ['', 'mot', 'hai', 'ba', 'bon|tu', 'nam|lam|nham', 'sau', 'bay', 'tam', 'chin']
for (let number = 1; number <= 31; number += 1) {
  const tens = Math.floor(number / 10)
  const prefixes = [[''], ['muoi '], ['hai muoi ', 'hai '], ['ba muoi ', 'ba ']][tens] ?? []
  for (const unit of (UNITS[number % 10] ?? '').split('|')) {
    for (const prefix of prefixes) {
      // "hai", "ba" alone are 2 and 3; 20 and 30 need their "mươi".
      if (unit === '' && /^(?:hai|ba) $/.test(prefix)) continue
      SPELLED.set(`${prefix}${unit}`.trim(), number)
    }
  }
}
const SPELLED_PATTERN = [...SPELLED.keys()].sort((a, b) => b.length - a.length).join('|')
const AFTER_MONTH_WORD = new RegExp(`\\b(thang|mung|mong|(?<!mua |trung )thu) (${SPELLED_PATTERN})\\b`, 'g')
const BEFORE_MONTH = new RegExp(`\\b(ngay|hom|ram|toi|sang|chieu) (${SPELLED_PATTERN}) (?=thang\\b|tet\\b)`, 'g')
const TENS = 'muoi|hai muoi|ba muoi|bon muoi|nam muoi|sau muoi|bay muoi|tam muoi|chin muoi'.split('|')
const DIGIT = 'khong|mot|hai|ba|bon|nam|sau|bay|tam|chin'
const DIGITS = DIGIT.split('|')
const YEAR_IN_WORDS = new RegExp(
  `\\b(?:hai (?:nghin|ngan) (?:khong tram )?(?:(?:linh|le) )?(${SPELLED_PATTERN})|(?:mot (?:nghin|ngan) )?chin tram (${TENS.join('|')})(?: (mot|hai|ba|bon|tu|nam|lam|sau|bay|tam|chin))?|hai khong (khong|mot|hai) (${DIGIT}))(?= |$)`,
  'g',
)

/** "Hai nghìn không trăm mười lăm", "hai không hai ba": a year said in words. */
function yearInDigits(
  _: string,
  since2000?: string,
  tens?: string,
  unit?: string,
  tenth?: string,
  last?: string,
): string {
  if (since2000) return String(2000 + SPELLED.get(since2000)!)
  if (tenth) return `20${DIGITS.indexOf(tenth)}${DIGITS.indexOf(last!)}`
  const unitDigit = unit === undefined ? 0 : Math.max(DIGITS.indexOf({ tu: 'bon', lam: 'nam' }[unit] ?? unit), 0)
  return String(1910 + TENS.indexOf(tens!) * 10 + unitDigit)
}

const CLOCK = /\b(?:luc |khoang )?\d{1,2}(?::\d{2}| ?(?:h|g|gio)(?: ?\d{1,2}(?!\d|\/))?)(?: (?:phut|ruoi))?\b/g

/**
 * The form time phrases are read in: folded, no punctuation but that of dates, no time of day,
 * and the numbers of days, months and weekdays in digits ("thứ bảy" is "thu 7").
 */
export function timePhrase(text: string): string {
  // "Kìa" is a day further back than "kia"; folding would lose it.
  return fold(text.normalize('NFC').replace(/(hôm|năm) kìa(?!\p{L})/giu, '$1 kia kia'))
    .replace(/[,;!?()"“”'…–—]|\.(?!\d)|:(?!\d)/g, (sign) => (sign === '–' || sign === '—' ? '-' : ' '))
    .replace(/\b([12])o(\d\d)\b/g, '$10$2')
    .replace(YEAR_IN_WORDS, yearInDigits)
    .replace(CLOCK, ' ')
    .replace(BEFORE_MONTH, (_, before: string, words: string) => `${before} ${SPELLED.get(words)} `)
    .replace(AFTER_MONTH_WORD, (_, before: string, words: string) => `${before} ${SPELLED.get(words)}`)
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/ a$/, '')
}
