// Rounds opened and moved by people: whose right it is, what is refused and why, what it leaves in the audit.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AskedRound } from '../../../src/flows/effects/round.js'
import { LADDERS } from '../../../src/flows/ladder.js'
import { HOUSE_PROGRAMME } from '../../../src/flows/programme.js'
import { CONSOLE, readAudit } from '../../../src/store/audit.js'
import { closeRound, moveDeadline } from '../../../src/store/review/round-changes.js'
import { changeLadderFor, moveRoundFor, offerRound, openRoundFor } from '../../../src/store/review/round-keeping.js'
import { roundOf } from '../../../src/store/review/rounds.js'
import { type TestDatabase, testDatabase } from '../../support/database.js'
import { DAY, NOW } from '../organisation.js'
import { appoint, as, does, prepareReview, standings, tellOf } from './files.js'

let database: TestDatabase
let ward: string
let beside: string
let city: string
let officer: string
beforeAll(async () => {
  database = await testDatabase()
  await prepareReview(database.pool)
  ward = await appoint(database.pool, 'W1', 'approver')
  beside = await appoint(database.pool, 'W2', 'approver')
  city = await appoint(database.pool, '31', 'administrator')
  officer = await appoint(database.pool, 'W1', 'officer')
})
afterAll(() => database.drop())
const tx = <R>(deed: Parameters<ReturnType<typeof does>>[0]) => does(database.pool)(deed) as Promise<R>

const asked = (more: Partial<AskedRound> = {}): AskedRound => ({
  programme: HOUSE_PROGRAMME,
  stage: 'unit',
  unit: 'W1',
  submitBy: NOW + 3 * DAY,
  reviewBy: NOW + 4 * DAY,
  ...more,
})
type Opened = Awaited<ReturnType<typeof openRoundFor>>
const open = (who: string, more: Partial<AskedRound> = {}, now = NOW) =>
  tx<Opened>((t) => openRoundFor(t, { round: asked(more), by: as(who), now }))
const move = (who: string, round: string, more: { to?: number; from?: number; submitToo?: true }, now = NOW) =>
  tx<Awaited<ReturnType<typeof moveRoundFor>>>((t) => moveRoundFor(t, { round, ...more, by: as(who), now }))
async function close(id: string): Promise<void> {
  await database.pool.query(`UPDATE review SET state = 'passed' WHERE round_id = $1 AND state = 'waiting'`, [id])
  await tx((t) => closeRound(t, { id, by: CONSOLE, now: NOW }))
}
const deeds = async (person: string) =>
  (await readAudit(database.pool, { person })).map(({ action, kind, details }) =>
    `${action} ${kind} ${details.deed ?? ''}`.trim(),
  )

describe('what is offered', () => {
  it('the first step to who answers for a ward, every step to who answers for the city', async () => {
    const mine = await tx<Awaited<ReturnType<typeof offerRound>>>((t) => offerRound(t, { by: as(ward), now: NOW }))
    expect(mine.units).toEqual([{ code: 'W1', name: 'Phường Một' }])
    expect(mine.top).toBeUndefined()
    expect(mine.programmes[0]!.stages.map(({ code }) => code)).toEqual(['unit'])
    expect(mine.programmes[0]!.cycle).toBeDefined()
    const all = await tx<Awaited<ReturnType<typeof offerRound>>>((t) => offerRound(t, { by: as(city), now: NOW }))
    expect(all.top).toBe('31')
    expect(all.programmes[0]!.stages.map(({ code }) => code)).toEqual(['unit', 'city', 'central'])
  })

  it('nothing to an officer', async () => {
    const none = await tx<Awaited<ReturnType<typeof offerRound>>>((t) => offerRound(t, { by: as(officer), now: NOW }))
    expect(none).toEqual({ programmes: [], units: [] })
  })
})

describe('opened', () => {
  it('takes in what waits, in the name of who opened it', async () => {
    const { code } = await tellOf(database.pool, 'Nguyễn Thị Hoa')
    const reviewer = await appoint(database.pool, 'W1')
    const made = await open(ward)
    expect(made).toMatchObject({ is: 'opened', taken: 1, unassigned: 0, stage: 'cấp cơ sở', waiting: 1 })
    expect((await standings(database.pool, code)).at(-1)).toMatchObject({ state: 'waiting' })
    expect([reviewer, ward, officer]).toContain((await standings(database.pool, code)).at(-1)!.reviewer)
    expect(await deeds(ward)).toContain('openRound round')
    const { rows } = await database.pool.query('SELECT opened_by FROM round WHERE id = $1', [
      (made as { round: string }).round,
    ])
    expect(rows).toEqual([{ opened_by: ward }])
    // The same place once more, and the residential group within it.
    expect(await open(ward)).toMatchObject({ is: 'wrong', fault: 'twice' })
    expect(await open(city, { unit: 'TDP1' })).toMatchObject({ is: 'wrong', fault: 'twice' })
    await close((made as { round: string }).round)
  })

  it.each([
    ['another ward', () => beside, {}],
    ['an officer', () => officer, {}],
    ['a later step', () => ward, { stage: 'city' }],
    ['a later step for the whole city', () => ward, { stage: 'city', unit: '31' }],
    ['a movement that is none', () => ward, { programme: 'khac' }],
  ] as const)('is refused and noted: %s', async (_what, who, more) => {
    const before = (await deeds(who())).length
    expect(await open(who(), more)).toMatchObject({ is: 'wrong', fault: 'unit' })
    expect((await deeds(who())).slice(0, 1)).toEqual(['refuse unit openRound'])
    expect((await deeds(who())).length).toBe(before + 1)
  })

  it.each([
    ['the review is over', { reviewBy: NOW - DAY, submitBy: NOW - 2 * DAY, opensAt: NOW - 3 * DAY }, 'dates'],
    ['nominations after the review', { submitBy: NOW + 9 * DAY }, 'dates'],
    ['it opens after its deadline', { opensAt: NOW + 9 * DAY }, 'dates'],
    ['a unit that is none', { unit: 'W9' }, 'unit'],
    ['beyond the movement, without a reason', { reviewBy: Date.parse('2028-02-01T17:00+07:00') }, 'reason'],
  ] as const)('not at all where %s', async (_what, more, fault) => {
    const found = await open(city, more)
    expect(found).toMatchObject({ is: 'wrong', fault })
    // Words for a chat, not for a command line.
    expect((found as { why: string }).why).not.toMatch(/--|npm/)
  })

  it('a third city round in five years with a reason alone', async () => {
    const rounds: string[] = []
    for (const _ of [1, 2]) {
      const made = await open(city, { stage: 'city', unit: '31' })
      rounds.push((made as { round: string }).round)
      await close(rounds.at(-1)!)
    }
    expect(await open(city, { stage: 'city', unit: '31' })).toMatchObject({ is: 'wrong', fault: 'reason' })
    const offer = await tx<Awaited<ReturnType<typeof offerRound>>>((t) => offerRound(t, { by: as(city), now: NOW }))
    expect(offer.programmes[0]!.stages[1]!.spent).toEqual({ rounds: 2, years: 5 })
    const third = await open(city, { stage: 'city', unit: '31', reason: 'Kỷ niệm ngày thành lập Hội.' })
    expect(third).toMatchObject({ is: 'opened' })
    await close((third as { round: string }).round)
  })
})

