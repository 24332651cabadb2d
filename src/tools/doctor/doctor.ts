import path from 'node:path'
import { checkTelegram } from '../../bot/telegram/doctor.js'
import { checkZalo } from '../../bot/zalo/doctor.js'
import { type Config, ConfigError, readConfig, readEnvironment } from '../../config/config.js'
import { checkQueue } from '../../jobs/doctor.js'
import { type Finding, findingsOf } from '../../ops/finding.js'
import { oneLine } from '../../ops/wording.js'
import { openDatabase } from '../../store/database.js'
import { checkDatabase, checkKeys } from '../../store/doctor.js'
import { zaloTokenStore } from '../../store/zalo-tokens.js'
import { joinDatabase } from '../join-database.js'
import { checkMachine } from './machine.js'
import { answersAt, checkClock, checkPublicUrl } from './network.js'

const MARKS = { ok: '✓', warn: '!', bad: '✗' }
const COLOURS = { ok: 32, warn: 33, bad: 31 }

/** Prints what it finds, part by part. Gives the exit code: 1 when something must be mended. */
export async function doctor(): Promise<number> {
  const environment = readEnvironment()
  const settings = findingsOf('settings')
  let config: Config | undefined
  try {
    config = readConfig(environment)
    settings.ok(describe(config))
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    for (const problem of error.problems) settings.bad(problem, 'mend it in .env or in the environment')
  }
  const dataDir = config?.dataDir ?? path.resolve(environment.DATA_DIR?.trim() || '.data')
  const all = [...settings.list]
  tell(settings.list)
  for await (const findings of checks(config, dataDir)) {
    all.push(...findings)
    tell(findings)
  }
  const bad = all.filter(({ mark }) => mark === 'bad').length
  const warnings = all.filter(({ mark }) => mark === 'warn').length
  console.log(`\n${bad} to mend, ${warnings} to look at.`)
  return bad > 0 ? 1 : 0
}

async function* checks(config: Config | undefined, dataDir: string): AsyncGenerator<Finding[]> {
  yield checkMachine(dataDir)
  if (!config) return
  const { warn, bad, list } = findingsOf('database')
  const database = await joinDatabase(config).catch((error) => {
    bad('the built-in PostgreSQL does not start', oneLine(error))
  })
  try {
    if (!database && list.length === 0) warn('there is none yet', 'nothing to mend: the first "npm start" makes it')
    yield database ? await looked('database', checkDatabase(database.url, Date.now())) : list
    if (database) yield await looked('keys', keysAt(database.url, config))
    yield await looked('queue', checkQueue(config.queue.backend === 'redis' ? config.queue.url : undefined))
    yield* checkPlatforms(config, database?.url)
  } finally {
    await database?.leave()
  }
}

/** A bug of ours in one look must not hide what the others find. */
function looked(part: string, findings: Promise<Finding[]>): Promise<Finding[]> {
  return findings.catch((error) => {
    const { bad, list } = findingsOf(part)
    bad(`cannot be looked at (${oneLine(error)})`, 'this is a bug of ours: please report this line')
    return list
  })
}

async function* checkPlatforms(config: Config, databaseUrl: string | undefined): AsyncGenerator<Finding[]> {
  const { telegram, zalo, sandbox } = config
  if (sandbox.on && telegram.mode === 'live' && !(await answersAt(telegram.apiRoot))) {
    const { warn, list } = findingsOf('sandbox')
    warn('does not run: Telegram and Zalo cannot be looked at', 'start it with the app: npm start')
    yield list
    return
  }
  if (telegram.mode === 'live') {
    yield await looked('telegram', checkTelegram(telegram, Date.now()))
    yield await checkClock('telegram', telegram.apiRoot)
  }
  if (zalo.mode === 'live') {
    const tokens = await keptTokens(zalo.oaId, databaseUrl)
    yield await looked('zalo', checkZalo({ ...zalo, tokens }, Date.now()))
    yield await checkClock('zalo', zalo.apiBase)
  }
  yield await checkPublicUrl(config)
}

async function keysAt(databaseUrl: string, { dataDir, dataKey }: Config): Promise<Finding[]> {
  const database = openDatabase(databaseUrl, { max: 1 })
  return checkKeys(database, { dataDir, given: dataKey }).finally(() => database.close())
}

async function keptTokens(oaId: string, databaseUrl: string | undefined) {
  if (databaseUrl === undefined) return undefined
  const database = openDatabase(databaseUrl, { max: 1 })
  // No such table, no answer: said by the look at the database.
  return zaloTokenStore(database.pool, oaId)
    .read()
    .catch(() => undefined)
    .finally(() => database.close())
}

function describe({ role, telegram, zalo, sandbox, queue, database }: Config): string {
  const channels = [telegram.mode === 'live' && 'Telegram', zalo.mode === 'live' && 'Zalo'].filter(Boolean).join(', ')
  const where = sandbox.on ? `sandbox (no channel has credentials), port ${sandbox.port}` : channels
  const store = database.mode === 'embedded' ? 'built-in PostgreSQL' : 'DATABASE_URL'
  return `role ${role}, ${where}, ${store}, queue on ${queue.backend}`
}

function tell(findings: Finding[]): void {
  for (const { part, mark, found, cure } of findings) {
    const sign = process.stdout.isTTY ? `\u001B[${COLOURS[mark]}m${MARKS[mark]}\u001B[0m` : MARKS[mark]
    console.log(`${sign} ${part.padEnd(10)} ${found}`)
    if (cure) console.log(`${' '.repeat(13)}→ ${cure}`)
  }
}
