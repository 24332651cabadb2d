// Who opens rounds, and officers at their desk, in their own words.
import { describe, expect, it } from 'vitest'
import type { HeldRole, Role } from '../../src/flows/roles.js'
import { type Play, play } from './play.js'

function as(role?: Role): Play {
  const p = play()
  const held: HeldRole[] = role ? [{ role, unit: '11383', unitName: 'Phường Lê Chân' }] : []
  p.who = { personId: '1', roles: held }
  p.feed({ kind: 'start' })
  return p
}
let deeds: { do: string }[] = []
function settled(p: Play): Play {
  deeds = p.effects.filter((effect) => effect.do !== 'say')
  for (let n = 0; n < 5 && p.effects.some((effect) => effect.do !== 'say'); n++) p.tell()
  return p
}
function says(p: Play, text: string): Play {
  p.say(text)
  return settled(p)
}
function tap(p: Play, token: string): Play {
  p.feed({ kind: 'tap', token })
  return settled(p)
}
const done = () => deeds.map((effect) => effect.do).filter((what) => what !== 'watchDraft')

describe('with nothing open', () => {
  it.each([
    ['mở đợt cấp thành phố', 'offerRound'],
    ['tôi muốn mở đợt xét tháng 5', 'offerRound'],
    ['mo dot xet moi', 'offerRound'],
    ['dời hạn', 'showRounds'],
    ['gia han', 'showRounds'],
    ['khép đợt', 'showRounds'],
    ['số liệu đợt xét', 'showRounds'],
    ['hồ sơ mới', 'listFiles'],
    ['ai đang chờ', 'listRequests'],
    ['NT-2026-000101', 'openFile'],
    ['nt-2026-000101', 'openFile'],
    ['hôm nay có việc gì không', 'showDesk'],
    ['co viec gi moi', 'showDesk'],
    ['có ai cần gặp không', 'listRequests'],
    ['ai dang doi can bo', 'listRequests'],
    ['có yêu cầu nào mới không', 'listRequests'],
  ])('an administrator’s "%s" is %s', (said, deed) => {
    says(as('administrator'), said)
    expect(done()).toEqual([deed])
  })

  it.each([
    'tôi muốn gửi tin cho công nhân',
    'gửi tin gấp',
    'gửi thông báo khẩn cho thành viên',
    'gửi thông báo cho thành viên',
    'toi muon nhan tin cho doan vien',
  ])('an officer’s "%s" begins a message', (said) => {
    expect(says(as('officer'), said).last).toContain('nhắn gì tới các thành viên')
  })

  it.each([
    ['tìm hồ sơ của bà Mận', 'Mận'],
    ['tim ho so chi Hoa', 'Hoa'],
    ['xem hồ sơ Trần Văn Tám', 'Trần Văn Tám'],
    ['tìm hồ sơ Hồ Sơ Lâm giúp tôi', 'Hồ Sơ Lâm'],
  ])('an officer’s "%s" looks for the file of %s', (said, find) => {
    says(as('officer'), said)
    expect(deeds).toContainEqual(expect.objectContaining({ do: 'listFiles', find }))
  })

  it('a row of dots in a name is read in one way, not in every way it can be shared out', () => {
    says(as('officer'), `tìm hồ sơ Mận${'.'.repeat(200)}x`)
    expect(deeds).toContainEqual(expect.objectContaining({ do: 'listFiles', find: expect.stringMatching(/^Mận\.+/) }))
  })

  it('"tìm hồ sơ" alone asks whose', () => {
    expect(says(as('officer'), 'tìm hồ sơ').last).toContain('tên người được giới thiệu')
  })

  it.each(['thêm đơn vị mới', 'doi ten don vi', 'sáp nhập đơn vị', 'đóng đơn vị', 'tôi muốn thêm đơn vị'])(
    'an administrator’s "%s" asks for the unit',
    (said) => {
      const p = says(as('administrator'), said)
      expect(p.last).toContain('gõ tên đơn vị')
      expect(says(p, said).last).not.toContain('chưa tìm thấy')
    },
  )

  it.each([
    ['đổi tên phường Lê Chân', 'Phường Lê Chân'],
    ['sap nhap phuong an bien', 'Phường An Biên'],
    ['thêm trường học ở phường Lê Chân', 'Phường Lê Chân'],
  ])('an administrator’s "%s" finds %s', (said, name) => {
    const p = says(as('administrator'), said)
    expect(p.said.flatMap(({ buttons }) => buttons?.map(({ label }) => label))).toContainEqual(
      expect.stringContaining(name),
    )
  })

  it.each(['đổi tên', 'đổi tên tôi thành Lan', 'thêm người nữa', 'đóng góp quần áo', 'sáp nhập là gì'])(
    '"%s" is about no unit',
    (said) => {
      expect(says(as('administrator'), said).session.panel?.name).not.toBe('find-unit')
    },
  )

  it.each([
    ['Yêu cầu về dữ liệu', 'listRequests'],
    ['cac tin da gui', 'listBroadcasts'],
    ['thành viên đơn vị ạ', 'countMembers'],
    ['nguoi va vai tro', 'listPeople'],
  ])('work is known by its name: "%s" is %s', (said, deed) => {
    says(as('administrator'), said)
    expect(done()).toEqual([deed])
  })

  it.each(['mời người xét', 'thêm người xét', 'mời cán bộ mới'])('an officer’s "%s" invites', (said) => {
    expect(says(as('officer'), said).last).toContain('mời người mới')
  })

  it.each([
    'hồ sơ mới',
    'ai đang chờ',
    'NT-2026-000101',
    'gửi thông báo cho thành viên',
    'mở đợt cấp thành phố',
    'có việc gì mới không',
    'tìm hồ sơ của bà Mận',
    'đổi tên phường Lê Chân',
  ])('of a citizen’s "%s" nothing is refused and nothing opened', (said) => {
    says(as(), said)
    expect(deeds).toEqual([])
  })

  it('"quay lại" and "tiếp" are what they were', () => {
    for (const said of ['quay lại', 'tiếp']) {
      says(as('reviewer'), said)
      expect(deeds).toEqual([])
    }
  })
})

