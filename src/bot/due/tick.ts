// The sweeper: every few seconds it acts on what is due and picks up what a crash left behind. Everything it needs is in
// Postgres, so it does not matter which process runs it, or how many.

import { messageOf } from '../../ops/wording.js'
import { type Pool, type Tx, transaction } from '../../store/database.js'
import { fileErasures } from '../../store/erasures.js'
import type { Storage } from '../../store/files/bytes.js'
import { filesDue, removeOrphans } from '../../store/files/rows.js'
import { peopleWaiting } from '../../store/inbox.js'
import { contactsOwed } from '../../store/outbox.js'
import type { Address } from '../../store/people.js'
import { aloneWithTimers, putOffTimer, type TimerKind, takeTimer, timersDue } from '../../store/timers.js'
import { isPassing } from '../../store/trouble.js'
import type { Channels } from '../channel.js'
import { DUE } from './index.js'

interface Deps {
  pool: Pool
  channels: Channels
  storage: Storage
  now(): number
  revisit(people: Address[]): Promise<void>
  deliver(contactId: string): Promise<void>
  fetchFile(id: string): Promise<void>
  /** Brings messages up to date that report on broadcasts. */
  refresh(): Promise<void>
  /** Goes on with broadcasts, here and in other processes. */
  broadcast(): Promise<void>
}

const AT_ONCE = 200
// What a bug of ours keeps from being done.
const AGAIN_MS = 60_000
const OWED = 500
// Longer than pictures of one movement wait for each other in the process that received them (inbound/albums.ts).
const COMING_MS = 3_000
const FILES = 20
const ORPHANS = 50
// Last what waits for a platform, which may take its time to answer.
const PARTS: ((deps: Deps, now: number) => Promise<unknown>)[] = [
  fireTimers,
  handleWaiting,
  deliverOwed,
  fetchFiles,
  ({ broadcast }) => broadcast(),
  ({ refresh }) => refresh(),
  ({ pool, storage }) => fileErasures(pool, storage.noteErased),
  ({ pool, storage }) => removeOrphans(pool, ORPHANS, storage.remove),
  ({ channels }) => Promise.all(Object.values(channels).map((channel) => channel?.keepAlive?.())),
]

/** Gives what sweeps: one at a time in a process, so that whoever waits for a sweep of theirs waits for what others began. */
export function createTick(deps: Deps): () => Promise<void> {
  let last = Promise.resolve()
  return () => {
    const next = last.then(() => tick(deps))
    last = next.catch(() => {})
    return next
  }
}

/** One sweep. A part that fails keeps no other from its work; then the first error is thrown, and the next sweep tries again. */
export async function tick(deps: Deps): Promise<void> {
  const now = deps.now()
  const errors: unknown[] = []
  for (const part of PARTS) await part(deps, now).catch((error: unknown) => errors.push(error))
  if (errors.length > 0) throw errors[0]
}

/**
 * Each in a transaction of its own: what takes long keeps nobody waiting for the locks of another, and what fails is tried
 * again by itself. Processes take turns, so that what falls due together is done in its order.
 */
async function fireTimers({ pool }: Deps, now: number): Promise<void> {
  const kinds = Object.keys(DUE) as TimerKind[]
  const errors: unknown[] = []
  await transaction(pool, async (turn) => {
    if (!(await aloneWithTimers(turn))) return
    const due = await timersDue(pool, kinds, now, AT_ONCE)
    for (const kind of kinds)
      for (const timer of due.filter((each) => each.kind === kind)) {
        const act = async (tx: Tx) => {
          if (await takeTimer(tx, timer)) await DUE[kind](tx, timer, now)
        }
        await transaction(pool, act).catch(async (error: unknown) => {
          errors.push(new Error(`a timer failed: ${kind}`, { cause: error }))
          if (!isPassing(error)) await putOffTimer(pool, timer, now + AGAIN_MS, messageOf(error))
        })
      }
  })
  if (errors.length > 0) throw errors[0]
}

async function handleWaiting({ pool, revisit }: Deps, now: number): Promise<void> {
  const waiting = await peopleWaiting(pool, OWED, now - COMING_MS)
  if (waiting.length > 0) await revisit(waiting)
}

async function deliverOwed({ pool, deliver }: Deps, now: number): Promise<void> {
  const owed = await contactsOwed(pool, now, OWED)
  await Promise.all(owed.map((contactId) => deliver(contactId)))
}

async function fetchFiles({ pool, fetchFile }: Deps, now: number): Promise<void> {
  await Promise.all((await filesDue(pool, now, FILES)).map((id) => fetchFile(id)))
}
