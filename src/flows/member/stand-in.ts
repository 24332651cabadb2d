import type { StandIn } from '../rehearsal/memory.js'
import type { MemberEffect, MemberResults } from './effects.js'

/** A rehearsal has one enterprise. */
export const standIn: StandIn<MemberEffect, MemberResults> = {
  joinUnit: (_memory, { unit }) => ({ unit, unitName: 'Công ty TNHH Hoa Phượng (ví dụ)' }),
  leaveUnit: () => [],
  showUnits: () => [],
}
