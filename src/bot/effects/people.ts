// Who may do what: every right is checked by the store, in the transaction of the deed.
import type { Named, PeopleEffect } from '../../flows/effects/people.js'
import { absenceOf, deputiesFor, endAbsence, setAbsence } from '../../store/absences.js'
import { ANSWERERS } from '../../store/answerers.js'
import { listAppointed, type NamedPerson, namesOf, openAppointed } from '../../store/appointed.js'
import { frontDoors } from '../../store/front-doors.js'
import { createInvite, openInvites, redeemInvite, revokeInvite } from '../../store/invites.js'
import { endRole, listRoles, scopeOf } from '../../store/roles.js'
import type { Handlers } from './effect.js'
import { tell } from './tell.js'

const PAGE = 8

export const people: Handlers<PeopleEffect> = {
  redeemInvite: async (tx, who, { code }, now) => ({ result: await redeemInvite(tx, { code, by: who, now }) }),
  async createInvite(tx, who, { role, unit }, now) {
    const made = await createInvite(tx, { role, unit, by: who, now })
    if (typeof made === 'string') return { result: made }
    const { code, unitName, expiresAt } = made
    return { result: { code, unitName, expiresAt: expiresAt.getTime(), doors: await frontDoors(tx) } }
  },
  async listInvites(tx, who, { skip }, now) {
    const scope = new Set(await scopeOf(tx, who.personId, ANSWERERS, now))
    const all = (await openInvites(tx, now)).filter(({ unit }) => scope.has(unit))
    const lines = all
      .slice(skip, skip + PAGE)
      .map(({ id, role, unitName, expiresAt }) => ({ invite: id, role, unitName, expiresAt: expiresAt.getTime() }))
    return { result: { lines, older: Math.max(0, all.length - skip - lines.length) } }
  },
  revokeInvite: async (tx, who, { invite }, now) => ({
    result: await revokeInvite(tx, { invite: { id: invite }, by: who, now }),
  }),
  async listPeople(tx, who, { skip }, now) {
    const { lines, older } = await listAppointed(tx, { by: who, skip, limit: PAGE, now })
    return { result: { lines: lines.map((line) => ({ ...named(line), roles: line.roles })), older } }
  },
  async openPerson(tx, who, { person }, now) {
    const found = await openAppointed(tx, { person, by: who, now })
    return { result: found === 'none' ? found : { ...named(found), roles: found.roles } }
  },
  async endRole(tx, who, { grant }, now) {
    const role = (await listRoles(tx, { now })).find(({ id }) => id === grant)
    const result = await endRole(tx, { grantId: grant, by: who, now })
    if (result !== 'ended' || !role || role.personId === who.personId) return { result }
    const more = { role: role.role, unitName: role.unitName }
    return tell(tx, role.personId, { flow: 'people', what: 'roleEnded', about: grant, more }, now, () => result)
  },
  async showAbsence(tx, who, _effect, now) {
    const away = await absenceOf(tx, who.personId, now)
    const ids = away ? [away.deputyId] : await deputiesFor(tx, who.personId, now)
    const found = (await namesOf(tx, ids, now)).map(named)
    return {
      result: away ? { away: { ...found[0]!, until: away.until.getTime() }, deputies: [] } : { deputies: found },
    }
  },
  async setAbsence(tx, who, { deputy, until }, now) {
    const result = await setAbsence(tx, { by: who, deputyId: deputy, until, now })
    if (result !== 'set') return { result }
    const [me] = await namesOf(tx, [who.personId], now)
    const more = { until, who: me && named(me) }
    return tell(tx, deputy, { flow: 'people', what: 'deputy', about: who.personId, more }, now, () => result)
  },
  endAbsence: async (tx, who, _effect, now) => ({ result: await endAbsence(tx, who, now) }),
}

const named = ({ person, name, as }: NamedPerson): Named => ({
  person,
  ...(name === null ? {} : { name }),
  ...(as && { as }),
})
