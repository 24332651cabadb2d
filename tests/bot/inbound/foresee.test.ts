import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { HANDLERS } from '../../../src/bot/effects/index.js'
import { converse } from '../../../src/bot/inbound/converse.js'
import { foresee } from '../../../src/bot/inbound/foresee.js'
import { createKnown } from '../../../src/bot/inbound/known.js'
import { createLimits } from '../../../src/bot/inbound/limits.js'
import { flows } from '../../../src/flows/index.js'
import type { StoredEvent } from '../../../src/store/inbox.js'
import { testDatabase, wipe } from '../../support/database.js'
import { fixedPlaces } from '../../support/places.js'

const { pool, drop } = await testDatabase()
afterAll(drop)

let now = Date.parse('2026-11-20T03:00:00Z')
let last = 0
const LAN = { channel: 'telegram', address: 'lan' }

/** A process, to which people say things. */
function aProcess(handlers = HANDLERS) {
  const deps = {
    pool,
    known: createKnown(),
    limits: createLimits(),
    places: fixedPlaces(),
    instance: () => 1,
    flows,
    handlers,
  }
  const event = (text: string, who = LAN): StoredEvent => ({
    ...who,
    eventId: `e${++last}`,
    at: now,
    body: { kind: 'text', text },
  })
  return {
    event,
    foresee: (...events: StoredEvent[]) => foresee(deps, events, now),
    async say(text: string, who = LAN) {
      now += 1_000
      return converse(deps, [event(text, who)], [], now)
    },
    sayAtOnce: (...texts: string[]) =>
      converse(
        deps,
        texts.map((text) => event(text)),
        [],
        now,
      ),
  }
}

const rows = async () => ({
  sessions: (await pool.query('SELECT person_id, state FROM session ORDER BY 1')).rows,
  inbox: (await pool.query('SELECT event_id, state FROM inbox ORDER BY id')).rows,
  outbox: (await pool.query('SELECT id, contact_id FROM outbox ORDER BY id')).rows,
})

let one: ReturnType<typeof aProcess>
beforeEach(async () => {
  now += 3_600_000
  await wipe(pool, 'person', 'inbox', 'outbox', 'role_grant', 'timer')
  one = aProcess()
  for (const text of ['giới thiệu người tốt', 'tôi đồng ý', 'một người']) await one.say(text)
})

it('runs what is answered with words, and writes it as the transaction would', async () => {
  const said = one.event('Nguyễn Thị Hoa')
  const before = await rows()
  const foreseen = await one.foresee(said)
  expect(foreseen?.events).toEqual([said])
  expect(await rows()).toEqual(before)

  const done = await foreseen!.write()
  expect(done).toMatchObject({ turns: 1, duplicates: 0, failed: [] })
  expect(done!.outbox).toMatchObject([{ ...LAN, kind: 'reply', attempts: 0 }])
  const after = await rows()
  expect(JSON.stringify(after.sessions)).toContain('Nguyễn Thị Hoa')
  expect(after.inbox).toEqual([...before.inbox, { event_id: said.eventId, state: 'handled' }])
  expect(after.outbox.map(({ id }) => id)).toEqual([...before.outbox.map(({ id }) => id), done!.outbox[0]!.id])
  // What went before is still owed: it must not be overtaken.
  expect(done!.outbox[0]!.behind).toEqual(before.outbox.map(({ id }) => id))
})

it('writes what is to be noted besides: a consent, a timer', async () => {
  const nga = { channel: 'zalo', address: 'nga' }
  for (const text of ['xin chào', 'giới thiệu người tốt']) await one.say(text, nga)
  await (await one.foresee(one.event('tôi đồng ý', nga)))!.write()
  const consents = await pool.query(
    'SELECT purpose, reply FROM consent JOIN contact USING (person_id) WHERE address = $1',
    ['nga'],
  )
  expect(consents.rows).toEqual([{ purpose: 'nominate', reply: 'tôi đồng ý' }])
  expect((await pool.query(`SELECT FROM timer WHERE kind = 'nudge'`)).rowCount).toBe(2)
})

it('with a transaction too, notes before anything is asked behind it', async () => {
  const seen: string[] = []
  const curious = aProcess({
    ...HANDLERS,
    async showRecords(tx, ...rest) {
      for (const table of ['consent', 'timer'])
        seen.push(`${table} ${(await tx.query(`SELECT FROM ${table}`)).rowCount}`)
      return HANDLERS.showRecords(tx, ...rest)
    },
  })
  await wipe(pool, 'person', 'timer')
  await curious.sayAtOnce('giới thiệu người tốt', 'tôi đồng ý', 'một người', 'hồ sơ của tôi')
  expect(seen).toEqual(['consent 1', 'timer 1'])
})

it('goes on from one to the next, by itself and after a transaction', async () => {
  await (await one.foresee(one.event('Nguyễn Thị Hoa')))!.write()
  await one.say('quay lại')
  await (await one.foresee(one.event('Trần Văn Bình')))!.write()
  await (await one.foresee(one.event('quay lại')))!.write()
  expect(JSON.stringify((await rows()).sessions)).toContain('Trần Văn Bình')
})

