// The forms of people and of officers, begun and answered up to a question.
import { answer, type Play, play } from '../play.js'

let id = 500
export const say = (p: Play, text: string, more: object = {}) =>
  p.feed({ kind: 'text', text, msg: String(++id), ...more })

function officer(role: 'officer' | 'administrator', said: string): Play {
  const p = play()
  p.who = { personId: '1', roles: [{ role, unit: '11383', unitName: 'Phường Lê Chân' }] }
  p.feed({ kind: 'start' })
  p.say(said)
  p.tell()
  return p
}

export const BEGIN: Record<string, () => Play> = {
  nominate: () => play().begin(),
  suggest() {
    const p = play()
    p.feed({ kind: 'start', payload: 'suggest' })
    p.press('Tôi đồng ý')
    return p
  },
  support() {
    const p = play()
    p.say('đăng ký trợ giúp')
    p.press('Nơi đang cần nhất')
    p.tell()
    p.press('Tôi muốn giúp: gạo và sữa')
    p.tell()
    p.press('Tôi đồng ý')
    return p
  },
  delivery() {
    const { p } = until('support', 'summary', { quantity: '3' })
    p.press('Gửi đi')
    p.tell()
    p.feed({ kind: 'ours', flow: 'support', what: 'agreed', about: 'DK-2026-000001' })
    p.feed({ kind: 'tap', token: 'c.helpDone.DK-2026-000001' })
    p.tell()
    return p
  },
  address: () => officer('officer', 'nhập địa chỉ nhân đạo'),
  campaign: () => officer('officer', 'gửi tin'),
  round: () => officer('administrator', 'mở đợt xét'),
}

/** What an officer says at each question of theirs. */
export const OFFICERS = {
  address: {
    unit: 'phường lê chân',
    group: 'Người cao tuổi neo đơn',
    name: 'Phạm Thị Ngâu',
    birthYear: '1948',
    guardian: 'Trần Văn Ba',
    hasPhone: 'không',
    place: 'số 7 ngõ 12 Cát Cụt',
    details: 'Cụ sống một mình, đau khớp, không đi lại được',
    summary: 'Cụ bà sống một mình, đi lại khó khăn, cần gạo hằng tháng.',
    form: 'Vật chất',
    what: 'gạo',
    quantity: '10 suất',
    rhythm: 'Một lần',
    neededBy: '31/12',
    urgency: 'Cần sớm',
    visited: 'Đã xác minh',
  },
  campaign: { text: 'Mời cả nhà đọc chuyện người tốt tuần này nhé', file: 'không', buttons: 'không', when: 'ngay' },
  round: { programme: 'Văn hóa công sở', place: 'Phường Lê Chân', opens: 'ngay', submitBy: '10/1', reviewBy: '31/1' },
}

/** Goes to a question, answering some of those before it in these words: the ids of these messages, and what was asked. */
export function until(flow: string, at: string, given: Record<string, string>) {
  const p = BEGIN[flow]!()
  const ids: Record<string, string> = {}
  const asked: Record<string, string> = {}
  for (let n = 0; p.key !== at; n++) {
    const { key } = p
    if (n > 60) throw new Error(`stuck at ${key}: ${p.last}`)
    asked[key] ??= p.last.replace(/[\uE000\uE001]/g, '')
    if (given[key] === undefined) answer(p)
    else {
      say(p, given[key])
      ids[key] = String(id)
      if (p.key === key) p.press('Đúng rồi')
    }
  }
  return { p, ids, asked }
}

/** The id of the message said last. */
export const lastId = () => String(id)
