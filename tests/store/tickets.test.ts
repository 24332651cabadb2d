import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Role } from '../../src/flows/roles.js'
import { ANSWERERS } from '../../src/store/answerers.js'
import { CONSOLE, readAudit } from '../../src/store/audit.js'
import { transaction } from '../../src/store/database.js'
import { endTalk, finishTicket, releaseTicket, takeTicket, talkBy, talkWith } from '../../src/store/desk/talks.js'
import { escalateTicket } from '../../src/store/escalation.js'
import { endAllRoles, grantRole, scopeOf } from '../../src/store/roles.js'
import { boxOf } from '../../src/store/sealed.js'
import { listOpen, openTicket, viewTicket } from '../../src/store/tickets.js'
import { takeTimer, timersDue } from '../../src/store/timers.js'
import { testDatabase, wipe } from '../support/database.js'
import { DAY, NOW, organisation, person } from './organisation.js'

const HOUR = DAY / 24
const { pool, drop } = await testDatabase()
afterAll(drop)
beforeAll(() => organisation(pool))
beforeEach(async () => {
  await wipe(pool, 'person', 'timer')
})

type Tx = Parameters<typeof takeTicket>[0]
const run = <T>(work: (tx: Tx) => Promise<T>) => transaction(pool, work)
const on = (personId: string) => ({ personId, channel: 'telegram' })
const open = (personId: string, more: Partial<Parameters<typeof openTicket>[2]> = {}) =>
  run(async (tx) => (await openTicket(tx, personId, { kind: 'human', replyBy: NOW + 2 * DAY, ...more }, NOW)).id)
const take = (id: string, officer: string, now = NOW) => run((tx) => takeTicket(tx, { id, by: on(officer), now }))
const list = async (officer: string, now = NOW) =>
  listOpen(pool, { scope: await scopeOf(pool, officer, ANSWERERS, now), now })

/** Somebody with a role. */
async function made(role: Role, unit: string): Promise<string> {
  const id = await person(pool)
  await run((tx) => grantRole(tx, { personId: id, role, unit, by: CONSOLE, now: NOW }))
  return id
}

describe('a wish to talk', () => {
  it('takes the words that follow it, never without end', async () => {
    const citizen = await person(pool)
    await open(citizen)
    await open(citizen, { note: 'Cho tôi hỏi' })
    for (let n = 0; n < 50; n++) await open(citizen, { note: `${n} ${'x'.repeat(1000)}` })
    const { rows: sealed } = await pool.query('SELECT id, note FROM ticket ORDER BY id')
    const rows = sealed.map(({ id, note }) => ({ note: boxOf(pool, 'ticket', id).open('note', String(note)) }))
    expect(rows[0]!.note).toMatch(/^Cho tôi hỏi\n0 x/)
    expect(rows.every((row) => row.note.length < 8200)).toBe(true)
    const words = rows.flatMap((row) => row.note.split('\n'))
    expect(words).toHaveLength(51)
  })

  it('is no new one when asked again, however full', async () => {
    const citizen = await person(pool)
    for (let n = 0; n < 5; n++) await open(citizen, { note: 'x'.repeat(4000) })
    const before = (await pool.query('SELECT count(*) FROM ticket')).rows
    await open(citizen)
    expect((await pool.query('SELECT count(*) FROM ticket')).rows).toEqual(before)
  })
})

describe('the unit of a ticket', () => {
  const unitOf = async (id: string) =>
    (await pool.query('SELECT unit_code AS unit, asked_unit AS asked FROM ticket WHERE id = $1', [id])).rows[0]

  it('is that of the newest role, else of the newest nomination with one, else the city', async () => {
    const [stranger, teller] = [await person(pool), await person(pool)]
    const member = await made('member', 'TDP1')
    for (const [n, unit] of [
      [1, 'W1'],
      [2, 'W2'],
      [3, null],
    ] as const)
      await pool.query(
        `WITH n AS (INSERT INTO nomination (code, kind, nominee_name, nominee_folded, unit_code, unit_text, unit_key,
           received_at) VALUES ('NT-' || $2::int, 'individual', 'A', 'a', $1, 'x', 'x', now()) RETURNING id)
         INSERT INTO nominator (nomination_id, person_id, draft_id, name, phone, form_version, answers, joined, submitted_at)
         SELECT id, $3, gen_random_uuid(), 'B', '+84', 1, '{}', false, now() FROM n`,
        [unit, n, teller],
      )
    expect(await unitOf(await open(stranger))).toEqual({ unit: '31', asked: '31' })
    expect(await unitOf(await open(teller))).toEqual({ unit: 'W2', asked: 'W2' })
    expect(await unitOf(await open(member))).toEqual({ unit: 'TDP1', asked: 'TDP1' })
  })

  it('asks the nearest above where somebody answers people, who is not the one who asks', async () => {
    const member = await made('member', 'TDP1')
    await made('reviewer', 'TDP1')
    const officer = await made('officer', 'W1')
    await made('administrator', '31')
    expect(await unitOf(await open(member))).toEqual({ unit: 'TDP1', asked: 'W1' })
    expect(await unitOf(await open(officer))).toEqual({ unit: 'W1', asked: '31' })
  })
})

