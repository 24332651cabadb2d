import { afterAll, expect, it } from 'vitest'
import { HANDLERS } from '../../../src/bot/effects/index.js'
import { converse } from '../../../src/bot/inbound/converse.js'
import { foresee } from '../../../src/bot/inbound/foresee.js'
import { createKnown } from '../../../src/bot/inbound/known.js'
import { createLimits } from '../../../src/bot/inbound/limits.js'
import { flows } from '../../../src/flows/index.js'
import { newSession } from '../../../src/flows/session.js'
import type { LockedPerson } from '../../../src/store/people.js'
import { testDatabase } from '../../support/database.js'
import { fixedPlaces } from '../../support/places.js'

const { pool, drop } = await testDatabase()
afterAll(drop)

const NOW = Date.UTC(2026, 10, 20, 3)
let last = 0

/** A process of its own: what it is told, and how it answers. */
function aProcess() {
  const known = createKnown()
  const limits = createLimits()
  const deps = {
    pool,
    known,
    limits,
    places: fixedPlaces(),
    instance: () => 1,
    flows,
    handlers: HANDLERS,
  }
  return async (text: string) => {
    const who = { channel: 'telegram', address: 'lan' }
    const event = { ...who, eventId: `e${++last}`, at: NOW + last, body: { kind: 'text' as const, text } }
    const foreseen = await foresee(deps, [event], NOW + last)
    const { outbox, failed } = (await foreseen?.write()) ?? (await converse(deps, [event], [], NOW + last))
    expect(failed).toEqual([])
    return outbox.map(({ body }) => (body as { text: string }).text).join('\n')
  }
}

const stored = async () =>
  (await pool.query('SELECT s.state FROM session s JOIN contact c USING (person_id) WHERE c.address = $1', ['lan']))
    .rows[0].state

it('goes on from what another process wrote meanwhile', async () => {
  const [one, other] = [aProcess(), aProcess()]
  await one('giới thiệu người tốt')
  await one('tôi đồng ý')
  await one('một người')
  await other('Nguyễn Thị Hoa')
  const before = await stored()
  expect(JSON.stringify(before)).toContain('Nguyễn Thị Hoa')
  await one('quay lại')
  await other('Trần Văn Bình')
  expect((await stored()).drafts[0].id).toBe(before.drafts[0].id)
  expect(JSON.stringify(await stored())).toContain('Trần Văn Bình')
})

it('knows nothing any more of a conversation that was wiped behind its back', async () => {
  const one = aProcess()
  await one('xin chào')
  await pool.query(`UPDATE session SET state = '{}'`)
  await one('xin chào')
  expect((await stored()).drafts).toEqual([])
})

it('gives a batch what it was promised, whatever is learnt and let go meanwhile', () => {
  const known = createKnown(1)
  const person = (address: string) => ({ channel: 'zalo', address, nextVersion: '7', state: null }) as LockedPerson
  known.learn(person('a'), { ...newSession(), tapped: 'a' })
  const hand = known.hand()
  expect(hand.version({ channel: 'zalo', address: 'a' })).toBe('7')
  known.learn(person('b'), newSession())
  expect(hand.session(person('a')).tapped).toBe('a')
})

it('keeps what was written as it was written, and the latest of many', () => {
  const known = createKnown(2)
  const person = (address: string) => ({ channel: 'zalo', address, nextVersion: '7', state: null }) as LockedPerson
  for (const address of ['a', 'b', 'c']) known.learn(person(address), { ...newSession(), tapped: address })
  expect(['a', 'b', 'c'].map((address) => known.hand().version({ channel: 'zalo', address }))).toEqual([
    undefined,
    '7',
    '7',
  ])
  const hand = known.hand()
  hand.version(person('c'))
  expect(hand.session(person('c')).tapped).toBe('c')
})
