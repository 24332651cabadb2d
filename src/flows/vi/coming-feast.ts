// Days to come that are named by a feast or by the lunar calendar: "mùng 1 Tết", "rằm tháng Bảy", "10/3 âm lịch", "Quốc khánh".
import { type Day, dayOf, partsOf } from './calendar.js'
import { latestLunarDay, lunarDay, lunarMonth } from './lunar.js'

const MONTHS: Record<string, number> = { gieng: 1, chap: 12 }
const MONTH = '(gieng|chap|\\d{1,2})'
const monthOf = (said: string) => MONTHS[said] ?? Number(said)

/** [month, day] of the lunar year. */
const LUNAR_FEASTS: [RegExp, number, number][] = [
  [/^(?:gio to|gio to hung vuong|gio to vua hung)$/, 3, 10],
  [/^(?:(?:tet )?ong cong ong tao|ong tao)$/, 12, 23],
  [/^(?:tet )?trung thu$/, 8, 15],
  [/^(?:tet )?doan ngo$/, 5, 5],
  [/^(?:le )?vu lan$/, 7, 15],
]
const SOLAR_FEASTS: [RegExp, number, number][] = [
  [/^tet (?:duong lich|duong|tay)$/, 1, 1],
  [/^thay thuoc(?: viet nam)?$/, 2, 27],
  [/^(?:giai phong mien nam|thong nhat dat nuoc)$/, 4, 30],
  [/^quoc te lao dong$/, 5, 1],
  [/^(?:chu thap do the gioi|chu thap do quoc te)$/, 5, 8],
  [/^quoc te thieu nhi$/, 6, 1],
  [/^thuong binh liet si$/, 7, 27],
  [/^(?:le )?quoc khanh$/, 9, 2],
  [/^(?:phu nu viet nam)$/, 10, 20],
  [/^quoc te phu nu$/, 3, 8],
  [/^nha giao(?: viet nam)?$/, 11, 20],
  [/^(?:thanh lap hoi chu thap do|chu thap do viet nam)$/, 11, 23],
  [/^(?:le )?(?:noel|no el|giang sinh)$/, 12, 25],
]

/** The next such day on or after `first`, of a phrase as `timePhrase` gives it; undefined for what is no feast and no lunar date. */
export function comingFeast(phrase: string, first: Day): Day | undefined {
  const lunar =
    /^(?:mung |mong )?(\d{1,2}) ?[/.-] ?(\d{1,2}) (?:am lich|am|al|ta)$/.exec(phrase) ??
    new RegExp(`^(?:mung |mong )?(\\d{1,2}) thang ${MONTH} (?:am lich|am|al|ta)$`).exec(phrase) ??
    /^(?:mung |mong )?(\d{1,2}) thang (gieng|chap)$/.exec(phrase)
  if (lunar) return nextLunar(monthOf(lunar[2]!), Number(lunar[1]), first)
  const full = new RegExp(`^ram thang ${MONTH}$`).exec(phrase)
  if (full) return nextLunar(monthOf(full[1]!), 15, first)
  const tet = /^(?:mung |mong )(\d{1,2}) tet$/.exec(phrase)
  if (tet) return nextLunar(1, Number(tet[1]), first)
  const moon = /^(?:(?:mung |mong )?(\d{1,2}) (?:am lich|am|al|ta)|ram)(?: (?:nay|toi|thang nay))?$/.exec(phrase)
  if (moon) return nextOfMoon(Number(moon[1] ?? 15), first)
  if (/^ba muoi tet$/.test(phrase)) return nextEve(30, first)
  const eve = /^(2\d|30) tet$/.exec(phrase)
  if (eve) return nextEve(Number(eve[1]), first)
  const named = LUNAR_FEASTS.find(([pattern]) => pattern.test(phrase))
  if (named) return nextLunar(named[1], named[2], first)
  const solar = SOLAR_FEASTS.find(([pattern]) => pattern.test(phrase))
  return solar && next(first, (year) => dayOf(year, solar[1], solar[2]))
}

/** A lunar year begins before the solar one of its number is two months old, and ends in the next. */
function next(first: Day, inYear: (year: number) => Day | undefined): Day | undefined {
  const { year } = partsOf(first)
  return [year - 1, year, year + 1, year + 2].map(inYear).find((day) => day !== undefined && day >= first)
}

function nextLunar(month: number, day: number, first: Day): Day | undefined {
  return next(first, (year) => lunarDay(year, month, day))
}

/** The next such day of a lunar month, whichever month it is. */
function nextOfMoon(day: number, first: Day): Day | undefined {
  return Array.from({ length: 60 }, (_, ahead) => first + ahead).find((on) => latestLunarDay(day, on) === on)
}

/** "30 Tết" is the last day of the year also where its last month has only 29. */
function nextEve(day: number, first: Day): Day | undefined {
  return next(first, (year) => {
    const last = lunarMonth(year, 12)
    return last && Math.min(last.from + day - 1, last.to)
  })
}
