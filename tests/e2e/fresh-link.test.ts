// A code that leaked joins a stranger's account: while the owner can still take that back, nothing of theirs is destroyed.
import { afterAll, describe, expect, it } from 'vitest'
import { CONSOLE } from '../../src/store/audit.js'
import { transaction } from '../../src/store/database.js'
import { eraseFor, withdrawFor } from '../../src/store/deeds.js'
import { keepEvents } from '../../src/store/inbox.js'
import { openState } from '../../src/store/sealed/session.js'
import { type Citizen, startWorld, type World } from '../support/world.js'
import { twoAccounts } from './two-accounts.js'

const w = (await startWorld('postgres')) as World
afterAll(() => w.stop())

const MINUTE = 60_000
const DAY_AND_MORE = 25 * 60 * MINUTE
const { arrive, codeOf, bring, personOf } = twoAccounts(w)

/** Somebody has half told a story on Zalo; whoever has their code is on Telegram. */
async function joined(name: string): Promise<{ person: string; owner: Citizen; thief: Citizen }> {
  const person = w.sandbox.people.add(name).id
  const owner = await arrive('zalo', person)
  await owner.presses('Giới thiệu người tốt')
  await owner.presses('Tôi đồng ý')
  await owner.presses('Một người')
  await owner.says('Nguyễn Thị Hương')
  const thief = await arrive('telegram', person)
  await bring(thief, await codeOf(owner))
  return { person, owner, thief }
}

async function draftsOf(person: string): Promise<string> {
  const id = await personOf('zalo', person)
  const { rows } = await w.pool.query('SELECT state FROM session WHERE person_id = $1', [id])
  return JSON.stringify((openState(w.pool, id, rows[0].state) as { drafts: unknown }).drafts)
}

async function dayPasses(): Promise<void> {
  await w.sandbox.clock.advance(DAY_AND_MORE)
  await w.app.drain()
  await w.settle()
}

async function undo(owner: Citizen): Promise<void> {
  await owner.presses('Không phải tôi')
  await w.settle()
}

const ticketOf = async (person: string): Promise<string | undefined> =>
  (
    await w.pool.query(`SELECT id FROM ticket WHERE person_id = $1 AND kind = 'withdraw' AND closed_at IS NULL`, [
      await personOf('zalo', person),
    ])
  ).rows[0]?.id

const agreements = async (person: string): Promise<number> =>
  (
    await w.pool.query('SELECT count(*)::int AS n FROM consent WHERE person_id = $1 AND withdrawn_at IS NULL', [
      await personOf('zalo', person),
    ])
  ).rows[0].n

describe('who deletes a draft while the link can be undone', () => {
  const deletes = async (citizen: Citizen) => {
    await citizen.says('xóa bản nháp')
    return citizen.presses('Xóa hẳn')
  }

  it('destroys nothing: its owner takes all back and goes on', async () => {
    const { person, owner, thief } = await joined('Đỗ Thị Mười')
    expect(await deletes(thief)).toContain('gỡ liên kết được nếu không phải anh/chị làm')
    expect(await draftsOf(person)).toContain('Nguyễn Thị Hương')
    await undo(owner)
    await dayPasses()
    expect(await draftsOf(person)).toContain('Nguyễn Thị Hương')
    expect(await owner.says('tiếp tục')).toContain('Phần 1/3')
  })

  it('has it deleted when that time is over', async () => {
    const { person, thief } = await joined('Đỗ Văn Mốt')
    await deletes(thief)
    await dayPasses()
    expect(await draftsOf(person)).toBe('[]')
  })

  it('keeps it where they went on with it after all', async () => {
    const { person, owner, thief } = await joined('Đỗ Văn Hai')
    await deletes(thief)
    await owner.says('tiếp tục')
    await owner.says('Phường Lê Chân')
    await dayPasses()
    expect(await draftsOf(person)).toContain('Nguyễn Thị Hương')
  })

  it('may delete at once what was begun since', async () => {
    const { person, thief } = await joined('Đỗ Văn Ba')
    await thief.says('giới thiệu người tốt')
    await thief.presses('Kể về người khác')
    await thief.presses('Một người')
    await thief.says('Trần Văn Bình')
    expect(await deletes(thief)).toContain('đã xóa bản kể dở')
    expect(await draftsOf(person)).not.toContain('Trần Văn Bình')
    expect(await draftsOf(person)).toContain('Nguyễn Thị Hương')
  })
})