it('knows officers by their roles, as long as they are the same', async () => {
  const grants = [
    ['reviewer', '31'],
    ['approver', '31'],
    ['reviewer', '31.A'],
  ]
  await pool.query(
    `INSERT INTO unit (code, name, kind) VALUES ('31', 'Thành phố Hải Phòng', 'city'), ('31.A', 'A', 'ward') ON CONFLICT DO NOTHING`,
  )
  for (const [role, unit] of grants)
    await pool.query(
      'INSERT INTO role_grant (person_id, role, unit_code, starts_at) SELECT id, $1, $2, $3 FROM person',
      [role, unit, new Date(now)],
    )
  await one.say('quay lại')
  expect(await (await one.foresee(one.event('một người')))!.write()).toBeDefined()
  await pool.query(`UPDATE role_grant SET ends_at = $1 WHERE role = 'approver'`, [new Date(now)])
  expect(await (await one.foresee(one.event('quay lại')))!.write()).toBeUndefined()
  await one.say('quay lại')
  expect(await (await one.foresee(one.event('một người')))!.write()).toBeDefined()
})

it('writes several people at once', async () => {
  const nga = { channel: 'zalo', address: 'nga' }
  await one.say('xin chào', nga)
  const foreseen = await one.foresee(one.event('Nguyễn Thị Hoa'), one.event('giới thiệu người tốt', nga))
  const done = await foreseen!.write()
  expect(done!.outbox.map(({ address }) => address)).toEqual(['lan', 'nga'])
})

describe('leaves to the transaction', () => {
  it('whom this process does not know', async () => {
    const other = aProcess()
    expect(await other.foresee(other.event('xin chào'))).toBeUndefined()
  })

  it('what does more than answer', async () => {
    expect(await one.foresee(one.event('gặp cán bộ'))).toBeUndefined()
  })

  it('whose words come faster than anybody types', async () => {
    for (let n = 0; n < 40; n++) await one.say('ờ')
    now -= 40_000
    expect(await one.foresee(one.event('ờ'))).toBeUndefined()
  })

  it('the second of two of one person', async () => {
    const [first, second] = [one.event('Nguyễn'), one.event('Thị Hoa')]
    expect((await one.foresee(first, second))!.events).toEqual([first])
  })
})

describe('writes nothing, and says so, where meanwhile', () => {
  const cases: Record<string, (said: StoredEvent) => Promise<unknown>> = {
    'another process wrote': () => aProcess().say('quay lại'),
    'the conversation was wiped': () => pool.query(`UPDATE session SET state = '{}'`),
    'the same event was handled': (said) =>
      pool.query(`INSERT INTO inbox (channel, event_id, address, at, state) VALUES ($1, $2, 'lan', now(), 'handled')`, [
        said.channel,
        said.eventId,
      ]),
    'something of theirs waits': () =>
      pool.query(
        `INSERT INTO inbox (channel, event_id, address, at, state, body) VALUES ('telegram', 'early', 'lan', now(), 'pending', '{}')`,
      ),
    'they were given a role': async () => {
      await pool.query(
        `INSERT INTO unit (code, name, kind) VALUES ('31', 'Thành phố Hải Phòng', 'city') ON CONFLICT DO NOTHING`,
      )
      await pool.query(
        `INSERT INTO role_grant (person_id, role, unit_code, starts_at) SELECT id, 'reviewer', '31', $1 FROM person`,
        [new Date(now - 1_000)],
      )
    },
    'the platform refused us': () => pool.query('UPDATE contact SET unreachable_at = now()'),
    'their account became somebody else’s': async () => {
      const { rows: made } = await pool.query('INSERT INTO person (created_at) VALUES (now()) RETURNING id')
      await pool.query('UPDATE contact SET person_id = $1', [made[0].id])
    },
    'the organisation changed': () =>
      pool.query(
        `INSERT INTO counter (prefix, year, last) VALUES ('unit', 0, 7) ON CONFLICT (prefix, year) DO UPDATE SET last = 7`,
      ),
  }
  for (const [what, happens] of Object.entries(cases))
    it(what, async () => {
      const said = one.event('Nguyễn Thị Hoa')
      const foreseen = (await one.foresee(said))!
      await happens(said)
      const before = await rows()
      expect(await foreseen.write()).toBeUndefined()
      expect(await rows()).toEqual(before)
      await pool.query(`DELETE FROM counter WHERE prefix = 'unit'`)
    })
})

it('writes nothing of anybody where one of them was not as foreseen', async () => {
  const nga = { channel: 'zalo', address: 'nga' }
  await one.say('xin chào', nga)
  const foreseen = (await one.foresee(one.event('Nguyễn Thị Hoa'), one.event('giới thiệu người tốt', nga)))!
  await aProcess().say('chào', nga)
  const before = await rows()
  expect(await foreseen.write()).toBeUndefined()
  expect(await rows()).toEqual(before)
})

it('two processes that foresee from the same conversation: one of them writes', async () => {
  const other = aProcess()
  await other.say('quay lại')
  await one.say('một người')
  await other.say('quay lại')
  await one.say('một người')
  await other.say('quay lại')
  // Both read what the other wrote last.
  const [a, b] = [await other.foresee(other.event('một người')), await other.foresee(other.event('một người'))]
  const done = await Promise.all([a!.write(), b!.write()])
  expect(done.filter(Boolean)).toHaveLength(1)
})
