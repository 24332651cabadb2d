// The steps of a year: some moments of each day, within and outside of working hours.
export const DAY = 24 * 3_600_000
const HOUR = 3_600_000

/** A Tuesday, 00:00 in Hải Phòng. */
export const BEGINS = Date.parse('2026-12-01T00:00+07:00')
/** 17:20 finds the digests that files given during the day would make; at 22:00 nobody may be written to. */
export const HOURS = [7.6, 9, 14, 17.3, 22]

export const momentOf = (step: number) =>
  BEGINS + Math.floor(step / HOURS.length) * DAY + HOURS[step % HOURS.length]! * HOUR

export const lastStep = (days: number) => days * HOURS.length
