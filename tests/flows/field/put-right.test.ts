// What people say to put right an answer of any form, in words of their own; and what only sounds so.
import { describe, expect, it } from 'vitest'
import { BEGIN, lastId, say, until } from './forms.js'

type Case = [flow: string, at: string, given: Record<string, string>, said: string, key: string, value: unknown]

const HOA_LAM = { name: 'Phạm Thị Lam' }
const STARTS = { starts: 'từ 1/2' }
const DETAILS = { details: 'Cụ sống một mình, mái nhà dột' }

describe('a correction in words', () => {
  it.each<Case>([
    ['support', 'note', STARTS, 'à nhầm, từ 1/12', 'starts', 'từ 1/12'],
    ['support', 'note', STARTS, 'từ 1/12 cơ', 'starts', 'từ 1/12'],
    ['support', 'starts', { often: 'đều đặn', monthDay: '5' }, 'à ngày 15 cơ', 'monthDay', 15],
    ['support', 'starts', { often: 'một lần' }, 'à quên, đều đặn hằng tháng cơ', 'often', 'own'],
    ['support', 'phone', HOA_LAM, 'xin lỗi Phạm Thị Lan', 'name', 'Phạm Thị Lan'],
    ['support', 'phone', HOA_LAM, 'tên tôi viết sai, Lan mới đúng', 'name', 'Phạm Thị Lan'],
    ['support', 'phone', HOA_LAM, 'Lan chứ không phải Lam', 'name', 'Phạm Thị Lan'],
    ['support', 'phone', HOA_LAM, 'tên tôi là Lan nhé', 'name', 'Phạm Thị Lan'],
    ['support', 'summary', {}, 'số điện thoại nhầm rồi, 0912345679', 'phone', '+84912345679'],
    ['support', 'summary', {}, 'đổi số điện thoại 0912345679', 'phone', '+84912345679'],
    ['support', 'summary', {}, 'đổi thời gian giúp sang tháng sau', 'starts', 'tháng sau'],
    ['suggest', 'byName', { place: 'ngõ 5' }, 'ngõ 15 nhé, tôi gõ nhầm', 'place', 'ngõ 15'],
    ['suggest', 'place', { family: 'Cụ Teo' }, 'Tèo có dấu huyền cơ', 'family', 'Cụ Tèo'],
    ['suggest', 'summary', {}, 'nơi ở sai rồi, ngõ 7', 'place', 'ngõ 7'],
    ['suggest', 'summary', {}, 'đổi lại là gia đình tôi', 'whose', 'own'],
    ['suggest', 'family', DETAILS, 'à mà cụ còn bị mù nữa', 'details', `${DETAILS.details}, cụ còn bị mù nữa`],
    ['suggest', 'family', DETAILS, 'quên, cụ 82 tuổi rồi', 'details', `${DETAILS.details}, cụ 82 tuổi rồi`],
    ['nominate', 'story', { name: 'Nguyễn Thị Hường' }, 'à cô ấy tên Hương cơ', 'name', 'Nguyễn Thị Hương'],
    ['nominate', 'when', { name: 'Nguyễn Thị Hường' }, 'tên cô ấy là Hương mới đúng', 'name', 'Nguyễn Thị Hương'],
    [
      'nominate',
      'byPhone',
      { byName: 'Trần Văn Tuyên' },
      'tên tôi sai rồi, Trần Văn Tuyển',
      'byName',
      'Trần Văn Tuyển',
    ],
  ])('%s, at "%s" after %o: "%s"', (flow, at, given, said, key, value) => {
    const { p } = until(flow, at, given)
    say(p, said)
    expect(p.last).toContain('đã sửa')
    expect(p.answers[key]).toEqual(value)
  })

  it('of a part of an organisation’s name leaves the rest', () => {
    const given = { who: 'thay mặt công ty', organisation: 'Công ty Hoa Phuong' }
    const { p } = until('support', 'unit', given)
    say(p, 'tên công ty là Hoa Phượng mới đúng')
    expect(p.answers.organisation).toBe('Công ty Hoa Phượng')
  })

  it('names an answer by its place in the summary, or opens the list of all', () => {
    const { p } = until('suggest', 'summary', {})
    say(p, 'câu 5 sai rồi')
    expect(p.key).toBe('place')
    p.press('Thôi, giữ như cũ')
    for (const said of ['sai hết rồi', 'bà ấy họ Nguyễn chứ không phải họ Trần', 'cho tôi đổi thành từ tháng sau']) {
      say(p, said)
      expect(p.last, said).toContain('sửa câu nào')
      p.press('Không sửa nữa')
    }
    expect(p.answers.details).not.toContain('Nguyễn')
  })

  it.each([
    ['sai năm', 'when'],
    ['sai tên', 'name'],
    ['sửa giúp số đt', 'byPhone'],
  ])('"%s" asks that again, and changes nothing else', (said, key) => {
    const { p } = until('nominate', 'summary', {})
    const before = p.answers
    say(p, said)
    expect(p.key).toBe(key)
    expect(p.answers).toEqual(Object.fromEntries(Object.entries(before).filter(([one]) => one !== key)))
  })

  it('a moment later, of the numbers alone, counts though the next question takes any words', () => {
    for (const [flow, at, given, said, key, value] of [
      ['support', 'note', STARTS, 'từ 1/12', 'starts', 'từ 1/12'],
      ['suggest', 'byName', { place: 'ngõ 5' }, 'ngõ 15', 'place', 'ngõ 15'],
      ['suggest', 'byName', { place: 'ngõ 5' }, 'ngõ 5 tổ 3 gần nhà văn hóa', 'place', 'ngõ 5 tổ 3 gần nhà văn hóa'],
    ] as const) {
      const { p } = until(flow, at, given)
      p.now -= 19_000
      say(p, said)
      expect(p.answers[key]).toBe(value)
      expect(p.key).toBe(at)
    }
    const { p } = until('nominate', 'helped', { when: 'từ năm 2022' })
    p.now -= 19_000
    say(p, 'từ năm 2012')
    expect(p.answers.when).toMatchObject({ from: '2012' })
    expect(p.answers.helped).toBeUndefined()
  })

  it('a number for a number given along with another answer goes to it', () => {
    const { p } = until('nominate', 'effect', {})
    expect(p.answers.helped).toBe('bệnh nhân nghèo')
    say(p, 'à không, khoảng 300')
    expect(p.answers).toMatchObject({ helped: 'bệnh nhân nghèo', count: { value: 300 } })
  })
})

