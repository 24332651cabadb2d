// A May with the template "Tháng Nhân đạo": each piece once on its day, on both phones, the theme of the year in its words.
import { afterAll, expect, it } from 'vitest'
import { inventAddresses } from '../../src/store/address/invented.js'
import { CONSOLE } from '../../src/store/audit.js'
import { setTheme } from '../../src/store/campaign/templates.js'
import { transaction } from '../../src/store/database.js'
import { startWorld } from '../support/world.js'
import { joins, waitUntil } from './members.js'
import { appointed } from './officers.js'

const WARD = '11383'
const DAY = 86_400_000
const w = (await startWorld('postgres'))!
afterAll(() => w.stop())

it('is made, approved by somebody else, and walked through day by day', async () => {
  // Zalo's refresh token lives three months: the time passes in pieces, as in life.
  const year = new Date(w.sandbox.clock.now() + 250 * DAY).getUTCFullYear()
  const april = Date.parse(`${year}-04-26T09:00+07:00`)
  while (w.sandbox.clock.now() < april - 30 * DAY) {
    await w.sandbox.clock.advance(30 * DAY)
    await w.settle()
  }
  await w.sandbox.clock.advance(april - w.sandbox.clock.now())
  await waitUntil(w, 10)
  const officer = await appointed(w, 'telegram', 'p3', 'officer', WARD)
  const second = await appointed(w, 'zalo', 'p4', 'officer', WARD)
  const members = [await joins(w, 'telegram', 'p1', WARD), await joins(w, 'zalo', 'p2', WARD)]
  const now = w.sandbox.clock.now()
  await inventAddresses(w.pool, now)
  await transaction(w.pool, (tx) => setTheme(tx, year, 'Nhân đạo: từ trái tim đến trái tim', CONSOLE, now))

  await officer.says('tháng nhân đạo')
  expect(await officer.presses('Tháng Nhân đạo')).toMatch(
    new RegExp(`08:00 ngày 01/05/${year}[\\s\\S]*08/05/${year}[\\s\\S]*16/05/${year}[\\s\\S]*31/05/${year}`),
  )
  await officer.presses(`Xem 08:00 ngày 01/05/${year}`)
  expect(officer.bubbles().some(({ text }) => text?.includes('với chủ đề “Nhân đạo: từ trái tim đến trái tim”'))).toBe(
    true,
  )
  await officer.says('tháng nhân đạo')
  await officer.presses('Tháng Nhân đạo')
  expect(await officer.presses('Trình duyệt cả loạt')).toContain('đang chờ duyệt')
  for (const piece of ['Hôm nay 1/5', 'Ngày 8/5', `Tháng Nhân đạo ${year} đã đi`, 'Hôm nay khép lại']) {
    await second.says('việc của cán bộ')
    await second.presses('Các tin đã gửi')
    await second.presses(`Mở: ${piece}`)
    await second.presses('Duyệt và gửi')
  }
  const { rows } = await w.pool.query('SELECT state, count(*)::int AS n FROM broadcast GROUP BY 1')
  expect(rows).toEqual([{ state: 'scheduled', n: 4 }])

  for (let day = 0; day < 38; day++) {
    await w.sandbox.clock.advance(DAY)
    await w.settle()
    // Whoever wants to hear from Zalo has written within the week.
    if (day % 3 === 0) await members[1]!.says('cảm ơn')
  }
  for (const member of members) {
    const heard = member.bubbles().map(({ text }) => text ?? '')
    for (const piece of ['Hôm nay 1/5', 'Ngày 8/5', 'đã đi được nửa chặng đường', 'Hôm nay khép lại'])
      expect(
        heard.filter((text) => text.includes(piece)),
        piece,
      ).toHaveLength(1)
    expect(heard.some((text) => /Đang chờ lâu nhất: [\s\S]*\(mã DCND-[\s\S]*dừng nhận tin/.test(text))).toBe(true)
    expect(heard.join()).not.toContain('Người Ví Dụ')
  }
  // Used again it makes nothing twice: next year's run is another one.
  await officer.says('tháng nhân đạo')
  expect(await officer.presses('Tháng Nhân đạo')).toContain(`01/05/${year + 1}`)
})
