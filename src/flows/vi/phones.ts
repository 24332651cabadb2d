import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { lastRead } from './remembered.js'
import { fold } from './text.js'

export type PhoneReading =
  | { ok: true; e164: string }
  /** `offer`: what a number that was renumbered, or told without its area, is today. */
  | {
      ok: false
      reason: 'notPhone' | 'oldPrefix' | 'oldArea' | 'noArea' | 'idCard' | 'tooShort' | 'tooLong'
      offer?: string
    }

const SUBSCRIBER_TYPES = new Set(['MOBILE', 'FIXED_LINE', 'FIXED_LINE_OR_MOBILE', 'VOIP'])
// The eleven-digit mobile numbers that ended in 2018.
const OLD_MOBILE = /^(?:0|84|0084)?(?:12\d|16[2-9]|18[68]|199)\d{7}$/
// Fewer digits are one number with a slip in it: taking a part of them would be a guess.
const TWO_NUMBERS = 18

/**
 * Finds a phone number in a short text: Vietnamese by default, others with their country code.
 * Hotlines and short numbers do not count: an officer must be able to call a person back.
 */
export function readPhone(text: string): PhoneReading {
  const candidates = newestFirst(text)
  for (const candidate of candidates) {
    const old = oldArea(candidate)
    if (old) return { ok: false, reason: 'oldArea', offer: old }
    const found = e164Of(candidate)
    if (found) return { ok: true, e164: found }
  }
  const digits =
    candidates.map((candidate) => candidate.replace(/\D/g, '')).sort((a, b) => b.length - a.length)[0] ?? ''
  if (digits.length < 5) return { ok: false, reason: 'notPhone' }
  if (OLD_MOBILE.test(digits)) return { ok: false, reason: 'oldPrefix', offer: newMobile(digits) }
  // Hải Phòng's own, as neighbours tell each other.
  const local = /^3\d{6}$/.test(digits) ? e164Of(`0225${digits}`) : undefined
  if (local) return { ok: false, reason: 'noArea', offer: local }
  if (/^0\d{11}$/.test(digits)) return { ok: false, reason: 'idCard' }
  const national = digits.replace(/^(?:00)?84(?=\d{9})/, '0')
  if (national.length < 10) return { ok: false, reason: 'tooShort' }
  return { ok: false, reason: national.length > 10 ? 'tooLong' : 'notPhone' }
}

// The first digits of a mobile number until 2018, and what they became.
const NEW_MOBILE: Record<string, string> = {
  ...{ 120: '70', 121: '79', 122: '77', 126: '76', 128: '78', 123: '83', 124: '84', 125: '85', 127: '81', 129: '82' },
  ...{ 162: '32', 163: '33', 164: '34', 165: '35', 166: '36', 167: '37', 168: '38', 169: '39' },
  ...{ 186: '56', 188: '58', 199: '59' },
}

function newMobile(digits: string): string | undefined {
  const national = digits.slice(-10)
  const start = NEW_MOBILE[national.slice(0, 3)]
  return start && e164Of(`0${start}${national.slice(3)}`)
}

/** A second number that was told beside the first, which is not kept. */
export function secondPhone(text: string): string | undefined {
  const first = readPhone(text)
  const found = phoneLike(text).flatMap((candidate) => e164Of(candidate) ?? [])
  return first.ok ? found.find((e164) => e164 !== first.e164) : undefined
}

// Areas as they were dialled until 2017, with digits of a local number of then: only those that no number of today begins
// with (036 and 037 are mobile phones now).
const OLD_AREAS: [area: string, digits: number, now: string][] = [
  ['031', 7, '225'],
  ['0320', 7, '220'],
  ['030', 7, '229'],
  ['033', 7, '203'],
  ['0321', 7, '221'],
  ['0350', 7, '228'],
  ['0351', 7, '226'],
  ['0240', 7, '204'],
  ['0241', 7, '222'],
  ['0280', 7, '208'],
  ['0281', 7, '209'],
  ['0230', 7, '215'],
  ['0231', 7, '213'],
  ['0510', 7, '235'],
  ['0511', 7, '236'],
  ['04', 8, '24'],
]
// 033 and what follows is a mobile phone today, unless it is written as an area.
const AS_AREA: Record<string, RegExp> = { '033': /^\(?033[).\-/ ]+3/ }

/** The number of today that one of before 2017 became. */
function oldArea(candidate: string): string | undefined {
  const digits = candidate.replace(/\D/g, '').replace(/^(?:00)?84/, '0')
  for (const [area, count, now] of OLD_AREAS) {
    if (!digits.startsWith(area) || digits.length !== area.length + count) continue
    if (AS_AREA[area] && !AS_AREA[area].test(candidate.trim())) continue
    const local = digits.slice(area.length)
    // Hà Nội put a 3 before its numbers long before; seven digits are the same everywhere.
    const found = e164Of(`0${now}${local}`)
    if (found) return found
  }
  return undefined
}

/** "0912 345 678" with spaces that do not break at a line's end; numbers of other countries in their international form. */
export const showPhone = lastRead((e164) => {
  const phone = parsePhoneNumberFromString(e164)
  if (!phone) return e164
  const shown = phone.countryCallingCode === '84' ? phone.formatNational() : phone.formatInternational()
  return shown.replaceAll(' ', '\u00A0')
})

