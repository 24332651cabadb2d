import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readInviteCode, showInviteCode } from '../../src/flows/invite-code.js'
import type { Role } from '../../src/flows/roles.js'
import { type Actor, CONSOLE, readAudit } from '../../src/store/audit.js'
import { transaction } from '../../src/store/database.js'
import { createInvite, type NewInvite, openInvites, redeemInvite, revokeInvite } from '../../src/store/invites.js'
import { endAllRoles, grantRole, listRoles, rolesOf } from '../../src/store/roles.js'
import { testDatabase, wipe } from '../support/database.js'
import { DAY, NOW, organisation, person } from './organisation.js'

const MINUTE = 60_000

const { pool, drop } = await testDatabase()
afterAll(drop)
beforeAll(() => organisation(pool))
beforeEach(() => wipe(pool, 'person', 'invite'))

const on = (personId: string) => ({ personId, channel: 'telegram' })
const attempt = (role: Role, unit: string, by: Actor) =>
  transaction(pool, (tx) => createInvite(tx, { role, unit, by, now: NOW }))
async function make(role: Role = 'officer', unit = 'W1', by: Actor = CONSOLE): Promise<NewInvite> {
  const made = await attempt(role, unit, by)
  if (typeof made === 'string') throw new Error(made)
  return made
}
const redeem = (code: string, personId: string, now = NOW) =>
  transaction(pool, (tx) => redeemInvite(tx, { code, by: on(personId), now }))
const revoke = (invite: { id: string } | { code: string }, by: Actor = CONSOLE) =>
  transaction(pool, (tx) => revokeInvite(tx, { invite, by, now: NOW }))

describe('a code', () => {
  it('is understood however it is typed, pasted or carried by a link', async () => {
    const { code } = await make()
    const shown = showInviteCode(code)
    expect(shown).toMatch(/^[2-9B-Z]{4}-[2-9B-Z]{4}-[2-9B-Z]{4}$/)
    const typed = [
      code,
      shown,
      shown.toLowerCase(),
      ` ${shown.replaceAll('-', ' – ')}. `,
      `inv_${code}`,
      `INV ${shown}`,
      `https://t.me/nhan_ai_bot?start=inv_${code}`,
    ]
    expect(typed.map(readInviteCode)).toEqual(typed.map(() => code))
  })

  it('is never a word or a number people write for another reason', () => {
    const others = [
      '',
      '234567898765',
      '0912 345 678 9',
      'BCFGHJKMNPQR',
      'tôi không ngồi',
      'K7QM-2XTP-9HR',
      'K7QM-2XTP-9HRCC',
      'NT-2026-000123',
    ]
    expect(others.map(readInviteCode)).toEqual(others.map(() => undefined))
  })

  it('is kept nowhere', async () => {
    const { code } = await make()
    const { rows } = await pool.query(
      'SELECT row_to_json(i) AS invite FROM invite i UNION ALL SELECT row_to_json(a) FROM audit a',
    )
    expect(JSON.stringify(rows)).not.toContain(code)
  })
})

