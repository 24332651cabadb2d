import type { LinkEffect, LinkResults } from '../../effects/link.js'
import type { StandIn } from '../memory.js'

/** A rehearsal has one platform: a code is made, and any other is wrong. */
export const standIn: StandIn<LinkEffect, LinkResults> = {
  makeLinkCode: (_memory, _effect, now) => ({ is: 'made', code: '012345', until: now + 600_000 }),
  useLinkCode: (_memory, { code }) => ({ is: code === '012345' ? 'own' : 'wrong' }),
  agreeLink: () => ({ is: 'over' }),
  endLink: () => 'none',
}
