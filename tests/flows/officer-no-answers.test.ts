// What a busy officer writes where something is asked for, and what is none of it: put off, left as it is, said to us.
import { describe, expect, it } from 'vitest'
import { BEGIN, OFFICERS, until } from './field/forms.js'
import { at, deeds, says } from './officer-play.js'
import { type Play, play } from './play.js'

const A = 'DCND-2026-0101'

/** Where words are written down as they are said, and the deed that writes them. */
const WRITTEN: Record<string, [open: () => Play, deed: string]> = {
  'the theme of the year': [() => at('administrator', 'c.changeTheme.2027'), 'setTheme'],
  'a need': [() => at('officer', `c.need.1~${A}`, 'Lời ghi nhu cầu'), 'changeNeed'],
  'where a family lives': [() => at('officer', `c.family.${A}`, 'Nơi ở'), 'changeFamily'],
  'how a family is': [() => at('officer', `c.family.${A}`, 'Hoàn cảnh'), 'changeFamily'],
  'public words': [() => at('officer', `c.publicCard.${A}`, 'Lời giới thiệu'), 'changeCard'],
  'why an address is refused': [() => at('officer', `c.addressState.${A}~refused`), 'setAddressState'],
  'why a reviewer steps back': [() => at('reviewer', 'c.reviewRecuse.1'), 'recuse'],
}
describe.each(Object.entries(WRITTEN))('as %s', (_name, [open, deed]) => {
  it.each([
    'khoan đã',
    'khoan đã, để em hỏi lại gia đình',
    'để hỏi lại đã',
    'để em hỏi lại',
    'de mai em viet',
    'doi em hoi lai gia dinh da',
    'doi toi xem lai',
    'de hoi lai gia dinh da',
    'thôi để mai em viết tiếp nhé',
    'em viết sau nhé',
    'để mai xem',
    'giữ nguyên như cũ đi em ạ',
    'như cũ',
    'thôi không sửa nữa',
  ])('"%s" is not written down', (said) => {
    const p = says(open(), said)
    expect(deeds.map((effect) => effect.do)).not.toContain(deed)
    expect(p.session.panel?.said).toBeUndefined()
  })
})

it.each(['vâng', 'ok', 'không', 'chưa biết'])('"%s" is no theme and no need', (said) => {
  says(WRITTEN['the theme of the year']![0](), said)
  expect(deeds.map((effect) => effect.do)).not.toContain('setTheme')
  says(WRITTEN['a need']![0](), said)
  expect(deeds.map((effect) => effect.do)).not.toContain('changeNeed')
})

it('"không hẹn" takes the day of a need away', () => {
  for (const said of ['không hẹn', 'không', 'khi nào cũng được', 'bỏ hạn']) {
    says(at('officer', `c.need.1~${A}`, 'Cần trước ngày'), said)
    expect(deeds).toMatchObject([{ do: 'changeNeed', change: { neededBy: '' } }])
  }
})

describe('who agreed for a child', () => {
  const asked = () => {
    const p = at('officer', 'c.desk')
    const effect = { do: 'setFamilyConsent', code: A, agreed: true }
    p.feed({ kind: 'told', asked: effect, of: 'setFamilyConsent', result: 'guardian' } as never)
    return p
  }
  it.each([
    'bố mẹ không đồng ý',
    'gia đình chưa đồng ý',
    'bo me khong dong y',
    'để hỏi',
    'để mai hỏi',
    'mai hỏi',
    'chưa gặp',
    'khoan đã',
    'cháu không có ai',
    'mồ côi',
    'ok',
    'vâng',
    'rồi',
    'đồng ý rồi',
    'đã hỏi rồi',
    'mẹ cháu',
    'bố',
    'hoi roi',
    '1',
  ])('is nobody by "%s"', (said) => {
    says(asked(), said)
    expect(deeds.map((effect) => effect.do)).not.toContain('setFamilyConsent')
  })
  it.each([
    ...['Trần Thị Lan', 'chị Lan mẹ cháu', 'Khổng Thị Mai', 'tran thi lan'],
    ...['Mai Thị Hoa', 'Mai Van Ba', 'Nguyễn Thị Rơi'],
  ])('is "%s"', (said) => {
    says(asked(), said)
    expect(deeds).toMatchObject([{ do: 'setFamilyConsent', agreed: true, guardian: said }])
  })
})

