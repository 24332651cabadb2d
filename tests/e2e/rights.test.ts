import { afterAll, describe, expect, it } from 'vitest'
import type { PlatformName } from '../../src/sandbox/bubbles.js'
import { keepEvents } from '../../src/store/inbox.js'
import { boxOf } from '../../src/store/sealed.js'
import { erase, withdraw } from '../../src/tools/admin/rights.js'
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
    for (const part of [
      code,
      'Phạm Thị Lan',
      '0912\u00A0345\u00A0678',
      'Giới thiệu gương: đồng ý ngày',
      'Đinh Thị Mỹ Linh',
    ])
      expect(told).toContain(part)
    expect(told).toContain(platform === 'zalo' ? 'Zalo' : 'Telegram')
    expect(told).toMatch(/Ảnh, tệp: [1-9]/)
    expect(told).toContain('Người được giới thiệu: Đinh Thị Mỹ Linh')
    expect(told).toContain('Yêu cầu với cán bộ: không có')
    await citizen.presses('Nhận thành tệp')
    const file = citizen.bubbles().findLast((bubble) => bubble.from === 'bot' && bubble.file)?.file
    // Zalo takes no JSON.
    expect(file?.name).toBe(platform === 'zalo' ? 'du-lieu-cua-toi.csv' : 'du-lieu-cua-toi.json')
    const body = await (await fetch(new URL(file!.url, w.sandbox.url))).text()
    for (const part of [code, 'Phạm Thị Lan', 'Đinh Thị Mỹ Linh']) expect(body).toContain(part)
    // What they told, word for word, and what they agreed to by which words.
    for (const part of ['đạp xe ra bệnh viện Việt Tiệp', 'Tôi đồng ý', 'Giới thiệu gương']) expect(body).toContain(part)
    if (platform === 'telegram') expect(JSON.parse(body)).toMatchObject({ 'Họ tên': ['Phạm Thị Lan'] })
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
      `SELECT id, note FROM ticket WHERE person_id = $person AND kind = 'correct' ORDER BY id`,
    )
    // Nobody has answered yet: it is one request, with all of their words.
    expect(tickets.map(({ id, note }) => boxOf(w.pool, 'ticket', id).open('note', note)).join('\n')).toBe(
      `${code}: cô Hoa ở số nhà 12\n${code}: làm từ năm 2019`,
    )
  })

  it('erases what is half-done at once, and asks officers for the rest', async () => {
    const mail = { body: { kind: 'text', text: 'Mỹ Linh ở ngõ nhà tôi' }, at: w.sandbox.clock.now() }
    const event = { channel: platform, address: address(platform), eventId: `failed:${platform}`, ...mail }
    await keepEvents(w.pool, [event], mail.at, 'a bug of ours')
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

  it('gets done what officers were asked for: told, shown as withdrawn, then gone', async () => {
    const ticket = async (kind: string) =>
      (await rows(platform, `SELECT id FROM ticket WHERE person_id = $person AND kind = '${kind}' ORDER BY id DESC`))[0]
        .id
    await withdraw(w.pool, { id: await ticket('withdraw'), code: '', all: false }, w.sandbox.clock.now())
    await w.settle()
    expect(citizen.reads()).toContain(`ngừng dùng hồ sơ anh/chị rút lại: ${code}`)
    expect(await citizen.says('hồ sơ của tôi')).toContain('đã rút lại')
    await citizen.says('quyền của tôi')
    const told = await citizen.presses('Xem dữ liệu của tôi')
    expect(told).toMatch(/rút lại đồng ý ngày \S+ đã xong/)
    expect(told).toContain(`“${code}: cô Hoa ở số nhà 12`)
    await erase(w.pool, { id: await ticket('erase'), all: false }, w.sandbox.clock.now())
    await w.settle()
    expect(citizen.reads()).toContain('Hội đã xóa')
    expect(await citizen.says('hồ sơ của tôi')).toContain('chưa gửi hồ sơ nào')
    const files = await rows(platform, 'SELECT state, sha256 FROM file WHERE person_id = $person')
    expect(new Set(files.map(({ state }) => state))).toEqual(new Set(['dropped']))
    // The bytes are gone from the disk: only then is their hash forgotten.
    expect(files.filter(({ sha256 }) => sha256 !== null)).toEqual([])
  })

  it('sees all they have sent, a page at a time', async () => {
    const many = '(SELECT person_id FROM contact WHERE channel = $1 AND address = $2)'
    await w.pool.query(
      `WITH n AS (
         INSERT INTO nomination (code, kind, nominee_name, nominee_folded, unit_text, unit_key, received_at)
         SELECT $1 || '-' || lpad(n::text, 2, '0'), 'individual', 'Người thứ ' || n, '', '', '', now()
         FROM generate_series(1, 23) n RETURNING id, code, nominee_name)
       INSERT INTO nominator (nomination_id, person_id, draft_id, name, phone, form_version, answers, joined, submitted_at)
       SELECT id, ${many}, gen_random_uuid(), 'Lan', '+84912345678', 1, '{}', false, now() - right(code, 2)::int * interval '1 day'
       FROM n`,
      [platform, address(platform)],
    )
    expect(await citizen.says('hồ sơ của tôi')).toContain('và 3 hồ sơ cũ hơn')
    const older = await citizen.presses('Xem hồ sơ cũ hơn')
    expect(older.match(/Người thứ \d+/g)).toEqual(['Người thứ 21', 'Người thứ 22', 'Người thứ 23'])
    await citizen.says('quyền của tôi')
    await citizen.presses('Xem dữ liệu của tôi')
    const shown = citizen
      .bubbles()
      .slice(-3)
      .map((bubble) => bubble.text)
      .join('\n')
    expect(shown).toContain('và 3 hồ sơ cũ hơn')
    expect(await citizen.presses('Xem hồ sơ cũ hơn')).toContain('Người thứ 23')
  })
})
