import { Pool } from 'undici'

export interface Delivery {
  /** Whose turn it is: deliveries of one person wait for each other. */
  person: string
  body: string
  /** The value of X-ZEvent-Signature. */
  signature: string
}

interface WebhookDeps {
  now: () => number
  onAdvance: (listener: () => void) => void
  retryDelaysMs: number[]
  answerTimeoutMs: number
  connections: number
}

export interface ProbeResult {
  ok: boolean
  /** What the bot answered; absent when it did not answer. */
  status?: number
}

export type Webhook = ReturnType<typeof createWebhook>

/**
 * Carries events to the bot: one person's in order, different people's in parallel over kept-alive connections.
 *
 * Zalo: an event counts as delivered when HTTP 200 comes within 2 s; otherwise the same body comes again, with
 * header `num_retry`. The platform promises no order and in the end disables the webhook; here a person's later
 * events wait behind the failing one, and after the last retry that one event is counted as lost.
 */
export function createWebhook(deps: WebhookDeps) {
  const queues = new Map<string, Delivery[]>()
  const sleepers = new Set<{ due: number; wake: () => void }>()
  let idlers: (() => void)[] = []
  let target: { url: string; path: string; pool: Pool } | undefined
  let run = {}
  let counters = { events: 0, delivered: 0, retries: 0, lost: 0, unsubscribed: 0 }

  deps.onAdvance(() => {
    for (const sleeper of sleepers) if (sleeper.due <= deps.now()) sleeper.wake()
  })

  function push(delivery: Delivery): void {
    counters.events++
    if (!target) {
      counters.unsubscribed++
      return
    }
    const queue = queues.get(delivery.person)
    if (queue) {
      queue.push(delivery)
      return
    }
    const fresh = [delivery]
    queues.set(delivery.person, fresh)
    void work(delivery.person, fresh, run)
  }

  async function work(person: string, queue: Delivery[], mine: object): Promise<void> {
    for (let next = queue[0]; next && mine === run; next = queue[0]) {
      await deliver(next, mine)
      queue.shift()
    }
    if (mine !== run) return
    queues.delete(person)
    if (queues.size === 0) settle()
  }

  async function deliver(delivery: Delivery, mine: object): Promise<void> {
    for (let attempt = 0; ; attempt++) {
      const status = await post(delivery, attempt)
      if (mine !== run) return
      if (attempt > 0) counters.retries++
      if (status === 200) {
        counters.delivered++
        return
      }
      const delay = deps.retryDelaysMs[attempt]
      if (delay === undefined) {
        counters.lost++
        return
      }
      await sleep(delay)
      if (mine !== run) return
    }
  }

  async function post({ body, signature }: Partial<Delivery>, attempt = 0, to = target): Promise<number | undefined> {
    if (!to) return undefined
    const headers: Record<string, string> = { 'content-type': 'application/json' }
    if (signature) headers['x-zevent-signature'] = signature
    if (attempt > 0) headers.num_retry = String(attempt)
    const timeouts = { headersTimeout: deps.answerTimeoutMs, bodyTimeout: deps.answerTimeoutMs }
    try {
      const answer = await to.pool.request({ path: to.path, method: 'POST', headers, body, ...timeouts })
      await answer.body.dump()
      return answer.statusCode
    } catch {
      return undefined
    }
  }

  /** Waits in real time; moving the sandbox clock past the moment ends the wait at once. */
  function sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer)
        sleepers.delete(sleeper)
        resolve()
      }
      const timer = setTimeout(wake, ms)
      const sleeper = { due: deps.now() + ms, wake }
      sleepers.add(sleeper)
    })
  }

  function settle(): void {
    for (const idler of idlers) idler()
    idlers = []
  }

  function open(url: string) {
    const { origin, pathname, search } = new URL(url)
    const connect = { timeout: deps.answerTimeoutMs }
    return { url, path: pathname + search, pool: new Pool(origin, { connections: deps.connections, connect }) }
  }

  function clear(): void {
    run = {}
    queues.clear()
    for (const sleeper of sleepers) sleeper.wake()
    settle()
  }

  return {
    push,
    url: () => target?.url,
    /** Where events go from now on, also those that wait for a retry; undefined unsubscribes. */
    setUrl(url: string | undefined): void {
      void target?.pool.close()
      target = url === undefined ? undefined : open(url)
    },
    /** Zalo: saving an address sends an unsigned POST with the body `{}`, which must be answered with 200. */
    async probe(url: string): Promise<ProbeResult> {
      const to = open(url)
      const status = await post({ body: '{}' }, 0, to)
      await to.pool.destroy()
      return status === undefined ? { ok: false } : { ok: status === 200, status }
    },
    /** Resolves when every event so far is delivered or lost. */
    idle: (): Promise<void> =>
      queues.size === 0 ? Promise.resolve() : new Promise((resolve) => void idlers.push(resolve)),
    counters: () => ({ ...counters, waiting: [...queues.values()].reduce((sum, queue) => sum + queue.length, 0) }),
    /** Forgets what is on its way and counts from zero. */
    reset(): void {
      clear()
      counters = { events: 0, delivered: 0, retries: 0, lost: 0, unsubscribed: 0 }
    },
    async stop(): Promise<void> {
      clear()
      await target?.pool.destroy()
      target = undefined
    },
  }
}
