import { afterAll, afterEach, describe, expect, it } from 'vitest'
import type { PlatformName } from '../../src/sandbox/bubbles.js'
import { startWorld, type World, waitFor } from '../support/world.js'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const w = (await startWorld('postgres')) as World
afterAll(() => w.stop())
afterEach(() => w.sandbox.faults.clear())

const { sandbox } = w
const SEND = { telegram: 'sendMessage', zalo: 'message/cs' } as const

const heard = (platform: PlatformName, person: string) =>
  sandbox.bubbles.list(platform, person).flatMap((b) => (b.from === 'bot' ? [b.text ?? ''] : []))

function address(platform: PlatformName, person: string): string {
  return platform === 'telegram' ? String(sandbox.telegram.chatId(person)) : sandbox.people.zaloUserId(person)
}

async function outbox(platform: PlatformName, person: string) {
  const { rows } = await w.pool.query(
    `SELECT o.state, o.kind, o.reason, o.body IS NOT NULL AS words FROM outbox o JOIN contact c ON c.id = o.contact_id
     WHERE c.channel = $1 AND c.address = $2 ORDER BY o.id`,
    [platform, address(platform, person)],
  )
  return rows as { state: string; kind: string; reason: string | null; words: boolean }[]
}

function newcomer(name: string): string {
  return sandbox.people.add(name).id
}

/** Moves the clock to the next time it is so many hours after midnight in Hải Phòng. */
function toHour(hour: number): void {
  const now = sandbox.clock.now() + 7 * HOUR
  const target = Math.floor(now / DAY) * DAY + hour * HOUR
  sandbox.clock.advance(target > now ? target - now : target + DAY - now)
}

async function halfDone(platform: PlatformName, person: string): Promise<void> {
  const citizen = w.citizen(platform, person)
  for (const said of ['bắt đầu', 'giới thiệu người tốt', 'đồng ý', 'Một người', 'Nguyễn Văn Bách'])
    await citizen.says(said)
}

describe.each(['telegram', 'zalo'] as const)('on %s', (platform) => {
  it('an answer whose delivery is not known is said again rather than not at all', async () => {
    const person = newcomer('Rơi')
    const citizen = w.citizen(platform, person)
    await citizen.says('bắt đầu')
    const before = heard(platform, person).length
    sandbox.faults.add({ platform, method: SEND[platform], drop: 'after' })
    sandbox[platform].say(person, 'giới thiệu người tốt')
    await waitFor(() => heard(platform, person).length >= before + 2)
    await citizen.says('đồng ý')
    expect(citizen.reads()).toContain('muốn kể về một người')
    expect((await outbox(platform, person)).every((row) => row.state === 'sent')).toBe(true)
  })

  it('a reminder that could not leave in the daytime does not ring at night', async () => {
    const person = newcomer('Đêm')
    toHour(20)
    await halfDone(platform, person)
    sandbox.faults.add({ platform, method: SEND[platform], contains: 'kể nốt', status: 500, times: 3 })
    // 20:20 on the next day: reminded, and not delivered.
    sandbox.clock.advance(DAY + 20 * 60_000)
    await w.settle()
    await waitFor(async () => (await outbox(platform, person)).some((row) => row.kind === 'nudge'))
    // A quarter of an hour later it is quiet.
    sandbox.clock.advance(15 * 60_000)
    sandbox.faults.clear()
    for (let n = 0; n < 4; n++) {
      sandbox.clock.advance(60_000)
      await w.settle()
    }
    expect(heard(platform, person).join()).not.toContain('kể nốt')
    // And it holds nothing up: who writes now is answered now.
    const citizen = w.citizen(platform, person)
    await citizen.says('tiếp tục')
    expect(citizen.reads()).toContain('phường, xã')
  })

  it('keeps no words of a message that can no longer be sent', async () => {
    const person = newcomer('Chặn')
    await halfDone(platform, person)
    if (platform === 'telegram') {
      sandbox.telegram.say(person, 'Phường Hải Dương')
      sandbox.telegram.block(person)
    } else {
      sandbox.faults.add({ platform, method: SEND.zalo, error: -213, message: 'User has not followed OA' })
      sandbox.zalo.say(person, 'Phường Hải Dương')
    }
    await waitFor(async () => (await outbox(platform, person)).some((row) => row.state === 'skipped'))
    await w.settle()
    expect((await outbox(platform, person)).filter((row) => row.words)).toEqual([])
  })

  it('somebody who is back after a refusal is answered, and reminded again', async () => {
    const person = newcomer('Về')
    toHour(10)
    await halfDone(platform, person)
    sandbox.faults.add(
      platform === 'telegram'
        ? {
            platform,
            method: SEND[platform],
            status: 403,
            error_code: 403,
            description: 'Forbidden: bot was blocked by the user',
          }
        : { platform, method: SEND[platform], error: -218, message: 'quota' },
    )
    sandbox[platform].say(person, 'trợ giúp')
    await waitFor(async () => (await outbox(platform, person)).some((row) => row.state === 'skipped'))
    const citizen = w.citizen(platform, person)
    expect(await citizen.says('trợ giúp')).toContain('phường, xã')
    sandbox.clock.advance(25 * HOUR)
    await w.settle()
    expect(citizen.reads()).toContain('kể nốt')
  })
})