describe('moved', () => {
  let round: string
  beforeAll(async () => {
    round = ((await open(ward)) as { round: string }).round
    await tellOf(database.pool, 'Trần Văn Bình')
  })

  it('asks first, reads back when reviewers are reminded then, and does it once', async () => {
    const [from, to] = [NOW + 4 * DAY, NOW + 11 * DAY]
    expect(await move(ward, round, {})).toMatchObject({ is: 'ask', reviewBy: from })
    const sure = await move(ward, round, { to })
    expect(sure).toMatchObject({ is: 'sure', to, waiting: 1 })
    // Seven days before there is a reminder again.
    expect((sure as { steps: number[] }).steps).toHaveLength(6)
    expect((await roundOf(database.pool, round))!.reviewBy.getTime()).toBe(from)
    expect(await move(ward, round, { to, from })).toMatchObject({ is: 'moved', reviewBy: to, submitBy: NOW + 3 * DAY })
    const { rows } = await database.pool.query<{ rung: string }>(
      `SELECT m.rung FROM reminder m JOIN review v ON v.id = m.review_id WHERE v.round_id = $1 AND m.state = 'planned'`,
      [round],
    )
    expect(rows.map(({ rung }) => rung)).toContain('T-7d')
    expect(await deeds(ward)).toContain('moveRound round')
    // Somebody who read the old deadline.
    expect(await move(city, round, { to: NOW + 20 * DAY, from })).toMatchObject({ is: 'changed', reviewBy: to })
  })

  it.each([
    ['the past', NOW - DAY],
    ['what it is', NOW + 11 * DAY],
  ])('not to %s', async (_what, to) => {
    expect(await move(ward, round, { to })).toMatchObject({ is: 'wrong' })
  })

  it('not by who may not, which is noted', async () => {
    for (const who of [beside, officer]) {
      expect(await move(who, round, { to: NOW + 20 * DAY })).toEqual({ is: 'none' })
      expect((await deeds(who))[0]).toBe('refuse round moveRound')
    }
    expect(await move(ward, '999', {})).toEqual({ is: 'none' })
    expect(await move(ward, 'x', {})).toEqual({ is: 'none' })
  })

  it('with nominations taken longer takes in what came when none were taken', async () => {
    const now = NOW + 5 * DAY
    const { code } = await tellOf(database.pool, 'Lê Thị Muộn', { now })
    expect(await standings(database.pool, code)).toEqual([])
    expect(await move(ward, round, { to: NOW + 14 * DAY, from: NOW + 11 * DAY, submitToo: true }, now)).toMatchObject({
      is: 'moved',
      submitBy: NOW + 14 * DAY,
      waiting: 2,
    })
    expect((await standings(database.pool, code)).at(-1)).toMatchObject({ state: 'waiting', round })
  })

  it('another ladder, by its name', async () => {
    const change = (who: string, to?: 'fewer') =>
      tx<Awaited<ReturnType<typeof changeLadderFor>>>((t) =>
        changeLadderFor(t, { round, ...(to && { to }), by: as(who), now: NOW }),
      )
    expect(await change(ward)).toMatchObject({ is: 'shown', ladder: LADDERS.usual })
    expect(await change(officer, 'fewer')).toEqual({ is: 'none' })
    expect(await change(ward, 'fewer')).toMatchObject({ is: 'changed', ladder: LADDERS.fewer })
  })

  it('not before it opens, and not once it is closed', async () => {
    const later = (await open(beside, { unit: 'W2', opensAt: NOW + 2 * DAY })) as { round: string }
    await expect(
      tx((t) => moveDeadline(t, { id: later.round, reviewBy: NOW + DAY, by: CONSOLE, now: NOW })),
    ).rejects.toThrow(/phải sau ngày ấy/)
    await close(round)
    expect(await move(ward, round, {})).toEqual({ is: 'over' })
  })
})
