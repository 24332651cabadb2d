import { clean } from '../flows/vi/text.js'

/**
 * A telephone number that a platform gives as a value of its own, so that its digits mean what they say. Telegram: always
 * with the country code, with or without "+"; from somebody's address book as it stands there. Zalo: `84…`, sometimes as
 * a number. Undefined where there is none.
 */
export function phoneGiven(value: unknown): string | undefined {
  const given = clean(typeof value === 'string' || typeof value === 'number' ? String(value) : '')
  const digits = given.replace(/\D/g, '')
  if (digits === '') return undefined
  // "0912…", "+82…", "00 82…": as they are. Nine digits of a mobile phone lost their 0 in a table.
  if (/^[+0]/.test(given)) return given
  if (/^[35789]\d{8}$/.test(digits)) return `0${digits}`
  return digits.length >= 10 ? `+${digits}` : given
}
