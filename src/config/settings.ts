import * as z from 'zod'
import { secretsIn } from '../ops/secrets.js'

export const DEFAULT_PORT = 8080
export const DEFAULT_SANDBOX_PORT = 8081

const port = z
  .string()
  .refine((value) => /^\d+$/.test(value) && Number(value) >= 1 && Number(value) <= 65535, {
    error: ({ input }) => `${input} is not a port; give a whole number from 1 to 65535`,
  })
  .transform(Number)

const perSecond = z
  .string()
  .refine(
    (value) => /^\d{1,4}$/.test(value) && Number(value) >= 1,
    'not a number of calls; give a whole number from 1 to 9999',
  )
  .transform(Number)

function oneOf<const T extends readonly string[]>(values: T) {
  return z.enum(values, { error: ({ input }) => `${input} is not known; give one of ${values.join(', ')}` })
}

function text(pattern: RegExp, wrong: string) {
  return z.string().regex(pattern, wrong).optional()
}

function address(schemes: string[], wrong: string) {
  return z
    .string()
    .refine((value) => URL.canParse(value) && schemes.includes(new URL(value).protocol), wrong)
    .optional()
}

/**
 * An http or https origin; a slash at the end is dropped. `https`: plain http for localhost only. `path`: over plain http,
 * which the platforms themselves never speak, a path may follow: the sandbox serves each side of the wire under its own.
 */
function origin({ https = false, path = false }) {
  return z.string().transform((value, ctx) => {
    const url = URL.canParse(value) ? new URL(value) : undefined
    const local = url && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
    const scheme = url?.protocol === 'https:' || (url?.protocol === 'http:' && (local || !https))
    const bare = url?.origin + (path && url?.protocol === 'http:' ? url.pathname.replace(/\/$/, '') : '')
    if (url && scheme && url.host && !url.username && !url.password && url.href.replace(/\/$/, '') === bare) return bare
    const wanted = https ? 'https://example.vn (plain http only for localhost)' : 'https://example.vn'
    ctx.addIssue(`not a bare web address; give scheme, host and port only, such as ${wanted}`)
    return z.NEVER
  })
}

const count = z
  .string()
  .regex(/^\d{1,9}$/, 'not a whole number')
  .transform(Number)

// Zalo: what stands in a template is a line; 30 characters where nothing is said of a parameter.
const PARAMETER = /^(\w+)=(unit|text)(?::(\d{1,3}))?$/
const DEFAULT_MOST = 30

/** `don_vi=unit:30,noi_dung=text:100` */
const parameters = z.string().transform((value, ctx) => {
  const found = value.split(',').map((part) => PARAMETER.exec(part.trim()))
  if (found.some((each) => each === null)) {
    ctx.addIssue('not parameters of a template; give name=unit:30,name=text:100 (what it is filled with, its longest)')
    return z.NEVER
  }
  return found.map((each) => {
    const [, name, from, most] = each!
    return { name: name!, from: from as 'unit' | 'text', most: most ? Number(most) : DEFAULT_MOST }
  })
})

/** Every setting by itself: its form, its default, and what to tell whoever gave it wrongly. No message shows a secret. */
export const settings = z.object({
  PORT: port.default(DEFAULT_PORT),
  HOST: z
    .string()
    .regex(/^[\w.:-]+$/, 'not a host name or address; give 127.0.0.1 or 0.0.0.0')
    .default('127.0.0.1'),
  PUBLIC_URL: origin({ https: true }).optional(),
  DATA_DIR: z.string().default('.data'),
  DATABASE_URL: address(
    ['postgres:', 'postgresql:'],
    'not a PostgreSQL address; give postgres://user:password@host:5432/database, signs such as # / @ in the password as %23 %2F %40',
  ),
  DATA_KEY: z
    .string()
    .transform((value, ctx) => {
      const secrets = secretsIn(value)
      if (secrets) return secrets
      ctx.addIssue('not a key; give 32 bytes as base64 (openssl rand -base64 32), an older key behind a comma')
      return z.NEVER
    })
    .optional(),
  REDIS_URL: address(
    ['redis:', 'rediss:'],
    'not a Redis address; give redis://host:6379 or rediss://user:password@host:6379',
  ),
  ROLE: oneOf(['all', 'bot', 'worker']).default('all'),
  LOG_LEVEL: oneOf(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  TELEGRAM_BOT_TOKEN: text(/^\d+:[\w-]+$/, 'not a bot token (digits, a colon, letters); copy it from @BotFather again'),
  TELEGRAM_API_ROOT: origin({ path: true }).default('https://api.telegram.org'),
  TELEGRAM_PER_SECOND: perSecond.default(30),
  TELEGRAM_WEBHOOK_SECRET: text(/^[\w-]{1,256}$/, 'Telegram takes 1 to 256 of A-Z a-z 0-9 _ - only; choose another'),
  ZALO_APP_ID: text(/^\d+$/, 'not an app id (digits only); copy it from developers.zalo.me'),
  ZALO_APP_SECRET: text(/^\S+$/, 'has a space in it; copy it from developers.zalo.me again'),
  ZALO_OA_ID: text(/^\d+$/, "not an OA id (digits only); copy it from the OA's page at oa.zalo.me"),
  ZALO_OA_SECRET_KEY: text(/^\S+$/, "has a space in it; copy it from the app's Webhook page again"),
  ZALO_REFRESH_TOKEN: text(/^\S+$/, "has a space in it; copy it from the app's API Explorer again"),
  ZALO_PER_SECOND: perSecond.default(66),
  ZALO_API_BASE: origin({ path: true }).default('https://openapi.zalo.me'),
  ZALO_OAUTH_BASE: origin({ path: true }).default('https://oauth.zaloapp.com'),
  ZALO_TEMPLATE_ID: text(/^\d+$/, 'not the id of a template (digits only); copy it from the ZBS account'),
  ZALO_TEMPLATE_DATA: parameters.default([]),
  ZALO_TEMPLATE_PRICE: count.optional(),
  // Zalo: what a new OA may send a day since January 2026.
  ZALO_TEMPLATE_DAILY: count.default(20_000),
  ZALO_TEMPLATE_MONTHLY: count.optional(),
  SANDBOX_PORT: port.default(DEFAULT_SANDBOX_PORT),
})

export type Settings = z.output<typeof settings>
