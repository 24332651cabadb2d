import { randomUUID } from 'node:crypto'
import { describe, expect, it, vi } from 'vitest'
import { createRunner } from '../../src/jobs/run.js'
import { postgresBackend, redisBackend } from './backends.js'
import { benchOn, gate, WAIT } from './bench.js'

const BACKENDS = [
  { name: 'postgres', backend: await postgresBackend() },
  { name: 'redis', backend: await redisBackend() },
]

describe.each(BACKENDS)('jobs on $name', ({ backend: found }) => {
  const { lines, startBot, startWorker, startCounting, withQueue } = benchOn(found)

  it('runs a job once, with its data', async () => {
    const files: string[] = []
    const { jobs, delivered } = await startCounting({ fetchFile: async ({ file }) => void files.push(file) })
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
    const { enter, open, waiting } = gate()
    const jobs = await startWorker({ handlers: { deliver: enter } })
    await jobs.add('deliver', { contact: '7' })
    await vi.waitFor(() => expect(waiting).toHaveLength(1), WAIT)
    await jobs.add('deliver', { contact: '7' })
    await vi.waitFor(() => expect(waiting).toHaveLength(2), WAIT)
    open()
    await jobs.drain()
  })

  it('keeps a delayed job back', async () => {
    const { jobs, delivered } = await startCounting()
    await jobs.add('deliver', { contact: 'later' }, { delayMs: 1500 })
    await jobs.add('deliver', { contact: 'now' })
    await jobs.drain()
    expect(delivered).toEqual(['now'])
    await vi.waitFor(() => expect(delivered).toEqual(['now', 'later']), WAIT)
  })

  it('shares the work between workers; one that only adds does none', async () => {
    const doneBy: string[] = []
    const { enter, open, waiting } = gate()
    for (const who of ['first', 'second']) {
      const deliver = () => enter().then(() => void doneBy.push(who))
      await startWorker({ handlers: { deliver }, concurrency: 1 })
    }
    const byBot = async () => void doneBy.push('bot')
    const bot = await startBot({ deliver: byBot, tick: byBot })
    for (const contact of ['1', '2', '3', '4']) await bot.add('deliver', { contact })
    for (const half of [2, 4]) {
      await vi.waitFor(() => expect(waiting).toHaveLength(2), WAIT)
      open()
      await vi.waitFor(() => expect(doneBy).toHaveLength(half), WAIT)
    }
    await bot.drain()
    expect(doneBy.sort()).toEqual(['first', 'first', 'second', 'second'])
  })

  it('ticks again and again, never twice at once, and a slow tick piles nothing up', async () => {
    const { enter, open, waiting } = gate()
    const slow = await startWorker({ handlers: { tick: enter } })
    await vi.waitFor(() => expect(waiting).toHaveLength(1), WAIT)
    const other = await startCounting()
    await other.untilTicked(4)
    expect(waiting).toHaveLength(1)
    await other.jobs.stop()
    expect((await withQueue('due', (queue) => queue.getJobCounts('waiting'))).waiting).toBeLessThanOrEqual(1)
    open()
    await vi.waitFor(() => expect(waiting).toHaveLength(1), WAIT)
    const stopped = slow.stop()
    open()
    await stopped
  })

  it('keeps one tick however many workers assert it', async () => {
    const [first] = await Promise.all([startCounting(), startCounting(), startCounting()])
    await first.untilTicked(4)
    const [schedulers, { delayed }] = await withQueue('due', (queue) =>
      Promise.all([queue.getJobSchedulersCount(), queue.getJobCounts('delayed')]),
    )
    expect(schedulers).toBe(1)
    expect(delayed).toBeLessThanOrEqual(1)
  })

  it('takes jobs of a lane in their order, and lets no lane wait for another', async () => {
    const order: string[] = []
    const { enter, open, waiting } = gate()
    const bot = await startBot()
    for (const contact of ['1', '2', '3']) await bot.add('deliver', { contact })
    const jobs = await startWorker({
      handlers: {
        tick: async () => void order.push('tick'),
        deliver: async ({ contact }) => {
          await enter()
          order.push(contact)
        },
      },
      concurrency: 1,
    })
    // Replies stand still; what is due is looked for all the same.
    await vi.waitFor(() => expect(waiting).toHaveLength(1), WAIT)
    await vi.waitFor(() => expect(order.length).toBeGreaterThan(1), WAIT)
    expect(new Set(order)).toEqual(new Set(['tick']))
    const letting = setInterval(open, 10)
    await jobs.drain()
    clearInterval(letting)
    expect(order.filter((what) => what !== 'tick')).toEqual(['1', '2', '3'])
  })

  it('logs once what a handler throws, without trying again, and works on', async () => {
    const tried: string[] = []
    const jobs = await startWorker({
      handlers: {
        deliver: async ({ contact }) => {
          tried.push(contact)
          if (contact === 'bad') throw new Error('a bug')
        },
      },
    })
    await jobs.add('deliver', { contact: 'bad' })
    await jobs.add('deliver', { contact: 'good' })
    await jobs.drain()
    expect(tried.sort()).toEqual(['bad', 'good'])
    expect(lines).toMatchObject([{ level: 'error', message: 'job failed', fields: { job: 'deliver', contact: 'bad' } }])
  })

  it('refuses unknown payloads where they go in and where they come out', async () => {
    const { jobs, delivered } = await startCounting()
    const wrong = { contact: '7', text: 'a secret' }
    await expect(jobs.add('deliver', wrong)).rejects.toThrow('bad payload for job "deliver"')
    await expect(jobs.add('fetchFile', { file: 'not an id' })).rejects.toThrow('file')
    await expect(jobs.add('nothing' as 'tick', {})).rejects.toThrow('there is no job "nothing"')
    await withQueue('replies', async (queue) => {
      await queue.add('deliver', wrong)
      await queue.add('nothing', {})
    })
    await jobs.drain()
    expect(delivered).toEqual([])
    expect(lines.map(({ level, fields }) => [level, fields.job]).sort()).toEqual([
      ['error', 'deliver'],
      ['error', 'nothing'],
    ])
    expect(lines.map(({ fields }) => `${JSON.stringify(fields)} ${fields.err}`).join()).not.toContain('a secret')
  })

  it('waits for the running job when it stops', async () => {
    const events: string[] = []
    const { enter, open } = gate()
    const jobs = await startWorker({
      handlers: {
        deliver: async () => {
          events.push('begins')
          await enter()
          events.push('ends')
        },
      },
    })
    await jobs.add('deliver', { contact: '7' })
    await vi.waitFor(() => expect(events).toEqual(['begins']), WAIT)
    const stopped = jobs.stop().then(() => events.push('stopped'))
    open()
    await stopped
    expect(events).toEqual(['begins', 'ends', 'stopped'])
  })
})

describe('a postgres URL with options of its own', async () => {
  const backend = await postgresBackend()
  const url = new URL(backend.address.url)
  url.searchParams.set('options', '-c statement_timeout=60000')
  const { startCounting } = benchOn({ ...backend, address: { backend: 'postgres', url: url.href } })

  it('finds the queue all the same', async () => {
    const worker = await startCounting()
    await worker.untilTicked()
    await worker.untilDelivered()
  })
})

describe('handlers', () => {
  const handlers = { tick: async () => {}, deliver: async () => {}, fetchFile: async () => {} }
  const make = (given: object) => createRunner(given as typeof handlers, { error() {} })

  it('must be there for every job, and for no other', () => {
    expect(() => make({ ...handlers, deliver: undefined })).toThrow('no handler for job deliver')
    expect(() => make({ ...handlers, dance: async () => {} })).toThrow('a job that does not exist: dance')
    expect(() => make(handlers)).not.toThrow()
  })
})
