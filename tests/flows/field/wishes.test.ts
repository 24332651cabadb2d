// Danger and want are heard at once; every wish finds its door from people's own words, also idle and at consent.
import { describe, expect, it } from 'vitest'
import { needOf } from '../../../src/flows/vi/plea.js'
import { readWish } from '../../../src/flows/vi/wishes.js'
import { answerUntil, type Play, play } from '../play.js'

const tickets = (p: Play) => p.effects.filter((e) => e.do === 'openTicket')

function everywhere(): [string, () => Play][] {
  return [
    ['new', () => play()],
    [
      'at home',
      () => {
        const p = play()
        p.say('bắt đầu')
        return p
      },
    ],
    [
      'at consent',
      () => {
        const p = play()
        p.feed({ kind: 'start', payload: 'nominate' })
        return p
      },
    ],
    [
      'at the name',
      () => {
        const p = play().begin()
        answerUntil(p, 'name')
        return p
      },
    ],
  ]
}

describe('somebody in danger or want', () => {
  it.each([
    ['tôi không muốn sống nữa', 'life'],
    ['toi khong muon song nua', 'life'],
    ['chán sống lắm rồi', 'life'],
    ['em muốn tự tử', 'life'],
    ['nhà hết gạo rồi', 'want'],
    ['mẹ con em hai hôm nay không có gì ăn', 'want'],
    ['giúp tôi với', 'want'],
    ['tôi bị chồng đánh', 'violence'],
    ['nhà cháu bị ngập', 'danger'],
    ['con tôi bị ung thư', 'illness'],
  ] as const)('"%s": officers hear of it at once, and it is answered as what it is', (said, need) => {
    expect(needOf(said)).toBe(need)
    for (const [where, start] of everywhere()) {
      const p = start()
      p.say(said)
      expect(tickets(p), where).toMatchObject([{ kind: 'human', urgent: true, note: said }])
      expect(p.last).not.toContain('Anh/chị có thể nhắn bất cứ lúc nào')
      expect(p.last).not.toContain('Nơi này để giới thiệu')
      expect(p.last).toContain('số điện thoại')
      expect(/11[1345]/.test(p.last), p.last).toBe(need !== 'want')
      p.say('số của tôi 0936111222, ở phường Lê Chân')
      expect(tickets(p)).toMatchObject([{ urgent: true, note: 'số của tôi 0936111222, ở phường Lê Chân' }])
      expect(p.last.replace(/\u00A0/g, ' ')).toContain('0936 111 222')
      p.feed({ kind: 'details', name: 'An', phone: '+84936111222' })
      expect(tickets(p)).toMatchObject([{ note: 'An, +84936111222' }])
    }
  })

  it('is heard at the story as well, and the form waits behind it', () => {
    const p = play().begin()
    answerUntil(p, 'story')
    p.say('tôi không muốn sống nữa')
    expect(tickets(p)).toHaveLength(1)
    expect(p.draft!.notes.story).toBeUndefined()
    p.press('Tiếp tục kể')
    expect(p.key).toBe('story')
    p.say('Có anh không muốn sống nữa, đứng trên cầu Bính, chú Hùng đã chạy ra ôm lại.')
    expect(tickets(p)).toHaveLength(0)
  })

  it('at consent the question for it waits', () => {
    const p = play()
    p.feed({ kind: 'start', payload: 'nominate' })
    p.say('nhà hết gạo rồi')
    p.press('Trang chính')
    expect(p.session.panel?.name).toBe('consent')
  })
})

const WISHES = {
  donate: [
    'tôi muốn giúp',
    'ủng hộ',
    'tôi muốn ủng hộ gia đình chị Hạnh',
    'cho mình xin số tài khoản',
    'em muon tang quan ao cu cho tre em ngheo',
    'công ty tôi muốn tài trợ xe đạp',
  ],
  volunteer: ['tôi muốn làm tình nguyện viên', 'em muốn hiến máu', 'dang ky tinh nguyen o dau'],
  movement: ['phong trào người tốt việc thiện là gì', 'người tốt việc thiện là gì vậy em', 'địa chỉ nhân đạo là gì'],
  month: ['Tháng Nhân đạo là gì?', 'thang nhan dao nam nay co gi'],
  fraud: [
    'có người tự xưng hội chữ thập đỏ đòi tiền',
    'co nguoi gia danh can bo hoi goi dien bat chuyen tien',
    'tôi muốn báo lừa đảo',
  ],
  erase: [
    'tôi muốn xóa hết thông tin của tôi',
    'xóa thông tin cá nhân của tôi',
    'xoa het thong tin cua bac di',
    'đừng lưu số điện thoại của tôi nữa',
  ],
}

describe.each(Object.entries(WISHES))('%s', (wish, texts) => {
  it.each(texts)('"%s" finds its door', (said) => {
    for (const [where, start] of everywhere()) {
      const p = start()
      p.say(said)
      const found = {
        donate: p.session.panel?.name === 'support-how',
        volunteer: tickets(p).length === 1 && p.last.includes('góp sức'),
        movement: p.last.includes('Người tốt, việc thiện'),
        month: p.last.includes('1/5'),
        fraud: tickets(p).length === 1 && p.last.includes('đừng chuyển khoản'),
        erase: p.session.panel?.name === 'erase',
      }[wish]
      expect(found, `${where}: ${p.last}`).toBe(true)
    }
  })
})

it.each([
  'Nguyễn Thị Hương',
  'Lê Văn Giúp',
  'bác Tư hay ủng hộ người nghèo trong xóm',
  'có phải lừa đảo không',
  'phường Lê Chân',
  'khoảng 30 người',
])('"%s" is no wish', (said) => expect(readWish(said)).toBeUndefined())

it('an answer in passing keeps the question that waits', () => {
  const p = play()
  p.feed({ kind: 'start', payload: 'nominate' })
  p.say('Tháng Nhân đạo là gì?')
  expect(p.last).toContain('đồng ý')
  p.say('u dong y')
  expect(p.key).toBe('kind')
})

describe('"hủy đăng ký"', () => {
  it.each(['hủy đăng ký', 'huy dang ky', 'rút đăng ký trợ giúp'])(
    '"%s" of who offered help means that help, never the messages',
    (said) => {
      const p = play()
      p.session = { ...p.session, consents: { support: '2026-11-1' } }
      p.say(said)
      expect(p.session.stopped).toBeUndefined()
      expect(p.said[0]!.text).toContain('đăng ký trợ giúp muốn hủy')
      expect(p.effects).toContainEqual(expect.objectContaining({ do: 'showRecords' }))
    },
  )

  it('of who never offered any means the messages', () => {
    const p = play()
    p.say('hủy đăng ký')
    expect(p.session.stopped).toBe(true)
    const q = play()
    q.session = { ...q.session, consents: { support: '2026-11-1' } }
    q.say('hủy đăng ký nhận tin')
    expect(q.session.stopped).toBe(true)
  })
})
