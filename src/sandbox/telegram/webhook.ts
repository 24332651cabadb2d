import { setMaxListeners } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { Pool } from 'undici'
import type { SandboxClock } from '../clock.js'
import type { QueuedUpdate, UpdateQueue } from './updates.js'

const ANSWER_TIMEOUT_MS = 60_000

export interface WebhookSettings {
  url: string
  secretToken?: string
  maxConnections: number
}

interface Running extends WebhookSettings {
  pool: Pool
  stopped: AbortController
  lanes: Map<string, QueuedUpdate[]>
  lastError?: { date: number; message: string }
}

export type WebhookSender = ReturnType<typeof createWebhookSender>

/**
 * Delivers updates by POST: lanes in parallel, one after the other within a lane, until the answer is 2xx.
 * Bot API: the first retry comes at once, then with growing waits, until the update is too old;
 * header Retry-After of the answer (seconds, at most an hour) sets the wait.
 * @param runMethod carries out the method that a 2xx answer may contain.
 */
export function createWebhookSender(
  queue: UpdateQueue,
  clock: SandboxClock,
  retryDelaysMs: number[],
  runMethod: (answer: Record<string, unknown>) => void,
) {
  let running: Running | undefined
  queue.onPush((queued) => running && enqueue(running, queued))

  function enqueue(run: Running, queued: QueuedUpdate) {
    const lane = run.lanes.get(queued.lane)
    if (lane) return void lane.push(queued)
    const fresh = [queued]
    run.lanes.set(queued.lane, fresh)
    void work(run, queued.lane, fresh)
  }

  async function work(run: Running, name: string, lane: QueuedUpdate[]) {
    for (let next = lane[0]; next && run === running; next = lane[0]) {
      const taken = await deliver(run, next)
      if (!taken) return
      queue.done(next.id)
      lane.shift()
    }
    run.lanes.delete(name)
  }

  /** False when the webhook was changed meanwhile: the update stays in the queue. */
  async function deliver(run: Running, queued: QueuedUpdate): Promise<boolean> {
    for (let failures = 0; queue.waits(queued); failures++) {
      const wait = await post(run, queued, failures)
      if (run !== running) return false
      if (wait === undefined) return true
      const interrupted = await sleep(wait, false, { signal: run.stopped.signal, ref: false }).catch(() => true)
      if (interrupted) return false
    }
    return true
  }

  /** undefined = taken, else milliseconds until the next try. */
  async function post(run: Running, queued: QueuedUpdate, failures: number): Promise<number | undefined> {
    const { pathname, search } = new URL(run.url)
    const headers: Record<string, string> = { 'content-type': 'application/json' }
    if (run.secretToken) headers['x-telegram-bot-api-secret-token'] = run.secretToken
    let wait = failures === 0 ? 0 : retryDelaysMs[Math.min(failures, retryDelaysMs.length) - 1]
    try {
      const answer = await run.pool.request({
        path: pathname + search,
        method: 'POST',
        headers,
        body: JSON.stringify(queued.update),
        headersTimeout: ANSWER_TIMEOUT_MS,
      })
      const text = await answer.body.text()
      if (answer.statusCode >= 200 && answer.statusCode < 300) {
        const json = text && String(answer.headers['content-type']).includes('json') ? JSON.parse(text) : undefined
        if (json?.method) runMethod(json)
        return undefined
      }
      const asked = Number(answer.headers['retry-after'])
      if (asked > 0) wait = Math.min(asked, 3600) * 1000
      note(run, `Wrong response from the webhook: ${answer.statusCode}`)
    } catch (error) {
      note(run, (error as Error).message || 'Connection failed')
    }
    return wait ?? 0
  }

  function note(run: Running, message: string) {
    run.lastError = { date: Math.floor(clock.now() / 1000), message }
  }

  async function unset(): Promise<void> {
    const old = running
    running = undefined
    old?.stopped.abort()
    await old?.pool.destroy()
  }

  return {
    get settings(): WebhookSettings | undefined {
      return running
    },
    get lastError() {
      return running?.lastError
    },
    /** Sends everything that waits, and what comes, to this address. */
    async set(settings: WebhookSettings): Promise<void> {
      const { url, secretToken, maxConnections } = running ?? {}
      if (isDeepStrictEqual(settings, { url, secretToken, maxConnections })) return
      await unset()
      const pool = new Pool(new URL(settings.url).origin, { connections: settings.maxConnections })
      running = { ...settings, pool, stopped: new AbortController(), lanes: new Map() }
      setMaxListeners(0, running.stopped.signal)
      for (const queued of queue.peek(Number.POSITIVE_INFINITY)) enqueue(running, queued)
    },
    unset,
  }
}
