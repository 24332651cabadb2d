// From an address entered in chat to help that is confirmed: an officer on one platform, a supporter on either.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PlatformName } from '../../src/sandbox/bubbles.js'
import { CONSOLE } from '../../src/store/audit.js'
import { transaction } from '../../src/store/database.js'
import { type Verified, verifyLedger } from '../../src/store/ledger.js'
import { grantRole } from '../../src/store/roles.js'
import { BACKENDS, type Citizen, startWorld, type World } from '../support/world.js'

const started = await Promise.all(BACKENDS.map(async (name) => ({ name, world: await startWorld(name) })))
afterAll(() => Promise.all(started.map(({ world }) => world?.stop())))

async function hello(w: World, platform: PlatformName, id: string): Promise<Citizen> {
  if (platform === 'telegram') w.sandbox.telegram.start(id)
  else w.sandbox.zalo.follow(id)
  await w.settle()
  return w.citizen(platform, id)
}

/** Whoever wrote first becomes the officer of the city. */
async function makeOfficer(w: World): Promise<void> {
  const { rows } = await w.pool.query('SELECT id FROM person ORDER BY id LIMIT 1')
  const now = w.sandbox.clock.now()
  await transaction(w.pool, (tx) =>
    grantRole(tx, { personId: rows[0].id, role: 'officer', unit: '31', by: CONSOLE, now }),
  )
}

async function enterAddress(officer: Citizen): Promise<string> {
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
  await officer.says('10 suất')
  await officer.presses('Một lần')
  await officer.presses('Cần sớm')
  await officer.presses('Đã xác minh')
  expect(await officer.presses('Đã đồng ý')).toContain('xem lại')
  const code = /DCND-\d{4}-\d{4}/.exec(await officer.presses('Gửi đi'))?.[0]
  expect(code, officer.reads()).toBeDefined()
  return code!
}

async function register(me: Citizen, quantity: string): Promise<string> {
  await me.presses('Đăng ký trợ giúp')
  expect(await me.presses('Nơi đang cần nhất')).toContain('Một cụ già sống một mình')
  expect(me.reads()).not.toContain('Canary')
  await me.presses('Tôi muốn giúp')
  if (me.reads().includes('mong anh/chị đọc giúp')) await me.presses('Tôi đồng ý')
  await me.presses('Cho tôi')
  await me.says(quantity)
  await me.says('tuần này')
  await me.presses('Không có')
  await me.says('Phạm Thị Lan')
  await me.says('0912 345 678')
  const code = /DK-\d{4}-\d{6}/.exec(await me.presses('Gửi đi'))?.[0]
  expect(code, me.reads()).toBeDefined()
  return code!
}

const sound = ({ brokenAt, needs, rows }: Verified) => brokenAt === undefined && needs.length === 0 && rows > 0

async function later(w: World, hours: number): Promise<void> {
  w.sandbox.clock.advance(hours * 3_600_000)
  await w.app.drain()
  await w.settle()
}

for (const { name, world } of started) {
  describe.skipIf(!world)(`help for an address, queue on ${name}`, () => {
    let w: World
    let officer: Citizen
    let address: string
    beforeAll(async () => {
      w = world!
      officer = await hello(w, name === 'redis' ? 'zalo' : 'telegram', 'p1')
      await makeOfficer(w)
      address = await enterAddress(officer)
    })

    it.each(['telegram', 'zalo'] as const)('from need to proof, by %s', async (platform) => {
      expect(address).toBe('DCND-2026-0001')
      const me = await hello(w, platform, platform === 'telegram' ? 'p2' : 'p3')
      const code = await register(me, '2')
      expect(me.reads()).toContain('2 suất')
      expect(officer.reads()).toContain(`${code}`)
      await officer.presses('Mở đăng ký')
      expect(officer.reads()).toContain('Phạm Thị Lan')
      expect(await officer.presses('Đồng ý')).toContain('đã đồng ý')
      expect(me.reads()).toContain('đã đồng ý')
      expect(await me.presses('Xem đăng ký')).toContain('Nguyễn Thị Canary')
      await me.presses('Tôi đã giúp xong')
      expect(officer.reads()).toContain('báo đã giúp xong')
      await officer.presses('Mở đăng ký')
      expect(await officer.presses('Xác nhận đã giúp')).toContain('hoàn thành')
      expect(me.reads()).toContain('đã được xác nhận')
      expect(await me.says('hồ sơ của tôi')).toContain(code)
      expect(sound(await verifyLedger(w.pool))).toBe(true)
    })

    it('a hold that is not used is reminded of once, lapses after 48 hours and reopens', async () => {
      await later(w, 24 - (((w.sandbox.clock.now() / 3_600_000) % 24) - 3))
      const me = await hello(w, 'telegram', 'p4')
      await me.presses('Đăng ký trợ giúp')
      await me.presses('Nơi đang cần nhất')
      await me.presses('Tôi muốn giúp')
      await me.presses('Tôi đồng ý')
      await me.presses('Cho tôi')
      expect((await w.pool.query('SELECT taken = quantity AS full FROM need')).rows).toEqual([{ full: true }])
      // Twelve hours before the end would be at ten in the evening: it comes in the morning.
      await later(w, 47)
      expect(me.bubbles().some(({ text }) => text?.includes('sắp hết hạn'))).toBe(true)
      await later(w, 1.5)
      expect(me.reads()).toContain('mở lại cho mọi người')
      expect((await w.pool.query('SELECT taken FROM need')).rows).toEqual([{ taken: '4000' }])
      expect(sound(await verifyLedger(w.pool))).toBe(true)
    })
  })
}
