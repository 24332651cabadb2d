// Who belongs to which unit, as people say themselves.
import type { MemberEffect } from '../../flows/member/effects.js'
import { countPress } from '../../store/campaign/press.js'
import { joinUnit, leaveUnit, unitsOf } from '../../store/member.js'
import { dropTimer } from '../../store/timers.js'
import type { Handlers } from './effect.js'

export const member: Handlers<MemberEffect> = {
  async joinUnit(tx, who, { unit }, now) {
    const joined = await joinUnit(tx, who.personId, unit, now)
    // Somebody who refused the words of another conversation is no stranger to be forgotten any more.
    if (joined) await dropTimer(tx, 'forget', who.personId)
    return { result: joined ?? 'none' }
  },
  async leaveUnit(tx, who, { unit }, now) {
    await leaveUnit(tx, who.personId, unit, now)
    return { result: await unitsOf(tx, who.personId) }
  },
  async countPress(tx, who, { id, button }, now) {
    await countPress(tx, id, who.personId, button, now)
  },
  showUnits: async (tx, who) => ({ result: await unitsOf(tx, who.personId) }),
}
