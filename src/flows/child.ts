// Whoever is under sixteen is a child by law (Luật Trẻ em): what is said of them needs the yes of a guardian.
import { dayAt, partsOf } from './vi/calendar.js'

const ADULT = 16

/** Whether somebody born in that year may be a child at `now` (epoch ms); their birthday is not known. */
export function mayBeChild(birthYear: number | undefined, now: number): boolean {
  return birthYear !== undefined && partsOf(dayAt(now)).year - birthYear <= ADULT
}
