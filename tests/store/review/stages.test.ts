// The stage machine under random deeds: no file lost, none in two stages, no decision without a person, a time, a reason.
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { setAbsence } from '../../../src/store/absences.js'
import type { Tx } from '../../../src/store/database.js'
import { answer, askNominator, lapse } from '../../../src/store/review/ask.js'
import { tend } from '../../../src/store/review/assign.js'
import { decide, undo } from '../../../src/store/review/decide.js'
import { moveFile, recuse } from '../../../src/store/review/handoff.js'
import { settleDecision } from '../../../src/store/review/outcome.js'
import { accountsOf, merge, split, ungroup } from '../../../src/store/review/regroup.js'
import { testDatabase, wipe } from '../../support/database.js'
import { DAY, NOW } from '../organisation.js'
import { appoint, as, does, open, prepareReview, tellOf } from './files.js'

const { pool, drop } = await testDatabase()
const doing = does(pool)
beforeAll(() => prepareReview(pool))
afterAll(drop)

const MARKS = '{"law":"yes","part":"yes","example":"yes"}'
const deed = fc.record({
  what: fc.constantFrom(
    'pass',
    'refuse',
    'undo',
    'settle',
    'ask',
    'answer',
    'lapse',
    'recuse',
    'delegate',
    'move',
    'merge',
    'split',
    'ungroup',
    'tell',
  ),
  who: fc.nat(3),
  at: fc.nat(100),
  /** Minutes that go by before. */
  later: fc.constantFrom(0, 3, 11, 24 * 60),
})
type Done = { who: string; pick: <V>(all: V[]) => V | undefined; now: number }

const ids = async (tx: Tx, sql: string) => (await tx.query<{ id: string }>(sql)).rows.map(({ id }) => id)
const open_ = (tx: Tx) => ids(tx, `SELECT id FROM review WHERE state IN ('waiting', 'asked') ORDER BY id`)

const DEEDS: Record<string, (tx: Tx, done: Done, people: string[]) => Promise<unknown>> = {
  pass: (tx, done) => verdict(tx, done, 'passed'),
  refuse: (tx, done) => verdict(tx, done, 'refused'),
  async undo(tx, { who, pick, now }) {
    const decision = pick(await ids(tx, 'SELECT id FROM decision ORDER BY id'))
    if (decision) await undo(tx, { decision, reason: 'xem lại', by: as(who), now })
  },
  async settle(tx, { pick, now }) {
    const decision = pick(
      await ids(tx, `SELECT id FROM decision WHERE at < '${new Date(now - 600_000).toISOString()}' ORDER BY id`),
    )
    if (decision) await settleDecision(tx, decision, now)
  },
  async ask(tx, { who, pick, now }) {
    const review = pick(await open_(tx))
    if (review) await askNominator(tx, { review, question: 'Ở đâu ạ?', by: as(who), now })
  },
  async answer(tx, { pick, now }) {
    const { rows } = await tx.query<{ id: string; by: string }>(
      `SELECT q.id, m.person_id AS by FROM review_question q JOIN review v ON v.id = q.review_id
       JOIN nominator m ON m.nomination_id = v.nomination_id ORDER BY 1, 2`,
    )
    const asked = pick(rows)
    if (asked) await answer(tx, { question: asked.id, text: 'Ở xóm tôi', by: as(asked.by), now })
  },
  async lapse(tx, { pick, now }) {
    const question = pick(await ids(tx, 'SELECT id FROM review_question ORDER BY id'))
    if (question) await lapse(tx, question, now)
  },
  async recuse(tx, { who, pick, now }) {
    const review = pick(await open_(tx))
    if (review) await recuse(tx, { review, reason: 'người nhà', by: as(who), now })
  },
  async delegate(tx, { who, now }, people) {
    await setAbsence(tx, { by: as(who), deputyId: people.at(-1)!, until: now + 2 * DAY, now })
    await tend(tx, now)
  },
  async move(tx, { who, pick, now }) {
    const review = pick(await open_(tx))
    const unit = pick(['W1', 'W2', 'TDP1'])!
    if (review) await moveFile(tx, { review, unit, reason: 'nhầm', by: as(who), now })
  },
  async merge(tx, { who, pick, now }) {
    const review = pick(await open_(tx))
    const other = pick((await tx.query<{ id: string }>('SELECT code AS id FROM nomination ORDER BY id')).rows)
    if (review && other) await merge(tx, { review, other: other.id, reason: 'một người', by: as(who), now })
  },
  async split(tx, { who, pick, now }) {
    const review = pick(await open_(tx))
    if (!review) return
    const listed = await accountsOf(tx, { review, by: as(who), now })
    const account = listed.is === 'accounts' ? pick(listed.accounts) : undefined
    if (account) await split(tx, { review, account: account.account, reason: 'hai người', by: as(who), now })
  },
  async ungroup(tx, { who, pick, now }) {
    const regroup = pick(await ids(tx, 'SELECT id FROM regroup ORDER BY id'))
    if (regroup) await ungroup(tx, { regroup, by: as(who), now })
  },
}

