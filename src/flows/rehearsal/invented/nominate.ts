// What an officer finds in a rehearsal: invented stories, told by nobody.
import type { OpenedFile } from '../../effects/desk.js'
import { HOUR } from '../../schedule.js'

const AT = Date.parse('2026-11-20T09:00:00+07:00')

export function inventedFiles(): OpenedFile[] {
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
  return [
    { ...file, code: 'NT-2026-000101', about: 'Trần Văn Ví Dụ', accounts: [account] },
    {
      ...file,
      code: 'NT-2026-000102',
      about: 'Tổ dân phố số 0',
      at: AT + HOUR,
      accounts: [account, account],
      pictures: 2,
    },
  ]
}