describe('who withdraws while the link can be undone', () => {
  it('ends the consent at once and destroys nothing, nor can officers; undone, the owner has it back', async () => {
    const { person, owner, thief } = await joined('Đỗ Thị Tư')
    await thief.says('quyền của tôi')
    await thief.presses('Rút lại đồng ý')
    expect(await thief.presses('Rút lại đồng ý')).toContain('gỡ liên kết được nếu không phải anh/chị làm')
    expect(await draftsOf(person)).toContain('Nguyễn Thị Hương')
    expect(await agreements(person)).toBe(0)
    // Nothing more is told without a new yes; a no destroys nothing either.
    expect(await thief.says('tiếp tục')).not.toContain('Phần 1/3')
    expect(await thief.presses('Tôi không đồng ý')).toContain('gỡ liên kết được nếu không phải anh/chị làm')
    expect(await draftsOf(person)).toContain('Nguyễn Thị Hương')
    const order = { id: (await ticketOf(person))!, by: CONSOLE, sure: true, now: w.sandbox.clock.now() }
    expect(await transaction(w.pool, (tx) => withdrawFor(tx, order))).toMatchObject({ is: 'linked' })
    await undo(owner)
    expect([await draftsOf(person), await agreements(person)]).toEqual([expect.stringContaining('Nguyễn Thị Hương'), 1])

    await bring(thief, await codeOf(owner))
    await owner.says('quyền của tôi')
    await owner.presses('Rút lại đồng ý')
    await owner.presses('Rút lại đồng ý')
    await dayPasses()
    expect([await draftsOf(person), await agreements(person)]).toEqual(['[]', 0])
    expect(owner.reads() + thief.reads()).toContain('đã xong')
  })

  it('stops messages at once by "Dừng tất cả"; the rest waits', async () => {
    const { person, owner, thief } = await joined('Đỗ Thị Năm')
    await thief.says('quyền của tôi')
    await thief.presses('Rút lại đồng ý')
    expect(await thief.presses('Dừng tất cả')).toContain('không còn tin nào tự gửi tới')
    const { rows } = await w.pool.query('SELECT stopped_at AS at FROM person WHERE id = $1', [
      await personOf('zalo', person),
    ])
    expect(rows[0].at).not.toBeNull()
    expect(await draftsOf(person)).toContain('Nguyễn Thị Hương')
    expect(await agreements(person)).toBe(0)
    const heard = owner.bubbles().length + thief.bubbles().length
    await dayPasses()
    expect([await draftsOf(person), await agreements(person)]).toEqual(['[]', 0])
    expect(owner.bubbles().length + thief.bubbles().length).toBe(heard)
  })

  it('and then goes on telling keeps what they tell', async () => {
    const { person, thief } = await joined('Đỗ Văn Bảy')
    await thief.says('quyền của tôi')
    await thief.presses('Rút lại đồng ý')
    await thief.presses('Dừng tất cả')
    await thief.says('giới thiệu người tốt')
    await thief.presses('Kể về người khác')
    await thief.presses('Tôi đồng ý')
    await thief.presses('Một người')
    await thief.says('Trần Văn Bình')
    await dayPasses()
    expect([await draftsOf(person), await agreements(person)]).toEqual([expect.stringContaining('Trần Văn Bình'), 1])
  })

  it('through the platform waits as well', async () => {
    const { person } = await joined('Đỗ Thị Sáu')
    const now = w.sandbox.clock.now()
    const to = { channel: 'zalo', address: w.sandbox.people.zaloUserId(person) }
    await keepEvents(w.pool, [{ ...to, eventId: `withdrew:${person}`, at: now, body: { kind: 'withdrew' } }], now)
    await w.app.drain()
    await w.settle()
    expect(await ticketOf(person)).toBeDefined()
    expect(await draftsOf(person)).toContain('Nguyễn Thị Hương')
    await dayPasses()
    expect(await draftsOf(person)).toBe('[]')
  })
})

describe('who asks to be erased while the link can be undone', () => {
  const asks = async (platform: 'zalo' | 'telegram', person: string): Promise<string> => {
    const { rows } = await w.pool.query(
      `SELECT id FROM ticket WHERE person_id = $1 AND kind = 'erase' AND closed_at IS NULL`,
      [await personOf(platform, person)],
    )
    return rows[0]?.id
  }
  const erases = (id: string) =>
    transaction(w.pool, (tx) => eraseFor(tx, { id, by: CONSOLE, sure: true, now: w.sandbox.clock.now() }))

  it('destroys nothing: its owner takes all back; after a day it is done', async () => {
    const person = w.sandbox.people.add('Đỗ Thị Chín').id
    const owner = await arrive('zalo', person)
    await owner.presses('Giới thiệu người tốt')
    await owner.presses('Tôi đồng ý')
    await owner.presses('Một người')
    await owner.says('Nguyễn Thị Hương')
    const thief = await arrive('telegram', person)
    await bring(thief, await codeOf(owner))
    await thief.says('quyền của tôi')
    await thief.presses('Xóa')
    expect(await thief.presses('Xóa dữ liệu của tôi')).toContain('chưa có gì bị xóa trước')
    // However sure the officer is.
    expect(await erases(await asks('zalo', person))).toMatchObject({ is: 'linked' })
    await owner.presses('Không phải tôi')
    await w.settle()
    expect(await asks('zalo', person)).toBeUndefined()
    expect(await owner.says('tiếp tục')).toContain('Phần 1/3')
    // The wish stays with whoever had it, and is theirs to have.
    expect(await erases(await asks('telegram', person))).toMatchObject({ is: 'erased' })
    expect(await owner.says('tiếp tục')).toContain('Phần 1/3')

    await bring(thief, await codeOf(owner))
    await thief.says('quyền của tôi')
    await thief.presses('Xóa')
    await thief.presses('Xóa dữ liệu của tôi')
    w.sandbox.clock.advance(25 * 60 * MINUTE)
    await w.settle()
    expect(await erases(await asks('zalo', person))).toMatchObject({ is: 'erased' })
  })

  it('is no member afterwards by either account, where both belonged to one unit', async () => {
    const person = w.sandbox.people.add('Đỗ Thị Mười').id
    const [zalo, telegram] = [await arrive('zalo', person), await arrive('telegram', person)]
    for (const each of [zalo, telegram]) {
      await each.says('dv_11383')
      await each.presses('Tôi không nhận')
    }
    const people = [await personOf('zalo', person), await personOf('telegram', person)]
    await bring(telegram, await codeOf(zalo))
    w.sandbox.clock.advance(25 * 60 * MINUTE)
    await w.settle()
    await telegram.says('quyền của tôi')
    await telegram.presses('Xóa')
    await telegram.presses('Xóa dữ liệu của tôi')
    expect(await erases(await asks('telegram', person))).toMatchObject({ is: 'erased' })
    const { rows } = await w.pool.query('SELECT unit_code FROM member WHERE person_id = ANY($1)', [people])
    expect(rows).toEqual([])
  })
})
