// Who belongs to which unit, as people say themselves.
import type { MemberCount, MemberEffect } from '../../flows/effects/member.js'
import { type Role, rank } from '../../flows/roles.js'
import { audit } from '../../store/audit.js'
import { countPress, newestFor } from '../../store/campaign/press.js'
import { SENDERS } from '../../store/campaign/senders.js'
import { withdrawConsents } from '../../store/consents.js'
import { linksTo } from '../../store/front-doors.js'
import { noteAct } from '../../store/link-undo.js'
import { followCity, joinUnit, leaveUnit, unitsOf } from '../../store/member.js'
import { countMembers } from '../../store/member-count.js'
import { CITY_CODE } from '../../store/reference.js'
import { mayActOn, rolesOf } from '../../store/roles.js'
import { dropTimer } from '../../store/timers.js'
import { unitPath } from '../../store/units.js'
import type { Handlers } from './effect.js'

const MOST_UNITS = 5
const answersFor = ({ role }: { role: Role }) => rank(role) >= rank('officer')

export const member: Handlers<MemberEffect> = {
  async joinUnit(tx, who, { unit }, now) {
    const joined = await joinUnit(tx, who.personId, unit, now)
    // Somebody who refused the words of another conversation is no stranger to be forgotten any more.
    if (joined) await dropTimer(tx, 'forget', who.personId)
    await noteAct(tx, who, 'member act', [unit], now)
    return { result: joined ?? 'none' }
  },
  async leaveUnit(tx, who, { unit }, now) {
    await leaveUnit(tx, who.personId, unit, now)
    await noteAct(tx, who, 'member act', [unit], now)
    return { result: await unitsOf(tx, who.personId) }
  },
  async followNews(tx, who, _effect, now) {
    await followCity(tx, who.personId, now)
    await noteAct(tx, who, 'member act', [CITY_CODE], now)
    await dropTimer(tx, 'forget', who.personId)
    return undefined
  },
  async endNews(tx, who, _effect, now) {
    await noteAct(tx, who, 'consent ended', await withdrawConsents(tx, who.personId, now, 'news'), now)
    return undefined
  },
  async countMembers(tx, who, _effect, now) {
    const units = new Map((await rolesOf(tx, who.personId, now)).filter(answersFor).map((r) => [r.unit, r.unitName]))
    const counts: MemberCount[] = []
    for (const [unit, name] of [...units].slice(0, MOST_UNITS)) counts.push(await countMembers(tx, unit, name, now))
    return { result: counts }
  },
  async makePoster(tx, who, { unit }, now) {
    const [found] = await unitPath(tx, unit)
    if (!found) return { result: 'none' }
    if (!(await mayActOn(tx, who.personId, SENDERS, unit, now))) {
      const on = { kind: 'unit', id: unit }
      await audit(tx, { by: who, action: 'refuse', on, unit, details: { deed: 'makePoster' } }, now)
      return { result: 'refused' }
    }
    return { result: { unit, unitName: found.name, links: await linksTo(tx, unit) } }
  },
  async countPress(tx, who, { id, button }, now) {
    await countPress(tx, id, who.personId, button, now)
    return undefined
  },
  readNews: async (tx, who, _effect, now) => ({ result: (await newestFor(tx, who.personId, now)) ?? 'none' }),
  showUnits: async (tx, who) => ({ result: await unitsOf(tx, who.personId) }),
}
