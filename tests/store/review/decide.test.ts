// A decision, taken back and made by two at once; a question, answered late; a file moved.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { answer, askNominator, lapse, stillAsked } from '../../../src/store/review/ask.js'
import { decide, tickCriterion, undo } from '../../../src/store/review/decide.js'
import { moveFile } from '../../../src/store/review/handoff.js'
import { settleDecision } from '../../../src/store/review/outcome.js'
import { boxOf } from '../../../src/store/sealed.js'
import { testDatabase, wipe } from '../../support/database.js'
import { DAY, NOW } from '../organisation.js'
import { appoint, as, decideAs, does, open, prepareReview, reviewOf, settledAs, standings, tellOf } from './files.js'

const { pool, drop } = await testDatabase()
const doing = does(pool)
const MINUTE = 60_000
beforeAll(() => prepareReview(pool))
afterAll(drop)

let ward: string
let city: string
let code: string
let nominator: string
let review: string
beforeEach(async () => {
  await wipe(pool, 'person', 'round', 'nomination', 'counter')
  ward = await appoint(pool, 'W1')
  city = await appoint(pool, '31')
  await open(pool, 'W1', 'unit')
  ;({ code, by: nominator } = await tellOf(pool, 'Trần A'))
  review = await reviewOf(pool, code)
})
const states = async () => (await standings(pool, code)).map(({ stage, state }) => `${stage} ${state}`)

describe('two reviewers on one file', () => {
  it('at the same moment: one decides, the other is told who did, and when', async () => {
    const both = await Promise.all(
      [ward, city].map((who) =>
        doing(async (tx) => {
          await tx.query(`UPDATE review SET ticks = '{"law":"yes","part":"yes","example":"no"}' WHERE id = $1`, [
            review,
          ])
          return decide(tx, { review, verdict: 'refused', reason: 'x', by: as(who), now: NOW })
        }),
      ),
    )
    expect(both.map(({ is }) => is).sort()).toEqual(['closed', 'decided'])
    expect(both.find(({ is }) => is === 'closed')).toMatchObject({ state: 'refused', at: NOW })
    expect((both.find(({ is }) => is === 'closed') as { by: string }).by).toMatch(/^người xét của /)
    expect((await pool.query('SELECT FROM decision')).rowCount).toBe(1)
  })
})

describe('taking a decision back', () => {
  it('is the decider’s for ten minutes, then a higher stage’s with a reason', async () => {
    const decision = await doing((tx) => decideAs(tx, ward, review))
    const back = (who: string, at: number, reason?: string) =>
      doing((tx) => undo(tx, { decision, by: as(who), now: at, ...(reason && { reason }) }))
    expect((await back(ward, NOW + 11 * MINUTE)).is).toBe('late')
    expect((await back(city, NOW + 11 * MINUTE)).is).toBe('reason')
    expect((await back(city, NOW + 11 * MINUTE, 'Chưa hỏi tổ dân phố.')).is).toBe('undone')
    expect(await states()).toEqual(['unit waiting'])
    expect((await back(city, NOW + 12 * MINUTE, 'x')).is).toBe('over')
    const { rows: kept } = await pool.query('SELECT id, undone_for AS why, undone_by AS by FROM decision')
    const rows = kept.map(({ id, why, by }) => ({ why: boxOf(pool, 'decision', id).open('undone_for', why), by }))
    expect(rows).toEqual([{ why: 'Chưa hỏi tổ dân phố.', by: city }])
  })

  it('calls the file back from the stage above, whose nominators hear; it goes up again', async () => {
    await open(pool, '31', 'city')
    const decision = await settledAs(pool, ward, code)
    expect(await states()).toEqual(['unit passed', 'city waiting'])
    const at = NOW + DAY
    const undone = await doing((tx) => undo(tx, { decision, reason: 'x', by: as(city), now: at }))
    expect(undone).toMatchObject({ is: 'undone', people: [nominator] })
    expect(await states()).toEqual(['unit waiting', 'city recalled'])
    await doing(async (tx) => settleDecision(tx, await decideAs(tx, ward, review, 'passed', at), at + 10 * MINUTE))
    expect(await states()).toEqual(['unit passed', 'city waiting'])
  })

  it('is over once the stage above has decided', async () => {
    await open(pool, '31', 'city')
    const decision = await settledAs(pool, ward, code)
    await settledAs(pool, city, code, NOW + DAY)
    expect((await doing((tx) => undo(tx, { decision, reason: 'x', by: as(city), now: NOW + 2 * DAY }))).is).toBe('over')
    expect(await states()).toEqual(['unit passed', 'city passed'])
  })
})