/** "0912 *** 678": enough to recognise one's own number, too little to call. */
export function maskPhone(e164: string): string {
  const digits = e164.startsWith('+84') ? `0${e164.slice(3)}` : e164
  return `${digits.slice(0, 4)} *** ${digits.slice(-3)}`
}

const LAST_DIGITS =
  /^(?:(?:a|da|o|oi),? )?(?:(?:nham|sai)(?: (?:so|roi|mat))*[,. ]+)?(?:(hai|ba|bon|mot|[1-4]) )?(?:(?:chu )?so(?: dien thoai)?(?: o)? cuoi(?: cung)?|duoi(?: so)?)(?: (?:cua )?(?:so(?: dien thoai)?(?: (?:toi|em))?|toi|em))?(?: phai)?(?: (?:la|thanh) ((?:\d|khong|mot|hai|ba|bon|nam|sau|bay|tam|chin| )+?)| (\d+))(?: (?:chu|ma) .*| moi dung| nhe| a| em| chau)*[.! ]*$/

/** "Số cuối là 9", "đuôi 679": the number with its last digits put right; undefined where that makes none. */
export function withLastDigits(e164: string, text: string): string | undefined {
  const [, count, words, number] = LAST_DIGITS.exec(fold(text)) ?? []
  const said = words ?? number ?? ''
  const digits = said.replace(/[a-z]+/g, (word) => SPOKEN_DIGIT.get(word) ?? '').replace(/ /g, '')
  const told = count && Number(SPOKEN_DIGIT.get(count) ?? count)
  if (digits === '' || digits.length > 6 || (told && told !== digits.length)) return undefined
  return e164Of(e164.slice(0, -digits.length) + digits)
}

/** Of "số cũ …, số mới …" the new one counts. */
function newestFirst(text: string): string[] {
  const at = text.search(/(?:số mới|so moi|nay dùng|giờ dùng|đổi sang|doi sang|gio dung)(?!\p{L})/iu)
  return at < 0 ? phoneLike(text) : [...phoneLike(text.slice(at)), ...phoneLike(text)]
}

const SPOKEN = 'khong linh mot hai ba bon nam sau bay tam chin'.split(' ')
const SPOKEN_DIGIT = new Map([
  ...SPOKEN.map((word, at): [string, string] => [word, String(Math.max(0, at - 1))]),
  ['tu', '4'],
  ['lam', '5'],
  ['bay', '7'],
])

/** "Không chín một hai…": digits said one by one, as a grandchild takes them down. */
function spokenDigits(text: string): string {
  const parts = text.split(/([\s.,-]+)/)
  const read = parts.map((part) => SPOKEN_DIGIT.get(fold(part)) ?? (/^\d{1,4}$/.test(part) ? part : undefined))
  const said = read.filter((digit, at) => digit !== undefined && !/^[\s.,-]*$/.test(parts[at]!))
  const inWords = parts.filter((part) => SPOKEN_DIGIT.has(fold(part))).length
  const whole = said.join('')
  return inWords >= 3 && /^0\d{9,10}$/.test(whole) ? `${text} ${whole}` : text
}

/** Runs of digits that may be a number; a run long enough for two is also offered in parts. */
const phoneLike = lastRead((text): string[] => {
  const ascii = spokenDigits(text)
    .normalize('NFKC')
    .slice(0, 500)
    // The letter O stands for zero only inside a group of digits.
    .replace(/(?<!\p{L})[\doO]*\d[\doO]*(?!\p{L})/gu, (group) => group.replace(/[oO]/g, '0'))
  const runs = ascii.match(/\+?\(?\+?\d(?:[\s.\-–()/·]*\d)*/g) ?? []
  return runs.flatMap((run) => {
    const parts = run.replace(/\D/g, '').length < TWO_NUMBERS ? null : run.match(/(?:\+?84|0)(?:[\s.\-–()/·]*\d){9}/g)
    return [run, ...(parts ?? []), ...beside(run)]
  })
})

/** A number that stands beside others, set apart by a space: a year, a house, an hour. Written in one piece, or at the end. */
function beside(run: string): string[] {
  const groups = run.trim().split(/\s+/)
  if (groups.length < 2) return []
  const whole = groups.filter(
    (group) => /^(?:\+?84|0)[\d.-]{9,13}$/.test(group) && /^(?:84|0)?\d{9,10}$/.test(group.replace(/\D/g, '')),
  )
  const start = groups.findIndex((group, at) => at > 0 && /^\(?(?:\+84|0)/.test(group))
  return start > 0 ? [...whole, groups.slice(start).join(' ')] : whole
}

// No country has shorter ones, their code included; to find that out from the tables of all countries takes long.
const FEWEST_DIGITS = 7

const e164Of = lastRead((candidate): string | undefined => {
  if (candidate.replace(/\D/g, '').length < FEWEST_DIGITS) return undefined
  const phone = parsePhoneNumberFromString(candidate, 'VN')
  if (!phone?.isValid() || !SUBSCRIBER_TYPES.has(phone.getType() ?? '')) return undefined
  return phone.number
})
