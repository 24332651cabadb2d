// What an officer finds in a rehearsal: invented stories, told by nobody. And a movement that the city does not have.
import type { OpenedFile } from '../../effects/desk.js'
import type { Movement } from '../../programme.js'
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

export const inventedMovement: Movement & { label: string } = {
  code: 'hien-mau',
  name: 'Tôn vinh người hiến máu tình nguyện (ví dụ)',
  label: 'Gương hiến máu tình nguyện',
  kinds: ['individual', 'collective'],
  questions: [
    {
      key: 'times',
      ask: 'count',
      label: 'Số lần hiến máu',
      text: 'Người ấy đã hiến máu khoảng bao nhiêu lần ạ?',
      of: 'lần',
    },
    { key: 'calls', ask: 'story', label: 'Việc làm', text: 'Người ấy vận động mọi người hiến máu thế nào ạ?', min: 20 },
  ],
  criteria: [{ key: 'devoted', ask: 'Người ấy có bền bỉ nhiều năm không ạ?', kinds: ['individual'] }],
}
