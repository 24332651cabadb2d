// A family's phone and place change: an officer corrects them in chat, whoever helps hears of it, and nothing lies open.
import { afterAll, expect, it } from 'vitest'
import { startWorld } from '../support/world.js'
import { enterAddress, hello, makeOfficer, register } from './help.js'

const PLATFORMS = ['telegram', 'zalo'] as const
const worlds = await Promise.all(PLATFORMS.map(() => startWorld('postgres')))
afterAll(() => Promise.all(worlds.map((world) => world?.stop())))

it.each(PLATFORMS)('by an officer on %s', async (platform) => {
  const w = worlds[PLATFORMS.indexOf(platform)]!
  const officer = await hello(w, platform, 'p1')
  await makeOfficer(w)
  const code = await enterAddress(officer)
  const me = await hello(w, platform === 'zalo' ? 'telegram' : 'zalo', 'p2')
  await register(me, '2')
  await officer.presses('Mở đăng ký')
  await officer.presses('Đồng ý')

  await officer.says(code)
  await officer.presses('Sửa thông tin gia đình')
  await officer.presses('Điện thoại')
  expect(await officer.says('0912 345 699')).toMatch(/0912\s345\s699/)
  expect(me.reads()).toContain('liên hệ với gia đình vừa được cập nhật')
  expect(await me.presses('Xem đăng ký')).toMatch(/0912\s345\s699/)

  await officer.presses('Sửa thông tin gia đình')
  await officer.presses('Nơi ở')
  await officer.says('số 9, ngõ Mới Canary')
  await officer.presses('Sửa thông tin công khai')
  await officer.presses('Lời giới thiệu')
  expect(await officer.says('Một cụ già sống một mình ở số 9 ngõ mới canary, sức yếu.')).toContain(
    'có nơi ở của gia đình',
  )
  expect(await officer.says('Một cụ già sống một mình, sức yếu, cần người trò chuyện.')).toContain(code)

  const { rows } = await w.pool.query('SELECT p::text AS kept FROM address_private p')
  expect(JSON.stringify(rows)).not.toMatch(/Canary|912345699/)
})
