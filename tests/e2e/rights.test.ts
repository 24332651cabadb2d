import { afterAll, describe, expect, it } from 'vitest'
import type { PlatformName } from '../../src/sandbox/bubbles.js'
import { failEvents } from '../../src/store/inbox.js'
import { startWorld, type World } from '../support/world.js'
import { tellIndividual } from './stories.js'

const w = (await startWorld('postgres')) as World
afterAll(() => w.stop())

const PEOPLE = { telegram: 'p2', zalo: 'p1' } as const

function address(platform: PlatformName): string {
  const person = PEOPLE[platform]
  return platform === 'telegram' ? String(w.sandbox.telegram.chatId(person)) : w.sandbox.people.zaloUserId(person)
}

async function rows(platform: PlatformName, sql: string) {
  const { rows } = await w.pool.query(
    sql.replace('$person', '(SELECT person_id FROM contact WHERE channel = $1 AND address = $2)'),
    [platform, address(platform)],
  )
  return rows
}

describe.each(['telegram', 'zalo'] as const)('somebody who has sent a nomination by %s', (platform) => {
  const citizen = w.citizen(platform, PEOPLE[platform])
  let code = ''

  it('sees what is kept of them, drafts too', async () => {
    code = await tellIndividual(w, citizen, platform)
    await citizen.presses('Giới thiệu người khác')
    await citizen.says('Một người')
    await citizen.says('Đinh Thị Mỹ Linh')
    await citizen.says('quyền của tôi')
    const told = await citizen.presses('Xem dữ liệu của tôi')
    for (const part of [code, 'Phạm Thị Lan', '0912 345 678', 'đồng ý ngày', 'Đinh Thị Mỹ Linh'])
      expect(told).toContain(part)
    expect(told).toContain(platform === 'zalo' ? 'Zalo' : 'Telegram')
    expect(told).toMatch(/Ảnh, tệp: [1-9]/)
  })

  it('asks for a correction in their own words', async () => {
    await citizen.says('quyền của tôi')
    await citizen.presses('Sửa')
    await citizen.says(`${code}: cô Hoa ở số nhà 12`)
    await citizen.says('quyền của tôi')
    await citizen.presses('Sửa')
    await citizen.says(`${code}: làm từ năm 2019`)
    const tickets = await rows(
      platform,
      `SELECT note FROM ticket WHERE person_id = $person AND kind = 'correct' ORDER BY id`,
    )
    // Nobody has answered yet: it is one request, with all of their words.
    expect(tickets.map(({ note }) => note).join('\n')).toBe(`${code}: cô Hoa ở số nhà 12\n${code}: làm từ năm 2019`)
  })

  it('erases what is half-done at once, and asks officers for the rest', async () => {
    const mail = { body: { kind: 'text', text: 'Mỹ Linh ở ngõ nhà tôi' }, at: w.sandbox.clock.now() }
    const event = { channel: platform, address: address(platform), eventId: `failed:${platform}`, ...mail }
    await failEvents(w.pool, [event], 'a bug of ours', mail.at)
    await w.pool.query(
      `INSERT INTO outbox (contact_id, kind, body, state, claimed_until, claimed_by)
       SELECT id, 'reply', $3, 'failed', now(), 0 FROM contact WHERE channel = $1 AND address = $2`,
      [platform, address(platform), mail.body],
    )
    await citizen.says('quyền của tôi')
    await citizen.presses('Xóa')
    expect(await citizen.presses('Xóa dữ liệu của tôi')).toContain('đã được xóa')
    const [{ state }] = await rows(platform, 'SELECT state::text FROM session WHERE person_id = $person')
    for (const words of ['Mỹ Linh', 'Phạm Thị Lan', '912345678', 'Hoa']) expect(state).not.toContain(words)
    const left = await rows(
      platform,
      `SELECT body::text FROM inbox WHERE channel = $1 AND address = $2 AND body IS NOT NULL UNION ALL
       SELECT body::text FROM outbox WHERE contact_id IN (SELECT id FROM contact WHERE person_id = $person)
         AND body IS NOT NULL`,
    )
    expect(left).toEqual([])
    const tickets = await rows(
      platform,
      `SELECT do_by IS NOT NULL AS due FROM ticket WHERE person_id = $person AND kind = 'erase'`,
    )
    expect(tickets).toEqual([{ due: true }])
    const timers = await rows(platform, `SELECT 1 FROM timer WHERE kind = 'nudge' AND scope LIKE $person || ':%'`)
    expect(timers).toEqual([])
    // What was sent waits for the officer; its photo with it.
    const files = await rows(platform, `SELECT state FROM file WHERE person_id = $person AND nominator_id IS NOT NULL`)
    expect(files).toEqual([{ state: 'stored' }])
  })

  it('withdraws consent: noted, told to officers, asked anew before anything else', async () => {
    await citizen.says('rút lại đồng ý')
    await citizen.presses('Rút lại đồng ý')
    await citizen.presses('Rút lại đồng ý')
    expect(citizen.reads()).toContain('rút lại đồng ý')
    const consents = await rows(
      platform,
      'SELECT withdrawn_at IS NOT NULL AS withdrawn FROM consent WHERE person_id = $person',
    )
    expect(consents).toEqual([{ withdrawn: true }])
    const tickets = await rows(platform, `SELECT 1 AS one FROM ticket WHERE person_id = $person AND kind = 'withdraw'`)
    expect(tickets).toEqual([{ one: 1 }])
    expect(await citizen.says('giới thiệu người tốt')).toContain('kiểm soát dữ liệu')
    await citizen.presses('Tôi không đồng ý')
    expect(await citizen.says('hồ sơ của tôi')).toContain(code)
  })
})
