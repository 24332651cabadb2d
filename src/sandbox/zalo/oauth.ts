import { createHash, randomBytes } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type { ZaloSettings } from './options.js'
import type { Tokens } from './tokens.js'

const CODE_LIFE_MS = 10 * 60_000
const REF_DOC = 'https://developers.zalo.me/docs/official-account/bat-dau/xac-thuc-va-uy-quyen-cho-ung-dung-new'

interface OAuthDeps {
  settings: ZaloSettings
  tokens: Tokens
  now: () => number
}

/**
 * Zalo OAuth v4 for OAs: the token endpoint, and a consent page that consents at once.
 * Zalo: errors come with HTTP 200 and their own shape; only `access_token` in the body means success.
 */
export function registerOAuth(scope: FastifyInstance, { settings, tokens, now }: OAuthDeps): void {
  const codes = new Map<string, { challenge: string | undefined; expiresAt: number }>()

  scope.get('/zalo/oauth/v4/oa/permission', async (request, reply) => {
    const query = request.query as Record<string, string | undefined>
    if (query.app_id !== settings.appId)
      return failure(-14002, 'Invalid appId', 'App is not active but user is not admin')
    if (!query.redirect_uri || !URL.canParse(query.redirect_uri)) {
      return failure(-14003, 'Invalid redirect uri', 'The redirect uri is not the registered callback URL')
    }
    const code = randomBytes(24).toString('base64url')
    codes.set(code, { challenge: query.code_challenge, expiresAt: now() + CODE_LIFE_MS })
    const target = new URL(query.redirect_uri)
    target.searchParams.set('code', code)
    target.searchParams.set('oa_id', settings.oaId)
    if (query.state !== undefined) target.searchParams.set('state', query.state)
    return reply.redirect(target.href)
  })

  scope.post('/zalo/oauth/v4/oa/access_token', async (request) => {
    // Zalo: without this header the gateway does not know the API at all.
    if (request.headers.secret_key === undefined) return { error: 404, message: 'empty api' }
    if (request.headers.secret_key !== settings.appSecret) {
      return failure(-14004, 'Invalid secret key', 'The secret key does not belong to the app')
    }
    const form = readForm(request.headers['content-type'], request.body)
    if (form.app_id !== settings.appId)
      return failure(-14002, 'Invalid appId', 'App is not active but user is not admin')
    if (form.grant_type === 'refresh_token') {
      const pair = tokens.refresh(form.refresh_token ?? '')
      return pair
        ? granted(pair)
        : failure(-14014, 'Invalid refresh token', 'Refresh token is used, expired or unknown')
    }
    if (form.grant_type === 'authorization_code') {
      const code = codes.get(form.code ?? '')
      codes.delete(form.code ?? '')
      if (!code || now() > code.expiresAt) return failure(-14003, 'Invalid code', 'Code is used, expired or unknown')
      if (code.challenge !== undefined && code.challenge !== challengeOf(form.code_verifier ?? '')) {
        return failure(-14003, 'Invalid code verifier', 'The code verifier does not match the code challenge')
      }
      return granted(tokens.issue())
    }
    return failure(-14001, 'Invalid grant type', 'grant_type must be refresh_token or authorization_code')
  })
}

function readForm(contentType: string | undefined, body: unknown): Record<string, string | undefined> {
  return contentType?.startsWith('application/x-www-form-urlencoded') ? (body as Record<string, string>) : {}
}

/** Zalo: SHA-256 of the verifier, base64url without padding. */
function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier, 'ascii').digest('base64url')
}

/** Zalo: `expires_in` is a string, in seconds. */
function granted({ accessToken, refreshToken }: { accessToken: string; refreshToken: string }) {
  return { access_token: accessToken, refresh_token: refreshToken, expires_in: '90000' }
}

function failure(error: number, name: string, reason: string) {
  return { error, error_name: name, error_reason: reason, ref_doc: REF_DOC, error_description: name }
}
