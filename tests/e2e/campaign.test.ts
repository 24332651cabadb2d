import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CONSOLE } from '../../src/store/audit.js'
import { setFourEyes } from '../../src/store/campaign/four-eyes.js'
import { transaction } from '../../src/store/database.js'
import { BACKENDS, type Citizen, startWorld, waitFor } from '../support/world.js'
import { joins, waitUntil } from './members.js'
import { appointed } from './officers.js'

const WARD = '11383'

const started = await Promise.all(BACKENDS.map(async (name) => ({ name, world: await startWorld(name) })))
afterAll(() => Promise.all(started.map(({ world }) => world?.stop())))

async function writes(officer: Citizen, text: string): Promise<void> {
  await officer.says('việc của cán bộ')
  await officer.presses('Gửi tin')
  expect(officer.reads()).toContain('câu 1/4')
  await officer.says(text)
  expect(officer.reads()).toMatch(/Zalo: một tin[\s\S]*câu 2\/4/)
  await officer.presses('Chưa có')
  await officer.presses('Giới thiệu người tốt')
  await officer.presses('Xong')
  await officer.presses('Ngay sau khi duyệt')
  expect(
    officer
      .bubbles()
      .at(-1)
      ?.buttons?.map(({ label }) => label),
  ).toEqual(['Xem trước', 'Sửa', 'Để sau'])
  await officer.presses('Xem trước')
}

describe.each(started)('a broadcast, queue on $name', ({ world }) => {
  if (!world) return it.skip('no such backend on this machine', () => {})
  const w = world
  const bubbles = (citizen: Citizen) => citizen.bubbles().map((b) => b.text ?? '')
  let officer: Citizen & { personId: string }
  let onTelegram: Citizen
  let onZalo: Citizen

  beforeAll(async () => {
    await waitUntil(w, 9)
    officer = await appointed(w, 'telegram', 'p3', 'officer', WARD)
    onTelegram = await joins(w, 'telegram', 'p2', WARD)
    onZalo = await joins(w, 'zalo', 'p1', WARD)
    await transaction(w.pool, (tx) => setFourEyes(tx, WARD, false, CONSOLE, w.sandbox.clock.now()))
  })

  it('is written in chat, counted, sent to both phones, and every recipient is a row with an outcome', async () => {
    await writes(officer, 'Tuần này mời anh chị em kể một việc tốt quanh mình.')
    expect(officer.reads()).toContain('2 người sẽ nhận')
    expect(officer.reads()).toMatch(/Telegram: 1[\s\S]*Zalo: 1/)
    await officer.presses('Gửi đi')
    await waitFor(async () => (await w.pool.query(`SELECT FROM broadcast WHERE state = 'done'`)).rowCount === 1)
    await w.settle()
    for (const citizen of [onTelegram, onZalo])
      expect(bubbles(citizen).filter((text) => text.includes('mời anh chị em kể một việc tốt'))).toHaveLength(1)
    const { rows } = await w.pool.query('SELECT state, channel FROM recipient ORDER BY channel')
    expect(rows).toEqual([
      { state: 'sent', channel: 'telegram' },
      { state: 'sent', channel: 'zalo' },
    ])
    expect(officer.reads()).toMatch(/đã xong[\s\S]*Đã gửi 2 \/ 2/)
    expect(await onTelegram.presses('Giới thiệu người tốt')).toContain('Trước khi bắt đầu')
  })

  it('does not reach who had one this week, nor who stopped', async () => {
    await onZalo.says('dừng nhận tin')
    await writes(officer, 'Một tin nữa trong cùng tuần ạ.')
    expect(officer.reads()).toMatch(/0 người sẽ nhận/)
    expect(officer.reads()).toMatch(/đã dừng nhận tin: 1/)
    expect(officer.reads()).toMatch(/tuần này đã nhận một tin: 1/)
  })

  it('with four eyes waits for another officer; nobody approves their own', async () => {
    await transaction(w.pool, (tx) => setFourEyes(tx, WARD, true, CONSOLE, w.sandbox.clock.now()))
    const second = await appointed(w, 'zalo', 'p4', 'officer', WARD)
    await w.sandbox.clock.advance(6 * 86_400_000)
    await onTelegram.says('chào')
    await w.sandbox.clock.advance(86_400_000)
    await second.says('chào')
    await writes(officer, 'Tin cần hai người cùng xem ạ.')
    expect(officer.reads()).toContain('1 người sẽ nhận')
    expect(await officer.presses('Trình duyệt')).toContain('1 cán bộ được báo')
    expect(second.reads()).toContain('đang chờ anh/chị duyệt')
    await officer.says('việc của cán bộ')
    await officer.presses('Các tin đã gửi')
    await officer.presses('Mở: Tin cần hai người')
    const labels = officer
      .bubbles()
      .at(-1)
      ?.buttons?.map(({ label }) => label)
    expect(labels).toContain('Rút tin này')
    expect(labels).not.toContain('Duyệt và gửi')
    expect(bubbles(onTelegram).join()).not.toContain('hai người cùng xem')
    await second.presses('Duyệt và gửi')
    await waitFor(() => bubbles(onTelegram).join().includes('hai người cùng xem'))
    await w.settle()
    expect(officer.reads()).toContain('Đã gửi 1')
  })
})
