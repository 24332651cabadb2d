import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { MultipartBody } from '../body.js'
import type { Fault } from '../faults.js'
import { ApiError, badRequest, tooManyRequests } from './api-error.js'
import type { Core } from './core.js'
import type { Method } from './method.js'

type Parameters = Record<string, unknown>
type MethodRequest = FastifyRequest<{ Params: { token: string; method: string } }>

/** Serves /telegram/bot<token>/<method> and /telegram/file/bot<token>/<path>. `methods` has lower-case names. */
export function serveBotApi(core: Core, methods: Map<string, Method>, admit: (method: string) => void): void {
  const { app, options, faults, files } = core

  app.register(async (scope) => {
    scope.setErrorHandler((error, _request, reply) => {
      const status = (error as { statusCode?: number }).statusCode ?? 500
      return answerError(reply, wireError(error, status))
    })

    scope.route({
      method: ['GET', 'POST'],
      url: '/telegram/bot:token/:method',
      handler: async (request: MethodRequest, reply) => {
        if (request.params.token !== options.token) throw new ApiError(401, 'Unauthorized')
        const name = request.params.method.toLowerCase()
        const run = methods.get(name)
        if (!run) throw new ApiError(404, 'method not found (or not in the sandbox)')
        const parameters = readRequest(request)
        const fault = faults.take('telegram', name, () => bodyText(parameters))
        if (fault && (await disturb(fault, request, reply))) return reply
        admit(name)
        const result = await run(parameters, { onGone: (listener) => reply.raw.once('close', listener) })
        if (fault?.drop === 'after') return hangUp(request, reply)
        return answer(reply, 200, { ok: true, result })
      },
    })

    scope.get<{ Params: { token: string; '*': string } }>('/telegram/file/bot:token/*', async (request, reply) => {
      const path = request.params['*']
      const fault = faults.take('telegram', 'file', () => path)
      if (fault && (await disturb(fault, request, reply))) return reply
      const file = request.params.token === options.token && files.byPath(path)
      if (!file) return answer(reply, 404, { ok: false, error_code: 404, description: 'Not Found' })
      return reply.type(file.mime).send(file.bytes)
    })
  })
}

/** Parameters of a query, a JSON body or a form; `attach://name` becomes the uploaded file of that name. */
function readRequest({ query, body }: FastifyRequest): Parameters {
  if (body instanceof MultipartBody) {
    const parameters: Parameters = { ...(query as Parameters), ...body.fields }
    const attached = new Set<string>()
    for (const [key, value] of Object.entries(body.fields)) {
      if (!value.startsWith('attach://')) continue
      const field = value.slice('attach://'.length)
      parameters[key] = body.files.find((file) => file.field === field)
      attached.add(field)
    }
    for (const file of body.files) if (!attached.has(file.field)) parameters[file.field] = file
    return parameters
  }
  if (body !== undefined && (typeof body !== 'object' || body === null || Array.isArray(body))) {
    throw badRequest("can't parse parameters: an object is expected")
  }
  return { ...(query as Parameters), ...(body as Parameters) }
}

function bodyText(parameters: Parameters): string {
  return JSON.stringify(parameters, (key, value) => (key === 'bytes' ? undefined : value))
}

/** Lets a fault act before the call is carried out; true when that already answered it or hung up. */
async function disturb(fault: Fault, request: FastifyRequest, reply: FastifyReply): Promise<boolean> {
  if (fault.latencyMs) await sleep(fault.latencyMs)
  if (fault.drop === 'before') hangUp(request, reply)
  const refusal = fault.drop ? undefined : refusalOf(fault)
  if (refusal) answerError(reply, refusal, fault.status)
  return fault.drop === 'before' || refusal !== undefined
}

/** The error a fault asks for; undefined when it only slows the call down. */
function refusalOf({ status, error_code, description, retry_after }: Fault): ApiError | undefined {
  const code = error_code ?? status ?? (retry_after === undefined ? undefined : 429)
  if (code === undefined) return undefined
  const error = code === 429 ? tooManyRequests(retry_after ?? 1) : new ApiError(code, DEFAULTS[code] ?? 'Bad Request')
  if (description) error.message = description
  return error
}
const DEFAULTS: Record<number, string> = {
  400: 'chat not found',
  401: 'Unauthorized',
  403: 'bot was blocked by the user',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
}

function wireError(error: unknown, status: number): ApiError {
  if (error instanceof ApiError) return error
  if (status === 413) return new ApiError(413, 'Request Entity Too Large')
  if (status < 500) return badRequest(`can't parse request: ${(error as Error).message}`)
  return new ApiError(500, `Internal Server Error: ${(error as Error).stack}`)
}

function answerError(reply: FastifyReply, error: ApiError, status = error.code) {
  const { code, message, retryAfter } = error
  if (retryAfter === undefined) return answer(reply, status, { ok: false, error_code: code, description: message })
  reply.header('retry-after', retryAfter)
  const parameters = { retry_after: retryAfter }
  return answer(reply, status, { ok: false, error_code: code, description: message, parameters })
}

function answer(reply: FastifyReply, status: number, body: object) {
  return reply.code(status).header('content-type', 'application/json').send(JSON.stringify(body))
}

function hangUp(request: FastifyRequest, reply: FastifyReply) {
  reply.hijack()
  request.raw.socket.destroy()
  return reply
}
