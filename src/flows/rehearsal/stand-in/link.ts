import type { LinkEffect, LinkResults, UsedCode } from '../../effects/link.js'
import type { StandIn } from '../memory.js'

const OTHER = { link: '5', makerId: '2', channel: 'telegram' }

/** The code made here, and those that the account on the other platform may have made: with a role here, there, or none. */
const CODES: Record<string, UsedCode> = {
  '012345': { is: 'own' },
  '222222': { is: 'joining', ...OTHER },
  '333333': { is: 'waiting', ...OTHER, here: true, there: false },
  '444444': { is: 'waiting', ...OTHER, here: false, there: true },
}

/** A rehearsal is one account, on Zalo; the other is on Telegram. */
export const standIn: StandIn<LinkEffect, LinkResults> = {
  makeLinkCode: ({ link }, _effect, now) =>
    link === 'joined' ? { is: 'already' } : { is: 'made', code: '012345', until: now + 600_000 },
  useLinkCode(memory, { code }) {
    if (memory.link === 'joined') return { is: 'already' }
    const used = CODES[code] ?? { is: 'wrong' }
    if (used.is === 'waiting') memory.link = 'asked'
    return used
  },
  agreeLink(memory, { yes }) {
    if (memory.link !== 'asked') return { is: 'over' }
    memory.link = undefined
    return { is: yes ? 'joining' : 'over', other: OTHER.makerId, refused: !yes }
  },
  endLink: ({ link }) => (link === 'joined' ? 'parting' : 'none'),
}
