// A time of day, as people type it: "8h", "14h30", "7 rưỡi tối", "3 giờ chiều mai".
import { readNumberWords } from './numbers.js'
import { fold, words } from './text.js'

const PART = 'sang|trua|chieu|toi|dem'
const BEFORE = '(?:^| )(?:(?:vao )?(?:luc|khoang|tam|dung) )?'
const CLOCK = new RegExp(
  `${BEFORE}(\\d{1,2})(?: ?(?:h|g|gio|:)(?: ?(\\d{2})(?![\\d/.-])(?: ?(?:p|phut))?)?(?: (ruoi))?| (ruoi))(?: (${PART}))?(?= |$)`,
)
const BARE = new RegExp(`^${BEFORE}(\\d{1,2})(?: (${PART}))?$`)
// "Chiều mai lúc 3h"; "tới" without marks is "tối" only before a day.
const BESIDE = /(?:^| )(?:(sang|trua|chieu|dem)|(toi)(?= (?:mai|nay|hom|ngay|thu|t\d|cn|chu nhat)))(?= |$)/

// "Chín giờ", "hai giờ chiều"; or the number alone ("mười").
const SPOKEN = /(?:[a-z]+ )?[a-z]+(?= gio(?: |$))/
const ALONE = /^[a-z]+(?: [a-z]+)?$/

function inDigits(said: string): string {
  const parts = words(said)
  for (let from = 0; from < parts.length; from++) {
    const number = readNumberWords(parts.slice(from))
    if (number && from + number.used === parts.length) return [...parts.slice(0, from), number.value].join(' ')
  }
  return said
}

interface Clock {
  /** Since midnight. */
  minutes: number
  /** What was said beside it, folded. */
  rest: string
}

/** The time of day in what was said; undefined where there is none. `asked`: a number alone is an hour. */
export function readClock(said: string, asked = false): Clock | undefined {
  const text = fold(said)
    .replace(/[,;!?]|\.$/g, ' ')
    .replace(/ (?:a|nhe|nha|em|chau|di)$/, '')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(SPOKEN, inDigits)
    .replace(asked ? ALONE : /$^/, inDigits)
    .replace(asked ? /^(\d{1,2})\.(\d{2})$/ : /$^/, '$1:$2')
  const bare = asked ? BARE.exec(text) : undefined
  const found = CLOCK.exec(text)
  const rest = found ? text.replace(found[0], ' ').replace(/\s+/g, ' ').trim() : ''
  const beside = BESIDE.exec(rest)
  const part = bare?.[2] ?? found?.[5] ?? beside?.[1] ?? beside?.[2]
  const hour = Number(bare?.[1] ?? found?.[1] ?? Number.NaN)
  const minute = found?.[3] || found?.[4] ? 30 : Number(found?.[2] ?? 0)
  const minutes = (hour + (isLater(hour, part) ? 12 : 0)) * 60 + minute
  return minute < 60 && minutes < 24 * 60 ? { minutes, rest } : undefined
}

/** "3 giờ chiều", "8h tối", "1 giờ trưa" are past noon. */
function isLater(hour: number, part: string | undefined): boolean {
  if (part === 'trua') return hour < 4
  return hour < 12 && (part === 'chieu' || part === 'toi' || part === 'dem')
}

/** "8:00", "14:30" of minutes since midnight. */
export function showClock(minutes: number): string {
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`
}
