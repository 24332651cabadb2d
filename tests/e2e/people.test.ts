import { afterAll, describe, expect, it } from 'vitest'
import { showInviteCode } from '../../src/flows/invite-code.js'
import type { Role } from '../../src/flows/roles.js'
import { CONSOLE } from '../../src/store/audit.js'
import { transaction } from '../../src/store/database.js'
import { createInvite } from '../../src/store/invites.js'
import { startWorld, type World } from '../support/world.js'

const LE_CHAN = '11383'

const w = (await startWorld('postgres')) as World
afterAll(() => w.stop())

async function invite(role: Role = 'officer'): Promise<string> {
  const order = { role, unit: LE_CHAN, by: CONSOLE, now: w.sandbox.clock.now() }
  const made = await transaction(w.pool, (tx) => createInvite(tx, order))
  if (typeof made === 'string') throw new Error(made)
  return showInviteCode(made.code)
}

describe('an invitation', () => {
  it('works once: typed on Zalo, and no more by its link on Telegram', async () => {
    const code = await invite()
    const lan = w.citizen('zalo', 'p1')
    w.sandbox.zalo.follow('p1')
    await w.settle()
    expect(await lan.says(code)).toContain('cán bộ của Phường Lê Chân')
    expect(await lan.presses('Việc của cán bộ')).toContain('Việc của cán bộ')
    const binh = w.citizen('telegram', 'p2')
    w.sandbox.telegram.start('p2', `inv_${code}`)
    await w.settle()
    expect(binh.reads()).toContain('đã được dùng rồi')
    expect(binh.reads()).not.toContain('Lê Chân')
  })

  it('works by its link on Telegram; the desk is in the menu at once', async () => {
    const binh = w.citizen('telegram', 'p2')
    w.sandbox.telegram.start('p2', `inv_${(await invite()).replaceAll('-', '')}`)
    await w.settle()
    expect(binh.reads()).toContain('cán bộ của Phường Lê Chân')
    expect(await binh.presses('Việc của cán bộ')).toContain('Hiện không có việc')
  })

  it.each(['telegram', 'zalo'] as const)('is understood by its words in the middle of a story, on %s', async (on) => {
    const person = on === 'zalo' ? 'p3' : 'p4'
    const citizen = w.citizen(on, person)
    if (on === 'zalo') w.sandbox.zalo.follow(person)
    else w.sandbox.telegram.start(person)
    await w.settle()
    await citizen.presses('Giới thiệu người tốt')
    await citizen.presses('Tôi đồng ý')
    await citizen.presses('Một người')
    expect(await citizen.says(`mã mời ${await invite('member')}`)).toContain('thành viên của Phường Lê Chân')
    expect(await citizen.says('tiếp tục')).toContain('tên')
  })

  it('that is wrong is told so, five times; then there is a rest', async () => {
    const stranger = w.citizen('telegram', 'p5')
    w.sandbox.telegram.start('p5')
    await w.settle()
    for (let n = 0; n < 5; n++) expect(await stranger.says(`K7QM-2XTP-9HR${'CFGHJ'[n]}`)).toContain('không tìm thấy mã')
    expect(await stranger.says(await invite())).toContain('thử lại')
  })
})
