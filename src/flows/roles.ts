// What people may be, for a unit and all that lies under it. Who stands above whom; nothing about who holds what.

/** The lowest first. */
export const ROLES = ['member', 'reviewer', 'officer', 'approver', 'administrator'] as const
export type Role = (typeof ROLES)[number]

/** A role as people read it. */
export const ROLE_NAMES: Record<Role, string> = {
  member: 'thành viên',
  reviewer: 'người xét',
  officer: 'cán bộ',
  approver: 'người phê duyệt',
  administrator: 'quản trị viên',
}

/** A role somebody holds, and the unit it is for. */
export interface HeldRole {
  role: Role
  /** Unit code, and the name people read. */
  unit: string
  unitName: string
}

/** Who is talking: read with the lock, in the same statement. `roles` are those in force now, each for its unit and what lies under it. */
export interface Who {
  personId: string
  roles: HeldRole[]
}

/** 0 for the lowest. */
export function rank(role: Role): number {
  return ROLES.indexOf(role)
}

/** The highest role first, then by unit. */
export function byRank(a: HeldRole, b: HeldRole): number {
  return rank(b.role) - rank(a.role) || a.unit.localeCompare(b.unit, 'en')
}

/** The role and all above it. */
export function atLeast(role: Role): Role[] {
  return ROLES.filter((other) => rank(other) >= rank(role))
}

/** Who may give this role and take it away: officers and those above them, below their own role; administrators any. */
export function appointersOf(role: Role): Role[] {
  return atLeast('officer').filter((other) => other === 'administrator' || rank(other) > rank(role))
}

export function isRole(word: string): word is Role {
  return (ROLES as readonly string[]).includes(word)
}

/** Whether somebody reviews files, of any unit. */
export function reviews({ roles }: { roles: HeldRole[] }): boolean {
  return roles.some(({ role }) => rank(role) >= rank('reviewer'))
}

/** Whether somebody is an administrator, of any unit. */
export function administers({ roles }: { roles: HeldRole[] }): boolean {
  return roles.some(({ role }) => role === 'administrator')
}

/** Whether somebody answers people: an officer or above, of any unit. */
export function answers({ roles }: { roles: HeldRole[] }): boolean {
  return roles.some(({ role }) => rank(role) >= rank('officer'))
}

/** Roles that may open a round for their unit and what lies under it, and move its deadlines and reminders. */
export const ROUND_KEEPERS = atLeast('approver')

/** Whether somebody opens rounds, of any unit. */
export function keepsRounds({ roles }: { roles: HeldRole[] }): boolean {
  return roles.some(({ role }) => ROUND_KEEPERS.includes(role))
}
