// What an officer finds in a rehearsal: invented people, told by nobody.
import { DAY, HOUR } from '../schedule.js'
import type { OpenedFile, OpenedRequest } from './effects.js'

const AT = Date.parse('2026-11-20T09:00:00+07:00')

export interface Invented {
  files: OpenedFile[]
  requests: OpenedRequest[]
}

export function invented(): Invented {
  const account = {
    name: 'Phạm Thị Mẫu',
    phone: '+84912345678',
    at: AT,
    withdrawn: false,
    answers: {
      kind: 'individual',
      name: 'Trần Văn Ví Dụ',
      story: 'Ngày nào chú cũng sửa xe cho học sinh nghèo, không lấy tiền.',
    },
  }
  const file = { flow: 'nominate', state: 'received', unit: 'Phường Lê Chân', at: AT, pictures: 0 }
  const request = {
    unit: 'Phường Lê Chân',
    at: AT,
    replyBy: AT + 2 * DAY,
    urgent: false,
    channels: ['Zalo'],
    closed: false,
  }
  return {
    files: [
      { ...file, code: 'NT-2026-000101', about: 'Trần Văn Ví Dụ', accounts: [account] },
      {
        ...file,
        code: 'NT-2026-000102',
        about: 'Tổ dân phố số 0',
        at: AT + HOUR,
        accounts: [account, account],
        pictures: 2,
      },
    ],
    requests: [
      { ...request, ticket: '11', kind: 'human', note: 'Nhà cháu hết gạo rồi ạ', urgent: true },
      { ...request, ticket: '12', kind: 'human', note: 'Tôi muốn hỏi về hồ sơ', taken: 'others' },
      { ...request, ticket: '13', kind: 'erase', doBy: AT + 20 * DAY },
      { ...request, ticket: '14', kind: 'withdraw', doBy: AT + 15 * DAY },
    ],
  }
}
