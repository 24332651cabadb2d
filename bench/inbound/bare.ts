import type { Pool } from 'pg'
import { takeEvents } from '../../src/store/inbox.js'
import { lockPeople } from '../../src/store/people.js'
import { writeTurns } from '../../src/store/turns.js'
import { type Sample, sample } from '../support/figures.js'
import type { Step } from './dry-run.js'

let nextPerson = 0

/**
 * The database's part of a turn and nothing else, through pg: begin, lock, take, write, commit, each awaited, one event
 * per transaction, with the very sessions and replies of a dry run. Nothing is parsed, decided or sent.
 */
export async function bare(pool: Pool, steps: Step[], people: number, inFlight: number): Promise<Sample> {
  const queue = Array.from({ length: people }, () => `bare-${nextPerson++}`)
  const latencies: number[] = []
  const since = performance.now()
  const one = async () => {
    for (let address = queue.pop(); address !== undefined; address = queue.pop()) {
      for (const [at, step] of steps.entries()) {
        const start = performance.now()
        await write(pool, address, at, step)
        latencies.push(performance.now() - start)
      }
    }
  }
  await Promise.all(Array.from({ length: inFlight }, one))
  return sample(latencies, (performance.now() - since) / 1000)
}

async function write(pool: Pool, address: string, at: number, { state, reply }: Step): Promise<void> {
  const now = Date.now()
  const event = { channel: 'telegram', eventId: `${address}:${at}`, address, at: now, body: null }
  const client = await pool.connect()
  await client.query('begin')
  const [person] = await lockPeople(client, [event], now)
  await takeEvents(client, [event], [event], now)
  const { personId, contactId } = person!
  const outbox = [{ contactId, kind: 'reply' as const, body: reply }]
  const seen = at === 0 ? [{ contactId, at: now }] : []
  const writes = { sessions: [{ personId, state }], seen, handled: [], outbox }
  for (const statement of writeTurns(client, writes, 1, now)) await client.query(statement)
  await client.query('commit')
  client.release()
}