describe('in the form of an address', () => {
  const form = (key: string, said: string) => says(until('address', key, OFFICERS.address).p, said).answers[key]
  it.each([
    ['không có ai', ''],
    ['ko có', ''],
    ['không có con', ''],
    ['bà sống một mình', ''],
    ['chưa hỏi', undefined],
    ['có con', undefined],
    ['Trần Văn Ba', 'Trần Văn Ba'],
  ])('"%s" is the guardian %j', (said, guardian) => expect(form('guardian', said)).toBe(guardian))

  it.each(['rồi, nhưng chưa xem giấy tờ', 'có, nhưng mới nghe kể'])('"%s" has verified nothing', (said) =>
    expect(form('visited', said)).toBeUndefined(),
  )
  it.each([
    ...['rồi, nhưng đổi ý', 'có, mà chưa ký', 'Rồi, chưa đồng ý', 'có, chưa đồng ý', 'Có, để hỏi lại đã'],
    ...['rồi, bố đồng ý mà mẹ không', 'roi, gia dinh khong dong y'],
  ])('"%s" is no consent of a family', (said) => expect(form('consent', said)).not.toBe('yes'))
})

it.each(['không mở quán nước nữa', 'Không gửi con nữa', 'không đăng ký nữa'])(
  '"%s" tells how a family is, and why it is refused',
  (said) => {
    says(WRITTEN['how a family is']![0](), said)
    expect(deeds).toMatchObject([{ do: 'changeFamily', change: { details: said } }])
    expect(says(WRITTEN['why an address is refused']![0](), said).session.panel?.said).toBe(said)
  },
)

it.each(['để sáng mai', 'để tối mai', 'để chiều mai 15h'])('"%s" is when a message leaves', (said) => {
  const p = says(until('campaign', 'when', OFFICERS.campaign).p, said)
  expect(p.answers.when).toBe('tomorrow')
})

it.each(['đầu tuần', '23/11'])('"%s", said on that day, does not send a message at once', (said) => {
  const p = says(until('campaign', 'when', OFFICERS.campaign).p, said)
  expect(p.answers.when).toBe('date')
  expect(p.key).toBe('hour')
})

it('"mổ mắt" is what a family needs', () => {
  expect(says(until('address', 'what', OFFICERS.address).p, 'mổ mắt').answers.what).toBe('mổ mắt')
})

describe('as a message to members', () => {
  it.each([
    'chưa nghĩ ra',
    'để em soạn đã',
    'thôi không gửi nữa',
    'huỷ đợt này',
    'huy tin nay',
    'các tin đã gửi',
    'gui lai tin tuan truoc',
    'như tuần trước',
    'gửi cho ai ạ',
    'soạn giúp tôi',
    'gửi cho công nhân thôi',
    'gửi ảnh được không',
  ])('"%s" is taken for none', (said) => {
    expect(says(BEGIN.campaign!(), said).answers).not.toHaveProperty('text')
  })
  it.each([
    ...['Gửi cho các bạn lời chúc đầu tuần nhé', 'Không gửi rác ra đường, cả phố mình cùng sạch'],
    ...[
      'Khoan đã, anh chị ơi! Hãy đọc câu chuyện này nhé.',
      'Đừng nghĩ mình quá bận',
      'Mai gặp nhau nhé, 8h ở sân đình',
    ],
  ])('"%s" is one', (said) => expect(says(BEGIN.campaign!(), said).answers.text).toBe(said))
  it.each(['mặc định', 'để nguyên', 'như cũ', 'gì cũng được'])('"%s" leaves the button of a link its words', (said) => {
    const p = says(BEGIN.campaign!(), 'Mời cả nhà đọc chuyện người tốt', 'không', 'một đường dẫn', 'xong')
    expect(says(p, 'https://haiphong.gov.vn', said).answers.linkLabel).toBe('')
  })
})

it.each(['ok', 'dạ vâng', 'mai tôi gửi', 'để mai gửi'])('"%s" does not answer what a reviewer asks', (said) => {
  const p = play()
  p.feed({ kind: 'start' })
  const result = { code: 'NT-2026-000203', nominee: 'Nguyễn Thị Mẫu', question: 'Có ảnh không ạ?' }
  p.feed({ kind: 'told', asked: { do: 'showQuestion', question: '1' }, of: 'showQuestion', result } as never)
  says(p, said)
  expect(deeds).toEqual([])
  says(p, 'Có ảnh chụp hôm phát cháo')
  expect(deeds).toMatchObject([{ do: 'answerQuestion' }])
})

it('"thôi" at the name of a new unit leads back to the unit above it', () => {
  says(at('administrator', 'c.addUnit.11383', 'trường học'), 'thôi')
  expect(deeds).toEqual([{ do: 'openUnit', unit: '11383' }])
})
