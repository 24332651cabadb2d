// "Xem dữ liệu của tôi" of somebody with two joined accounts: all of both, once; after they part, each its own.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Citizen, startWorld, type World } from '../support/world.js'
import { tellIndividual } from './stories.js'
import { twoAccounts } from './two-accounts.js'

const w = (await startWorld('postgres')) as World
afterAll(() => w.stop())
const { codeOf, bring, personOf } = twoAccounts(w)

const DAY = (day: string) => new Date(`${day}T12:00:00+07:00`)
const zalo = w.citizen('zalo', 'p1')
const telegram = w.citizen('telegram', 'p2')
const OF = {
  zalo: { code: '', words: 'Xin gọi lại buổi sáng' },
  telegram: { code: '', words: 'Xin gọi lại buổi chiều' },
}

/** A message to members that went to these; whoever is named pressed its button on that day. */
async function sentTo(day: string, people: Record<string, { channel: string; pressed?: string }>) {
  const { rows } = await w.pool.query<{ id: string }>(
    `INSERT INTO broadcast (unit_code, audience, body, state, created_by, created_at, started_at, ended_at)
     VALUES ('31', '{}', '{"text":"Chào anh chị em"}', 'done', 0, $1, $1, $1) RETURNING id`,
    [DAY(day)],
  )
  for (const [person, { channel, pressed }] of Object.entries(people)) {
    await w.pool.query(
      `INSERT INTO recipient (broadcast_id, person_id, channel, state, sent_at) VALUES ($1, $2, $3, 'sent', $4)`,
      [rows[0]!.id, person, channel, DAY(day)],
    )
    if (pressed)
      await w.pool.query('INSERT INTO broadcast_press (broadcast_id, person_id, button, at) VALUES ($1, $2, $3, $4)', [
        rows[0]!.id,
        person,
        'joins',
        DAY(pressed),
      ])
  }
}

beforeAll(async () => {
  OF.zalo.code = await tellIndividual(w, zalo, 'zalo')
  OF.telegram.code = await tellIndividual(w, telegram, 'telegram')
  for (const [platform, citizen] of [
    ['zalo', zalo],
    ['telegram', telegram],
  ] as const) {
    await citizen.says('gặp cán bộ')
    await citizen.says(OF[platform].words)
  }
  const [one, other] = [await personOf('zalo', 'p1'), await personOf('telegram', 'p2')]
  await w.pool.query('UPDATE person SET created_at = $2 WHERE id = $1', [other, DAY('2024-02-01')])
  await w.pool.query(
    `INSERT INTO member (person_id, unit_code, joined_at) VALUES ($1, '11383', $3), ($2, '11383', $3), ($2, '31', $3)`,
    [one, other, DAY('2026-03-01')],
  )
  await sentTo('2026-05-04', {
    [one]: { channel: 'zalo', pressed: '2026-05-05' },
    [other]: { channel: 'telegram', pressed: '2026-05-06' },
  })
  await sentTo('2026-05-11', { [other]: { channel: 'telegram', pressed: '2026-05-12' } })
})

/** What the file says, and the message before it. */
async function dataOf(citizen: Citizen) {
  await citizen.says('quyền của tôi')
  const message = await citizen.presses('Xem dữ liệu của tôi')
  await citizen.presses('Nhận thành tệp')
  const { file } = citizen.bubbles().findLast((bubble) => bubble.from === 'bot' && bubble.file)!
  return { message, body: await (await fetch(new URL(file!.url, w.sandbox.url))).text() }
}

const count = (text: string, part: string) => text.split(part).length - 1

it('joined: all of both is there, once', async () => {
  await bring(telegram, await codeOf(zalo))
  const { message, body } = await dataOf(telegram)
  const file = JSON.parse(body)
  for (const { code, words } of [OF.zalo, OF.telegram]) {
    expect(count(message, code)).toBe(1)
    expect(count(message, words)).toBe(1)
    expect(file['Đã gửi'].filter((each: { Mã: string }) => each.Mã === code)).toHaveLength(1)
    expect(file['Nội dung đã gửi'].filter((each: { Mã: string }) => each.Mã === code)).toHaveLength(1)
    expect(
      file['Yêu cầu với cán bộ'].filter((each: { 'Lời nhắn'?: string }) => each['Lời nhắn'] === words),
    ).toHaveLength(1)
  }
  expect(file.Kênh).toEqual(['telegram', 'zalo'])
  expect(file['Họ tên']).toEqual(['Phạm Thị Lan'])
  expect(file['Sự đồng ý'].map((each: { Qua: string }) => each.Qua).sort()).toEqual(['telegram', 'zalo'])
  expect(file['Số ảnh, tệp']).toBe(file['Từng ảnh, tệp'].length)
  expect(file['Thành viên của']).toHaveLength(2)
  expect(file['Liên lạc từ']).toBe(DAY('2024-02-01').toISOString())
  // By each account they agreed to the same on the same day.
  expect(count(message, 'Giới thiệu gương: đồng ý')).toBe(1)
  expect(message).toContain('Liên lạc từ: 01/02/2024')
  expect(file['Tin chung đã gửi']).toHaveLength(3)
  const sent = file['Tin chung đã gửi'].join('\n')
  for (const day of ['joins 5/5/2026', 'joins 6/5/2026', 'joins 12/5/2026']) expect(count(sent, day)).toBe(1)
  expect(message).toContain('Tin chung đã gửi: 3')
})

it('parted: each has its own', async () => {
  await zalo.says('liên kết tài khoản')
  for (const _once of [1, 2]) await zalo.presses('Gỡ liên kết')
  expect(await personOf('zalo', 'p1')).not.toBe(await personOf('telegram', 'p2'))
  const [one, other] = [await dataOf(zalo), await dataOf(telegram)]
  const file = JSON.parse(other.body)
  expect(file).toMatchObject({ Kênh: ['telegram'], 'Liên lạc từ': DAY('2024-02-01').toISOString() })
  expect(file['Thành viên của']).toHaveLength(2)
  expect(file['Tin chung đã gửi']).toEqual([
    '4/5/2026, telegram, đã bấm: joins 6/5/2026',
    '11/5/2026, telegram, đã bấm: joins 12/5/2026',
  ])
  expect(one.body).toContain('4/5/2026, zalo, đã bấm: joins 5/5/2026')
  for (const [mine, theirs, own] of [
    [one, 'telegram', 'zalo'],
    [other, 'zalo', 'telegram'],
  ] as const) {
    for (const text of [mine.message, mine.body]) {
      expect(text).toContain(OF[own].code)
      expect(text).toContain(OF[own].words)
      expect(text).not.toContain(OF[theirs].code)
      expect(text).not.toContain(OF[theirs].words)
    }
  }
})