describe('"quay lại" on a list leads to the list before', () => {
  it.each([
    ['c.round.1', 'showQueue'],
    ['c.requests', 'showDesk'],
    ['c.people', 'showDesk'],
    ['c.file.NT-2026-000101', 'listFiles'],
    ['c.reviewTick.1', 'showQueue'],
  ])('from %s', (token, deed) => {
    says(tap(as('administrator'), token), 'quay lại')
    expect(done()).toEqual([deed])
  })

  it('from the desk home', () => {
    const p = says(tap(as('administrator'), 'c.desk'), 'quay lại')
    expect(deeds).toEqual([])
    expect(p.session.panel?.name).toBe('home')
  })
})

describe('a round', () => {
  const round = () => tap(as('administrator'), 'c.round.1')
  it.each([
    ['gia hạn', 'moveRound'],
    ['dời', 'moveRound'],
    ['nhắc ít thôi', 'changeLadder'],
    ['lịch nhắc', 'changeLadder'],
  ])('"%s" is %s', (said, deed) => {
    says(round(), said)
    expect(done()).toEqual([deed])
  })

  const sure = () => says(tap(as('administrator'), 'c.moveRound.1'), '20/12')
  it.each(['dời hạn', 'dời', 'đúng rồi', 'vâng', 'có', 'ok', 'đồng ý'])(
    'read back, "%s" moves its deadline alone',
    (said) => {
      says(sure(), said)
      expect(deeds).toEqual([expect.objectContaining({ do: 'moveRound', from: expect.any(Number) })])
      expect(deeds[0]).not.toHaveProperty('submitToo')
    },
  )
  it.each(['dời cả hai', 'cả hai'])('read back, "%s" moves both', (said) => {
    says(sure(), said)
    expect(deeds).toEqual([expect.objectContaining({ do: 'moveRound', submitToo: true })])
  })
  it.each(['không', 'thôi', 'khoan đã', 'sai rồi'])('read back, "%s" moves nothing', (said) => {
    says(sure(), said)
    expect(done()).not.toContain('moveRound')
  })

  const form = (...said: string[]) => said.reduce(says, tap(as('administrator'), 'c.openRound'))
  it.each([
    ['co so', 'unit'],
    ['cấp thành phố', 'city'],
    ['thành phố', 'city'],
  ])('the step "%s"', (said, stage) => {
    expect(form('1', said).answers.stage).toBe(stage)
  })
  it.each([
    ['theo ky', 'cycle'],
    ['kỳ hằng năm', 'cycle'],
    ['tự chọn', 'own'],
    ['ngày khác', 'own'],
    ['15/1', 'own'],
  ])('the dates "%s"', (said, dates) => {
    expect(form('1', '1', '1', said).answers.dates).toBe(dates)
  })
  it.each(['1', '15', '2027'])('a bare "%s" is no day', (said) => {
    expect(form('2', '1', 'mở ngay', said).answers).not.toHaveProperty('submitBy')
  })
  it('a picture is not taken, and the question stands', () => {
    const p = form('2', '1', 'mở ngay')
    p.feed({ kind: 'files', files: [{ ref: 'r', kind: 'photo', size: 1000 }] })
    expect(p.last).toContain('Nhận hồ sơ đến hết ngày nào')
    expect(p.last).not.toContain('Kể tiếp')
  })
})
