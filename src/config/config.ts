import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parseEnv } from 'node:util'
import { StartError } from '../ops/start-error.js'
import { SANDBOX_CREDENTIALS, SANDBOX_TEMPLATE } from '../sandbox/credentials.js'
import { DEFAULT_PORT, DEFAULT_SANDBOX_PORT, type Settings, settings } from './settings.js'

export interface Config {
  /** all: everything in this process. bot: talks with people. worker: what is due. */
  role: 'all' | 'bot' | 'worker'
  http: { host: string; port: number }
  /** Where the outside reaches us: an origin, without a slash at the end. */
  publicUrl?: string
  /** Absolute. */
  dataDir: string
  /** What is sealed in the database: keys of 32 bytes, the one to seal by first. Without it the key is kept in dataDir. */
  dataKey?: Buffer[]
  database: { mode: 'embedded' } | { mode: 'url'; url: string }
  queue: { backend: 'postgres' } | { backend: 'redis'; url: string }
  telegram: { mode: 'off' } | TelegramConfig
  zalo: { mode: 'off' } | ZaloConfig
  /** On when no channel has credentials: both channels are then live towards it. One process runs it, not a worker. */
  sandbox: { on: false } | { on: true; host: string; port: number }
  logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent'
}

export interface TelegramConfig {
  mode: 'live'
  token: string
  /** Calls a second that Telegram takes from this bot. */
  perSecond: number
  /** `https://api.telegram.org`, or the sandbox's; no slash at the end. */
  apiRoot: string
  updates: { by: 'polling' } | { by: 'webhook'; url: string; secret: string }
}

export interface ZaloConfig {
  mode: 'live'
  appId: string
  appSecret: string
  oaId: string
  /** Signs webhook events; not the app secret. */
  oaSecretKey: string
  /** The operator's ZALO_REFRESH_TOKEN; a new one replaces the stored pair. */
  refreshToken: string
  /** Calls a second that Zalo takes from this app. */
  perSecond: number
  /** `https://openapi.zalo.me`, or the sandbox's. */
  apiBase: string
  /** `https://oauth.zaloapp.com`, or the sandbox's. */
  oauthBase: string
  template?: ZaloTemplate
}

/** Zalo: an approved template that may be sent by a person's id, as the operator configured it. */
export interface ZaloTemplate {
  id: string
  /** Its parameters: what each is filled with, and its longest. */
  data: { name: string; from: 'unit' | 'text'; most: number }[]
  /** Of one message, in đồng. */
  price: number
  /** So many a day, and a month. */
  daily: number
  monthly?: number
}

/** Settings that cannot be worked with. One line a problem; none holds the value of a secret. */
export class ConfigError extends StartError {
  override name = 'ConfigError'
  readonly problems: string[]
  constructor(problems: string[]) {
    super(problems.join('\n'))
    this.problems = problems
  }
}

/** Where Telegram's updates arrive under PUBLIC_URL. */
const TELEGRAM_WEBHOOK_PATH = '/webhooks/telegram'

/** The settings of this process over those of the file .env in the working folder, where there is one. */
export function readEnvironment(): Record<string, string | undefined> {
  const file = existsSync('.env') ? parseEnv(readFileSync('.env', 'utf8')) : {}
  return { ...file, ...process.env }
}

/** Settings, as .env.example describes them, into what the app is made from. Throws ConfigError with every problem. */
export function readConfig(env: Record<string, string | undefined>): Config {
  const trimmed = Object.entries(env).map(([name, value]) => [name, value?.trim()] as const)
  const given = Object.fromEntries(trimmed.filter(([, value]) => value))
  const read = settings.safeParse(given)
  const problems = [
    ...(read.error?.issues ?? []).map((issue) => `${issue.path.join('.')}: ${issue.message}`),
    ...conflicts(given),
  ]
  if (!read.data || problems.length > 0) throw new ConfigError(problems)
  return toConfig(read.data)
}

const ZALO_CREDENTIALS = ['ZALO_APP_ID', 'ZALO_APP_SECRET', 'ZALO_OA_ID', 'ZALO_OA_SECRET_KEY', 'ZALO_REFRESH_TOKEN']

