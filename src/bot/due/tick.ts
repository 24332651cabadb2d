// The sweeper: every few seconds it acts on what is due and picks up what a crash left behind. Everything it needs is in
// Postgres, so it does not matter which process runs it, or how many.

import type { Inbound } from '../../flows/message.js'
import { DAY } from '../../flows/schedule.js'
import { type Pool, type Tx, transaction } from '../../store/database.js'
import { escalateTicket } from '../../store/escalation.js'
import type { Storage } from '../../store/files/bytes.js'
import { filesDue, removeOrphans } from '../../store/files/rows.js'
import { keepEvents, peopleWaiting } from '../../store/inbox.js'
import { contactsOwed } from '../../store/outbox.js'
import { type Address, bestContact, forgetPerson } from '../../store/people.js'
import { clearOld } from '../../store/sweep.js'
import { setTimer, type Timer, type TimerKind, takeDue } from '../../store/timers.js'
import type { Channels } from '../channel.js'

interface Deps {
  pool: Pool
  channels: Channels
  storage: Storage
  now(): number
  revisit(people: Address[]): Promise<void>
  deliver(contactId: string): Promise<void>
  fetchFile(id: string): Promise<void>
}

const DUE = 200
const OWED = 500
const FILES = 20
const ORPHANS = 50
// Platforms redeliver within a day; a month leaves room for every doubt.
const KEEP_HANDLED = 30 * DAY

type Act = (tx: Tx, timer: Timer, now: number) => Promise<void>

const ACTS: Record<TimerKind, Act> = {
  // A reminder is an event of ours: it goes through the inbox like a message, and the conversation decides.
  async nudge(tx, timer, now) {
    const [personId = '', draft = ''] = timer.scope.split(':')
    const who = await bestContact(tx, personId)
    if (!who) return
    const body: Inbound = { kind: 'nudge', draft }
    await keepEvents(tx, [{ ...who, eventId: `nudge:${draft}:${timer.version}:${now}`, at: now, body }], now)
  },
  async forget(tx, timer) {
    await forgetPerson(tx, timer.scope)
  },
  async escalate(tx, timer, now) {
    await escalateTicket(tx, timer.scope, now)
  },
  async clean(tx, _timer, now) {
    await clearOld(tx, now - KEEP_HANDLED)
    await setTimer(tx, 'clean', 'daily', now + DAY)
  },
}

// Last what waits for a platform, which may take its time to answer.
const PARTS: ((deps: Deps, now: number) => Promise<unknown>)[] = [
  fireTimers,
  handleWaiting,
  deliverOwed,
  fetchFiles,
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
  const kinds = Object.keys(ACTS) as TimerKind[]
  await transaction(pool, async (tx) => {
    for (const timer of await takeDue(tx, kinds, now, DUE)) await ACTS[timer.kind](tx, timer, now)
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
