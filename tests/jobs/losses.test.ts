import { randomUUID } from 'node:crypto'
import { describe, expect, it, vi } from 'vitest'
import { startProcess } from '../support/process.js'
import { postgresBackend, redisBackend } from './backends.js'
import { benchOn, gate, WAIT } from './bench.js'

const BACKENDS = [
  { name: 'postgres', backend: await postgresBackend() },
  { name: 'redis', backend: await redisBackend() },
]
const A_REASON = expect.stringMatching(/^.+$/)

describe.each(BACKENDS)('jobs on $name', ({ backend: found }) => {
  const { backend, lines, startBot, startWorker, startCounting } = benchOn(found)

  it('comes back after a flush while a job runs', async () => {
    const { enter, open, waiting } = gate()
    const worker = await startCounting({ fetchFile: enter })
    await worker.jobs.add('fetchFile', { file: randomUUID() })
    await vi.waitFor(() => expect(waiting).toHaveLength(1), WAIT)
    await backend.flush()
    open()
    await worker.untilTicked()
    await worker.untilDelivered()
    await vi.waitFor(async () => expect(await worker.jobs.check()).toBeUndefined(), WAIT)
  })

  it('comes back after a flush nobody is told of', async () => {
    const worker = await startCounting()
    for (let i = 0; i < 3; i++) {
      await worker.untilTicked()
      await backend.flush()
    }
    await worker.untilTicked()
  })

  it('lets one that only adds put the queue back', async () => {
    const bot = await startBot()
    await backend.flush()
    await vi.waitFor(async () => {
      await bot.add('deliver', { contact: '1' })
      expect(await bot.check()).toBeUndefined()
    }, WAIT)
    const worker = await startCounting()
    await worker.untilDelivered(bot)
  })

  it('comes back when its connections are killed', async () => {
    const worker = await startCounting()
    for (let i = 0; i < 3; i++) {
      await worker.untilTicked()
      await backend.killConnections()
      await worker.untilDelivered()
    }
    await worker.untilTicked()
  })

  it('survives connections killed over and over, also those just being made', async () => {
    const worker = await startCounting()
    for (let i = 0; i < 100; i++) {
      await backend.killConnections()
      await worker.jobs.add('deliver', { contact: '1' })
    }
    // A tick whose end could not be written down keeps its lock for 30 s. Every 30 s it is looked for: the first look that is
    // not cut off itself notes it, the next one takes it up again.
    await worker.untilTicked(2, { ...WAIT, timeout: 110_000 })
    await worker.untilDelivered()
  }, 140_000)

  it('says once that the queue is away and once that it is back, and works on', async () => {
    const worker = await startCounting()
    await worker.untilTicked()
    await backend.cut()
    await vi.waitFor(async () => expect(await worker.jobs.check()).toEqual(A_REASON), WAIT)
    for (let i = 0; i < 5; i++) await worker.jobs.add('deliver', { contact: 'lost' })
    await vi.waitFor(() => expect(lines).toMatchObject([{ level: 'warn', message: 'queue lost' }]), WAIT)
    await backend.mend()
    await worker.untilTicked()
    await worker.untilDelivered()
    await vi.waitFor(() => expect(lines).toHaveLength(2), WAIT)
    expect(lines[1]).toMatchObject({ level: 'info', message: 'queue is back' })
    expect(lines[1]?.fields.jobsLost).toBeGreaterThanOrEqual(5)
  })

  it('notices a server that hangs, and works on when it answers again', async () => {
    const worker = await startCounting()
    await worker.untilDelivered()
    backend.freeze(true)
    await worker.jobs.add('deliver', { contact: 'lost' })
    expect(await worker.jobs.check()).toEqual(A_REASON)
    backend.freeze(false)
    await worker.untilTicked()
    await worker.untilDelivered()
  })

  it('starts while the queue is away, and works once it is there', async () => {
    await backend.cut()
    const worker = await startCounting()
    await worker.jobs.add('deliver', { contact: '1' })
    expect(await worker.jobs.check()).toEqual(A_REASON)
    await backend.mend()
    await worker.untilDelivered()
  })

  it('stops while the queue is away, when the running job has ended', async () => {
    const { enter, open, waiting } = gate()
    const events: string[] = []
    const jobs = await startWorker({ handlers: { deliver: () => enter().then(() => void events.push('job ended')) } })
    await jobs.add('deliver', { contact: '7' })
    await vi.waitFor(() => expect(waiting).toHaveLength(1), WAIT)
    await backend.cut()
    await vi.waitFor(async () => expect(await jobs.check()).toEqual(A_REASON), WAIT)
    const stopped = jobs.stop().then(() => events.push('stopped'))
    open()
    await stopped
    expect(events).toEqual(['job ended', 'stopped'])
    await backend.mend()
  })

  it('stops while the server hangs', async () => {
    const jobs = await startWorker()
    backend.freeze(true)
    await jobs.add('deliver', { contact: 'lost' })
    await jobs.stop()
    backend.freeze(false)
  })

  it('shares the work between processes, which end by themselves once stopped', async () => {
    const program = new URL('./worker-process.ts', import.meta.url).pathname
    const processes = [1, 2].map(() => startProcess([program, JSON.stringify(backend.address)]))
    await Promise.all(processes.map((process) => process.says(/started/)))
    const bot = await startBot()
    // One that is awake may be done with forty before the other looks: there is work until both have had some.
    const share = () => processes.every((process) => process.said().includes('delivered'))
    const contacts: string[] = []
    while (contacts.length < 40 || (!share() && contacts.length < 10_000)) {
      const contact = String(contacts.length)
      contacts.push(contact)
      await bot.add('deliver', { contact })
    }
    await bot.drain()
    for (const process of processes) process.signal('SIGTERM')
    expect(await Promise.all(processes.map((process) => process.exited))).toEqual([0, 0])
    const delivered = processes.flatMap((process) =>
      [...process.said().matchAll(/delivered (\d+)/g)].map(([, id]) => id),
    )
    expect(delivered.sort()).toEqual(contacts.sort())
    for (const process of processes) expect(process.said()).toContain('delivered')
  })
})