describe('an invitation', () => {
  it('gives its role once', async () => {
    const [lan, minh] = [await person(pool), await person(pool)]
    const { code, id, expiresAt } = await make()
    expect(expiresAt).toEqual(new Date(NOW + 7 * DAY))
    const granted = { is: 'granted', role: 'officer', unit: 'W1', unitName: 'Phường Một' }
    expect(await redeem(showInviteCode(code), lan)).toEqual(granted)
    expect(await redeem(code, minh)).toEqual({ is: 'used' })
    expect(await redeem(code, lan)).toEqual({ is: 'used' })
    expect(await rolesOf(pool, lan, NOW)).toEqual([{ role: 'officer', unit: 'W1', unitName: 'Phường Một' }])
    expect(await rolesOf(pool, minh, NOW)).toEqual([])
    expect(await readAudit(pool, { person: lan })).toEqual([
      expect.objectContaining({ action: 'grantRole', subject: lan, actor: null, channel: 'invite' }),
      expect.objectContaining({ action: 'redeemInvite', subject: id, actor: lan, channel: 'telegram' }),
    ])
  })

  it('brought by many at once makes one of them an officer', async () => {
    const people = await Promise.all(Array.from({ length: 8 }, () => person(pool)))
    const { code } = await make()
    const outcomes = await Promise.all(people.map((who) => redeem(code, who)))
    expect(outcomes.map(({ is }) => is).sort()).toEqual(['granted', ...Array(7).fill('used')])
    expect(await listRoles(pool, { now: NOW })).toHaveLength(1)
  })

  it('ends after seven days, and when it is revoked', async () => {
    const lan = await person(pool)
    const [old, wrong] = [await make(), await make()]
    expect((await openInvites(pool, NOW)).map(({ id }) => id)).toEqual([wrong.id, old.id])
    expect(await redeem(old.code, lan, NOW + 7 * DAY)).toEqual({ is: 'expired' })
    expect(await revoke({ code: showInviteCode(wrong.code) })).toBe('revoked')
    expect(await revoke({ id: wrong.id })).toBe('over')
    expect(await revoke({ id: '99999' })).toBe('none')
    expect(await redeem(wrong.code, lan)).toEqual({ is: 'revoked' })
    expect(await redeem(old.code, lan, NOW + 7 * DAY - 1)).toMatchObject({ is: 'granted' })
    expect(await openInvites(pool, NOW)).toEqual([])
  })

  it('is made by officers below their own role, inside their scope; else it is refused and noted', async () => {
    const lan = await person(pool)
    await transaction(pool, (tx) =>
      grantRole(tx, { personId: lan, role: 'officer', unit: 'W1', by: CONSOLE, now: NOW }),
    )
    expect(await make('reviewer', 'TDP1', on(lan))).toMatchObject({ code: expect.any(String) })
    expect(await attempt('officer', 'W1', on(lan))).toBe('refused')
    expect(await attempt('member', 'W2', on(lan))).toBe('refused')
    const refused = (await readAudit(pool, { person: lan })).filter(({ action }) => action === 'refuse')
    expect(refused.map(({ unit, details }) => [unit, details])).toEqual([
      ['W2', { deed: 'createInvite', role: 'member' }],
      ['W1', { deed: 'createInvite', role: 'officer' }],
    ])
    const { id } = await make('officer', 'W1')
    expect(await revoke({ id }, on(lan))).toBe('refused')
  })

  it('is worth nothing once its maker may no longer give the role', async () => {
    const [lan, minh] = [await person(pool), await person(pool)]
    await transaction(pool, (tx) =>
      grantRole(tx, { personId: lan, role: 'officer', unit: 'W1', by: CONSOLE, now: NOW }),
    )
    const { code } = await make('reviewer', 'W1', on(lan))
    await transaction(pool, (tx) => endAllRoles(tx, lan, CONSOLE, NOW))
    expect(await redeem(code, minh)).toEqual({ is: 'revoked' })
    expect(await rolesOf(pool, minh, NOW)).toEqual([])
  })

  it('is for a unit that exists', async () => {
    expect(await attempt('officer', 'nowhere', CONSOLE)).toBe('noUnit')
    expect((await pool.query('SELECT FROM invite')).rowCount).toBe(0)
  })
})

describe('guessing', () => {
  it('ends after five wrong codes within a quarter of an hour, for that person alone', async () => {
    const [lan, minh] = [await person(pool), await person(pool)]
    const { code } = await make()
    for (let n = 0; n < 5; n++) expect(await redeem('K7QM-2XTP-9HRC', lan, NOW + n * MINUTE)).toEqual({ is: 'wrong' })
    const until = NOW + 15 * MINUTE
    expect(await redeem(code, lan, NOW + 6 * MINUTE)).toEqual({ is: 'tooMany', until })
    expect(await redeem(code, lan, until - 1)).toEqual({ is: 'tooMany', until })
    expect(await redeem('nothing', minh, NOW)).toEqual({ is: 'wrong' })
    expect(await redeem(code, lan, until)).toMatchObject({ is: 'granted' })
  })

  it('many codes at once are no way around it', async () => {
    const lan = await person(pool)
    const outcomes = await Promise.all(Array.from({ length: 9 }, (_, n) => redeem(`K7QM-2XTP-9HR${(n % 8) + 2}`, lan)))
    expect(outcomes.map(({ is }) => is).sort()).toEqual([...Array(4).fill('tooMany'), ...Array(5).fill('wrong')])
  })
})