describe('a quoted answer', () => {
  it.each<Case>([
    ['support', 'name', STARTS, 'từ 1/12 nhé', 'starts', 'từ 1/12'],
    ['support', 'name', { starts: 'tuần này' }, 'à tuần sau cơ', 'starts', 'tuần sau'],
    ['support', 'name', { note: 'gạo nếp' }, 'bỏ câu này đi', 'note', ''],
    ['suggest', 'byName', DETAILS, 'thêm: cụ còn bị mù', 'details', `${DETAILS.details}, cụ còn bị mù`],
    ['suggest', 'byName', DETAILS, 'Cụ còn có cháu nhỏ nữa', 'details', `${DETAILS.details}. Cụ còn có cháu nhỏ nữa`],
    ['suggest', 'byPhone', { family: 'Cụ Teo' }, 'Tèo có dấu huyền', 'family', 'Cụ Tèo'],
    ['nominate', 'byPhone', { byName: 'Trần Văn Tuyên' }, 'Tuyển', 'byName', 'Trần Văn Tuyển'],
  ])('%s, at "%s" after %o: "%s"', (flow, at, given, said, key, value) => {
    const { p, ids } = until(flow, at, given)
    const [quoted] = Object.keys(given)
    say(p, said, { quotes: { msg: ids[quoted!], text: given[quoted!] } })
    expect(p.answers[key]).toEqual(value)
    expect(p.key).toBe(at)
  })
})

describe('what only sounds like a correction is an answer', () => {
  it.each<Case>([
    ['support', 'starts', {}, 'sửa lại mái nhà cuối tuần', 'starts', 'sửa lại mái nhà cuối tuần'],
    ['support', 'note', {}, 'không phải gạo mới đâu, gạo cũ', 'note', 'không phải gạo mới đâu, gạo cũ'],
    ['suggest', 'details', {}, 'thêm gạo, thêm chăn', 'details', 'thêm gạo, thêm chăn'],
    ['suggest', 'family', {}, 'Bà Nhầm', 'family', 'Bà Nhầm'],
    ['suggest', 'place', {}, 'số 5 chứ không phải số 7', 'place', 'số 5 chứ không phải số 7'],
    ['suggest', 'place', {}, 'đổi tên rồi, phố mới là Hoa Phượng', 'place', 'đổi tên rồi, phố mới là Hoa Phượng'],
    ['nominate', 'name', {}, 'Nguyễn Thị Cơ', 'name', 'Nguyễn Thị Cơ'],
    [
      'nominate',
      'helped',
      {},
      'người nghèo chứ không phải người giàu',
      'helped',
      'người nghèo chứ không phải người giàu',
    ],
  ])('%s, at "%s" after %o: "%s"', (flow, at, given, said, key, value) => {
    const { p } = until(flow, at, given)
    say(p, said)
    expect(p.answers[key]).toEqual(value)
  })
})

it('an edited word to the officers reaches them too', () => {
  const p = BEGIN.suggest!()
  say(p, 'gặp cán bộ')
  say(p, 'em hỏi về hồ sơ 123')
  p.feed({ kind: 'edited', msg: lastId(), text: 'em hỏi về hồ sơ 124' })
  expect(p.effects).toContainEqual({ do: 'openTicket', kind: 'human', note: '(sửa lại) em hỏi về hồ sơ 124' })
  expect(p.last).toContain('chuyển lời sửa')
})
