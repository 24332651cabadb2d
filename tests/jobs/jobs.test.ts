import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { createJobs, type Jobs, type JobsOptions } from '../../src/jobs/jobs.js'
import { openQueue } from '../../src/jobs/queue.js'
import { type Backend, postgresBackend, redisBackend } from './backends.js'

const BACKENDS = [
  { name: 'postgres', backend: await postgresBackend() },
  { name: 'redis', backend: await redisBackend() },
]
const TICK_MS = 200
const WAIT = { timeout: 20_000, interval: 20 }

describe.each(BACKENDS)('jobs on $name', ({ backend: found }) => {
  const backend = found as Backend
  const started: Jobs[] = []
  let lines: { level: string; fields: Record<string, unknown>; message: string }[]

  beforeEach(async (context) => {
    if (!found) context.skip('no redis-server on PATH')
    await backend.flush()
    lines = []
  })
  afterEach(async () => {
    await Promise.all(started.splice(0).map((jobs) => jobs.stop()))
  })
  afterAll(() => found?.stop())

  function make(handlers: Partial<JobsOptions['handlers']> = {}, options: Partial<JobsOptions> = {}): Jobs {
    const at = (level: string) => (fields: object, message: string) =>
      void lines.push({ level, fields: fields as Record<string, unknown>, message })
    const jobs = createJobs({
      queue: backend.address,
      handlers: { tick: async () => {}, deliver: async () => {}, fetchFile: async () => {}, ...handlers },
      log: { info: at('info'), warn: at('warn'), error: at('error') },
      tickEveryMs: TICK_MS,
      ...options,
    })
    started.push(jobs)
    return jobs
  }

  async function startWorker(...args: Parameters<typeof make>): Promise<Jobs> {
    const jobs = make(...args)
    await jobs.start({ worker: true })
    return jobs
  }

  /** Adds until it arrives: what is added while the queue is being put back may be lost, by rule. */
  async function untilDelivered(jobs: Jobs, delivered: string[]) {
    const contact = randomUUID()
    await vi.waitFor(async () => {
      await jobs.add('deliver', { contact })
      await vi.waitFor(() => expect(delivered).toContain(contact), { timeout: 500, interval: 20 })
    }, WAIT)
  }

  async function untilTicked(count: () => number, times = 2) {
    const before = count()
    await vi.waitFor(() => expect(count()).toBeGreaterThanOrEqual(before + times), WAIT)
  }

  it('runs a job once, with its data', async () => {
    const delivered: string[] = []
    const files: string[] = []
    const jobs = await startWorker({
      deliver: async ({ contact }) => void delivered.push(contact),
      fetchFile: async ({ file }) => void files.push(file),
    })
    const file = randomUUID()
    await jobs.add('deliver', { contact: '7' })
    await jobs.add('fetchFile', { file })
    await jobs.drain()
    expect(delivered).toEqual(['7'])
    expect(files).toEqual([file])
    expect(await jobs.check()).toBeUndefined()
    expect(lines).toEqual([])
  })

  it('takes the same contact again while its job is running', async () => {
    const releases: (() => void)[] = []
    const jobs = await startWorker({ deliver: () => new Promise((resolve) => releases.push(resolve)) })
    await jobs.add('deliver', { contact: '7' })
    await vi.waitFor(() => expect(releases).toHaveLength(1), WAIT)
    await jobs.add('deliver', { contact: '7' })
    await vi.waitFor(() => expect(releases).toHaveLength(2), WAIT)
    for (const release of releases) release()
    await jobs.drain()
  })

  it('keeps a delayed job back', async () => {
    const delivered: string[] = []
    const jobs = await startWorker({ deliver: async ({ contact }) => void delivered.push(contact) })
    await jobs.add('deliver', { contact: 'later' }, { delayMs: 1500 })
    await jobs.add('deliver', { contact: 'now' })
    await jobs.drain()
    expect(delivered).toEqual(['now'])
    await vi.waitFor(() => expect(delivered).toEqual(['now', 'later']), WAIT)
  })

  it('shares the work between workers, and those that only add do none', async () => {
    const doneBy: string[] = []
    let running = 0
    let bothRan = () => {}
    const both = new Promise<void>((resolve) => {
      bothRan = resolve
    })
    const worker = (who: string) => ({
      deliver: async () => {
        running += 1
        if (running === 2) bothRan()
        await both
        doneBy.push(who)
      },
    })
    await startWorker(worker('first'), { concurrency: 1 })
    await startWorker(worker('second'), { concurrency: 1 })
    const bot = make({ deliver: async () => void doneBy.push('bot'), tick: async () => void doneBy.push('bot') })
    await bot.start({ worker: false })
    for (const contact of ['1', '2', '3', '4']) await bot.add('deliver', { contact })
    await bot.drain()
    expect(doneBy).toHaveLength(4)
    expect(new Set(doneBy)).toEqual(new Set(['first', 'second']))
  })

  it('ticks again and again, never twice at once, and a slow tick piles nothing up', async () => {
    let slowTicks = 0
    let release = () => {}
    let otherTicks = 0
    const slow = await startWorker({
      tick: () => {
        slowTicks += 1
        return new Promise((resolve) => {
          release = resolve
        })
      },
    })
    await vi.waitFor(() => expect(slowTicks).toBe(1), WAIT)
    const other = await startWorker({ tick: async () => void (otherTicks += 1) })
    await untilTicked(() => otherTicks, 4)
    expect(slowTicks).toBe(1)
    await other.stop()
    release()
    await vi.waitFor(() => expect(slowTicks).toBe(2), WAIT)
    release()
    await slow.drain()
  })

  it('keeps one tick however many workers assert it', async () => {
    let ticks = 0
    const tick = async () => void (ticks += 1)
    await Promise.all([startWorker({ tick }), startWorker({ tick }), startWorker({ tick })])
    await untilTicked(() => ticks, 8)
    const queue = await openQueue(backend.address, () => {})
    expect(await queue.getJobSchedulersCount()).toBe(1)
    expect((await queue.getJobCounts('delayed')).delayed).toBeLessThanOrEqual(1)
    await queue.close()
  })

  it('goes first with a tick, however much waits', async () => {
    const order: string[] = []
    const bot = make()
    await bot.start({ worker: false })
    await bot.add('deliver', { contact: '1' })
    await bot.add('deliver', { contact: '2' })
    await bot.add('tick', {})
    const jobs = await startWorker(
      { tick: async () => void order.push('tick'), deliver: async ({ contact }) => void order.push(contact) },
      { concurrency: 1, tickEveryMs: 60_000 },
    )
    await jobs.drain()
    expect(order[0]).toBe('tick')
    expect(order.filter((what) => what !== 'tick')).toEqual(['1', '2'])
  })

  it('comes back after a flush while a job runs', async () => {
    let ticks = 0
    const delivered: string[] = []
    let release = () => {}
    const jobs = await startWorker({
      tick: async () => void (ticks += 1),
      deliver: async ({ contact }) => void delivered.push(contact),
      fetchFile: () =>
        new Promise((resolve) => {
          release = resolve
        }),
    })
    await jobs.add('fetchFile', { file: randomUUID() })
    await untilTicked(() => ticks)
    await backend.flush()
    release()
    await untilTicked(() => ticks)
    await untilDelivered(jobs, delivered)
    await vi.waitFor(async () => expect(await jobs.check()).toBeUndefined(), WAIT)
  })

  it('comes back after a flush nobody was told of', async () => {
    let ticks = 0
    await startWorker({ tick: async () => void (ticks += 1) })
    for (let i = 0; i < 3; i++) {
      await untilTicked(() => ticks)
      await backend.flush()
    }
    await untilTicked(() => ticks)
  })

  it('lets one that only adds put the queue back after a flush', async () => {
    const bot = make()
    await bot.start({ worker: false })
    await backend.flush()
    await vi.waitFor(async () => {
      await bot.add('deliver', { contact: '1' })
      expect(await bot.check()).toBeUndefined()
    }, WAIT)
    const delivered: string[] = []
    const jobs = await startWorker({ deliver: async ({ contact }) => void delivered.push(contact) })
    await untilDelivered(jobs, delivered)
  })

  it('comes back when its connections are killed', async () => {
    let ticks = 0
    const delivered: string[] = []
    const jobs = await startWorker({
      tick: async () => void (ticks += 1),
      deliver: async ({ contact }) => void delivered.push(contact),
    })
    for (let i = 0; i < 3; i++) {
      await untilTicked(() => ticks)
      await backend.killConnections()
      await untilDelivered(jobs, delivered)
    }
    await untilTicked(() => ticks)
  })

  it('says once that the queue is away and once that it is back, and works on', async () => {
    let ticks = 0
    const delivered: string[] = []
    const jobs = await startWorker({
      tick: async () => void (ticks += 1),
      deliver: async ({ contact }) => void delivered.push(contact),
    })
    await untilTicked(() => ticks)
    await backend.cut()
    await vi.waitFor(async () => expect(await jobs.check()).toEqual(expect.any(String)), WAIT)
    for (let i = 0; i < 5; i++) await jobs.add('deliver', { contact: 'lost' })
    await vi.waitFor(() => expect(lines).toMatchObject([{ level: 'warn', message: 'queue lost' }]), WAIT)
    await backend.mend()
    await untilTicked(() => ticks)
    await untilDelivered(jobs, delivered)
    await vi.waitFor(() => expect(lines).toHaveLength(2), WAIT)
    expect(lines[1]).toMatchObject({ level: 'info', message: 'queue is back' })
    expect(lines[1]?.fields.jobsLost).toBeGreaterThanOrEqual(5)
  })

  it('starts while the queue is away, and works once it is there', async () => {
    const delivered: string[] = []
    await backend.cut()
    const jobs = await startWorker({ deliver: async ({ contact }) => void delivered.push(contact) })
    await jobs.add('deliver', { contact: '1' })
    expect(await jobs.check()).toEqual(expect.any(String))
    await backend.mend()
    await untilDelivered(jobs, delivered)
  })

  it('stops while the queue is away', async () => {
    const jobs = await startWorker()
    await backend.cut()
    await vi.waitFor(async () => expect(await jobs.check()).toEqual(expect.any(String)), WAIT)
    await jobs.stop()
    await backend.mend()
  })

  it('logs once what a handler throws, without trying again, and works on', async () => {
    const delivered: string[] = []
    const jobs = await startWorker({
      deliver: async ({ contact }) => {
        delivered.push(contact)
        if (contact === 'bad') throw new Error('a bug')
      },
    })
    await jobs.add('deliver', { contact: 'bad' })
    await jobs.add('deliver', { contact: 'good' })
    await jobs.drain()
    expect(delivered.sort()).toEqual(['bad', 'good'])
    expect(lines).toMatchObject([{ level: 'error', message: 'job failed', fields: { job: 'deliver', contact: 'bad' } }])
  })

  it('refuses unknown payloads where they go in and where they come out', async () => {
    const delivered: string[] = []
    const jobs = await startWorker({ deliver: async ({ contact }) => void delivered.push(contact) })
    const wrong = { contact: '7', text: 'a secret' }
    await expect(jobs.add('deliver', wrong)).rejects.toThrow('bad payload for job "deliver"')
    await expect(jobs.add('fetchFile', { file: 'not an id' })).rejects.toThrow('file')
    await expect(jobs.add('nothing' as 'tick', {})).rejects.toThrow('there is no job "nothing"')
    const queue = await openQueue(backend.address, () => {})
    await queue.add('deliver', wrong)
    await queue.add('nothing', {})
    await queue.close()
    await jobs.drain()
    expect(delivered).toEqual([])
    expect(lines).toMatchObject([
      { level: 'error', fields: { job: 'deliver' } },
      { level: 'error', fields: { job: 'nothing' } },
    ])
    expect(JSON.stringify(lines) + lines.map(({ fields }) => fields.err)).not.toContain('a secret')
  })

  it('waits for the running job when it stops', async () => {
    const events: string[] = []
    let release = () => {}
    const jobs = await startWorker({
      deliver: async () => {
        events.push('begins')
        await new Promise<void>((resolve) => {
          release = resolve
        })
        events.push('ends')
      },
    })
    await jobs.add('deliver', { contact: '7' })
    await vi.waitFor(() => expect(events).toEqual(['begins']), WAIT)
    const stopped = jobs.stop().then(() => events.push('stopped'))
    release()
    await stopped
    expect(events).toEqual(['begins', 'ends', 'stopped'])
  })
})