/** Settings that are fine alone and not together. */
function conflicts(given: Record<string, string | undefined>): string[] {
  const problems: string[] = []
  const missing = ZALO_CREDENTIALS.filter((name) => !given[name])
  if (missing.length > 0 && missing.length < ZALO_CREDENTIALS.length)
    problems.push(
      `${missing.join(', ')}: missing while other ZALO_ credentials are set; give all of ${ZALO_CREDENTIALS.join(', ')} or none`,
    )
  if ((given.ROLE === 'bot' || given.ROLE === 'worker') && !given.DATABASE_URL)
    problems.push(`ROLE: ${given.ROLE} needs a database that other processes reach too; set DATABASE_URL, or ROLE=all`)
  if ((given.ZALO_TEMPLATE_ID === undefined) !== (given.ZALO_TEMPLATE_PRICE === undefined))
    problems.push(
      'ZALO_TEMPLATE_ID, ZALO_TEMPLATE_PRICE: one without the other; a template is only offered with its price',
    )
  const needsSandbox = !given.TELEGRAM_BOT_TOKEN && missing.length === ZALO_CREDENTIALS.length
  if (needsSandbox && Number(given.SANDBOX_PORT ?? DEFAULT_SANDBOX_PORT) === Number(given.PORT ?? DEFAULT_PORT))
    problems.push('SANDBOX_PORT: the same as PORT; give the sandbox a port of its own')
  return problems
}

function toConfig(s: Settings): Config {
  const sandbox = !s.TELEGRAM_BOT_TOKEN && !s.ZALO_APP_ID
  return {
    role: s.ROLE,
    http: { host: s.HOST, port: s.PORT },
    publicUrl: s.PUBLIC_URL,
    dataDir: path.resolve(s.DATA_DIR),
    dataKey: s.DATA_KEY,
    database: s.DATABASE_URL ? { mode: 'url', url: s.DATABASE_URL } : { mode: 'embedded' },
    queue: s.REDIS_URL ? { backend: 'redis', url: s.REDIS_URL } : { backend: 'postgres' },
    ...(sandbox ? sandboxChannels(s) : { telegram: telegramChannel(s), zalo: zaloChannel(s) }),
    sandbox: sandbox ? { on: true, host: s.HOST, port: s.SANDBOX_PORT } : { on: false },
    logLevel: s.LOG_LEVEL,
  }
}

function telegramChannel(s: Settings): Config['telegram'] {
  const token = s.TELEGRAM_BOT_TOKEN
  if (!token) return { mode: 'off' }
  const live = { mode: 'live', token, apiRoot: s.TELEGRAM_API_ROOT, perSecond: s.TELEGRAM_PER_SECOND } as const
  if (!s.PUBLIC_URL) return { ...live, updates: { by: 'polling' } }
  const url = s.PUBLIC_URL + TELEGRAM_WEBHOOK_PATH
  // The same after every restart and in every process, and no way back from it to the token.
  const secret = s.TELEGRAM_WEBHOOK_SECRET ?? createHash('sha256').update(`telegram webhook ${token}`).digest('hex')
  return { ...live, updates: { by: 'webhook', url, secret } }
}

function zaloChannel(s: Settings): Config['zalo'] {
  if (!s.ZALO_APP_ID) return { mode: 'off' }
  return {
    mode: 'live',
    appId: s.ZALO_APP_ID,
    appSecret: s.ZALO_APP_SECRET!,
    oaId: s.ZALO_OA_ID!,
    oaSecretKey: s.ZALO_OA_SECRET_KEY!,
    refreshToken: s.ZALO_REFRESH_TOKEN!,
    perSecond: s.ZALO_PER_SECOND,
    apiBase: s.ZALO_API_BASE,
    oauthBase: s.ZALO_OAUTH_BASE,
    template: zaloTemplate(s),
  }
}

function zaloTemplate(s: Settings): ZaloTemplate | undefined {
  const { ZALO_TEMPLATE_ID: id, ZALO_TEMPLATE_PRICE: price, ZALO_TEMPLATE_DATA: data } = s
  if (id === undefined || price === undefined) return undefined
  return { id, data, price, daily: s.ZALO_TEMPLATE_DAILY, monthly: s.ZALO_TEMPLATE_MONTHLY }
}

/** Both channels talk to our own sandbox, which polls for Telegram and needs no public address. */
function sandboxChannels(s: Settings): Pick<Config, 'telegram' | 'zalo'> {
  const anyAddress: Record<string, string> = { '0.0.0.0': '127.0.0.1', '::': '::1' }
  const host = anyAddress[s.HOST] ?? s.HOST
  const base = `http://${host.includes(':') ? `[${host}]` : host}:${s.SANDBOX_PORT}`
  return {
    telegram: {
      mode: 'live',
      ...SANDBOX_CREDENTIALS.telegram,
      perSecond: s.TELEGRAM_PER_SECOND,
      apiRoot: `${base}/telegram`,
      updates: { by: 'polling' },
    },
    zalo: {
      mode: 'live',
      ...SANDBOX_CREDENTIALS.zalo,
      perSecond: s.ZALO_PER_SECOND,
      apiBase: `${base}/zalo/openapi`,
      oauthBase: `${base}/zalo/oauth`,
      template: SANDBOX_TEMPLATE,
    },
  }
}
