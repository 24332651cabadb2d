import { isJobName, JOB_NAMES, type JobData, type JobName, parsePayload } from './payloads.js'

export type JobHandlers = { [K in JobName]: (data: JobData[K]) => Promise<void> }

export interface Runner {
  /** Runs the job's handler. Never rejects: what goes wrong is logged here, with no more of the payload than its ids. */
  run(name: string, data: unknown): Promise<void>
  /** How many are running. */
  size(): number
  /** Resolves when those running now have ended. */
  ended(): Promise<unknown>
}

/** Throws when a job has no handler, or a handler no job. */
export function createRunner(handlers: JobHandlers, log: { error(fields: object, message: string): void }): Runner {
  requireOneHandlerEach(handlers)
  const running = new Set<Promise<void>>()
  let ticking = false

  // BullMQ gets no errors to see: it would write their text into the queue. Nor does it try a job again, tick does.
  async function handle(name: string, data: unknown): Promise<void> {
    let ids: object = {}
    try {
      if (!isJobName(name)) throw new Error('there is no such job')
      const payload = parsePayload(name, data)
      ids = payload
      await (handlers[name] as (payload: JobData[JobName]) => Promise<void>)(payload)
    } catch (err) {
      log.error({ err, job: name, ...ids }, 'job failed')
    }
  }

  return {
    async run(name, data) {
      // The next tick comes soon enough; one that waited for a slow one would only do its work again.
      if (name === 'tick' && ticking) return
      if (name === 'tick') ticking = true
      const run = handle(name, data)
      running.add(run)
      await run
      running.delete(run)
      if (name === 'tick') ticking = false
    },
    size: () => running.size,
    ended: () => Promise.all(running),
  }
}

function requireOneHandlerEach(handlers: JobHandlers) {
  const missing = JOB_NAMES.filter((name) => typeof handlers[name] !== 'function')
  const unknown = Object.keys(handlers).filter((name) => !isJobName(name))
  if (missing.length > 0) throw new Error(`no handler for job ${missing.join(', ')}`)
  if (unknown.length > 0) throw new Error(`a handler for a job that does not exist: ${unknown.join(', ')}`)
}
