import { setTimeout as wait } from 'node:timers/promises'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Fault, Faults } from '../faults.js'
import { ZaloRefusal } from './answer.js'

const CALLS_PER_MINUTE = 4000

/**
 * What happens around every call: queued faults strike, refusals become HTTP 200 answers, and the X-RateLimit
 * headers count the calls of the minute. The count refuses nobody: a bench may exceed it, a fault can say -32. Gives the
 * codes of what the platform itself refused.
 */
export function addGate(scope: FastifyInstance, faults: Faults, now: () => number): number[] {
  const refused: number[] = []
  const dropped = new WeakSet<FastifyRequest>()
  let minute = 0
  let calls = 0

  scope.addHook('preHandler', async (request, reply) => {
    const thisMinute = Math.floor(now() / 60_000)
    if (thisMinute !== minute) {
      minute = thisMinute
      calls = 0
    }
    reply.header('x-ratelimit-limit', CALLS_PER_MINUTE)
    reply.header('x-ratelimit-remain', Math.max(0, CALLS_PER_MINUTE - ++calls))
    const fault = faults.take('zalo', methodOf(request.url), () => JSON.stringify(request.body ?? ''))
    if (fault) return strike(fault, request, reply)
  })

  async function strike(fault: Fault, request: FastifyRequest, reply: FastifyReply) {
    if (fault.latencyMs) await wait(fault.latencyMs)
    if (fault.drop === 'before') {
      reply.hijack()
      request.raw.socket.destroy()
      return reply
    }
    if (fault.drop === 'after') {
      dropped.add(request)
      return
    }
    if (fault.status !== undefined || fault.error !== undefined) {
      reply.code(fault.status ?? 200)
      const answer = { error: fault.error ?? -200, message: fault.message ?? 'Sandbox fault' }
      return reply.send(fault.error === undefined ? 'sandbox fault' : answer)
    }
  }

  scope.addHook('onSend', async (request) => {
    if (dropped.has(request)) request.raw.socket.destroy()
  })

  scope.setErrorHandler((error, _request, reply) => {
    if (error instanceof ZaloRefusal) {
      refused.push(error.error)
      return reply.code(200).send({ error: error.error, message: error.message })
    }
    const { statusCode = 500, message } = error as { statusCode?: number; message: string }
    // An unreadable body is a refusal like any other; a bug of the sandbox stays visible as a 500.
    if (statusCode < 500) return reply.code(200).send({ error: -201, message: 'body is invalid' })
    return reply.code(statusCode).send({ error: -200, message })
  })
  return refused
}

/** "/zalo/openapi/v3.0/oa/message/cs?x" -> "message/cs" */
function methodOf(url: string): string {
  return url.replace(/\?.*$/, '').replace(/^.*?\/oa\//, '')
}
