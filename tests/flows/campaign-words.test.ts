// An officer who writes to members, in their own words at each question.
import { describe, expect, it } from 'vitest'
import { STOP_LINE } from '../../src/flows/campaign/form.js'
import { mayReach } from '../../src/flows/reach.js'
import { afterQuiet } from '../../src/flows/schedule.js'
import { isoDay } from '../../src/flows/vi/calendar.js'
import { readClock } from '../../src/flows/vi/clock.js'
import { type Play, play } from './play.js'

/** At the question `key`, on Monday 23/11/2026 a little after 12:00. */
function writing(key: string): Play {
  const p = play()
  p.who = { personId: '1', roles: [{ role: 'officer', unit: '11383', unitName: 'Phường Lê Chân' }] }
  p.feed({ kind: 'start' })
  p.say('gửi tin')
  const steps: [string, string][] = [
    ['text', 'Mời cả nhà đọc chuyện người tốt tuần này nhé'],
    ['file', 'không'],
    ['buttons', 'không'],
    ['when', 'mai'],
  ]
  for (const [step, said] of steps) if (p.key === step && step !== key) p.say(said)
  expect(p.key).toBe(key)
  return p
}

it.each(['khỏi', 'thôi khỏi', 'không cần', 'ngay', 'lung tung', '1 và 3'])(
  'the message takes in no "%s" said behind it',
  (said) => {
    const p = writing('text')
    p.say('Mời cả nhà đọc chuyện người tốt tuần này nhé')
    p.soon(said)
    expect(p.answers.text).toBe('Mời cả nhà đọc chuyện người tốt tuần này nhé')
  },
)

it.each(['khỏi', 'thôi khỏi', 'khỏi cần', 'không cần đâu ạ', 'không'])('"%s": nothing goes with it', (said) => {
  for (const key of ['file', 'buttons']) {
    const p = writing(key)
    p.say(said)
    expect(p.answers).toHaveProperty(key)
  }
})

it.each([
  ['1 và 3', ['tell', 'story']],
  ['1, 2', ['tell', 'help']],
  ['1 2', ['tell', 'help']],
  ['giới thiệu người tốt và một đường dẫn', ['tell', 'link']],
  ['1,3,5', ['tell', 'story']],
  ['1, 2, 3, 4', undefined],
  ['1 và gì đó', undefined],
])('"%s" chooses %j', (said, buttons) => {
  const p = writing('buttons')
  p.say(said)
  expect(p.answers.buttons ?? p.draft!.notes.buttons).toEqual(buttons)
})

it('keeps one picture or paper: the one that came last, whatever was asked', () => {
  const p = writing('file')
  const source = { kind: 'photo' as const, channel: 'telegram' as const, ref: 'a' }
  p.feed({ kind: 'files', files: [{ ...source, kind: 'file', name: 'thu.pdf' } as never] })
  p.press('Xong')
  p.feed({ kind: 'files', files: [source as never] })
  p.say('không')
  p.say('ngay')
  expect(p.last).toContain('Ảnh, tệp: 1 ảnh\n')
  p.press('Xem trước')
  const sent = p.effects.find((effect) => effect.do === 'draftBroadcast')
  const files = (sent!.answers.file as { files: { id: string }[] }).files
  expect(sent?.form.file).toBe(files.at(-1)?.id)
})

