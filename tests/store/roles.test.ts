import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Actor, CONSOLE, readAudit } from '../../src/store/audit.js'
import { transaction } from '../../src/store/database.js'
import { forgetPerson } from '../../src/store/holders.js'
import { lockPeople } from '../../src/store/people.js'
import {
  endAllRoles,
  endRole,
  grantRole,
  holdersOf,
  listPeople,
  listRoles,
  mayActOn,
  mayAppoint,
  rolesOf,
  scopeOf,
} from '../../src/store/roles.js'
import { mergeUnits } from '../../src/store/unit/changes.js'
import { testDatabase, wipe } from '../support/database.js'
import { DAY, NOW, organisation, person } from './organisation.js'

const { pool, drop } = await testDatabase()
afterAll(drop)
beforeAll(() => organisation(pool))
beforeEach(() => wipe(pool, 'person'))

const on = (personId: string): Actor => ({ personId, channel: 'zalo' })
const grant = (
  personId: string,
  role: Parameters<typeof grantRole>[1]['role'],
  unit: string,
  more: Partial<Parameters<typeof grantRole>[1]> = {},
) => transaction(pool, (tx) => grantRole(tx, { personId, role, unit, by: CONSOLE, now: NOW, ...more }))
const may = (personId: string, unit: string, now = NOW) =>
  transaction(pool, (tx) => mayActOn(tx, personId, ['officer', 'administrator'], unit, now))

describe('a role', () => {
  it('is for its unit and what lies under it, at any depth, and for nothing beside or above', async () => {
    const lan = await person(pool)
    await grant(lan, 'officer', 'W1')
    expect(await may(lan, 'W1')).toBe(true)
    expect(await may(lan, 'TDP1')).toBe(true)
    expect(await may(lan, 'W2')).toBe(false)
    expect(await may(lan, '31')).toBe(false)
    expect(await may(lan, 'nowhere')).toBe(false)
    expect(await scopeOf(pool, lan, ['officer'], NOW)).toEqual(['SCHOOL', 'TDP1', 'W1'])
    expect(await scopeOf(pool, lan, ['administrator'], NOW)).toEqual([])
  })

  it('counts from its start until its end', async () => {
    const lan = await person(pool)
    await grant(lan, 'officer', 'W1', { startsAt: NOW + DAY, endsAt: NOW + 2 * DAY })
    const times = [NOW, NOW + DAY - 1, NOW + DAY, NOW + 2 * DAY - 1, NOW + 2 * DAY]
    expect(await Promise.all(times.map((at) => may(lan, 'W1', at)))).toEqual([false, false, true, true, false])
    expect(await rolesOf(pool, lan, NOW)).toEqual([])
    expect(await rolesOf(pool, lan, NOW + DAY)).toEqual([{ role: 'officer', unit: 'W1', unitName: 'Phường Một' }])
  })

  it('comes with the lock of a turn, and is gone with the next message once it has ended', async () => {
    const address = { channel: 'telegram', address: 'lan' }
    const lan = await person(pool, address)
    const other = { channel: 'zalo', address: 'ordinary' }
    await person(pool, other)
    const id = await grant(lan, 'reviewer', 'W1')
    const locked = (now: number) => transaction(pool, (tx) => lockPeople(tx, [address, other], now))
    expect((await locked(NOW)).map((p) => p.roles)).toEqual([
      [{ role: 'reviewer', unit: 'W1', unitName: 'Phường Một' }],
      [],
    ])
    await transaction(pool, (tx) => endRole(tx, { grantId: id, by: CONSOLE, now: NOW + 5 }))
    expect((await locked(NOW + 5)).map((p) => p.roles)).toEqual([[], []])
  })

  it('given twice is one; a longer one is another', async () => {
    const lan = await person(pool)
    const first = await grant(lan, 'officer', 'W1', { endsAt: NOW + DAY })
    expect(await grant(lan, 'officer', 'W1', { endsAt: NOW + DAY })).toBe(first)
    expect(await grant(lan, 'officer', 'W1')).not.toBe(first)
    expect(await listRoles(pool, { now: NOW })).toHaveLength(2)
  })

  it('keeps its person from being forgotten, also when it has ended', async () => {
    const [lan, stranger] = [await person(pool), await person(pool)]
    const id = await grant(lan, 'member', 'W1')
    const forget = (who: string) => transaction(pool, (tx) => forgetPerson(tx, who))
    expect(await forget(lan)).toBe(false)
    await transaction(pool, (tx) => endRole(tx, { grantId: id, by: CONSOLE, now: NOW }))
    expect(await forget(lan)).toBe(false)
    expect(await forget(stranger)).toBe(true)
    await expect(pool.query('DELETE FROM person WHERE id = $1', [lan])).rejects.toThrow(/role_grant_person_id_fkey/)
  })

  it('cannot be ended before what it allows is done', async () => {
    const lan = await person(pool)
    const id = await grant(lan, 'officer', 'W1')
    let ended = false
    let ending: Promise<unknown> | undefined
    await transaction(pool, async (tx) => {
      expect(await mayActOn(tx, lan, ['officer'], 'TDP1', NOW)).toBe(true)
      ending = transaction(pool, (other) => endRole(other, { grantId: id, by: CONSOLE, now: NOW })).then(() => {
        ended = true
      })
      await new Promise((resolve) => setTimeout(resolve, 200))
      expect(ended).toBe(false)
    })
    await ending
    expect(await may(lan, 'TDP1')).toBe(false)
  })
})