describe('the list of an officer', () => {
  it('has the open tickets of their scope: free ones first, then by deadline; no words', async () => {
    const [ward, other] = [await made('officer', 'W1'), await made('officer', 'W2')]
    const [late, soon] = [await made('member', 'TDP1'), await made('member', 'W1')]
    const ids = [await open(late, { note: 'chuyện riêng' }), await open(soon, { replyBy: NOW + DAY })]
    expect((await list(ward)).map(({ id }) => id)).toEqual([ids[1], ids[0]])
    expect(await list(other)).toEqual([])
    expect(JSON.stringify(await list(ward))).not.toContain('riêng')
    await take(ids[1]!, ward)
    expect((await list(ward)).map(({ id, takenBy }) => [id, takenBy])).toEqual([
      [ids[0], null],
      [ids[1], ward],
    ])
  })

  it('opens one with its words, which is noted, and nobody outside its scope sees them', async () => {
    const [ward, other] = [await made('officer', 'W1'), await made('officer', 'W2')]
    const id = await open(await made('member', 'TDP1'), { note: 'chuyện riêng' })
    const view = (by: string) => run((tx) => viewTicket(tx, { id, by: on(by), now: NOW }))
    expect(await view(ward)).toMatchObject({ note: 'chuyện riêng', unitName: 'Tổ dân phố số 1', askedUnit: 'W1' })
    expect(await view(other)).toBe('refused')
    expect(await run((tx) => viewTicket(tx, { id: '999999', by: CONSOLE, now: NOW }))).toBe('none')
    const noted = (await readAudit(pool, { code: id })).map(({ action, actor }) => [action, actor])
    expect(noted).toEqual([
      ['refuse', other],
      ['view', ward],
    ])
  })
})

describe('"Nhận"', () => {
  it('by two officers at once makes it the one’s, and the other sees whose', async () => {
    const officers = [await made('officer', 'W1'), await made('approver', '31')] as const
    const citizen = await made('member', 'W1')
    const id = await open(citizen, { note: 'Cho tôi hỏi' })
    const outcomes = await Promise.all(officers.map((officer) => take(id, officer)))
    const winner = outcomes[0]?.is === 'taken' ? 0 : 1
    expect(outcomes[winner]).toEqual({ is: 'taken', personId: citizen, kind: 'human', note: 'Cho tôi hỏi' })
    expect(outcomes[1 - winner]).toEqual({ is: 'byOther', officer: officers[winner], at: new Date(NOW) })
    expect(await talkWith(pool, citizen)).toEqual({ ticket: id, officer: officers[winner], person: citizen })
    expect(await talkBy(pool, officers[1 - winner]!)).toBeUndefined()
  })

  it('is refused outside one’s scope and noted; nobody answers themselves', async () => {
    const [reviewer, other, officer] = [
      await made('reviewer', 'W1'),
      await made('officer', 'W2'),
      await made('officer', 'W1'),
    ]
    const id = await open(await made('member', 'W1'))
    expect([await take(id, reviewer), await take(id, other)]).toEqual([{ is: 'refused' }, { is: 'refused' }])
    expect((await readAudit(pool, { code: id })).map(({ details }) => details)).toEqual([
      { deed: 'takeTicket' },
      { deed: 'takeTicket' },
    ])
    expect(await take(await open(officer), officer)).toEqual({ is: 'own' })
    expect(await take('999999', officer)).toEqual({ is: 'none' })
  })

  it('is one talk at a time; the other ticket stays theirs and can be resumed', async () => {
    const officer = await made('officer', 'W1')
    const [first, second] = [await open(await made('member', 'W1')), await open(await made('member', 'W1'))]
    await take(first, officer)
    expect(await take(second, officer)).toMatchObject({ is: 'taken', parked: first })
    expect(await talkBy(pool, officer)).toMatchObject({ ticket: second })
    expect((await list(officer)).every(({ takenBy }) => takenBy === officer)).toBe(true)
    expect(await take(first, officer, NOW + HOUR)).toMatchObject({ is: 'taken', parked: second })
    expect((await list(officer)).map(({ takenAt }) => takenAt)).toEqual([new Date(NOW), new Date(NOW)])
  })

  it('of what somebody held who has left works', async () => {
    const [gone, officer] = [await made('officer', 'W1'), await made('officer', 'W1')]
    const id = await open(await made('member', 'W1'))
    await take(id, gone)
    await run((tx) => endAllRoles(tx, gone, CONSOLE, NOW))
    expect(await list(officer)).toEqual([expect.objectContaining({ id, takenBy: null })])
    expect(await take(id, officer)).toMatchObject({ is: 'taken' })
  })
})