describe('when it leaves', () => {
  const at = (p: Play) => {
    const { when, day, weekday, hour } = p.answers
    return [when, typeof day === 'number' ? isoDay(day) : weekday, hour].filter(Boolean).join(' ')
  }
  it.each([
    ['gửi luôn đi', 'now'],
    ['ngay bây giờ', 'now'],
    ['hôm nay', 'now'],
    ['mai', 'tomorrow'],
    ['mai 7 rưỡi tối', 'tomorrow 19:30'],
    ['sáng mai 9h', 'tomorrow 9'],
    ['chiều mai lúc 3h', 'tomorrow 15'],
    ['8h sáng mai nhé', 'tomorrow 8'],
    ['thứ 5 tuần sau 8h', 'date 2026-12-03 8'],
    ['thu 5 tuan sau 8h', 'date 2026-12-03 8'],
    ['14h30 ngày 25/12', 'date 2026-12-25 14:30'],
    ['25/12', 'date 2026-12-25'],
    ['mốt', 'date 2026-11-25'],
    ['mai chín giờ', 'tomorrow 9'],
    ['thứ hai tuần sau nữa 9h', 'date 2026-12-07 9'],
    ['3 giờ chiều nay', 'date 2026-11-23 15'],
    ['17h', 'date 2026-11-23 17'],
    ['thứ hai hằng tuần 8h', 'weekly 1 8'],
    ['8h thứ 6 hàng tuần', 'weekly 5 8'],
    ['hằng tuần', 'weekly'],
    // It is noon: a part of today asks for its hour, and Monday said on a Monday is the next one.
    ['chiều nay', 'date 2026-11-23'],
    ['tối nay', 'date 2026-11-23'],
    ['gửi chiều nay nhé', 'date 2026-11-23'],
    ['chiều nay 4h', 'date 2026-11-23 16'],
    ['thứ 2', 'date 2026-11-30'],
    ['mai gửi nhé', 'tomorrow'],
    ['đầu giờ sáng mai', 'tomorrow'],
    ['đúng 8 giờ sáng 20/12', 'date 2026-12-20 8'],
    ['tầm 9h sáng mai', 'tomorrow 9'],
    ['càng sớm càng tốt', 'now'],
    ['duyệt xong gửi luôn', 'now'],
    ['mỗi sáng thứ hai', 'weekly 1'],
    ['tuần nào cũng gửi', 'weekly'],
    ['mỗi tuần một lần', 'weekly'],
    ['20/11', ''],
    ['9h sáng nay', ''],
    ['mai 5h sáng', ''],
    ['mai 22h', ''],
    ['lung tung', ''],
  ])('"%s": %s', (said, read) => {
    const p = writing('when')
    p.say(said)
    expect(at(p)).toBe(read)
  })

  it.each([
    ['9 giờ sáng', '9'],
    ['14h30', '14:30'],
    ['7 rưỡi tối', '19:30'],
    ['9', '9'],
    ['3h chiều', '15'],
    ['20 giờ', '20'],
    ['8 rưỡi', '8:30'],
    ['08:00', '8'],
    ['9h00', '9'],
    ['lúc 9 giờ sáng', '9'],
    ['tầm 9h', '9'],
    ['8.30', '8:30'],
    ['chín giờ', '9'],
    ['mười giờ sáng nhé', '10'],
    ['hai giờ chiều', '14'],
    ['trưa', undefined],
    ['lúc nào cũng được', undefined],
    ['21h', undefined],
    ['sáng', undefined],
  ])('"%s" is %s o’clock', (said, hour) => {
    const p = writing('hour')
    p.say(said)
    expect(p.answers.hour).toBe(hour)
    if (hour === '14:30') {
      p.press('Xem trước')
      const sent = p.effects.find((effect) => effect.do === 'draftBroadcast')
      expect(sent?.form.startsAt).toBe(Date.parse('2026-11-24T14:30+07:00'))
    }
  })

  it.each([
    ['thứ 2', '1'],
    ['t2', '1'],
    ['2', '1'],
    ['hai', '1'],
    ['sáng thứ hai', '1'],
    ['thứ 4 hàng tuần', '3'],
    ['thu sau', '5'],
    ['cn', '7'],
    ['thứ 6 8h', '5 8'],
    ['8', ''],
  ])('every week on "%s": %s', (said, read) => {
    const p = writing('when')
    p.say('hằng tuần')
    p.say(said)
    expect([p.answers.weekday, p.answers.hour].filter(Boolean).join(' ')).toBe(read)
  })

  it('today not at an hour that has passed', () => {
    const p = writing('when')
    p.say('chiều nay')
    expect(p.say('9h')).toContain('đã qua')
    p.press('8:00')
    expect(p.key).toBe('hour')
    p.say('3h chiều')
    expect(p.answers.hour).toBe('15')
  })

  it.each([
    ['c.slot.1', 'thứ 6', 'Thứ sáu'],
    ['c.slot.1', '6', 'Thứ sáu'],
    ['c.slot.1', 'cn', 'Chủ nhật'],
    ['c.slot.1-5', '8h', '08:00'],
    ['c.slot.1-5', '8', '08:00'],
    ['c.slot.1-5', '3h chiều', '15:00'],
    ['c.slot.1-5', '7h tối', '19:00'],
  ])('a series moves, from %s, by "%s" to %s', (token, said, shown) => {
    const p = writing('text')
    p.feed({ kind: 'tap', token })
    p.say(said)
    p.tell()
    expect(p.last).toContain(shown)
  })

  it('is a full hour every week', () => {
    const p = writing('when')
    p.say('thứ hai hằng tuần 8h30')
    expect(p.key).toBe('hour')
    expect(p.say('8h30')).toContain('giờ chẵn')
    p.say('8h')
    expect(p.key).toBe('summary')
  })
})

