import pino from 'pino'
import { afterAll, beforeEach, expect, it } from 'vitest'
import { tick } from '../../../src/bot/due/tick.js'
import { queueUp } from '../../../src/store/codes.js'
import { transaction } from '../../../src/store/database.js'
import { aloneWithTimers, timersDue } from '../../../src/store/timers.js'
import { testDatabase, wipe } from '../../support/database.js'
import { waitFor } from '../../support/world.js'

const { pool, drop } = await testDatabase()
afterAll(drop)
beforeEach(() => wipe(pool, 'timer', 'inbox', 'person'))

/** A sweep of which only is told what it got to. */
function sweep(over: Partial<Parameters<typeof tick>[0]> = {}) {
  const did: string[] = []
  const note = (what: string) => async () => void did.push(what)
  const deps = {
    pool,
    channels: { zalo: { keepAlive: note('keepAlive') } },
    storage: { remove: note('remove') },
    now: Date.now,
    log: pino({ level: 'silent' }),
    revisit: note('revisit'),
    deliver: note('deliver'),
    fetchFile: note('fetchFile'),
    refresh: async () => {},
    broadcast: async () => {},
    ...over,
  } as Parameters<typeof tick>[0]
  return { did, done: tick(deps) }
}

// The database rounds its own moment to whole milliseconds: upwards it lies ahead of ours.
const PAST = `now() - interval '1 second'`
const WAITING = `INSERT INTO inbox (channel, event_id, address, at, body, state) VALUES ('zalo', 'e', 'a', now(), '{}', 'pending')`
const WANTED = `INSERT INTO person (id) VALUES (1);
  INSERT INTO file (id, person_id, channel, kind, state, next_try_at)
    VALUES (gen_random_uuid(), 1, 'zalo', 'photo', 'wanted', now() - interval '1 hour');
  INSERT INTO file (id, person_id, channel, kind, state, next_try_at, sha256)
    VALUES (gen_random_uuid(), 1, 'zalo', 'photo', 'dropped', now(), repeat('a', 64))`

it('leaves what only a newer release knows how to do, and does the rest', async () => {
  await pool.query(`INSERT INTO timer VALUES ('weekly', 'x', 1, now() - interval '1 hour')`)
  await pool.query(WAITING)
  const { did, done } = sweep()
  await done
  expect(did).toEqual(['revisit', 'keepAlive'])
  expect((await pool.query('SELECT kind FROM timer')).rows).toEqual([{ kind: 'weekly' }])
})

it('leaves pictures that are still coming to whoever receives them; words, and pictures that nobody took, are taken', async () => {
  const now = Date.now()
  const pending = (kind: string, at: number) =>
    pool.query(
      `INSERT INTO inbox (channel, event_id, address, at, received_at, body, state)
       VALUES ('zalo', $1, $2, now(), $3, $4, 'pending')`,
      [`${kind} ${at}`, kind, new Date(at), { kind }],
    )
  await pending('files', now - 60_000)
  await pending('files', now)
  await pending('unusable', now)
  await pending('text', now)
  const taken: string[][] = []
  const revisit = async (people: { address: string }[]) => void taken.push(people.map(({ address }) => address).sort())
  await sweep({ now: () => now, revisit }).done
  await sweep({ now: () => now + 10_000, revisit }).done
  expect(taken).toEqual([['text'], ['files', 'text', 'unusable']])
})

it('what falls due at the same moment is done in the order it was made, whatever numbers a rolled-back transaction used up', async () => {
  await pool.query(`INSERT INTO timer SELECT 'review', 'decision:' || n, 1, now() FROM unnest(ARRAY[100, 9, 99, 10]) n`)
  const due = await timersDue(pool, ['review'], Date.now() + 1000, 10)
  expect(due.map(({ scope }) => scope)).toEqual(['decision:9', 'decision:10', 'decision:99', 'decision:100'])
})

it('does the rest although one part of it fails, and says so', async () => {
  await pool.query(WANTED)
  const full = () => Promise.reject(Object.assign(new Error('no space left on device'), { code: 'ENOSPC' }))
  const { did, done } = sweep({ fetchFile: full })
  await expect(done).rejects.toThrow('no space left')
  expect(did).toEqual(['remove', 'keepAlive'])
})

