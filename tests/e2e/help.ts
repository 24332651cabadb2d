// What an officer and a supporter do to bring help about, as a test plays it.
import { expect } from 'vitest'
import type { PlatformName } from '../../src/sandbox/bubbles.js'
import { CONSOLE } from '../../src/store/audit.js'
import { transaction } from '../../src/store/database.js'
import { grantRole } from '../../src/store/roles.js'
import type { Citizen, World } from '../support/world.js'

export async function hello(w: World, platform: PlatformName, id: string): Promise<Citizen> {
  if (platform === 'telegram') w.sandbox.telegram.start(id)
  else w.sandbox.zalo.follow(id)
  await w.settle()
  return w.citizen(platform, id)
}

/** Whoever wrote first becomes the officer of the city. */
export async function makeOfficer(w: World): Promise<void> {
  const { rows } = await w.pool.query('SELECT id FROM person ORDER BY id LIMIT 1')
  const now = w.sandbox.clock.now()
  await transaction(w.pool, (tx) =>
    grantRole(tx, { personId: rows[0].id, role: 'officer', unit: '31', by: CONSOLE, now }),
  )
}

/** An address of a family called Canary; `rhythm` and `quantity` of its need as they are typed. */
export async function enterAddress(
  officer: Citizen,
  { rhythm = 'Một lần', quantity = '10 suất' } = {},
): Promise<string> {
  await officer.says('việc của cán bộ')
  await officer.presses('Nhập địa chỉ nhân đạo')
  await officer.says('Lê Chân')
  if (!officer.reads().includes('nhóm nào')) await officer.presses('Phường Lê Chân')
  await officer.presses('Người cao tuổi neo đơn')
  await officer.says('Nguyễn Thị Canary')
  await officer.says('1940')
  await officer.presses('Không có')
  await officer.presses('Không')
  await officer.says('số 5, tổ 3')
  await officer.says('Cụ sống một mình, chân đau, không có lương hưu.')
  await officer.says('Một cụ già sống một mình, sức yếu, cần gạo và người trò chuyện.')
  await officer.presses('Vật chất')
  await officer.says('gạo và nhu yếu phẩm')
  await officer.says(quantity)
  await officer.presses(rhythm)
  await officer.presses('Không hẹn ngày')
  await officer.presses('Cần sớm')
  await officer.presses('Đã xác minh')
  expect(await officer.presses('Đã đồng ý')).toContain('xem lại')
  const code = /DCND-\d{4}-\d{4}/.exec(await officer.presses('Gửi đi'))?.[0]
  expect(code, officer.reads()).toBeDefined()
  return code!
}

/** Somebody registers to help, as far as the code of the pledge; `often` where the need comes again and again. */
export async function register(me: Citizen, quantity: string, often: string[] = []): Promise<string> {
  await me.presses('Đăng ký trợ giúp')
  expect(await me.presses('Nơi đang cần nhất')).toContain('Một cụ già sống một mình')
  expect(me.reads()).not.toContain('Canary')
  await me.presses('Tôi muốn giúp')
  if (me.reads().includes('mong anh/chị đọc giúp')) await me.presses('Tôi đồng ý')
  await me.presses('Cho tôi')
  await me.says(quantity)
  for (const answer of often) await me.presses(answer)
  await me.says('tuần này')
  await me.presses('Không có')
  await me.says('Phạm Thị Lan')
  await me.says('0912 345 678')
  const code = /DK-\d{4}-\d{6}/.exec(await me.presses('Gửi đi'))?.[0]
  expect(code, me.reads()).toBeDefined()
  return code!
}

/** The supporter tells that it is done: today, without a value or a picture. */
export async function reportHelp(me: Citizen, given?: string): Promise<void> {
  await me.presses('Tôi đã giúp xong')
  if (given) await me.says(given)
  else if (me.reads().includes('giúp được bao nhiêu')) await me.presses('Tất cả')
  await me.presses('Hôm nay')
  await me.presses('Không tính được')
  await me.says('Gia đình vui hơn')
  expect(await me.presses('Không gửi ảnh')).toContain('xem lại')
  expect(await me.presses('Gửi đi')).toContain('đã ghi nhận')
}

export const sound = ({ brokenAt, needs, rows }: { brokenAt?: string; needs: string[]; rows: number }) =>
  brokenAt === undefined && needs.length === 0 && rows > 0

/** Time goes by, and what is due is done. */
export async function later(w: World, hours: number): Promise<void> {
  w.sandbox.clock.advance(hours * 3_600_000)
  await w.app.drain()
  await w.settle()
}
