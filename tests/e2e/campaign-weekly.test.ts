// A weekly series as its officer lives with it: an empty slot is asked about, the slot is moved, and what stands under an
// old message works a year later.
import { afterAll, expect, it } from 'vitest'
import { CONSOLE } from '../../src/store/audit.js'
import { setFourEyes } from '../../src/store/campaign/four-eyes.js'
import { listSeries } from '../../src/store/campaign/series.js'
import { transaction } from '../../src/store/database.js'
import { startWorld, waitFor } from '../support/world.js'
import { joins, waitUntil } from './members.js'
import { appointed } from './officers.js'

const WARD = '11383'
const HOUR = 3_600_000
const DAY = 24 * HOUR
const w = (await startWorld('postgres'))!
afterAll(() => w.stop())

const now = () => w.sandbox.clock.now()
async function goTo(at: number): Promise<void> {
  await w.sandbox.clock.advance(at - now())
  await w.settle()
}

it('asks about an empty slot two days before, is moved in chat, and its buttons count after a year', async () => {
  await waitUntil(w, 9)
  const officer = await appointed(w, 'telegram', 'p3', 'officer', WARD)
  const member = await joins(w, 'telegram', 'p2', WARD)
  await transaction(w.pool, (tx) => setFourEyes(tx, WARD, false, CONSOLE, now()))
  const weekday = ((Math.floor((now() + 7 * HOUR) / DAY) + 3 + 4) % 7) + 1
  const names = ['Thứ hai', 'Thứ ba', 'Thứ tư', 'Thứ năm', 'Thứ sáu', 'Thứ bảy', 'Chủ nhật']

  // Four days from now, at eight.
  await officer.says('gửi tin cho thành viên')
  await officer.says('Tuần này mời anh chị em kể một việc tốt quanh mình.')
  await officer.presses('Chưa có')
  await officer.presses('Giới thiệu người tốt')
  await officer.presses('Xong')
  await officer.presses('Thêm vào loạt tin hằng tuần')
  await officer.presses(names[weekday - 1]!)
  await officer.presses('8:00')
  await officer.presses('Xem trước')
  expect(await officer.presses('Thêm vào loạt tin')).toContain('đã vào loạt tin hằng tuần')
  const first = (await listSeries(w.pool))[0]!.nextSlot
  expect(first - now()).toBeLessThan(5 * DAY)

  // It has a piece: nobody is asked.
  await goTo(first - 2 * DAY + HOUR)
  const asked = () => officer.bubbles().filter(({ text }) => text?.includes('chưa có bài cho kỳ')).length
  expect(asked()).toBe(0)
  await goTo(first + 60_000)
  await waitFor(async () => (await w.pool.query(`SELECT FROM broadcast WHERE state = 'done'`)).rowCount === 1)
  await w.settle()
  expect(member.reads()).toContain('kể một việc tốt')

  await goTo(first + 7 * DAY - 2 * DAY - HOUR)
  expect(asked()).toBe(0)
  await goTo(first + 7 * DAY - 2 * DAY + HOUR)
  expect(asked()).toBe(1)
  expect(officer.reads()).toContain('Anh/chị soạn một bài nhé?')

  // Moved to an hour later on the same day: not before the week of its last piece is over.
  await officer.presses('Xem loạt tin')
  expect(await officer.presses(`Sắp xếp bài ${names[weekday - 1]}, 08:00`)).toContain('gửi muộn')
  await officer.presses('Đổi ngày, giờ gửi')
  await officer.presses(names[weekday % 7]!)
  expect(await officer.presses('17:00')).toContain(`${names[weekday % 7]}, 17:00`)
  expect((await listSeries(w.pool))[0]!.nextSlot).toBe(first + 8 * DAY + 9 * HOUR)

  // Zalo's refresh token lives three months: the time passes in pieces, as in life.
  const end = first + 366 * DAY
  while (now() < end) await goTo(Math.min(end, now() + 30 * DAY))
  await waitUntil(w, 10)
  const under = member.bubbles().find(({ text }) => text?.includes('kể một việc tốt'))!
  w.sandbox.telegram.tap('p2', under.id, 0)
  await w.settle()
  expect(member.reads()).toContain('Trước khi bắt đầu')
  const { rows } = await w.pool.query('SELECT button, at FROM broadcast_press')
  expect(rows).toMatchObject([{ button: 'tell' }])
  expect(rows[0].at.getTime() - first).toBeGreaterThan(365 * DAY)
  await officer.says('việc của cán bộ')
  await officer.presses('Các tin đã gửi')
  await officer.presses('Mở: Tuần này mời')
  expect(officer.reads()).toContain('Giới thiệu người tốt: 1')
}, 120_000)

it('the theme of the year is set in chat, by whoever administers the city alone', async () => {
  const local = await appointed(w, 'telegram', 'p1', 'administrator', WARD)
  expect(await local.says('chủ đề tháng nhân đạo')).toContain('do quản trị viên của thành phố đặt')
  const admin = await appointed(w, 'zalo', 'p4', 'administrator', '31')
  expect(await admin.says('chủ đề tháng nhân đạo')).toContain('chưa đặt')
  await admin.presses('Đặt chủ đề')
  expect(await admin.says('“Trao yêu thương, nhận nụ cười”')).toContain('“Trao yêu thương, nhận nụ cười”')
  await admin.says('tháng nhân đạo')
  await admin.presses('Tháng Nhân đạo')
  const drafts = async () =>
    (await w.pool.query(`SELECT body->>'text' AS text FROM broadcast WHERE occasion LIKE '%.opening'`)).rows[0].text
  expect(await drafts()).toContain('với chủ đề “Trao yêu thương, nhận nụ cười”')
  // What is still a draft takes on a better theme.
  await admin.says('chủ đề tháng nhân đạo')
  await admin.presses('Đổi chủ đề')
  await admin.says('Kết nối những tấm lòng')
  expect(await drafts()).toContain('với chủ đề “Kết nối những tấm lòng”')
})
