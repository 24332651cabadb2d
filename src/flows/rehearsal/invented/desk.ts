// What an officer finds in a rehearsal: invented requests of nobody.

import type { OpenedRequest } from '../../effects/desk.js'
import { DAY } from '../../schedule.js'

const AT = Date.parse('2026-11-20T09:00:00+07:00')

export function inventedRequests(): OpenedRequest[] {
  const request = {
    unit: 'Phường Lê Chân',
    at: AT,
    replyBy: AT + 2 * DAY,
    urgent: false,
    channels: ['Zalo'],
    closed: false,
  }
  return [
    { ...request, ticket: '11', kind: 'human', note: 'Nhà cháu hết gạo rồi ạ', urgent: true },
    { ...request, ticket: '12', kind: 'human', note: 'Tôi muốn hỏi về hồ sơ', taken: 'others' },
    { ...request, ticket: '13', kind: 'erase', doBy: AT + 20 * DAY },
    { ...request, ticket: '14', kind: 'withdraw', doBy: AT + 15 * DAY },
    { ...request, ticket: '15', kind: 'correct', doBy: AT + 10 * DAY },
  ]
}
