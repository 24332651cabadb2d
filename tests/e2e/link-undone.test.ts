// Whoever joined this account by a code they saw somewhere: what others count on stays, and undone, the owner has all back.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CONSOLE } from '../../src/store/audit.js'
import { correctFor } from '../../src/store/correct.js'
import { transaction } from '../../src/store/database.js'
import { type Citizen, startWorld, type World } from '../support/world.js'
import { enterAddress, hello, later, makeOfficer, register } from './help.js'
import { toSummary } from './stories.js'
import { twoAccounts } from './two-accounts.js'

const w = (await startWorld('postgres')) as World
afterAll(() => w.stop())

const { arrive, codeOf, bring, personOf } = twoAccounts(w)

async function newcomer(name: string): Promise<{ person: string; owner: Citizen; joins(): Promise<Citizen> }> {
  const person = w.sandbox.people.add(name).id
  const owner = await arrive('zalo', person)
  const joins = async () => {
    const thief = await arrive('telegram', person)
    await bring(thief, await codeOf(owner))
    return thief
  }
  return { person, owner, joins }
}

async function undo(owner: Citizen): Promise<void> {
  await owner.presses('Không phải tôi')
  await w.settle()
}

describe('a pledge from before the link', () => {
  let officer: Citizen
  beforeAll(async () => {
    officer = await hello(w, 'telegram', 'p1')
    await makeOfficer(w)
    await later(w, 24 - (((w.sandbox.clock.now() / 3_600_000) % 24) - 3))
    await enterAddress(officer)
  })

  const stateOf = async (code: string) =>
    (await w.pool.query('SELECT state, quantity::int FROM pledge WHERE code = $1', [code])).rows[0]

  it('is not given up while it can be undone; why is told to officers at once', async () => {
    const { owner, joins } = await newcomer('Lê Thị Một')
    const code = await register(owner, '2')
    const thief = await joins()
    await thief.says(code)
    await thief.presses('Hủy đăng ký')
    expect(await thief.says('Tôi phải đi công tác xa')).toContain('gỡ liên kết được nếu không phải anh/chị làm')
    expect(await stateOf(code)).toMatchObject({ state: 'asked' })
    expect(officer.reads()).not.toContain('đã hủy đăng ký')
    const { rows } = await w.pool.query(
      `SELECT count(*)::int AS n FROM ticket WHERE kind = 'human' AND closed_at IS NULL`,
    )
    expect(rows).toEqual([{ n: 1 }])
    await undo(owner)
    await later(w, 25)
    expect(await stateOf(code)).toMatchObject({ state: 'asked' })
    expect(await owner.says(code)).toContain(code)
  })

  it('is given up when that time is over, or kept after all', async () => {
    const { owner, joins } = await newcomer('Lê Thị Hai')
    const [given, kept] = [await register(owner, '1'), await register(owner, '1')]
    const other = await joins()
    for (const code of [given, kept]) {
      await other.says(code)
      await other.presses('Hủy đăng ký')
      await other.presses('Hủy, không ghi lý do')
    }
    expect(await other.presses('Thôi, giữ đăng ký')).toContain(kept)
    await later(w, 25)
    expect(await stateOf(given)).toMatchObject({ state: 'cancelled' })
    expect(await stateOf(kept)).toMatchObject({ state: 'asked' })
    expect(officer.reads()).toContain('đã hủy đăng ký')
  })

  it('is not made smaller meanwhile; one made since may be', async () => {
    const { owner, joins } = await newcomer('Lê Thị Ba')
    const before = await register(owner, '2')
    const thief = await joins()
    await thief.says(before)
    await thief.presses('Thay đổi')
    await thief.presses('Số lượng')
    expect(await thief.says('1')).toContain('gặp cán bộ')
    expect(await stateOf(before)).toMatchObject({ quantity: 2000 })
    const since = await register(thief, '2')
    await thief.presses('Xem đăng ký')
    await thief.presses('Thay đổi')
    await thief.presses('Số lượng')
    expect(await thief.says('1')).toContain('Trợ lý đã ghi thay đổi')
    expect(await stateOf(since)).toMatchObject({ quantity: 1000 })
  })
})