it('a timer that meets a bug of ours keeps no other from its hour, and is tried again by itself', async () => {
  await pool.query(`
    INSERT INTO person (id) VALUES (1);
    INSERT INTO contact (id, person_id, channel, address, last_inbound_at) VALUES (1, 1, 'telegram', 'a', now() - interval '1 day');
    INSERT INTO timer VALUES ('hold', 'no number', 1, now() - interval '1 hour'), ('nudge', '1:draft', 1, ${PAST})`)
  const { did, done } = sweep()
  await expect(done).rejects.toThrow('a timer failed: hold')
  expect((await pool.query('SELECT body FROM inbox')).rows).toMatchObject([{ body: { what: 'draftWaits' } }])
  expect(did).toEqual(['revisit', 'keepAlive'])
  const { rows } = await pool.query('SELECT kind, scope, version, fire_on > now() AS later, error FROM timer')
  const error = 'invalid input syntax for type bigint: "…"'
  expect(rows).toEqual([{ kind: 'hold', scope: 'no number', version: 1, later: true, error }])
  await sweep().done
})

it('reminds nobody who wrote a moment ago: half an hour after their last word it may', async () => {
  await pool.query(`
    INSERT INTO person (id) VALUES (1), (2);
    INSERT INTO contact (person_id, channel, address, last_inbound_at) VALUES
      (1, 'telegram', 'a', now() - interval '2 days'), (1, 'zalo', 'b', now() - interval '10 minutes'),
      (2, 'zalo', 'c', now() - interval '31 minutes');
    INSERT INTO timer VALUES ('nudge', '1:draft', 1, ${PAST}), ('nudge', '2:draft', 1, ${PAST})`)
  await sweep().done
  expect((await pool.query('SELECT address FROM inbox')).rows).toEqual([{ address: 'c' }])
  const { rows } = await pool.query(
    `SELECT scope, fire_on = (SELECT last_inbound_at + interval '30 minutes' FROM contact WHERE address = 'b') AS "halfAnHourOn" FROM timer`,
  )
  expect(rows).toEqual([{ scope: '1:draft', halfAnHourOn: true }])
})

it('keeps nobody waiting for what another timer holds', async () => {
  await pool.query(`INSERT INTO timer VALUES ('hold', '7', 1, ${PAST}), ('clean', 'daily', 1, ${PAST})`)
  const other = await pool.connect()
  try {
    // What is cleaned away last waits; whoever counts codes does not.
    await other.query('BEGIN; LOCK TABLE inbox IN ACCESS EXCLUSIVE MODE')
    const { done } = sweep()
    await waitFor(async () => (await pool.query(`SELECT FROM timer WHERE kind = 'hold'`)).rowCount === 0)
    await transaction(pool, queueUp)
    await other.query('ROLLBACK')
    await done
  } finally {
    other.release()
  }
})

it('leaves what is due to the process whose turn it is', async () => {
  await pool.query(`INSERT INTO timer VALUES ('hold', '7', 1, ${PAST})`)
  const left = async () => (await pool.query('SELECT FROM timer')).rowCount
  await transaction(pool, async (other) => {
    expect(await aloneWithTimers(other)).toBe(true)
    await sweep().done
    expect(await left()).toBe(1)
  })
  await sweep().done
  expect(await left()).toBe(0)
})

it('deletes what was handled and what has left after a month', async () => {
  const days = (n: number) => `now() - interval '${n} days'`
  await pool.query(`
    INSERT INTO inbox (channel, event_id, address, at, received_at, state) VALUES
      ('zalo', 'old', 'a', now(), ${days(31)}, 'handled'), ('zalo', 'new', 'a', now(), ${days(29)}, 'handled'),
      ('zalo', 'old failed', 'a', now(), ${days(31)}, 'failed');
    INSERT INTO person (id) VALUES (1);
    INSERT INTO contact (id, person_id, channel, address) VALUES (1, 1, 'zalo', 'a');
    INSERT INTO outbox (contact_id, kind, state, reason, created_at, claimed_until, claimed_by) VALUES
      (1, 'reply', 'sent', 'old', ${days(31)}, now(), 0), (1, 'reply', 'sent', 'new', ${days(29)}, now(), 0),
      (1, 'reply', 'failed', 'old failed', ${days(31)}, now(), 0);
    INSERT INTO timer VALUES ('clean', 'daily', 1, ${PAST})`)
  await sweep().done
  expect((await pool.query('SELECT event_id AS id FROM inbox ORDER BY id')).rows).toEqual([
    { id: 'new' },
    { id: 'old failed' },
  ])
  expect((await pool.query('SELECT reason FROM outbox')).rows).toEqual([{ reason: 'new' }])
  const { rows } = await pool.query(`SELECT fire_on > now() + interval '23 hours' AS tomorrow FROM timer`)
  expect(rows).toEqual([{ tomorrow: true }])
})
