import { parsePhoneNumberFromString } from 'libphonenumber-js/max'

export type PhoneReading =
  | { ok: true; e164: string }
  | { ok: false; reason: 'notPhone' | 'oldPrefix' | 'tooShort' | 'tooLong' }

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
  const candidates = phoneLike(text)
  for (const candidate of candidates) {
    const found = e164Of(candidate)
    if (found) return { ok: true, e164: found }
  }
  const digits =
    candidates.map((candidate) => candidate.replace(/\D/g, '')).sort((a, b) => b.length - a.length)[0] ?? ''
  if (digits.length < 5) return { ok: false, reason: 'notPhone' }
  if (OLD_MOBILE.test(digits)) return { ok: false, reason: 'oldPrefix' }
  const national = digits.replace(/^(?:00)?84(?=\d{9})/, '0')
  if (national.length < 10) return { ok: false, reason: 'tooShort' }
  return { ok: false, reason: national.length > 10 ? 'tooLong' : 'notPhone' }
}

/** "0912 345 678" with spaces that do not break at a line's end; numbers of other countries in their international form. */
export function showPhone(e164: string): string {
  const phone = parsePhoneNumberFromString(e164)
  if (!phone) return e164
  const shown = phone.countryCallingCode === '84' ? phone.formatNational() : phone.formatInternational()
  return shown.replaceAll(' ', '\u00A0')
}

/** "0912 *** 678": enough to recognise one's own number, too little to call. */
export function maskPhone(e164: string): string {
  const digits = e164.startsWith('+84') ? `0${e164.slice(3)}` : e164
  return `${digits.slice(0, 4)} *** ${digits.slice(-3)}`
}

/** Runs of digits that may be a number; a run long enough for two is also offered in parts. */
function phoneLike(text: string): string[] {
  const ascii = text
    .normalize('NFKC')
    .slice(0, 500)
    // The letter O stands for zero only inside a group of digits.
    .replace(/(?<!\p{L})[\doO]*\d[\doO]*(?!\p{L})/gu, (group) => group.replace(/[oO]/g, '0'))
  const runs = ascii.match(/\+?\(?\+?\d(?:[\s.\-–()/·]*\d)*/g) ?? []
  return runs.flatMap((run) => {
    const parts = run.replace(/\D/g, '').length < TWO_NUMBERS ? null : run.match(/(?:\+?84|0)(?:[\s.\-–()/·]*\d){9}/g)
    return [run, ...(parts ?? [])]
  })
}

function e164Of(candidate: string): string | undefined {
  const phone = parsePhoneNumberFromString(candidate, 'VN')
  if (!phone?.isValid() || !SUBSCRIBER_TYPES.has(phone.getType() ?? '')) return undefined
  return phone.number
}
