import type { Named } from '../effects/people.js'
import type { Turn } from '../flow.js'
import type { Button } from '../message.js'
import { appointersOf, ROLE_NAMES, ROLES, type Role } from '../roles.js'
import { dayAt, showDay } from '../vi/calendar.js'

export const PEOPLE: Button = { label: 'Người và vai trò', token: 'c.people' }

/** The name they gave, else what they are; the number tells two of them apart. */
export function nameOf({ name, person, as }: Named): string {
  if (name) return name
  return as ? `${ROLE_NAMES[as.role]} của ${as.unitName} (số ${person})` : `người chưa cho biết tên (số ${person})`
}

/** The last day of something that ends at `until` (epoch ms). */
export const lastDay = (until: number) => showDay(dayAt(until - 1))

/** The roles somebody may give for some unit, the lowest first. */
export function invitable({ ctx: { who } }: Turn): Role[] {
  return ROLES.filter((role) => unitsFor(who.roles, role).length > 0)
}

/** The units of those roles that may give this one. */
export function unitsFor<R extends { role: Role }>(held: R[], role: Role): R[] {
  return held.filter((own) => appointersOf(role).includes(own.role))
}

/** "Xem thêm" under a page. */
export function further(command: string, next: number, older: number): Button[] {
  return older > 0 ? [{ label: `Xem thêm (còn ${older})`, token: `c.${command}.${next}` }] : []
}

/** The `rest` of a list: how many were seen. */
export const readSkip = (rest: string) => (/^\d{1,6}$/.test(rest) ? Number(rest) : 0)
export const isNumber = (rest: string) => /^\d{1,18}$/.test(rest)
