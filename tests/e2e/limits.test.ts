// Limits per person as they meet them: kind words at the limit, nothing of theirs lost, and the same button works later.
import { afterAll, describe, expect, it } from 'vitest'
import { claiming } from '../support/claiming.js'
import { type Citizen, startWorld, type World } from '../support/world.js'
import { enterAddress, hello, register } from './help.js'
import { appointed } from './officers.js'
import { picture, STORY, tellIndividual } from './stories.js'

const w = (await startWorld('postgres')) as World
afterAll(() => w.stop())

const HOUR = 3_600_000
const KIND = /Anh\/chị vừa gửi nhiều quá.*những gì anh\/chị đã kể vẫn còn nguyên/

/** They have just done so many of it. */
async function hasDone(citizen: Citizen, what: string, count: number): Promise<void> {
  const { platform, person } = citizen.bubbles()[0]!
  const address =
    platform === 'telegram' ? String(w.sandbox.telegram.chatId(person)) : w.sandbox.people.zaloUserId(person)
  await w.pool.query(
    `INSERT INTO tally (person_id, what, since, count)
     SELECT person_id, $3, $4, $5 FROM contact WHERE channel = $1 AND address = $2`,
    [platform, address, what, new Date(w.sandbox.clock.now()), count],
  )
}

async function goesBy(ms: number): Promise<void> {
  await w.sandbox.clock.advance(ms)
  await w.settle()
}

const countOf = async (sql: string): Promise<number> =>
  (await w.pool.query(`SELECT count(*)::int AS n FROM ${sql}`)).rows[0].n

describe('at the limit of a day', () => {
  it('a nomination stays as it was told, and is sent the next day by the same button', async () => {
    const me = await hello(w, 'telegram', 'p2')
    await hasDone(me, 'nominations', 40)
    await expect(tellIndividual(w, me, 'telegram')).rejects.toThrow(/vừa gửi nhiều quá/)
    expect(me.reads()).toMatch(KIND)
    expect(await countOf('nominator')).toBe(0)
    await goesBy(24 * HOUR)
    expect(await me.presses('Gửi đi')).toMatch(/NT-\d{4}-\d{6}/)
    const { rows } = await w.pool.query('SELECT answers FROM nominator')
    expect(JSON.stringify(rows)).toContain(STORY.slice(61, 120))
    expect(await countOf(`file WHERE nominator_id IS NOT NULL AND state = 'stored'`)).toBe(1)
  })

  it('a pledge keeps its place and its answers, and is sent the next day', async () => {
    const officer = await appointed(w, 'zalo', 'p1', 'officer', '31')
    const me = await hello(w, 'telegram', 'p3')
    await enterAddress(officer)
    await hasDone(me, 'pledges', 40)
    await expect(register(me, '2')).rejects.toThrow()
    expect(me.reads()).toMatch(KIND)
    expect(await countOf(`pledge WHERE state = 'held'`)).toBe(1)
    await goesBy(24 * HOUR)
    expect(await me.presses('Gửi đi')).toMatch(/DK-\d{4}-\d{6}/)
    expect(await countOf(`pledge WHERE state = 'asked'`)).toBe(1)
  })
})

it('at the limit of an hour a picture is refused in words, the story stays, and the picture is taken later', async () => {
  const me = await hello(w, 'zalo', 'p4')
  await me.presses('Giới thiệu người tốt')
  await me.presses('Tôi đồng ý')
  await me.presses('Một người')
  await me.says('Nguyễn Thị Hoa')
  await me.says('Lê Chân')
  if (!me.reads().includes('Chuyện ấy ra sao')) await me.presses('Phường Lê Chân')
  await me.says(STORY)
  await me.presses('Xong')
  await me.says('bệnh nhân nghèo ở bệnh viện, khoảng 200 người')
  await me.presses('Tôi không rõ')
  expect(me.reads()).toContain('Anh/chị có ảnh')
  await hasDone(me, 'files', 200)
  expect(await me.sendsPhoto(await picture())).toMatch(KIND)
  expect(await countOf(`file WHERE channel = 'zalo'`)).toBe(0)
  await goesBy(HOUR)
  expect(await me.sendsPhoto(await picture())).toContain('đã nhận 1 ảnh')
  expect(await countOf(`file WHERE channel = 'zalo' AND state = 'stored'`)).toBe(1)
})

it('a picture with more points than any phone makes is refused in words, and what was told stays', async () => {
  const me = w.citizen('zalo', 'p4')
  await me.sendsPhoto(await claiming(16_384, 16_400))
  await w.settle()
  expect(me.reads()).toContain('kích thước quá lớn')
  expect(await countOf(`file WHERE channel = 'zalo' AND state = 'stored'`)).toBe(1)
  expect(await me.presses('Xong')).not.toContain('Có ảnh')
})

it('an honest fast typist is answered every time: a hundred messages without a pause', async () => {
  const me = await hello(w, 'telegram', 'p5')
  for (let n = 0; n < 100; n++) {
    const before = me.bubbles().length
    await me.says(n % 2 ? 'hồ sơ của tôi' : 'trang chính')
    expect(me.bubbles().length).toBeGreaterThan(before)
  }
  expect(me.bubbles().filter(({ text }) => text?.includes('dồn dập'))).toEqual([])
})
