// The later life of a pledge: changed, declined, refused, helped every month, confirmed by the family's own word.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { nextMonthly } from '../../src/flows/months.js'
import { dayAt } from '../../src/flows/vi/calendar.js'
import { verifyLedger } from '../../src/store/ledger.js'
import { BACKENDS, type Citizen, startWorld, type World } from '../support/world.js'
import { enterAddress, hello, later, makeOfficer, register, reportHelp, sound } from './help.js'

const started = await Promise.all(BACKENDS.map(async (name) => ({ name, world: await startWorld(name) })))
afterAll(() => Promise.all(started.map(({ world }) => world?.stop())))

const PLATFORMS = ['telegram', 'zalo'] as const
/** Ten in the morning of so many days after (or before) the 15th that comes next, or has just been. */
async function until(w: World, days: number): Promise<void> {
  const today = dayAt(w.sandbox.clock.now())
  await later(w, (nextMonthly(today - Math.max(days, 0) - 1, 15) + days - today) * 24)
}
const heard = (who: Citizen, words: string) =>
  who.bubbles().some(({ from, text }) => from === 'bot' && text?.includes(words))

for (const { name, world } of started)
  describe.skipIf(!world)(`a pledge, queue on ${name}`, () => {
    let w: World
    let officer: Citizen
    beforeAll(async () => {
      w = world!
      officer = await hello(w, name === 'redis' ? 'zalo' : 'telegram', 'p1')
      await makeOfficer(w)
      // Ten in the morning: what is said of our own accord is not held for the night.
      await later(w, 24 - (((w.sandbox.clock.now() / 3_600_000) % 24) - 3))
      await enterAddress(officer, { rhythm: 'Hằng tháng', quantity: '10 suất' })
    })

    it.each(PLATFORMS)('is changed by its supporter and by proposals, by %s', async (platform) => {
      const me = await hello(w, platform, platform === 'telegram' ? 'p2' : 'p3')
      const code = await register(me, '2', ['Chỉ một lần'])
      await me.presses('Xem đăng ký')
      await me.presses('Thay đổi')
      await me.presses('Số lượng')
      expect(await me.says('50')).toContain('nhiều nhất được')
      expect(await me.says('3')).toContain('3 suất')
      expect(heard(officer, 'thay đổi đăng ký')).toBe(true)
      await officer.presses('Mở đăng ký')
      await officer.presses('Đề nghị thay đổi')
      expect(await officer.says('1, vì gia đình đã có phần còn lại')).toContain('1 suất')
      expect(me.reads()).toContain('đề nghị thay đổi')
      expect(await me.presses('Xem đăng ký')).toContain('gia đình đã có phần còn lại')
      expect(await me.presses('Giữ như tôi đăng ký')).toContain('3 suất')
      expect(officer.reads()).toContain('giữ đăng ký như cũ')
      await officer.presses('Mở đăng ký')
      await officer.presses('Không nhận')
      await officer.says('Gia đình chuyển đi nơi khác')
      await officer.presses('Ghi lý do')
      expect(me.reads()).toContain('Gia đình chuyển đi nơi khác')
      expect(await me.says('hồ sơ của tôi')).toContain(code)
      expect((await w.pool.query('SELECT taken FROM need')).rows).toEqual([{ taken: '0' }])
      expect(sound(await verifyLedger(w.pool))).toBe(true)
    })

    it.each(PLATFORMS)('is given up with a reason that the officer reads, by %s', async (platform) => {
      const me = await hello(w, platform, platform === 'telegram' ? 'p6' : 'p2')
      const code = await register(me, '2', ['Chỉ một lần'])
      await me.presses('Xem đăng ký')
      await me.presses('Hủy đăng ký')
      await me.says('Tôi phải đi công tác xa')
      expect(officer.reads()).toContain('đã hủy đăng ký')
      await officer.presses('Mở đăng ký')
      expect(officer.reads()).toContain(code)
      expect(officer.reads()).toContain('Lý do: Tôi phải đi công tác xa')
    })

    // Where both are on Telegram: on Zalo nobody may be written to after seven days of silence, and this leaps over weeks.
    it.skipIf(name === 'redis')('for every month is reminded of, asked about, confirmed by code', async () => {
      const me = await hello(w, 'telegram', 'p4')
      const code = await register(me, '2', ['Đều đặn', 'Ngày 15'])
      await officer.presses('Mở đăng ký')
      expect(await officer.presses('Đồng ý')).toContain('ngày 15')
      await until(w, -2)
      expect(me.reads()).toContain('là ngày giúp hằng tháng')
      await until(w, 1)
      expect(me.reads()).toContain('đã xong chưa')
      await reportHelp(me)
      await officer.presses('Mở đăng ký')
      expect(officer.reads()).toContain('Gia đình vui hơn')
      const receipt = /XN \d+ (\d{6})/.exec(await officer.presses('Tạo mã cho gia đình'))
      expect(receipt).not.toBeNull()
      // The receiver, who writes for the first time, on the other platform.
      const family = await hello(w, 'zalo', 'p6')
      const wrong = String((Number(receipt![1]) + 1) % 1_000_000).padStart(6, '0')
      expect(await family.says(receipt![0].replace(receipt![1]!, wrong))).toContain('chưa đúng')
      expect(await family.says(receipt![0])).toContain('Cảm ơn anh/chị đã xác nhận')
      expect(heard(me, 'đã được xác nhận')).toBe(true)
      expect(me.bubbles().some(({ image }) => image !== undefined)).toBe(true)
      expect(officer.reads()).toContain('gia đình đã xác nhận')
      expect(await family.says(receipt![0])).toContain('không còn dùng được')
      // The next month nothing is told: the officer hears of it.
      const told = officer.bubbles().length
      for (const days of [-2, 1, 7]) await until(w, days)
      expect(
        officer
          .bubbles()
          .slice(told)
          .some(({ text }) => text?.includes(code) && text.includes('chưa thấy')),
      ).toBe(true)
      expect(sound(await verifyLedger(w.pool))).toBe(true)
      await me.says('hồ sơ của tôi')
    })
  })
