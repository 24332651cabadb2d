// Before: what Zalo's package covers. During: a message that edits itself. After: a report of every recipient.
import { readSheet } from 'read-excel-file/node'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { CONSOLE } from '../../src/store/audit.js'
import { setFourEyes } from '../../src/store/campaign/four-eyes.js'
import { transaction } from '../../src/store/database.js'
import { type Citizen, startWorld, waitFor } from '../support/world.js'
import { joins, waitUntil } from './members.js'
import { appointed } from './officers.js'

const WARD = '11383'
const w = (await startWorld('postgres'))!
afterAll(() => w.stop())

const HOUR = 3_600_000
let onTelegram: Citizen
let onZalo: Citizen
let members: Citizen[]

beforeAll(async () => {
  await waitUntil(w, 9)
  onZalo = await appointed(w, 'zalo', 'p6', 'officer', WARD)
  onTelegram = await appointed(w, 'telegram', 'p5', 'officer', WARD)
  members = [
    await joins(w, 'telegram', 'p1', WARD),
    await joins(w, 'zalo', 'p2', WARD),
    await joins(w, 'zalo', 'p3', WARD),
    await joins(w, 'zalo', 'p4', WARD),
  ]
  await transaction(w.pool, (tx) => setFourEyes(tx, WARD, false, CONSOLE, w.sandbox.clock.now()))
})

async function writes(officer: Citizen, text: string): Promise<string> {
  await officer.says('việc của cán bộ')
  await officer.presses('Gửi tin')
  await officer.says(text)
  await officer.presses('Chưa có')
  await officer.presses('Không cần nút')
  await officer.presses('Ngay sau khi duyệt')
  return officer.presses('Xem trước')
}

/** What Zalo has refused so far. */
const refused = async () =>
  (await w.pool.query(`SELECT FROM recipient WHERE state = 'failed' OR reason LIKE '-%'`)).rowCount

it('counts what the package no longer covers as not to be sent, and makes no call that would be refused', async () => {
  // All but one of Zalo's members are past their 48 hours; the package has one message left.
  await w.sandbox.clock.advance(72 * HOUR)
  await members[3]!.says('chào')
  await w.pool.query(
    `INSERT INTO allowance VALUES ('zalo', 1, $1) ON CONFLICT (channel) DO UPDATE SET remain = 1, asked_at = excluded.asked_at`,
    [new Date(w.sandbox.clock.now())],
  )
  const counted = await writes(onTelegram, 'Tin thử hạn mức của gói Zalo ạ.')
  expect(counted).toMatch(/3 người sẽ nhận[\s\S]*Telegram: 1[\s\S]*Zalo: 2/)
  expect(counted).toContain('1 tin Zalo quá 48 giờ, trừ vào gói của OA; gói còn 1 tin')
  expect(counted).toContain('hạn mức tháng của OA đã hết: 1')
  await onTelegram.presses('Gửi đi')
  await waitFor(async () => (await w.pool.query(`SELECT FROM broadcast WHERE state = 'done'`)).rowCount === 1)
  await w.settle()
  expect(await refused()).toBe(0)
  const { rows } = await w.pool.query(
    `SELECT state, reason FROM recipient WHERE channel = 'zalo' ORDER BY state, reason`,
  )
  expect(rows).toEqual([
    { state: 'sent', reason: null },
    { state: 'sent', reason: null },
    { state: 'skipped', reason: 'zaloQuota' },
  ])
})

it('the progress message edits itself while it is sent', async () => {
  const progress = onTelegram
    .bubbles()
    .filter(({ text }) => text?.includes('Tin thử hạn mức') && text.includes('gửi Phường'))
  await waitFor(() =>
    onTelegram
      .bubbles()
      .some(({ id, text }) => id === progress[0]!.id && text?.includes('đã xong') && text.includes('3 / 4')),
  )
  expect((await w.pool.query('SELECT FROM live_message')).rowCount).toBe(0)
})

it('is reported with a chart and a sheet, read back by another library; nobody is named in it', async () => {
  await onTelegram.presses('Báo cáo từng người nhận')
  expect(onTelegram.reads()).toContain('Bảng từng người nhận')
  expect(onTelegram.bubbles().filter(({ from, image }) => from === 'bot' && image)).toHaveLength(1)
  const file = onTelegram.bubbles().findLast(({ from, file }) => from === 'bot' && file)!.file!
  expect(file.name).toBe('bao-cao-tin-1.xlsx')
  const bytes = Buffer.from(await (await fetch(new URL(file.url!, w.sandbox.url))).arrayBuffer())
  const rows = await readSheet(bytes)
  expect(rows[0]).toEqual(['STT', 'Kênh', 'Kết quả', 'Lý do', 'Ngày', 'Giờ'])
  expect(rows).toHaveLength(5)
  expect(
    rows
      .slice(1)
      .map((row) => row[2])
      .sort(),
  ).toEqual(['bỏ qua', 'đã gửi', 'đã gửi', 'đã gửi'])
  expect(rows.flat().join(' ')).toMatch(/\d\d\/\d\d\/\d{4} \d\d:\d\d/)
  expect(JSON.stringify(rows)).not.toMatch(/Nguyễn|Trần|Lê Thu|Phạm/)
})

it('asked for again it says what has become of it since, though Telegram keeps what it was sent', async () => {
  await w.pool.query(`UPDATE recipient SET state = 'failed', reason = 'blocked' WHERE state = 'skipped'`)
  w.sandbox.clock.advance(1000)
  await onTelegram.presses('Báo cáo từng người nhận')
  await w.settle()
  const { url } = onTelegram.bubbles().findLast(({ from, file }) => from === 'bot' && file)!.file!
  const rows = await readSheet(Buffer.from(await (await fetch(new URL(url!, w.sandbox.url))).arrayBuffer()))
  expect(rows.map((row) => row[2])).toContain('không gửi được')
  await w.pool.query(`UPDATE recipient SET state = 'skipped', reason = 'zaloQuota' WHERE state = 'failed'`)
})

it('on Zalo, which takes no spreadsheet, it is a plain table', async () => {
  await onZalo.says('việc của cán bộ')
  await onZalo.presses('Các tin đã gửi')
  await onZalo.presses('Mở: Tin thử hạn mức')
  await onZalo.presses('Báo cáo từng người nhận')
  const file = onZalo.bubbles().findLast(({ from, file }) => from === 'bot' && file)!.file!
  expect(file.name).toBe('bao-cao-tin-1.csv')
  const { rows } = await w.pool.query(`SELECT details FROM audit WHERE action = 'export' ORDER BY id`)
  expect(rows.map((row) => row.details.kind)).toEqual(['xlsx', 'xlsx', 'csv'])
})
