// Who gets a file, and who never.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { setAbsence } from '../../../src/store/absences.js'
import { CONSOLE } from '../../../src/store/audit.js'
import { tend } from '../../../src/store/review/assign.js'
import { cardOf, queueOf } from '../../../src/store/review/files.js'
import { recuse } from '../../../src/store/review/handoff.js'
import { explainReminders, fireReminders } from '../../../src/store/review/reminders.js'
import { endRole, listRoles } from '../../../src/store/roles.js'
import { testDatabase, wipe } from '../../support/database.js'
import { DAY, NOW } from '../organisation.js'
import { appoint, as, does, open, prepareReview, reviewOf, settledAs, standings, tellOf } from './files.js'

const { pool, drop } = await testDatabase()
const doing = does(pool)
beforeAll(() => prepareReview(pool))
afterAll(drop)
beforeEach(() => wipe(pool, 'person', 'round', 'nomination', 'counter'))

const reviewerOf = async (code: string) => (await standings(pool, code)).at(-1)?.reviewer

it('goes to the unit of the nominee, evenly', async () => {
  const [an, binh] = [await appoint(pool, 'W1'), await appoint(pool, 'W1')]
  await appoint(pool, 'W2')
  await open(pool, 'W1', 'unit')
  const given = []
  for (const name of ['Trần A', 'Trần B', 'Trần C', 'Trần D'])
    given.push(await reviewerOf((await tellOf(pool, name)).code))
  expect(given.sort()).toEqual([an, an, binh, binh].sort())
})

it('never goes to who put it forward, nor back to who withdrew from it', async () => {
  const [an, binh, city] = [await appoint(pool, 'W1'), await appoint(pool, 'W1'), await appoint(pool, '31')]
  await open(pool, 'W1', 'unit')
  const { code } = await tellOf(pool, 'Trần A', { by: an })
  expect(await reviewerOf(code)).toBe(binh)
  const review = await reviewOf(pool, code)
  await doing((tx) => recuse(tx, { review, reason: 'Người nhà của tôi.', by: as(binh), now: NOW }))
  expect(await reviewerOf(code)).toBe(city)
  // Neither by the ladder nor by hand.
  expect((await doing((tx) => cardOf(tx, review, as(binh), NOW))).is).toBe('barred')
  expect((await doing((tx) => recuse(tx, { review, reason: 'x', by: as(an), now: NOW }))).is).toBe('barred')
})

it('a file that its nominator withdrew waits for nobody, and is not counted', async () => {
  const an = await appoint(pool, 'W1')
  await open(pool, 'W1', 'unit')
  const { code } = await tellOf(pool, 'Trần A')
  await tellOf(pool, 'Trần B')
  await pool.query(`UPDATE nomination SET state = 'withdrawn' WHERE code = $1`, [code])
  expect(await doing((tx) => queueOf(tx, an, NOW))).toMatchObject({
    total: 1,
    overdue: 0,
    files: [{ nominee: 'Trần B' }],
  })
})

it('after a while of silence who loses a file hears nothing of it, and who gets it hears of every step', async () => {
  await appoint(pool, 'W1')
  await appoint(pool, 'W1')
  const round = await open(pool, 'W1', 'unit')
  const { code } = await tellOf(pool, 'Trần A')
  const before = await reviewerOf(code)
  // Down from before the reminders until the file is overdue by a day, a Monday morning.
  const back = Date.parse('2026-12-07T08:00+07:00')
  await doing((tx) => fireReminders(tx, new Map(), back))
  const after = await reviewerOf(code)
  expect(after).not.toBe(before)
  const sent = (await explainReminders(pool, round)).filter(({ state }) => state === 'sent')
  expect(sent.map(({ rung }) => rung)).toContain('T-3h')
  expect(new Set(sent.map(({ personId }) => personId))).toEqual(new Set([after]))
  expect((await pool.query('SELECT person_id AS id FROM digest')).rows).toEqual([{ id: after }])
})

