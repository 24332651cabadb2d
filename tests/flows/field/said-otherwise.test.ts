// What people say for a button, in words that stand on none.
import { describe, expect, it } from 'vitest'
import { answerUntil, type Play, play, REPLIES } from '../play.js'
import { BEGIN } from './forms.js'

const at = (key?: string) => {
  const p = play().begin()
  answerUntil(p, key)
  return p
}
const BACK = [
  'quay lại câu trước',
  'Quay lại câu trước giúp em',
  'lùi lại một câu',
  'quay lai cau truoc',
  'bấm nhầm rồi',
  'nhầm nút',
]
const LATER = [
  ...['để tối nay kể tiếp', 'tí nữa làm', 'để khi khác', 'chốc nữa', 'chiều tôi kể tiếp', 'để mai kể tiếp'],
  ...[
    'để tối kể tiếp',
    'tối tôi làm tiếp',
    'tối về kể tiếp',
    'mai tôi nhắn tiếp',
    'khi nào rảnh kể tiếp',
    've nha ke tiep',
  ],
  ...[
    'hết giờ nghỉ rồi',
    'vào ca rồi',
    'vào ca rồi em ơi, tối kể',
    'đến giờ làm rồi',
    'đang bận tí',
    'lát nữa',
    'đang dở tay',
  ],
]
const WAIT = ['để tối', 'để tối nhé', 'để lúc rảnh', 'để sáng mai']
const STOP = ['không giới thiệu nữa', 'không muốn làm nữa', 'thôi hủy đi']
const SKIP = ['bỏ qua đi', 'thôi bỏ qua', 'câu này cho qua đi', 'sang câu khác', 'câu tiếp theo', 'bo qua cau nay']
const NO = ['không phải đâu em', 'không đâu', 'đâu có', 'không em ơi', 'ko phai', 'chưa đúng đâu']

describe('at a question for free words, nothing of it is taken for the answer', () => {
  it.each(BACK)('"%s" goes back', (said) => {
    const p = at('helped')
    p.say(said)
    expect(p.key).toBe('deed')
    expect(p.answers).not.toHaveProperty('helped')
  })

  it.each([...LATER, ...STOP])('"%s" puts it aside', (said) => {
    const p = at('helped')
    p.say(said)
    expect(p.session.active).toBeUndefined()
    expect(p.session.drafts).toHaveLength(1)
    expect(p.session.drafts[0]!.answers).not.toHaveProperty('helped')
  })

  it.each([...SKIP, ...NO, ...WAIT])('"%s" is asked about', (said) => {
    const p = at('helped')
    p.say(said)
    expect(p.key).toBe('helped')
    expect(p.answers).not.toHaveProperty('helped')
  })

  it.each(WAIT)('"%s" counts where it is said twice', (said) => {
    const p = at('helped')
    expect(p.say(said)).toContain('"để sau"')
    p.say(said)
    expect(p.answers.helped).toBe(said)
  })

  it.each(WAIT)('"%s" is no name, and no piece of a story', (said) => {
    const p = at('name')
    p.say(said)
    expect(p.draft!.notes).not.toHaveProperty('name')
    const q = at('story')
    q.say(said)
    expect(q.draft!.notes).not.toHaveProperty('story')
  })

  it.each(WAIT)('"%s" puts it aside where there is only to choose', (said) => {
    const p = at('kind')
    p.say(said)
    expect(p.session.active).toBeUndefined()
  })

  it.each(['cô đang bận việc nhà', 'cô bận lắm', 'hết giờ nghỉ cô lại đi', 'tối về cô lại nấu cháo', 'de toi ke tiep'])(
    '"%s" is told of somebody, or goes on at once',
    (said) => {
      const p = at('story')
      p.say(said)
      expect(p.session.active).toBeDefined()
    },
  )

  it.each(['Mai Điền', 'Mai Khai', 'Mai Anh Khai', 'Ban Ty'])('"%s" is somebody', (said) => {
    const p = at('name')
    p.say(said)
    expect(p.session.active).toBeDefined()
    expect(p.answers.name ?? p.draft!.notes.name).toBeDefined()
  })

  it.each(['Đội chú Việt', 'Đội anh Nghị', 'Đội cô Hợp', 'Đôi bà bạn', 'Doi Anh Viet', 'Ban Tay'])(
    '"%s" is a group',
    (said) => {
      const p = play().begin()
      answerUntil(p, 'group', { ...REPLIES, kind: ['Một tập thể, một nhóm'] })
      p.say(said)
      expect(p.answers.group).toBe(said)
    },
  )

  it.each([
    'Khoan đã, cô ấy nói với tôi, để cô đi mua thuốc cho bà.',
    'Khoan đã, anh bảo mọi người đừng đi',
    'Đội anh Việt đã đi cả đêm đã',
    'Để mai sau con cháu noi theo, bác trồng cây ven đường.',
    'Tối về cô nấu cháo',
    'Hết giờ nghỉ cô lại đi giúp bà cụ',
    'Cô bảo mai kể tiếp cho các cháu nghe',
    'Hôm nào bà mệt thì mai làm tiếp',
    'Chiều tối nào bác cũng đi nhặt rác',
  ])('"%s" is a piece of a story', (said) => {
    const p = at('story')
    p.say(said)
    expect(p.draft!.notes.story).toEqual({ pieces: [said] })
  })

  it.each(['bà tôi ốm nên mai kể tiếp nhé', 'phải đi đón con, chiều tôi viết tiếp', 'het gio nghi roi, mai ke tiep'])(
    '"%s" is no piece of it',
    (said) => {
      const p = at('story')
      p.say(said)
      expect(p.draft!.notes).not.toHaveProperty('story')
    },
  )

  it.each(['làm lại từ đầu', 'ke lai tu dau'])('"%s" deletes nothing before they are asked', (said) => {
    const p = at('helped')
    p.say(said)
    expect(p.last).toContain('xóa hẳn')
    p.press('Giữ lại')
    expect(p.key).toBe('helped')
  })
})

