// Codes of invitations as people type them, and as links carry them.

/**
 * No vowel, no D and no W: nothing a Vietnamese keyboard (Telex, VNI) turns into a letter with marks. No 0 O 1 I L:
 * nothing to mistake. 12 of these 25 are 55 bits, for a code that lives a week and is guessed a few times an hour.
 */
export const INVITE_SIGNS = '23456789BCFGHJKMNPQRSTVXZ'
export const INVITE_LENGTH = 12

/** What a deep link carries: `?start=inv_K7QM2XTP9HRC`. */
export const INVITE_LINK = 'inv_'

const CODE = new RegExp(`^(?=.*[2-9])(?=.*[A-Z])[${INVITE_SIGNS}]{${INVITE_LENGTH}}$`)
const AROUND = new RegExp(`^.*[?&]start=|^${INVITE_LINK}|[\\s.\\-–—_]`, 'gi')

/**
 * The code in what somebody typed or pasted, or a deep link carried: whatever the case, with or without the dashes.
 * Undefined for anything else; numbers alone and words alone are never one.
 */
export function readInviteCode(text: string): string | undefined {
  const code = text.trim().replace(AROUND, '').replace(/^INV/i, '').toUpperCase()
  return CODE.test(code) ? code : undefined
}

/** "K7QM-2XTP-9HRC" */
export function showInviteCode(code: string): string {
  return code.match(/.{1,4}/g)!.join('-')
}
