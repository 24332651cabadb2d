// From an address entered in chat to help that is confirmed: an officer on one platform, a supporter on either.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { verifyLedger } from '../../src/store/ledger.js'
import { BACKENDS, type Citizen, startWorld, type World } from '../support/world.js'
import { enterAddress, hello, later, makeOfficer, register, reportHelp, sound } from './help.js'

const started = await Promise.all(BACKENDS.map(async (name) => ({ name, world: await startWorld(name) })))
afterAll(() => Promise.all(started.map(({ world }) => world?.stop())))

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
      await reportHelp(me)
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

    it('a hold that ended while nothing of ours ran is told of as ended, and not as ending first', async () => {
      const me = await hello(w, 'zalo', 'p5')
      await me.presses('Đăng ký trợ giúp')
      await me.presses('Nơi đang cần nhất')
      await me.presses('Tôi muốn giúp')
      await me.presses('Tôi đồng ý')
      await me.presses('Cho tôi')
      await later(w, 72)
      const told = me.bubbles().map(({ text }) => text ?? '')
      expect(told.filter((text) => text.includes('mở lại cho mọi người'))).toHaveLength(1)
      expect(told.filter((text) => text.includes('sắp hết hạn'))).toEqual([])
    })
  })
}