async function verdict(tx: Tx, { who, pick, now }: Done, to: 'passed' | 'refused'): Promise<void> {
  const review = pick(await open_(tx))
  if (!review) return
  await tx.query(`UPDATE review SET ticks = '${MARKS}' WHERE id = $1 AND state = 'waiting'`, [review])
  await decide(tx, { review, verdict: to, reason: 'đã xem xét', by: as(who), now })
}

/** What must hold at any moment. */
const BROKEN: Record<string, string> = {
  'in two stages': `SELECT nomination_id FROM review WHERE state IN ('waiting', 'asked') GROUP BY 1 HAVING count(*) > 1`,
  'a state that its reviews do not bear': `SELECT n.code FROM nomination n WHERE
    (n.state IN ('reviewing', 'asked')) <> EXISTS (SELECT FROM review v WHERE v.nomination_id = n.id AND v.state IN ('waiting', 'asked'))`,
  'an account without a file that lives': `SELECT m.id FROM nominator m JOIN nomination n ON n.id = m.nomination_id WHERE n.state = 'merged'`,
  'a file without an account': `SELECT n.id FROM nomination n WHERE n.state <> 'merged' AND NOT EXISTS (SELECT FROM nominator m WHERE m.nomination_id = n.id)`,
  'a decision without a person, a time, a reason': `SELECT id FROM decision WHERE decided_by IS NULL OR at IS NULL OR reason = ''`,
  'a verdict without a decision': `SELECT v.id FROM review v WHERE v.state IN ('passed', 'refused')
    AND NOT EXISTS (SELECT FROM decision d WHERE d.review_id = v.id AND d.undone_at IS NULL AND d.verdict = v.state)`,
  'a decision that stands for nothing': `SELECT d.id FROM decision d JOIN review v ON v.id = d.review_id
    WHERE d.undone_at IS NULL AND d.verdict IN ('passed', 'refused') AND v.state NOT IN (d.verdict, 'merged')`,
  'a reviewer who put it forward or had withdrawn': `SELECT v.id FROM review v WHERE v.state = 'waiting' AND (
    EXISTS (SELECT FROM recusal c WHERE c.review_id = v.id AND c.person_id = v.reviewer)
    OR EXISTS (SELECT FROM nominator m WHERE m.nomination_id = v.nomination_id AND m.person_id = v.reviewer))`,
  'a reminder of what does not wait': `SELECT m.review_id FROM reminder m JOIN review v ON v.id = m.review_id
    WHERE m.state = 'planned' AND v.state <> 'waiting'`,
}

it('holds whatever is done', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 5, maxLength: 30 }), async (deeds) => {
      await wipe(pool, 'person', 'round', 'nomination', 'counter', 'timer')
      const people = [
        await appoint(pool, 'W1'),
        await appoint(pool, 'W1'),
        await appoint(pool, 'W2'),
        await appoint(pool, '31'),
      ]
      for (const [unit, stage] of [
        ['W1', 'unit'],
        ['W2', 'unit'],
        ['31', 'city'],
      ] as const)
        await open(pool, unit, stage)
      let told = 0
      const tell = async (by?: string) => {
        await tellOf(pool, ['Trần A', 'Trần B', 'Lê C'][told % 3]!, { unit: told % 2 ? 'W2' : 'W1', ...(by && { by }) })
        told++
      }
      for (let n = 0; n < 3; n++) await tell()
      let now = NOW
      for (const { what, who, at, later } of deeds) {
        now += later * 60_000
        const pick = <V>(all: V[]) => (all.length > 0 ? all[at % all.length] : undefined)
        if (what === 'tell') await tell(at % 2 ? people[who] : undefined)
        else await doing((tx) => DEEDS[what]!(tx, { who: people[who]!, pick, now }, people))
        for (const [fault, sql] of Object.entries(BROKEN))
          expect((await pool.query(sql)).rows, `${fault} after ${what}`).toEqual([])
        expect(Number((await pool.query('SELECT count(*) FROM nominator')).rows[0].count)).toBe(told)
      }
    }),
    { numRuns: Number(process.env.STAGES_RUNS ?? 12), interruptAfterTimeLimit: 60_000, markInterruptAsFailure: false },
  )
}, 120_000)