it('a group that is a unit itself is not reviewed by its own reviewer', async () => {
  await appoint(pool, 'SCHOOL')
  const ward = await appoint(pool, 'W1')
  await open(pool, 'W1', 'unit')
  const form = { kind: 'collective' as const }
  expect(await reviewerOf((await tellOf(pool, 'Trường Một', { unit: 'SCHOOL', form })).code)).toBe(ward)
})

describe('a later stage', () => {
  it('is decided by who reviews for the unit that opened it, not by the ward', async () => {
    const ward = await appoint(pool, 'W1')
    const city = await appoint(pool, '31')
    await open(pool, 'W1', 'unit')
    const { code } = await tellOf(pool, 'Trần A')
    await settledAs(pool, ward, code)
    // It waits for a round of the city; the city opens one, and it is the city's.
    expect((await standings(pool, code)).map(({ stage }) => stage)).toEqual(['unit'])
    await open(pool, '31', 'city', { now: NOW + DAY })
    expect((await standings(pool, code)).map(({ stage, state }) => [stage, state])).toEqual([
      ['unit', 'passed'],
      ['city', 'waiting'],
    ])
    expect(await reviewerOf(code)).toBe(city)
    const above = await reviewOf(pool, code)
    expect((await doing((tx) => cardOf(tx, above, as(ward), NOW + DAY))).is).toBe('refused')
  })

  it('takes a file by itself once ten minutes are over, up to the last', async () => {
    const [ward, city] = [await appoint(pool, 'W1'), await appoint(pool, '31')]
    for (const [unit, stage] of [
      ['31', 'city'],
      ['31', 'central'],
      ['W1', 'unit'],
    ] as const)
      await open(pool, unit, stage)
    const { code } = await tellOf(pool, 'Trần A')
    await settledAs(pool, ward, code)
    await settledAs(pool, city, code, NOW + DAY)
    await settledAs(pool, city, code, NOW + 2 * DAY)
    expect((await standings(pool, code)).map(({ stage, state }) => [stage, state])).toEqual([
      ['unit', 'passed'],
      ['city', 'passed'],
      ['central', 'passed'],
    ])
  })
})

describe('uỷ quyền', () => {
  it('shows the deputy what waits for who is away, until they are back', async () => {
    const [an, binh] = [await appoint(pool, 'W1'), await appoint(pool, '31')]
    await open(pool, 'W1', 'unit')
    await tellOf(pool, 'Trần A')
    await doing((tx) => setAbsence(tx, { by: as(an), deputyId: binh, until: NOW + 2 * DAY, now: NOW }))
    const waiting = (who: string, at: number) => doing(async (tx) => (await queueOf(tx, who, at)).total)
    expect(await waiting(binh, NOW + DAY)).toBe(1)
    expect(await waiting(binh, NOW + 3 * DAY)).toBe(0)
    expect(await waiting(an, NOW + 3 * DAY)).toBe(1)
  })
})

describe('who has left', () => {
  it('leaves their files to who can decide them; nobody there, somebody who comes', async () => {
    const [an, binh] = [await appoint(pool, 'W1'), await appoint(pool, 'W1')]
    await open(pool, 'W1', 'unit')
    const codes = []
    for (const name of ['Trần A', 'Trần B']) codes.push((await tellOf(pool, name)).code)
    const leave = async (who: string, now: number) => {
      const [role] = await doing(async (tx) => (await listRoles(tx, { now })).filter((r) => r.personId === who))
      await doing((tx) => endRole(tx, { grantId: role!.id, by: CONSOLE, now }))
    }
    await leave(an, NOW + DAY)
    expect(await doing((tx) => tend(tx, NOW + DAY))).toBe(0)
    for (const code of codes) expect(await reviewerOf(code)).toBe(binh)
    await leave(binh, NOW + 2 * DAY)
    expect(await doing((tx) => tend(tx, NOW + 2 * DAY))).toBe(2)
    const city = await appoint(pool, '31')
    expect(await doing((tx) => tend(tx, NOW + 3 * DAY))).toBe(0)
    for (const code of codes) expect(await reviewerOf(code)).toBe(city)
  })
})