it.each(['có một gia đình khó khăn cần giúp', 'tôi muốn khen một người', 'tôi muốn cho quần áo', 'tặng xe lăn'])(
  '"%s", told in a story, is a piece of it',
  (said) => {
    const p = at('story')
    p.say(said)
    expect(p.draft!.notes.story).toEqual({ pieces: [said] })
  },
)

describe('at the summary', () => {
  it.each([...NO, 'sai hết rồi', 'chưa chính xác', 'chưa được'])('"%s" asks what is to be mended', (said) => {
    const p = at()
    p.say(said)
    expect(p.last).toContain('sửa câu nào')
  })

  it.each([
    ['số cuối là 9', '+84912345679'],
    ['số cuối cùng phải là 9', '+84912345679'],
    ['nhầm số, số cuối là 9 chứ không phải 8', '+84912345679'],
    ['so cuoi la chin', '+84912345679'],
    ['hai số cuối là 79', '+84912345679'],
    ['đuôi 555', '+84912345555'],
    ['sai số rồi, 0913345678', '+84913345678'],
  ])('"%s" puts the telephone number right: %s', (said, phone) => {
    const p = at()
    expect(p.say(said)).toContain('đã sửa điện thoại')
    expect(p.answers.byPhone).toBe(phone)
  })

  it.each(['hai số cuối là 9', 'số cuối năm 2024', 'số cuối là mấy ạ'])('"%s" leaves the number alone', (said) => {
    const p = at()
    p.say(said)
    expect(p.answers.byPhone).toBe('+84912345678')
  })

  it.each([
    ['không phải Hoa mà là Hoà', 'Nguyễn Thị Hoà'],
    ['không phải Hoa, Hoài mới đúng', 'Nguyễn Thị Hoài'],
    ['không phải là Hoa, mà là Hoài mới đúng', 'Nguyễn Thị Hoài'],
  ])('"%s" puts the name right: %s', (said, name) => {
    const p = at()
    p.say(said)
    expect(p.answers.name).toBe(name)
  })

  it.each(['đúng tất cả rồi', 'tất cả đều đúng', 'dung tat ca'])('"%s" sends it', (said) => {
    const p = at()
    p.say(said)
    expect(p.effects).toContainEqual(expect.objectContaining({ do: 'submitNomination' }))
  })

  it('"tất cả" alone says neither yes nor no', () => {
    const p = at()
    const before = p.answers
    p.say('tất cả')
    expect(p.answers).toEqual(before)
    expect(p.effects).not.toContainEqual(expect.objectContaining({ do: 'submitNomination' }))
  })

  it.each(['nhầm rồi', 'nhầm rồi em ơi', 'sai mất rồi'])('"%s" changes no answer', (said) => {
    const p = at()
    const before = p.answers
    p.say(said)
    expect(p.answers).toEqual(before)
    expect(p.effects.filter((e) => e.do === 'submitNomination')).toEqual([])
  })
})

