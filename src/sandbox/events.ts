import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Bubble, Bubbles, Passing } from './bubbles.js'
import type { SandboxClock } from './clock.js'

export type SandboxEvent =
  | { type: 'bubble'; bubble: Bubble }
  | { type: 'passing'; passing: Passing }
  | { type: 'clock'; now: number; offset: number }
  | { type: 'reset' }

const MOST_UNREAD = 4 * 1024 * 1024

/** Serves GET /sim/events, server-sent events; gives the function that sends one to everybody who listens. */
export function serveEvents(app: FastifyInstance, bubbles: Bubbles, clock: SandboxClock) {
  const watchers = new Set<FastifyReply>()

  function tell(event: SandboxEvent): void {
    if (watchers.size === 0) return
    const line = `data: ${JSON.stringify(event)}\n\n`
    for (const { raw } of watchers) {
      // A page that cannot keep up with a bench is cut off: it reconnects and loads everything anew.
      if (raw.writableLength > MOST_UNREAD) raw.destroy()
      else raw.write(line)
    }
  }
  bubbles.on((bubble) => tell({ type: 'bubble', bubble }))
  bubbles.onPassing((passing) => tell({ type: 'passing', passing }))
  clock.onAdvance(() => tell({ type: 'clock', now: clock.now(), offset: clock.offset }))

  app.get('/sim/events', (_request, reply) => {
    reply.hijack()
    reply.raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' })
    reply.raw.write(': hello\n\n')
    watchers.add(reply)
    reply.raw.on('close', () => watchers.delete(reply))
  })
  return tell
}
