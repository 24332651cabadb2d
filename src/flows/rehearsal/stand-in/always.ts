import type { AlwaysEffect, AlwaysResults } from '../../effects/always.js'
import type { Memory, StandIn } from '../memory.js'

export const standIn: StandIn<AlwaysEffect, AlwaysResults> = {
  showRecords: (memory) => ({ records: newestFirst(memory), older: 0 }),
  showData: (memory, _effect, now) => ({
    since: memory.since ?? now,
    channels: ['telegram'],
    consents: memory.consents,
    names: [...memory.names],
    phones: [...memory.phones],
    files: memory.files.size,
    sent: newestFirst(memory),
    older: 0,
    forms: [],
    requests: memory.requests.toReversed(),
    olderRequests: 0,
    lines: [],
  }),
}

/** What was sent before a wish to withdraw or be erased waits for an officer. */
function newestFirst({ sent, requests }: Memory) {
  const left = requests.findLast(({ kind }) => kind === 'withdraw' || kind === 'erase')
  return sent
    .toReversed()
    .map(({ key: _key, ...r }) => (left && left.createdAt >= r.submittedAt ? { ...r, state: 'leaving' } : r))
}
