import { afterAll, describe, expect, it } from 'vitest'
import { readAudit } from '../../src/store/audit.js'
import { startWorld, type World } from '../support/world.js'
import { appointed } from './officers.js'

const LE_CHAN = '11383'

const w = (await startWorld('postgres')) as World
afterAll(() => w.stop())

describe('an officer', () => {
  const codeIn = (text: string) => /[2-9B-Z]{4}-[2-9B-Z]{4}-[2-9B-Z]{4}/.exec(text)![0]

  it('invites from Telegram below their own role; on Zalo it is redeemed, seen, and ended with the next message', async () => {
    const head = await appointed(w, 'telegram', 'p1', 'officer', LE_CHAN)
    await head.says('việc của cán bộ')
    await head.presses('Người và vai trò')
    const choice = await head.presses('Mời người mới')
    expect(choice).toContain('vai trò nào')
    const offered = head
      .bubbles()
      .at(-1)!
      .buttons!.map(({ label }) => label)
    expect(offered).toEqual(['Thành viên', 'Người xét', 'Người và vai trò'])
    await head.presses('Người xét')
    await head.presses('Phường Lê Chân')
    const invitation = await head.presses('Tạo mã mời')
    const code = codeIn(invitation)
    expect(invitation).toContain(`https://t.me/nhan_ai_sandbox_bot?start=inv_${code}`)
    expect(head.bubbles().at(-1)!.image).toBeDefined()

    const guest = w.citizen('zalo', 'p1')
    w.sandbox.zalo.follow('p1')
    await w.settle()
    expect(await guest.says(code)).toContain('người xét của Phường Lê Chân')
    const { rows } = await w.pool.query<{ id: string; person: string }>(
      `SELECT id, person_id AS person FROM role_grant WHERE role = 'reviewer'`,
    )
    await head.says('việc của cán bộ')
    expect(await head.presses('Người và vai trò')).toContain(`người xét của Phường Lê Chân (số ${rows[0]!.person})`)
    await head.presses(`người xét của Phường Lê Chân (số ${rows[0]!.person})`)
    await head.presses(`Cho thôi vai trò số ${rows[0]!.id}`)
    expect(await head.presses('Cho thôi vai trò')).toContain('đã kết thúc')
    expect(guest.reads()).toContain('đã thôi vai trò người xét')
    expect(await guest.says('vai trò của tôi')).toContain('dành cho người được Hội phân công')
  })

  it('gets a plain refusal outside their scope, and it is noted', async () => {
    const head = await appointed(w, 'telegram', 'p2', 'officer', LE_CHAN)
    await head.says('việc của cán bộ')
    await head.presses('Người và vai trò')
    await head.presses('Mời người mới')
    await head.presses('Thành viên')
    await head.presses('Tìm đơn vị trực thuộc')
    await head.says('Phường Hải Dương')
    await head.presses('Phường Hải Dương')
    expect(await head.presses('Tạo mã mời')).toContain('ngoài phạm vi')
    const noted = await readAudit(w.pool, { person: head.personId })
    expect(noted.find(({ action }) => action === 'refuse')?.details).toMatchObject({ deed: 'createInvite' })
  })

  it('who loses the role in the middle of an invitation cannot finish it', async () => {
    const head = await appointed(w, 'zalo', 'p2', 'officer', LE_CHAN)
    await head.says('việc của cán bộ')
    await head.presses('Người và vai trò')
    await head.presses('Mời người mới')
    await head.presses('Thành viên')
    await head.presses('Phường Lê Chân')
    await w.pool.query('UPDATE role_grant SET ends_at = $2 WHERE person_id = $1', [
      head.personId,
      new Date(w.sandbox.clock.now()),
    ])
    expect(await head.presses('Tạo mã mời')).toContain('dành cho người được Hội phân công')
    expect(await head.says('việc của cán bộ')).toContain('dành cho người được Hội phân công')
  })

  it('who is away names a deputy, who hears of it', async () => {
    const head = await appointed(w, 'telegram', 'p3', 'officer', LE_CHAN)
    const deputy = await appointed(w, 'zalo', 'p3', 'approver', LE_CHAN)
    await head.says('việc của cán bộ')
    await head.presses('Tạm vắng')
    await head.presses(`người phê duyệt của Phường Lê Chân (số ${deputy.personId})`)
    expect(await head.presses('1 tuần')).toContain('đã ghi anh/chị tạm vắng')
    expect(deputy.reads()).toContain('nhờ anh/chị làm thay')
    await head.presses('Tạm vắng')
    expect(await head.presses('Tôi đã trở lại')).toContain('Mừng anh/chị trở lại')
  })
})
