import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { createAccount } from './account.js'
import { refuse, success } from './answer.js'
import type { createMessageCs } from './message-cs.js'
import type { MessageTemplate } from './message-template.js'
import type { Tokens } from './tokens.js'
import type { Uploads } from './uploads.js'

interface OpenApiDeps {
  tokens: Tokens
  messageCs: ReturnType<typeof createMessageCs>
  messageTemplate: MessageTemplate
  uploads: Uploads
  account: ReturnType<typeof createAccount>
}

/** The OA API. Zalo: the token is the bare header `access_token`; unknown paths answer "empty api". */
export function registerOpenApi(
  scope: FastifyInstance,
  { tokens, messageCs, messageTemplate, uploads, account }: OpenApiDeps,
): void {
  const root = '/zalo/openapi'

  function authorised<T>(handle: (request: FastifyRequest) => T) {
    return async (request: FastifyRequest): Promise<T> => {
      tokens.check(request.headers.access_token as string | undefined)
      return handle(request)
    }
  }

  scope.post(
    `${root}/v3.0/oa/message/cs`,
    authorised(({ body }) => messageCs.carryOut(body)),
  )
  scope.post(
    `${root}/v3.0/oa/message/template`,
    authorised(({ body }) => messageTemplate.carryOut(body)),
  )
  scope.post(
    `${root}/v2.0/oa/message`,
    authorised(() => {
      throw refuse.oldMessageApi()
    }),
  )
  for (const kind of ['image', 'gif'] as const) {
    const handle = authorised(({ body }) => success({ attachment_id: uploads.take(kind, body) }))
    scope.post(`${root}/v2.0/oa/upload/${kind}`, handle)
  }
  scope.post(
    `${root}/v2.0/oa/upload/file`,
    authorised(({ body }) => success({ token: uploads.take('file', body) })),
  )
  scope.get(
    `${root}/v2.0/oa/getoa`,
    authorised(() => account.oa()),
  )
  scope.get(
    `${root}/v3.0/oa/user/detail`,
    authorised(({ query }) => account.userDetail((query as { data?: string }).data)),
  )
  scope.post(
    `${root}/v3.0/oa/quota/message`,
    authorised(({ body }) => account.messageQuota(body)),
  )
  scope.all(`${root}/*`, () => {
    throw refuse.noSuchApi()
  })
}