describe('what the other account did since the link, undone within the day', () => {
  const unitsOf = async (person: string) =>
    (
      await w.pool.query('SELECT unit_code AS unit FROM member WHERE person_id = $1 AND left_at IS NULL ORDER BY 1', [
        await personOf('zalo', person),
      ])
    ).rows.map(({ unit }) => unit)
  const agreesTo = async (person: string) =>
    (
      await w.pool.query('SELECT purpose FROM consent WHERE person_id = $1 AND withdrawn_at IS NULL ORDER BY 1', [
        await personOf('zalo', person),
      ])
    ).rows.map(({ purpose }) => purpose)
  const isSilent = async (person: string) =>
    (await w.pool.query('SELECT stopped_at FROM person WHERE id = $1', [await personOf('zalo', person)])).rows[0]
      .stopped_at !== null

  /** Somebody who belongs to a unit and has its news. */
  async function member(name: string) {
    const found = await newcomer(name)
    const { rows } = await w.pool.query(
      `SELECT code FROM unit WHERE code <> '31' AND closed_at IS NULL ORDER BY code LIMIT 1`,
    )
    await found.owner.says('đơn vị của tôi')
    await found.owner.presses('Vào một đơn vị')
    await found.owner.says(`dv_${rows[0].code}`)
    await found.owner.presses('Tôi đồng ý')
    expect([await unitsOf(found.person), await agreesTo(found.person)]).toEqual([[rows[0].code], ['news']])
    return found
  }

  async function endsAll(who: Citizen) {
    await who.says('rời đơn vị')
    await who.presses('Rời')
    await who.says('quyền của tôi')
    await who.presses('Rút lại đồng ý')
    await who.presses('Rút lại đồng ý')
    await who.says('dừng nhận tin')
  }

  it('leaves a unit, ends the news, stops messages: all at once, and all back', async () => {
    const { person, owner, joins } = await member('Phạm Thị Tư')
    const before = [await unitsOf(person), await agreesTo(person), false]
    await endsAll(await joins())
    expect([await unitsOf(person), await agreesTo(person), await isSilent(person)]).toEqual([[], [], true])
    await undo(owner)
    expect([await unitsOf(person), await agreesTo(person), await isSilent(person)]).toEqual(before)
  })

  it('but not what the owner did', async () => {
    const { person, owner, joins } = await member('Phạm Thị Năm')
    await joins()
    await endsAll(owner)
    await owner.says('liên kết tài khoản')
    await owner.presses('Gỡ liên kết')
    await owner.presses('Gỡ liên kết')
    await w.settle()
    expect([await unitsOf(person), await agreesTo(person), await isSilent(person)]).toEqual([[], [], true])
  })

  it('sends the story that the owner had half told: it is the owner’s', async () => {
    const { person, owner, joins } = await newcomer('Phạm Thị Sáu')
    await toSummary(owner, 'Nguyễn Thị Hoa')
    const thief = await joins()
    await thief.presses('Tiếp tục')
    const code = /NT-\d{4}-\d{6}/.exec(await thief.presses('Gửi đi'))?.[0]
    expect(code).toBeDefined()
    await undo(owner)
    expect(await owner.says('hồ sơ của tôi')).toContain(code)
    expect(await thief.says('hồ sơ của tôi')).not.toContain(code)
    const { rows } = await w.pool.query(
      `SELECT count(*)::int AS n FROM file f JOIN nominator r ON r.id = f.nominator_id WHERE f.person_id <> r.person_id`,
    )
    expect(rows).toEqual([{ n: 0 }])
    expect(await personOf('zalo', person)).not.toBe(await personOf('telegram', person))
  })

  it('has nothing corrected before', async () => {
    const { person, owner, joins } = await newcomer('Phạm Thị Bảy')
    await toSummary(owner, 'Trần Văn Bình')
    await owner.presses('Gửi đi')
    const thief = await joins()
    await thief.says('quyền của tôi')
    await thief.presses('Sửa')
    await thief.says('Đổi tên người được giới thiệu giúp tôi')
    const { rows } = await w.pool.query(`SELECT id FROM ticket WHERE kind = 'correct' AND person_id = $1`, [
      await personOf('zalo', person),
    ])
    const order = {
      id: rows[0].id,
      by: CONSOLE,
      of: 'nominate-1',
      key: 'name',
      value: 'Khác',
      now: w.sandbox.clock.now(),
    }
    expect(await transaction(w.pool, (tx) => correctFor(tx, order))).toEqual({ is: 'linked' })
  })
})