describe('with nothing open', () => {
  const home = (said: string) => {
    const p = play()
    p.say('xin chào')
    p.say(said)
    return p
  }

  it.each([
    'hồ sơ của tôi tới đâu rồi',
    'hồ sơ sao rồi ạ',
    'hôm trước tôi gửi giờ sao rồi',
    'quên mã hồ sơ',
    'tôi quên mã rồi',
    'đã duyệt chưa',
    'ho so cua toi toi dau roi',
  ])('"%s" looks at what they sent', (said) => {
    expect(home(said).effects).toContainEqual(expect.objectContaining({ do: 'showRecords' }))
  })

  it.each(['đề cử người tốt', 'tôi muốn đề cử', 'tôi muốn khen một người', 'cách giới thiệu', 'de cu nguoi tot'])(
    '"%s" begins a nomination',
    (said) => expect(home(said).last).toContain('đồng ý'),
  )

  it.each(['đăng ký hỗ trợ', 'dang ky ho tro', 'nhận đỡ đầu', 'ủng hộ gạo', 'tặng xe lăn', 'tôi muốn cho quần áo'])(
    '"%s" asks how they want to help',
    (said) => expect(home(said).last).toContain('chung tay'),
  )

  it.each(['có một gia đình khó khăn cần giúp', 'báo địa chỉ nhân đạo'])('"%s" is about a family in need', (said) => {
    const p = home(said)
    expect(p.session.consents.suggest).toBeUndefined()
    p.press('Tôi đồng ý')
    expect(p.draft!.flow).toBe('suggest')
  })

  it.each(['gọi lại cho tôi', 'gặp nhân viên', 'tôi cần gặp người phụ trách'])(
    '"%s" is for somebody of the Red Cross',
    (said) => expect(home(said).effects).toContainEqual(expect.objectContaining({ do: 'openTicket', kind: 'human' })),
  )

  it.each(['xin số hotline', 'cho tôi xin số điện thoại', 'duong day nong'])('"%s" asks for a number', (said) =>
    expect(home(said).last).toContain('số điện thoại'),
  )

  it.each(['có ai không', 'cho hỏi chút', 'trợ lý ơi'])('"%s" is answered', (said) =>
    expect(home(said).last).not.toContain('chưa hiểu'),
  )
})

describe('somebody who offers help', () => {
  // Four portions of rice and milk are still needed, every month.
  const asked = (key: string) => {
    const p = BEGIN.support!()
    answerUntil(p, key, { ...REPLIES, who: ['Cho tổ chức, đơn vị'], often: ['Đều đặn, đúng như cần'] })
    return p
  }
  const amount = (said: string) => {
    const p = asked('quantity')
    p.say(said)
    return p.answers.quantity
  }

  it.each([
    ['hết', 4_000],
    ['Tất cả ạ', 4_000],
    ['toàn bộ', 4_000],
    ['tôi xin nhận hết', 4_000],
    ['giup het luon', 4_000],
    ['một nửa', 2_000],
    ['nửa thôi', 2_000],
    ['1/2', 2_000],
    ['hai suất', 2_000],
  ])('gives "%s" of four: %i thousandths', (said, thousandths) =>
    expect(amount(said)).toEqual({ thousandths, measure: 'suất' }),
  )

  it.each(['một ít', 'ít thôi', 'một chút', 'tùy tâm', 'bao nhiêu cũng được', 'khoảng 2-3', '10 kg'])(
    'is asked for a number behind "%s"',
    (said) => expect(amount(said)).toBeUndefined(),
  )

  const labels = (p: Play) => p.said.flatMap((m) => m.buttons ?? []).map((b) => b.label)

  it.each([
    ['đầu tháng', 'Ngày 3', 3],
    ['khoảng giữa tháng ạ', 'Ngày 15', 15],
    ['cuối tháng', 'Ngày cuối tháng', 31],
    ['dau thang nhe', 'Ngày 1', 1],
  ])('is asked which day "%s" is', (said, label, day) => {
    const p = asked('monthDay')
    p.say(said)
    expect(p.answers).not.toHaveProperty('monthDay')
    p.press(label)
    expect(p.answers.monthDay).toBe(day)
  })

  it.each(['rằm', 'ngày rằm', 'mùng 1 âm lịch', 'mùng một âm', '15 âm', 'mùng 1 và rằm', '14 ta', 'ram hang thang'])(
    'hears that "%s" is no day of the solar month',
    (said) => {
      const p = asked('monthDay')
      expect(p.say(said)).toContain('Ngày âm')
      expect(p.answers).not.toHaveProperty('monthDay')
      expect(labels(p)).toContain('Ngày 15')
    },
  )

  it.each(['mùng một', 'mồng 5', 'ngày mùng 1'])('hears which day "%s" is taken for', (said) => {
    const p = asked('monthDay')
    expect(p.say(said)).toContain('dương lịch')
    expect(p.answers.monthDay).toBe(said.endsWith('5') ? 5 : 1)
  })

  it.each([
    ['ngày lĩnh lương', 'ngày mấy'],
    ['chủ nhật đầu tháng', 'chưa theo thứ'],
    ['ngày nào cũng được', 'dễ nhớ'],
    ['tùy hội', 'dễ nhớ'],
  ])('is asked for a day behind "%s"', (said, words) => {
    const p = asked('monthDay')
    expect(p.say(said)).toContain(words)
    expect(p.answers).not.toHaveProperty('monthDay')
  })

  it('gives on the last day of every month', () => {
    const p = asked('monthDay')
    p.say('ngày cuối tháng')
    expect(p.answers.monthDay).toBe(31)
  })

  it.each([
    ['who', 'mình tôi thôi', 'self'],
    ['who', 'cho bản thân', 'self'],
    ['who', 'cá nhân tôi thôi em', 'self'],
    ['who', 'cả công ty', 'organisation'],
    ['who', 'đại diện cơ quan', 'organisation'],
    ['who', 'chi đoàn', 'organisation'],
    ['who', 'nhóm bạn tôi', 'organisation'],
    ['often', '1 lần thôi', 'once'],
    ['often', 'chỉ lần này thôi', 'once'],
    ['often', 'lần này trước đã', 'once'],
    ['often', 'mỗi tháng', 'own'],
    ['often', 'tháng nào cũng được', 'own'],
    ['note', 'không có gì', ''],
    ['note', 'không nhắn gì đâu', ''],
    ['note', 'thôi không cần', ''],
    ['note', 'gọi lại cho tôi', 'gọi lại cho tôi'],
    ['starts', 'để cuối tuần', 'để cuối tuần'],
    ['starts', 'để tối mai', 'để tối mai'],
    ['starts', 'mai làm', 'mai làm'],
    ['starts', 'để tối', 'để tối'],
    ['starts', 'để lúc rảnh', 'để lúc rảnh'],
    ['starts', 'khi nào rảnh', 'khi nào rảnh'],
  ])('answers %s: "%s"', (key, said, wanted) => {
    const p = asked(key)
    p.say(said)
    expect(p.answers[key]).toBe(wanted)
  })
})

