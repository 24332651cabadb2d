// The bot without its platforms and its queue: what comes in is conversed about, what is owed leaves, what is due is done.
import type { Logger } from 'pino'
import { flows as FLOWS } from '../flows/index.js'
import type { Jobs } from '../jobs/jobs.js'
import type { JobHandlers } from '../jobs/run.js'
import { type Pool, transaction } from '../store/database.js'
import type { Store } from '../store/index.js'
import { settleLink } from '../store/link/settle.js'
import type { Address } from '../store/people.js'
import { askAllowances } from './campaign/allowance.js'
import { createLive } from './campaign/live.js'
import { createSender } from './campaign/sender.js'
import type { Channels, Receive } from './channel.js'
import { createTick } from './due/tick.js'
import { HANDLERS } from './effects/index.js'
import { fetchFile } from './files.js'
import type { Metrics } from './http/metrics.js'
import type { Conversed } from './inbound/batch.js'
import { converse } from './inbound/converse.js'
import { foresee } from './inbound/foresee.js'
import { createKnown } from './inbound/known.js'
import { createLimits } from './inbound/limits.js'
import { createReceiver } from './inbound/receive.js'
import type { Registers } from './inbound/talk.js'
import { createBrake } from './outbound/brake.js'
import { createDelivery } from './outbound/deliver.js'

interface Deps {
  store: Pick<Store, 'pool' | 'places' | 'files' | 'instance'>
  channels: Channels
  jobs: Pick<Jobs, 'add'>
  /** Epoch ms. */
  now(): number
  log: Logger
  metrics: Pick<Metrics, 'inbound' | 'turns' | 'outbound' | 'broadcast'>
  /** What this release is made of, unless a test or a benchmark brings its own. */
  registers?: Partial<Registers>
}

export interface Bot {
  /** For the channels: resolves when every event is durable and handled. */
  receive: Receive
  handlers: JobHandlers
  /** Does what is due now, rather than at the next tick. Never rejects; idle() waits for it too. */
  sweep(): Promise<void>
  /** Resolves when nothing is being handled, sent or fetched. */
  idle(): Promise<void>
  /** Sends no more of any broadcast, and waits until idle. */
  stop(): Promise<void>
}

/** Joins or parts two accounts; gives who has news of it. */
const settle = (pool: Pool, link: string, now: number) => transaction(pool, (tx) => settleLink(tx, link, now))

export function createBot({ store, channels, jobs, now, log, metrics, registers }: Deps): Bot {
  const { pool, places, instance } = store
  const background = createBackground(log)
  const { delivery, sender } = createOutbound(
    { store, channels, jobs, now, log, metrics },
    { background, revisit: (people) => receiver.revisit(people) },
  )
  const memory = { known: createKnown(), limits: createLimits() }
  const talking = { pool, places, instance, ...memory, flows: FLOWS, handlers: HANDLERS, ...registers }
  const receiver = createReceiver({
    pool,
    now,
    log,
    foresee: (events, at) => foresee(talking, events, at),
    converse: (events, only, at) => converse(talking, events, only, at),
    committed,
  })
  const live = createLive({ pool, channels, now })
  const files = {
    ...{ pool, channels, storage: store.files, now, log },
    later: (file: string, delayMs: number) => background.run(jobs.add('fetchFile', { file }, { delayMs })),
  }
  const tick = createTick({
    ...files,
    revisit: receiver.revisit,
    deliver: delivery.contact,
    fetchFile: fetch,
    broadcast: sender.wake,
    async refresh() {
      await askAllowances({ pool, channels, now })
      await live()
    },
  })
  const handlers: JobHandlers = {
    tick,
    deliver: ({ contact }) => delivery.contact(contact),
    fetchFile: ({ file }) => fetch(file),
    broadcast: sender.wake,
  }
  return {
    async receive(events) {
      for (const event of events) metrics.inbound(event.channel, 1)
      await receiver.receive(events)
    },
    handlers,
    sweep: () => background.run(tick()),
    idle,
    async stop() {
      await sender.stop()
      await idle()
    },
  }

  async function idle(): Promise<void> {
    await sender.idle()
    await receiver.idle()
    // What was fetched is news to its sender.
    await background.idle().then(receiver.idle)
    await delivery.idle()
    await background.idle()
    await sender.idle()
  }

  function committed(done: Conversed): void {
    metrics.turns(done.turns, done.duplicates, done.failed.length)
    if (done.outbox.length > 0) delivery.send(done.outbox)
    for (const file of done.after.fetch) background.run(fetch(file))
    if (done.after.revisit.length > 0) background.run(receiver.revisit(done.after.revisit))
    for (const link of done.after.settle) background.run(settle(pool, link, now()).then(receiver.revisit))
    if (done.after.broadcast.length > 0) background.run(jobs.add('broadcast', {}))
  }

  // A sweep may have it before the turn that asked for it: whoever waits for us waits for both.
  function fetch(file: string): Promise<void> {
    // Of six pictures that cannot be opened their sender hears once.
    return background.watch(fetchFile(files, file).then(receiver.revisitSoon))
  }
}

/** What leaves: replies at once, broadcasts at their pace; a platform's wish for silence holds for both. */
function createOutbound(
  { store, channels, jobs, now, log, metrics }: Omit<Deps, 'registers'>,
  { background, revisit }: { background: Background; revisit(people: Address[]): Promise<void> },
) {
  const { pool, instance } = store
  const shared = { pool, channels, brake: createBrake(), instance, now, log }
  const delivery = createDelivery({
    ...shared,
    later: (contact, delayMs) => background.run(jobs.add('deliver', { contact }, { delayMs })),
    count: metrics.outbound,
  })
  return { delivery, sender: createSender({ ...shared, count: metrics.broadcast, revisit }) }
}

type Background = ReturnType<typeof createBackground>

/** Work whose end can be awaited. */
function createBackground(log: Logger) {
  const underWay = new Set<Promise<unknown>>()
  /** Somebody else hears of its failure. */
  function watch<T>(work: Promise<T>): Promise<T> {
    const ended: Promise<unknown> = work.catch(() => {}).finally(() => underWay.delete(ended))
    underWay.add(ended)
    return work
  }
  return {
    watch,
    /** Nobody waits for it: a failure is logged. */
    run: (work: Promise<unknown>): Promise<void> =>
      watch(work.then(() => {}).catch((err) => log.error({ err }, 'background work failed'))),
    async idle(): Promise<void> {
      while (underWay.size > 0) await Promise.all(underWay)
    },
  }
}