describe('giving and ending', () => {
  it('is for officers and above, below their own role, inside their scope; administrators give any', async () => {
    const who = { reviewer: '', officer: '', approver: '', administrator: '' }
    for (const role of Object.keys(who) as (keyof typeof who)[]) {
      who[role] = await person(pool)
      await grant(who[role], role, 'W1')
    }
    const gives = async (by: keyof typeof who, unit = 'TDP1') => {
      const roles = ['member', 'reviewer', 'officer', 'approver', 'administrator'] as const
      const allowed: string[] = []
      for (const role of roles)
        if (await transaction(pool, (tx) => mayAppoint(tx, on(who[by]), role, unit, NOW))) allowed.push(role)
      return allowed
    }
    expect(await gives('reviewer')).toEqual([])
    expect(await gives('officer')).toEqual(['member', 'reviewer'])
    expect(await gives('approver')).toEqual(['member', 'reviewer', 'officer'])
    expect(await gives('administrator')).toEqual(['member', 'reviewer', 'officer', 'approver', 'administrator'])
    expect(await gives('administrator', 'W2')).toEqual([])
    expect(await transaction(pool, (tx) => mayAppoint(tx, CONSOLE, 'administrator', '31', NOW))).toBe(true)
  })

  it('what is refused changes nothing and is noted', async () => {
    const [officer, approver] = [await person(pool), await person(pool)]
    await grant(officer, 'officer', '31')
    const id = await grant(approver, 'approver', 'W1')
    const end = (grantId: string, by: Actor) => transaction(pool, (tx) => endRole(tx, { grantId, by, now: NOW }))
    expect(await end(id, on(officer))).toBe('refused')
    expect(await rolesOf(pool, approver, NOW)).toHaveLength(1)
    expect(await readAudit(pool, { person: officer })).toContainEqual(
      expect.objectContaining({ action: 'refuse', subject: approver, details: { deed: 'endRole', role: 'approver' } }),
    )
    expect(await end('999999', CONSOLE)).toBe('none')
    expect(await end(id, on(approver))).toBe('ended')
    expect(await end(id, CONSOLE)).toBe('over')
    expect(await listRoles(pool, { now: NOW, all: true })).toContainEqual(
      expect.objectContaining({ id, endsAt: new Date(NOW), endedBy: approver, grantedBy: null }),
    )
  })

  it('two administrators who end each other at the same moment do not wait for each other', async () => {
    const [a, b] = [await person(pool), await person(pool)]
    const [ga, gb] = [await grant(a, 'administrator', '31'), await grant(b, 'administrator', '31')]
    const end = (grantId: string, by: string) =>
      transaction(pool, (tx) => endRole(tx, { grantId, by: on(by), now: NOW }))
    expect((await Promise.all([end(gb, a), end(ga, b)])).sort()).toEqual(['ended', 'refused'])
  })

  it('of everything a person holds leaves their history', async () => {
    const lan = await person(pool)
    await grant(lan, 'officer', 'W1')
    await grant(lan, 'reviewer', 'W2', { startsAt: NOW + DAY })
    expect(await transaction(pool, (tx) => endAllRoles(tx, lan, on(lan), NOW))).toBe(2)
    expect(await transaction(pool, (tx) => endAllRoles(tx, lan, on(lan), NOW))).toBe(0)
    expect(await rolesOf(pool, lan, NOW + 2 * DAY)).toEqual([])
    expect(await listPeople(pool, NOW)).toEqual([expect.objectContaining({ id: lan, roles: [] })])
  })
})

it('those asked for a unit are those of this very unit', async () => {
  const [city, ward] = [await person(pool), await person(pool)]
  await grant(city, 'officer', '31')
  await grant(ward, 'officer', 'W1')
  await grant(ward, 'approver', 'W1')
  expect(await holdersOf(pool, ['officer', 'approver'], 'W1', NOW)).toEqual([ward])
  expect(await holdersOf(pool, ['officer'], '31', NOW)).toEqual([city])
})

it('goes along with a unit that is merged, and reaches what happened in the old one', async () => {
  const [lan, above] = [await person(pool), await person(pool)]
  await grant(lan, 'officer', 'SCHOOL')
  await grant(above, 'officer', 'W2')
  await transaction(pool, (tx) => mergeUnits(tx, 'SCHOOL', 'W2', NOW))
  expect(await rolesOf(pool, lan, NOW)).toEqual([{ role: 'officer', unit: 'W2', unitName: 'Phường Hai' }])
  expect([await may(lan, 'SCHOOL'), await may(lan, 'W1')]).toEqual([true, false])
  expect(await scopeOf(pool, above, ['officer'], NOW)).toEqual(['SCHOOL', 'W2'])
})
