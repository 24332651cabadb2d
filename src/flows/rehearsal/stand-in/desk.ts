import type { DeskEffect, DeskResults } from '../../effects/desk.js'
import { fold } from '../../vi/text.js'
import type { Memory, StandIn } from '../memory.js'

const PAGE = 8

export const standIn: StandIn<DeskEffect, DeskResults> = {
  showDesk({ desk }) {
    const open = desk.requests.filter(({ closed }) => !closed)
    const requests = open.filter(({ kind }) => kind === 'human').length
    return { files: desk.files.length, requests, data: open.length - requests, soon: 0, late: 0 }
  },
  listFiles({ desk }, { order, find, skip }) {
    const found = desk.files.filter(({ code, about }) => !find || fold(`${code} ${about}`).includes(fold(find)))
    const sorted = found.sort((a, b) => (order === 'waiting' ? a.at - b.at : b.at - a.at))
    const lines = sorted
      .slice(skip, skip + PAGE)
      .map(({ code, about, state, unit, at, accounts }) => ({ code, about, state, unit, at, tellers: accounts.length }))
    return { lines, older: Math.max(0, found.length - skip - lines.length) }
  },
  openFile: ({ desk }, { code }) => desk.files.find((file) => file.code === code) ?? 'none',
  showPictures({ desk }, { code }) {
    const file = desk.files.find((each) => each.code === code)
    return file ? { pictures: Array.from({ length: file.pictures }, (_, n) => String(n).repeat(64)) } : 'none'
  },
  listRequests({ desk }, { which, skip }) {
    const all = desk.requests.filter(({ kind, closed }) => !closed && (kind === 'human') === (which === 'people'))
    const lines = all.slice(skip, skip + PAGE)
    return { lines, older: all.length - skip - lines.length }
  },
  openRequest: (memory, { ticket }) => requestOf(memory, ticket) ?? 'none',
  releaseRequest(memory, { ticket }) {
    const request = requestOf(memory, ticket)
    if (request?.taken !== 'mine') return 'notTaken'
    request.taken = undefined
    return 'released'
  },
  closeRequest(memory, { ticket }) {
    const request = requestOf(memory, ticket)
    if (!request) return 'none'
    if (request.closed) return 'over'
    request.closed = true
    return 'closed'
  },
  carryOut(memory, { ticket, deed, sure }) {
    const request = requestOf(memory, ticket)
    if (!request || request.closed) return { is: 'over' }
    if (request.kind !== deed) return { is: 'otherKind', kind: request.kind }
    if (!sure) return { is: 'think', sent: ['NT-2026-000102'], drafts: 0, questions: [], unreachable: false }
    request.closed = true
    return deed === 'erase'
      ? { is: 'erased', gone: ['NT-2026-000101'], shared: [], files: 0, told: true }
      : { is: 'withdrawn', codes: ['NT-2026-000101'], told: true }
  },
}

function requestOf({ desk }: Memory, ticket: string) {
  return desk.requests.find((request) => request.ticket === ticket)
}
