// The sweeper: every few seconds it acts on what is due and picks up what a crash left behind. Everything it needs is in
// Postgres, so it does not matter which process runs it, or how many.

import { type Pool, transaction } from '../../store/database.js'
import { fileErasures } from '../../store/erasures.js'
import type { Storage } from '../../store/files/bytes.js'
import { filesDue, removeOrphans } from '../../store/files/rows.js'
import { peopleWaiting } from '../../store/inbox.js'
import { contactsOwed } from '../../store/outbox.js'
import type { Address } from '../../store/people.js'
import { type TimerKind, takeDue } from '../../store/timers.js'
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
const OWED = 500
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

/** One sweep. A part that fails keeps no other from its work; then the first error is thrown, and the next sweep tries again. */
export async function tick(deps: Deps): Promise<void> {
  const now = deps.now()
  const errors: unknown[] = []
  for (const part of PARTS) await part(deps, now).catch((error: unknown) => errors.push(error))
  if (errors.length > 0) throw errors[0]
}

async function fireTimers({ pool }: Deps, now: number): Promise<void> {
  const kinds = Object.keys(DUE) as TimerKind[]
  await transaction(pool, async (tx) => {
    const due = await takeDue(tx, kinds, now, AT_ONCE)
    for (const kind of kinds)
      for (const timer of due.filter((each) => each.kind === kind)) await DUE[kind](tx, timer, now)
  })
}

async function handleWaiting({ pool, revisit }: Deps): Promise<void> {
  const waiting = await peopleWaiting(pool, OWED)
  if (waiting.length > 0) await revisit(waiting)
}

async function deliverOwed({ pool, deliver }: Deps, now: number): Promise<void> {
  const owed = await contactsOwed(pool, now, OWED)
  await Promise.all(owed.map((contactId) => deliver(contactId)))
}

async function fetchFiles({ pool, fetchFile }: Deps, now: number): Promise<void> {
  await Promise.all((await filesDue(pool, now, FILES)).map((id) => fetchFile(id)))
}