describe('a question', () => {
  const ask = () =>
    doing(async (tx) => {
      const asked = await askNominator(tx, { review, question: 'Ở đâu ạ?', by: as(ward), now: NOW })
      return (asked as { question: string }).question
    })
  const due = async () => (await standings(pool, code))[0]!.dueAt.getTime()
  const say = (question: string, now: number) =>
    doing((tx) => answer(tx, { question, text: 'Ở cổng chính', by: as(nominator), now }))

  it('stops the clock until its answer, which returns to who asked', async () => {
    const before = await due()
    const question = await ask()
    expect(await doing((tx) => stillAsked(tx, question))).toEqual([nominator])
    expect(await say(question, NOW + 2 * DAY)).toMatchObject({ is: 'answered', reviewer: ward })
    expect(await due()).toBe(before + 2 * DAY)
    expect(await doing((tx) => stillAsked(tx, question))).toEqual([])
    expect((await say(question, NOW + 3 * DAY)).is).toBe('over')
  })

  it('nobody answers goes back after a week; a late answer is taken, and the clock is not moved again', async () => {
    const before = await due()
    const question = await ask()
    expect(await doing((tx) => lapse(tx, question, NOW + 7 * DAY))).toMatchObject({ reviewer: ward, code })
    expect(await states()).toEqual(['unit waiting'])
    expect(await doing((tx) => lapse(tx, question, NOW + 7 * DAY))).toBeUndefined()
    expect((await say(question, NOW + 8 * DAY)).is).toBe('answered')
    expect(await due()).toBe(before + 7 * DAY)
  })

  it('is waited for as long as the movement says', async () => {
    const timers = async (question: string) => {
      const { rows } = await pool.query<{ scope: string; at: Date }>(
        `SELECT split_part(scope, ':', 1) AS scope, fire_on AS at FROM timer WHERE kind = 'review' AND scope ~ ('^(again|lapse):' || $1 || '$') ORDER BY 1`,
        [question],
      )
      return rows.map(({ scope, at }) => [scope, (at.getTime() - NOW) / DAY])
    }
    await pool.query(`UPDATE programme SET body = body || '{"asking": {"againDays": 2, "lapseDays": 5}}'`)
    expect(await timers(await ask())).toEqual([
      ['again', 2],
      ['lapse', 5],
    ])
    await pool.query(`UPDATE programme SET body = body - 'asking'`)
  })
})

describe('moving a file', () => {
  const move = (unit: string, who = ward) =>
    doing((tx) => moveFile(tx, { review, unit, reason: 'Nhầm địa bàn.', by: as(who), now: NOW }))

  it('gives it to the round of the other unit, or lets it wait for one', async () => {
    const other = await appoint(pool, 'W2')
    expect((await move('W2')).is).toBe('moved')
    expect(await states()).toEqual(['unit moved'])
    await open(pool, 'W2', 'unit')
    expect(await states()).toEqual(['unit moved', 'unit waiting'])
    expect((await standings(pool, code))[1]!.reviewer).toBe(other)
  })

  it('to where it is changes nothing: no mark is lost', async () => {
    await doing((tx) => tickCriterion(tx, { review, key: 'law', value: 'yes', by: as(ward), now: NOW }))
    const before = await standings(pool, code)
    expect(await move('W1')).toMatchObject({ is: 'there', code })
    expect(await standings(pool, code)).toEqual(before)
    const { rows } = await pool.query('SELECT ticks FROM review')
    expect(rows).toEqual([{ ticks: { law: 'yes' } }])
    expect((await pool.query('SELECT FROM decision')).rowCount).toBe(0)
  })

  it('stays in its round where that is the other unit’s too', async () => {
    await wipe(pool, 'round')
    const other = await appoint(pool, 'W2')
    await open(pool, '31', 'unit')
    review = await reviewOf(pool, code)
    expect((await move('W2')).is).toBe('moved')
    expect(await standings(pool, code)).toMatchObject([{ state: 'waiting', reviewer: other }])
  })

  it('is not undone in the place of the verdict that came after it', async () => {
    await move('TDP1')
    const decision = await doing((tx) => decideAs(tx, ward, review))
    const { rows } = await pool.query<{ id: string }>(`SELECT id FROM decision WHERE verdict = 'moved'`)
    const moved = rows[0]!.id
    expect((await doing((tx) => undo(tx, { decision: moved, by: as(ward), now: NOW }))).is).toBe('over')
    expect(await states()).toEqual(['unit passed'])
    expect((await doing((tx) => undo(tx, { decision, by: as(ward), now: NOW }))).is).toBe('undone')
  })

  it('stays in it after it has stopped taking in', async () => {
    await wipe(pool, 'round')
    const other = await appoint(pool, 'W2')
    await open(pool, '31', 'unit')
    review = await reviewOf(pool, code)
    const now = NOW + 3 * DAY + MINUTE
    await doing((tx) => moveFile(tx, { review, unit: 'W2', reason: 'Nhầm địa bàn.', by: as(ward), now }))
    expect(await standings(pool, code)).toMatchObject([{ state: 'waiting', reviewer: other }])
  })
})