describe('somebody who tells of a good person', () => {
  it.each([
    ['kind', 'một cô hàng xóm', 'individual'],
    ['kind', 'mẹ tôi', 'individual'],
    ['kind', 'thầy giáo tôi', 'individual'],
    ['kind', 'một em học sinh', 'individual'],
    ['kind', 'mot bac gan nha', 'individual'],
    ['kind', 'nhóm từ thiện', 'collective'],
    ['kind', 'một đội thiện nguyện', 'collective'],
    ['kind', 'tổ dân phố', 'community'],
    ['kind', 'cả trường', 'community'],
    ['kind', 'tôi tự giới thiệu', 'self'],
    ['knows', 'chưa hỏi', 'no'],
    ['knows', 'để bất ngờ', 'no'],
    ['knows', 'đã nói rồi', 'yes'],
    ['knows', 'đồng ý rồi', 'yes'],
    ['deed', 'hàng tuần', 'work'],
    ['deed', 'năm nào cũng làm', 'work'],
    ['deed', 'vẫn làm em ạ', 'work'],
    ['deed', 'lâu rồi', 'work'],
    ['deed', 'mới một lần', 'action'],
    ['effect', 'có nhà ở', 'material'],
    ['effect', 'được cứu sống', 'spiritual'],
    ['effect', 'đủ thứ', 'both'],
  ])('answers %s: "%s"', (key, said, wanted) => {
    const p = play().begin()
    if (key !== 'kind') answerUntil(p, key)
    p.say(said)
    expect(p.answers[key]).toBe(wanted)
  })

  it.each([
    ['có em ạ', 'yes'],
    ['có chứ em', 'yes'],
    ['có lẽ', 'yes'],
    ['quá có', 'yes'],
    ['chắc không', 'no'],
    ['chả có', 'no'],
    ['làm gì có', 'no'],
    ['không đâu em', 'no'],
  ])('"%s" answers whether something is so: %s', (said, wanted) => {
    const p = at('law')
    p.say(said)
    expect(p.draft!.notes.law).toEqual({ answer: wanted })
  })

  it('"ai cũng quý" says why too, "chịu" that they do not know', () => {
    const p = at('law')
    p.say('ai cũng quý')
    expect(p.answers.law).toEqual({ answer: 'yes', reason: 'ai cũng quý' })
    const q = at('law')
    q.say('chịu')
    expect(q.answers.law).toEqual({ answer: 'unknown', reason: '' })
  })
})

describe('somebody who tells of a family in need', () => {
  it.each([
    ['nhà hàng xóm', 'other'],
    ['một cụ già', 'other'],
    ['một em học sinh', 'other'],
    ['bác tôi', 'other'],
    ['bạn cùng công ty', 'other'],
    ['chính tôi', 'own'],
    ['mẹ tôi', 'own'],
    ['ba tôi', 'own'],
    ['nha minh', 'own'],
  ])('"%s" is of %s', (said, wanted) => {
    const p = BEGIN.suggest!()
    p.say(said)
    expect(p.answers.whose).toBe(wanted)
  })
})
