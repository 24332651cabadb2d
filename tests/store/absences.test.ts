import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { Role } from '../../src/flows/roles.js'
import { absenceOf, deputiesFor, endAbsence, setAbsence, whoWorksFor } from '../../src/store/absences.js'
import { CONSOLE, readAudit } from '../../src/store/audit.js'
import { transaction } from '../../src/store/database.js'
import { endAllRoles, grantRole, listPeople } from '../../src/store/roles.js'
import { testDatabase, wipe } from '../support/database.js'
import { DAY, NOW, organisation, person } from './organisation.js'

const { pool, drop } = await testDatabase()
afterAll(drop)
beforeAll(() => organisation(pool))
beforeEach(() => wipe(pool, 'person'))

async function made(...roles: [Role, string][]): Promise<string> {
  const id = await person(pool)
  for (const [role, unit] of roles)
    await transaction(pool, (tx) => grantRole(tx, { personId: id, role, unit, by: CONSOLE, now: NOW }))
  return id
}
const on = (personId: string) => ({ personId, channel: 'zalo' })
const away = (who: string, deputyId: string, until = NOW + DAY) =>
  transaction(pool, (tx) => setAbsence(tx, { by: on(who), deputyId, until, now: NOW }))

it('a deputy is somebody who may do all that they do, and gains nothing by it', async () => {
  const lan = await made(['officer', 'W1'], ['reviewer', 'W2'], ['member', 'SCHOOL'])
  const [both, above] = [await made(['approver', 'W1'], ['reviewer', 'W2']), await made(['officer', '31'])]
  const unfit = [
    await made(['officer', 'W1']),
    await made(['reviewer', '31']),
    await made(['officer', 'TDP1'], ['officer', 'W2']),
    await made(),
  ]
  expect(await deputiesFor(pool, lan, NOW)).toEqual([both, above])
  for (const who of [...unfit, lan]) expect(await away(lan, who)).toBe('unfit')
  expect(await deputiesFor(pool, await made(['member', 'W1']), NOW)).toEqual([])
  expect(await away(lan, both)).toBe('set')
  expect(await absenceOf(pool, lan, NOW)).toEqual({ deputyId: both, until: new Date(NOW + DAY) })
})

it('passes the work on until that moment, or until they are back', async () => {
  const [lan, minh, hoa] = [await made(['officer', 'W1']), await made(['officer', 'W1']), await made(['officer', 'W1'])]
  expect(await away(lan, minh, NOW)).toBe('past')
  expect(await whoWorksFor(pool, lan, NOW)).toBe(lan)
  await away(lan, minh)
  expect(await listPeople(pool, NOW)).toContainEqual(expect.objectContaining({ id: lan, deputyId: minh }))
  expect(await whoWorksFor(pool, lan, NOW + DAY - 1)).toBe(minh)
  expect(await whoWorksFor(pool, lan, NOW + DAY)).toBe(lan)
  await away(lan, hoa, NOW + 2 * DAY)
  expect(await whoWorksFor(pool, lan, NOW + DAY)).toBe(hoa)
  const back = () => transaction(pool, (tx) => endAbsence(tx, on(lan), NOW))
  expect([await back(), await back()]).toEqual([true, false])
  expect(await whoWorksFor(pool, lan, NOW)).toBe(lan)
  const noted = (await readAudit(pool, { person: lan })).map(({ action }) => action)
  expect(noted).toEqual(['endAbsence', 'setAbsence', 'setAbsence', 'grantRole'])
})

it('goes on to the deputy of the deputy; to nobody in a circle; never to one who has left', async () => {
  const [lan, minh, hoa] = [await made(['officer', 'W1']), await made(['officer', 'W1']), await made(['officer', 'W1'])]
  await away(lan, minh)
  await away(minh, hoa)
  expect(await whoWorksFor(pool, lan, NOW)).toBe(hoa)
  await away(hoa, lan)
  expect(await whoWorksFor(pool, lan, NOW)).toBeUndefined()
  await transaction(pool, (tx) => endAllRoles(tx, minh, CONSOLE, NOW))
  expect(await whoWorksFor(pool, lan, NOW)).toBe(lan)
})