describe('a talk', () => {
  it('is ended by either side, and the ticket stays taken', async () => {
    const officer = await made('officer', 'W1')
    const [citizen, stranger] = [await made('member', 'W1'), await person(pool)]
    const id = await open(citizen)
    await take(id, officer)
    const end = (by: string) => run((tx) => endTalk(tx, { id, by: on(by), now: NOW }))
    expect([await end(stranger), await end(citizen), await end(officer)]).toEqual([false, true, false])
    expect(await talkWith(pool, citizen)).toBeUndefined()
    expect(await list(officer)).toMatchObject([{ takenBy: officer }])
    await take(id, officer)
    expect(await end(officer)).toBe(true)
  })

  it('ends when the ticket is given back or closed', async () => {
    const [officer, other] = [await made('officer', 'W1'), await made('administrator', '31')]
    const stranger = await person(pool)
    const id = await open(await made('member', 'W1'))
    const release = (by: string) => run((tx) => releaseTicket(tx, { id, by: on(by), now: NOW }))
    const finish = (by: string) => run((tx) => finishTicket(tx, { id, by: on(by), now: NOW }))
    expect(await release(officer)).toBe('notTaken')
    await take(id, officer)
    expect([await release(other), await release(officer)]).toEqual(['refused', 'released'])
    expect(await talkBy(pool, officer)).toBeUndefined()
    await take(id, other)
    expect([await finish(stranger), await finish(officer), await finish(officer)]).toEqual([
      'refused',
      'closed',
      'over',
    ])
    expect(await talkBy(pool, other)).toBeUndefined()
    expect(await list(other)).toEqual([])
    expect(await take(id, other)).toEqual({ is: 'closed' })
  })
})

describe('a ticket that nobody takes', () => {
  const due = (at: number) =>
    run(async (tx) => {
      const timers = await timersDue(tx, ['escalate'], at, 10)
      for (const timer of timers) await takeTimer(tx, timer)
      return timers.map(({ scope }) => scope)
    })
  const escalate = (id: string, now: number) => run((tx) => escalateTicket(tx, id, now))

  it('goes one level up where somebody answers, and comes back each working day until it is closed', async () => {
    const member = await made('member', 'TDP1')
    const [ward, city] = [await made('officer', 'W1'), await made('officer', '31')]
    const id = await open(member, { escalatesAt: NOW + DAY })
    expect([await due(NOW + DAY - 1), await due(NOW + DAY)]).toEqual([[], [id]])
    expect(await escalate(id, NOW + DAY)).toEqual({ from: 'W1', to: '31' })
    expect(await list(ward)).toMatchObject([{ id, unit: 'TDP1', askedUnit: '31' }])
    expect((await readAudit(pool, { code: id }))[0]).toMatchObject({ action: 'escalateTicket', channel: 'system' })
    const friday = Date.parse('2026-12-04T18:00+07:00')
    expect(await due(friday)).toEqual([id])
    expect(await escalate(id, friday)).toBeUndefined()
    expect([await due(friday + 2 * DAY), await due(friday + 3 * DAY)]).toEqual([[], [id]])
    await run((tx) => finishTicket(tx, { id, by: on(city), now: NOW }))
    expect(await escalate(id, friday)).toBeUndefined()
    expect(await due(friday + 30 * DAY)).toEqual([])
  })

  it('stays where it is while an officer has it, and is free again when that officer has left', async () => {
    const [ward] = [await made('officer', 'W1'), await made('officer', '31')]
    const id = await open(await made('member', 'W1'), { escalatesAt: NOW + DAY })
    await take(id, ward)
    expect(await escalate(id, NOW + DAY)).toBeUndefined()
    expect(await talkBy(pool, ward)).toMatchObject({ ticket: id })
    await run((tx) => endAllRoles(tx, ward, CONSOLE, NOW + DAY))
    expect(await escalate(id, NOW + 2 * DAY)).toEqual({ from: 'W1', to: '31' })
    expect(await talkBy(pool, ward)).toBeUndefined()
  })
})