describe('Telegram', () => {
  it('that says "slow down" gets every answer to people later, in order', async () => {
    const person = newcomer('Chậm')
    const citizen = w.citizen('telegram', person)
    await citizen.says('bắt đầu')
    const before = heard('telegram', person).length
    const words = { status: 429, error_code: 429, description: 'Too Many Requests', retry_after: 1 }
    sandbox.faults.add({ platform: 'telegram', method: 'sendMessage', ...words })
    for (const said of ['giới thiệu người tốt', 'đồng ý', 'Một người']) sandbox.telegram.say(person, said)
    await waitFor(() => heard('telegram', person).length >= before + 3)
    const [consent, kind, name] = heard('telegram', person).slice(before)
    expect(consent).toContain('kiểm soát dữ liệu')
    expect(kind).toContain('muốn kể về một người')
    expect(name).toContain('tên là gì')
  })
})

describe('Zalo', () => {
  it('whose token dies in the middle of a conversation loses no answer and no order', async () => {
    const person = newcomer('Khóa')
    const citizen = w.citizen('zalo', person)
    await citizen.says('bắt đầu')
    const before = heard('zalo', person).length
    sandbox.clock.advance(30 * HOUR)
    for (const said of ['giới thiệu người tốt', 'đồng ý', 'Một người']) sandbox.zalo.say(person, said)
    await w.settle()
    const [consent, kind, name] = heard('zalo', person).slice(before)
    expect(consent).toContain('kiểm soát dữ liệu')
    expect(kind).toContain('muốn kể về một người')
    expect(name).toContain('tên là gì')
  })

  it('is not asked to take a reminder after seven days of silence', async () => {
    const person = newcomer('Lâu')
    toHour(10)
    await halfDone('zalo', person)
    // Longer than seven days, and not yet the thirty for which a half-told story is kept.
    sandbox.clock.advance(20 * DAY)
    await w.settle()
    const rows = (await outbox('zalo', person)).filter((row) => row.kind === 'nudge')
    expect(rows.map((row) => row.state)).toEqual(['skipped'])
    const citizen = w.citizen('zalo', person)
    await citizen.says('tiếp tục')
    expect(citizen.reads()).toContain('phường, xã')
  })

  it('in which somebody said stop sends no reminder, and answers', async () => {
    const person = newcomer('Dừng')
    toHour(10)
    await halfDone('zalo', person)
    const citizen = w.citizen('zalo', person)
    await citizen.says('dừng nhận tin')
    sandbox.clock.advance(26 * HOUR)
    await w.settle()
    expect(heard('zalo', person).join()).not.toContain('kể nốt')
    expect(await citizen.says('hồ sơ của tôi')).toContain('Nguyễn Văn Bách')
  })
})

describe('weeks that pass at once', () => {
  it('bring one reminder, not two in a row', async () => {
    const person = newcomer('Tháng')
    toHour(10)
    await halfDone('telegram', person)
    sandbox.clock.advance(25 * DAY)
    for (let n = 0; n < 5; n++) await w.settle()
    const reminders = () => heard('telegram', person).filter((text) => text.includes('kể nốt')).length
    expect(reminders()).toBe(1)
    sandbox.clock.advance(2 * DAY)
    for (let n = 0; n < 5; n++) await w.settle()
    expect(reminders()).toBe(2)
  })
})

describe('a bug of ours in the very moment of sending', () => {
  it("is apologised for, keeps the draft, and stands in nobody's way afterwards", async () => {
    const person = newcomer('Lỗi')
    const citizen = w.citizen('telegram', person)
    await halfDone('telegram', person)
    await w.pool.query(`CREATE FUNCTION broken() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'broken'; END $$`)
    await w.pool.query('CREATE TRIGGER broken BEFORE INSERT ON ticket FOR EACH ROW EXECUTE FUNCTION broken()')
    sandbox.telegram.say(person, 'gặp cán bộ')
    await waitFor(() => citizen.reads().includes('trục trặc'))
    // One that was kept for later, as after a moment without a database.
    await w.pool.query(
      `INSERT INTO inbox (channel, event_id, address, at, received_at, body, state)
       VALUES ('telegram', 'kept', $1, now(), now(), '{"kind":"text","text":"gặp cán bộ"}', 'pending')`,
      [address('telegram', person)],
    )
    await w.settle()
    await w.pool.query('DROP TRIGGER broken ON ticket')
    expect(await citizen.says('Phường Hải Dương')).toContain('Chuyện ấy ra sao')
    const { rows } = await w.pool.query(`SELECT state, error FROM inbox WHERE state <> 'handled'`)
    expect(rows).toEqual([
      { state: 'failed', error: expect.not.stringContaining('cán bộ') },
      { state: 'failed', error: expect.not.stringContaining('cán bộ') },
    ])
  })
})

describe('a conversation that cannot be read any more', () => {
  it('is kept aside whole, and its person begins anew', async () => {
    const person = newcomer('Hỏng')
    const citizen = w.citizen('telegram', person)
    await halfDone('telegram', person)
    const mine = `person_id = (SELECT person_id FROM contact WHERE address = $1)`
    const at = [address('telegram', person)]
    await w.pool.query(
      `UPDATE session SET state = state::jsonb || '{"order": 7, "drafts": {"a": 1}}' WHERE ${mine}`,
      at,
    )
    const before = heard('telegram', person).length
    await citizen.says('alo')
    expect(heard('telegram', person).slice(before)).toEqual([
      expect.stringContaining('không mở lại được'),
      expect.stringContaining('Hôm nay anh/chị muốn làm gì'),
    ])
    await citizen.presses('Giới thiệu người tốt')
    expect(await citizen.presses('Tôi đồng ý')).toContain('muốn kể về một người')
    const { rows } = await w.pool.query(`SELECT state->'aside'->'state' AS kept FROM session WHERE ${mine}`, at)
    expect(rows[0].kept).toMatchObject({ v: 2, order: 7, drafts: { a: 1 } })
  })
})
