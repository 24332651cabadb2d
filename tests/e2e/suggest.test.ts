// A neighbour tells of a family, an officer visits and opens it for help, and the neighbour hears of every step.
import { afterAll, describe, expect, it } from 'vitest'
import { BACKENDS, type Citizen, startWorld, type World } from '../support/world.js'
import { appointed } from './officers.js'

const started = await Promise.all(BACKENDS.map(async (name) => ({ name, world: await startWorld(name) })))
afterAll(() => Promise.all(started.map(({ world }) => world?.stop())))

async function tells(me: Citizen): Promise<string> {
  await me.presses('Tôi đồng ý')
  await me.presses('Người khác')
  await me.says('Lê Chân')
  if (!me.reads().includes('Hoàn cảnh ra sao')) await me.presses('Phường Lê Chân')
  await me.says('Cụ sống một mình, mái nhà dột, thiếu gạo canary')
  await me.says('cụ Canary')
  await me.presses('Tôi không rõ')
  await me.says('Phạm Thị Lan')
  expect(await me.says('0912 345 678')).toContain('xem lại')
  const code = /DCND-\d{4}-\d{4}/.exec(await me.presses('Gửi đi'))?.[0]
  expect(code, me.reads()).toBeDefined()
  return code!
}

/** The officer writes down what the visit found: what was told is kept, the rest asked. */
async function surveys(officer: Citizen): Promise<void> {
  await officer.presses('Bắt đầu khảo sát')
  await officer.presses('Mở địa chỉ')
  await officer.presses('Ghi kết quả khảo sát')
  await officer.presses('Giữ như cũ')
  await officer.presses('Người cao tuổi neo đơn')
  await officer.says('Nguyễn Thị Canary')
  await officer.says('1940')
  await officer.presses('Không có')
  await officer.presses('Không')
  await officer.says('số 5, tổ 3')
  await officer.presses('Giữ như cũ')
  await officer.says('Một cụ già sống một mình, mái nhà dột, sức yếu.')
  await officer.presses('Công sức')
  await officer.says('sửa mái nhà')
  await officer.says('3 ngày công')
  await officer.presses('Một lần')
  await officer.presses('Không hẹn ngày')
  await officer.presses('Cần sớm')
  await officer.presses('Đã xác minh')
  expect(await officer.presses('Chưa')).toContain('xem lại')
  expect(await officer.presses('Gửi đi')).toContain('đã xác minh')
}

async function opens(w: World, platform: 'telegram' | 'zalo', id: string): Promise<Citizen> {
  if (platform === 'telegram') w.sandbox.telegram.start(id)
  else w.sandbox.zalo.follow(id)
  await w.settle()
  return w.citizen(platform, id)
}

for (const { name, world } of started)
  describe.skipIf(!world)(`a suggested address, queue on ${name}`, () => {
    it.each(['telegram', 'zalo'] as const)('goes its way from %s to help', async (platform) => {
      const w = world!
      const other = platform === 'telegram' ? 'zalo' : 'telegram'
      const officer = await appointed(w, other, 'p1', 'officer', '31')
      const me = await opens(w, platform, 'p2')
      if (platform === 'telegram') await me.says('nhà bên cạnh nghèo lắm')
      else {
        await me.presses('Xem thêm')
        await me.presses('Tôi biết một hoàn cảnh khó khăn')
      }
      const code = await tells(me)
      expect(officer.reads()).toContain(code)
      // The officer is the city's; where to go is said all the same.
      expect(officer.reads()).toContain('Phường Lê Chân')
      await officer.presses('Mở địa chỉ')
      expect(officer.reads()).toContain('đề xuất')
      expect(officer.reads()).toContain('Phạm Thị Lan')
      await surveys(officer)
      expect(me.bubbles().some(({ text }) => text?.includes('đang tới khảo sát'))).toBe(true)
      expect(me.reads()).toContain('đã xác minh')
      await officer.presses('Mở địa chỉ')
      expect(await officer.presses('Mở nhận trợ giúp')).toContain('cần trợ giúp')
      expect(me.reads()).toContain('kêu gọi mọi người')
      expect(me.bubbles().every(({ from, text }) => from !== 'bot' || !text?.includes('Nguyễn Thị Canary'))).toBe(true)
      expect(await me.says('hồ sơ của tôi')).toContain(`${code}`)
      // Paused, with a reason that they read.
      await officer.presses('Mở địa chỉ')
      await officer.presses('Tạm dừng')
      await officer.says('Gia đình đang chuyển nhà')
      await officer.presses('Ghi lý do')
      expect(me.reads()).toContain('tạm dừng')
      expect(me.reads()).toContain('Gia đình đang chuyển nhà')
    })
  })
