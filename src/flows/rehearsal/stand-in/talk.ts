import type { TalkEffect, TalkResults } from '../../effects/talk.js'
import type { StandIn } from '../memory.js'

/** The other side of a rehearsal hears everything and is always there. */
export const standIn: StandIn<TalkEffect, TalkResults> = {
  takeRequest(memory, { ticket }) {
    const request = memory.desk.requests.find((each) => each.ticket === ticket)
    if (!request || request.closed) return { is: 'closed' }
    if (request.taken === 'others') return { is: 'byOther', officer: '7', at: request.at }
    request.taken = 'mine'
    return { is: 'taken', note: request.note, reached: true }
  },
  relay: () => 'passed',
  endTalk: () => 'ended',
}
