// A nomination takes at most sixteen messages where people answer plainly, from the first word to the code.
import { describe, expect, it } from 'vitest'
import { BARE_STORY, LONG_STORY, play } from '../play.js'

const MOST = 16

/** Says the lines one by one, a label by its button, and counts them. */
function told(lines: string[]) {
  const p = play()
  p.feed({ kind: 'start' })
  for (const line of lines) {
    const button = p.said.flatMap((m) => m.buttons ?? []).find((b) => b.label === line)
    if (button && 'token' in button) p.feed({ kind: 'tap', token: button.token })
    else p.say(line)
  }
  const sent = p.effects.find((e) => e.do === 'submitNomination')
  return { p, sent: sent?.nomination, messages: lines.length + 1 }
}

const BEGIN = ['Giới thiệu người tốt', 'Tôi đồng ý', 'Một người', 'Nguyễn Thị Hoa', 'Phường Hải Dương']
const END = ['Đúng cả ba', 'chưa có', 'Chưa biết', 'Phạm Thị Lan 0912 345 678', 'Gửi đi']

describe('a nomination', () => {
  it('of a story that tells most of it takes fourteen, and asks for none of it again', () => {
    const { sent, messages } = told([...BEGIN, LONG_STORY, 'xong', 'bệnh nhân nghèo, khoảng 50 người', ...END])
    expect(messages).toBe(14)
    expect(sent!.answers).toMatchObject({
      deed: 'work',
      when: { kind: 'since', from: '2021', words: 'Suốt năm năm qua' },
      count: { value: 50, approx: true },
      effect: 'material',
      law: { answer: 'yes' },
      part: { answer: 'yes' },
      example: { answer: 'yes' },
      address: '',
      byName: 'Phạm Thị Lan',
      byPhone: '+84912345678',
    })
    expect(sent!.answers).not.toHaveProperty('virtues')
  })

  it('of a story that tells nothing else takes sixteen', () => {
    const asked = ['đã 5 năm nay', 'bà con trong ngõ', 'Lời động viên, công sức']
    const { sent, messages } = told([...BEGIN, BARE_STORY, 'xong', ...asked, ...END])
    expect(sent!.answers).toMatchObject({ deed: 'work', count: { unknown: true }, effect: 'spiritual' })
    expect(messages).toBe(MOST)
  })

  it('of a story told first takes twelve', () => {
    const first =
      'Tôi muốn kể về cô Nguyễn Thị Hoa. Suốt năm năm qua, sáng nào cô cũng nấu cháo phát cho 30 bệnh nhân nghèo ở bệnh viện.'
    const { p, sent, messages } = told([
      first,
      'Tôi đồng ý',
      'Một người',
      'Phường Hải Dương',
      'Dùng lời này',
      'bệnh nhân nghèo',
      ...END,
    ])
    expect(messages).toBe(12)
    expect(sent!.nomineeName).toBe('Nguyễn Thị Hoa')
    expect(sent!.answers).toMatchObject({ count: { value: 30 }, story: first })
    // Who has sent once is known the next time.
    p.say('giới thiệu người tốt')
    for (const said of [
      'Trần Văn Bình',
      'Phường Hải Dương',
      LONG_STORY,
      'xong',
      'học sinh nghèo',
      'Đúng cả ba',
      'chưa có',
      'chưa',
    ])
      p.say(said)
    expect(p.key).toBe('summary')
    expect(p.last).toContain('Người giới thiệu: Phạm Thị Lan')
  })

  it('of a community takes sixteen', () => {
    const { sent, messages } = told([
      'Giới thiệu người tốt',
      'Tôi đồng ý',
      'Cả khu phố, trường, cơ quan',
      'Tổ dân phố số 5',
      'Phường Hải Dương',
      '120',
      LONG_STORY,
      'xong',
      '12',
      '12',
      'Đúng cả hai',
      'chưa có',
      'chưa',
      'Phạm Thị Lan, sđt 0912345678',
      'Gửi đi',
    ])
    expect(messages).toBe(MOST)
    expect(sent!.answers).toMatchObject({
      field: 'residential',
      everyone: { answer: 'yes' },
      active: { answer: 'yes' },
    })
  })
})

it('what was understood stands apart in the summary, and is put right there', () => {
  const { p } = told([...BEGIN, LONG_STORY, 'xong', 'bệnh nhân nghèo', ...END.slice(0, -1)])
  const [given, understood] = p.last.split('hiểu thêm từ lời')
  expect(given).toContain('Ai được giúp: bệnh nhân nghèo')
  for (const label of ['Loại việc thiện', 'Thời gian', 'Số người được giúp', 'Kết quả mang lại'])
    expect(understood).toContain(label)
  p.say('số người phải là 80')
  expect(p.answers.count).toMatchObject({ value: 80 })
  p.press('Sửa')
  p.press('Thời gian')
  p.say('từ năm 2019')
  expect(p.key).toBe('summary')
  expect(p.answers.when).toMatchObject({ from: '2019' })
})

it.each([
  ['0912345678', 'Phạm Thị Lan'],
  ['Pham Thi Lan 0912345678', 'Đúng rồi'],
  ['Phạm Thị Lan', '0912 345 678'],
  ['tôi là Phạm Thị Lan, số điện thoại là 0912.345.678', undefined],
])('"%s" at the name and number', (first, second) => {
  const { p } = told([...BEGIN, LONG_STORY, 'xong', 'bệnh nhân nghèo', 'Tôi không rõ', 'chưa có', 'chưa', first])
  if (second === 'Đúng rồi') p.press(second)
  else if (second) p.say(second)
  expect(p.key).toBe('summary')
  expect(p.answers.byPhone).toBe('+84912345678')
  expect(String(p.answers.byName)).toMatch(/^(Phạm Thị Lan|Pham Thi Lan)$/)
})

it.each([
  ['1', ['yes', 'unknown', 'unknown']],
  ['1 và 3', ['yes', 'unknown', 'yes']],
  ['điều 2, 3', ['unknown', 'yes', 'yes']],
  ['ca ba a', ['yes', 'yes', 'yes']],
  ['đúng hết', ['yes', 'yes', 'yes']],
  ['tất nhiên rồi', ['yes', 'yes', 'yes']],
  ['vâng', ['yes', 'yes', 'yes']],
  ['tôi không biết', ['unknown', 'unknown', 'unknown']],
])('"%s" answers the three together', (said, wanted) => {
  const { p } = told([...BEGIN, LONG_STORY, 'xong', 'bệnh nhân nghèo', said])
  expect(p.key).toBe('evidence')
  expect(['law', 'part', 'example'].map((key) => (p.answers[key] as { answer: string }).answer)).toEqual(wanted)
})