it('a number without a word for hours is a time only where one is asked for', () => {
  expect(readClock('9')).toBeUndefined()
  expect(readClock('25/12')).toBeUndefined()
  expect(readClock('8h 25/12')).toEqual({ minutes: 480, rest: '25/12' })
})

it.each(['dv_VD-HOAPHUONG', 'dv_vd-hoaphuong', 'DV VD-HOAPHUONG'])(
  '"%s" joins the unit from wherever it is typed',
  (said) => {
    const p = play()
    p.feed({ kind: 'start' })
    p.say('đơn vị của tôi')
    p.tell()
    p.say(said)
    expect(p.effects).toContainEqual({ do: 'joinUnit', unit: said.slice(3) })
  },
)

it('a reminder wished for under a message comes while Zalo still lets us write', () => {
  const p = play()
  p.feed({ kind: 'tap', token: 'c.fromNews.later-7' })
  const set = p.effects.find((effect) => effect.do === 'setTimer')
  const at = afterQuiet(set!.at)
  expect(mayReach({ channel: 'zalo', lastInboundAt: p.now }, 'nudge', at)).toBe('yes')
})

it('a unit outside the message’s leads back to it', () => {
  const p = writing('text')
  p.feed({
    kind: 'told',
    asked: { do: 'narrowBroadcast', id: '7', by: { without: '11383' } },
    of: 'narrowBroadcast',
    result: 'outside',
  } as never)
  expect(p.said.at(-1)!.buttons).toContainEqual({ label: 'Xem lại tin', token: 'c.preview.7' })
})

describe('what an officer reads of a message', () => {
  const progress = {
    ...{ id: '7', state: 'scheduled', unitName: 'Phường Lê Chân', text: `Chào cả nhà!${STOP_LINE}`, late: false },
    ...{ planned: 2, pending: 0, sent: 2, failed: 0, skipped: 0, unknown: 0, byChannel: {}, byReason: {}, presses: {} },
    // The fifth of February 2027 is in the silence round Tết.
    ...{ quiet: false, startsAt: Date.parse('2027-02-05T09:00+07:00') },
  }
  const told = (of: string, result: unknown) => {
    const p = writing('text')
    p.feed({ kind: 'told', asked: { do: of, id: '7' }, of, result } as never)
    return JSON.stringify(p.said)
  }

  it('the report names it by its own words', () => {
    const said = told('reportBroadcast', { progress, sheet: { hash: 'x', name: 'x.xlsx' } })
    expect(said).toContain('“Chào cả nhà!”')
    expect(said).not.toContain('Muốn thôi')
  })

  it('it begins when it may, not in the days of Tết', () => {
    expect(told('showBroadcast', progress)).toContain('Bắt đầu lúc 08:00 ngày 11/02/2027')
  })
})
