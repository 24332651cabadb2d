// Keepers of the Zalo token pair as processes of their own, a database and a sandbox for them.
import { once } from 'node:events'
import { createServer } from 'node:http'
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest'
import { ask } from '../../../src/bot/zalo/client.js'
import { exchange, type GrantedTokens } from '../../../src/bot/zalo/oauth.js'
import { createTokenKeeper } from '../../../src/bot/zalo/tokens.js'
import { SANDBOX_CREDENTIALS, type Sandbox, startSandbox } from '../../../src/sandbox/server.js'
import { type Database, openDatabase } from '../../../src/store/database.js'
import { zaloTokenStore } from '../../../src/store/zalo-tokens.js'
import { type TestDatabase, testDatabase } from '../../support/database.js'
import { createLog } from '../support.js'

export const HOUR = 3_600_000
const { appId, appSecret, oaId } = SANDBOX_CREDENTIALS.zalo
export const SEED = SANDBOX_CREDENTIALS.zalo.refreshToken
const { log, text: logged } = createLog()

export let database: TestDatabase
export let sandbox: Sandbox
const databases: Database[] = []
export const ghosts: ((error: Error) => void)[] = []

/** For each file of tests: a database of its own, and a sandbox for every test. */
export function withKeepers(): void {
  beforeAll(async () => {
    database = await testDatabase()
  })
  afterAll(async () => {
    expect(logged()).not.toMatch(/sandbox-access|sandbox-refresh|first-refresh|app-secret/)
    await database.drop()
  })
  beforeEach(async () => {
    sandbox = await startSandbox()
    await database.pool.query('DELETE FROM zalo_token')
  })
  afterEach(async () => {
    for (const lay of ghosts.splice(0)) lay(new Error('the test is over'))
    await Promise.all(databases.splice(0).map((each) => each.close()))
    await sandbox.stop()
  })
}

/** The keeper of a process of its own. */
function keeper({ seed = SEED, use }: { seed?: string; use?: (refreshToken: string) => Promise<GrantedTokens> } = {}) {
  const own = openDatabase(database.url, { max: 4 })
  const { pool } = own
  pool.on('error', () => {})
  databases.push(own)
  const app = { appId, appSecret, oauthBase: `${sandbox.url}/zalo/oauth` }
  return createTokenKeeper({
    store: zaloTokenStore(pool, oaId),
    seed,
    exchange: use ?? ((refreshToken) => exchange(app, refreshToken)),
    isAlive,
    now: sandbox.clock.now,
    log,
  })
}

export async function isAlive(token: string): Promise<boolean> {
  const { error } = await ask(`${sandbox.url}/zalo/openapi`, token, { method: 'GET', path: '/v2.0/oa/getoa' })
  return error === 0
}

export async function started(options = {}) {
  const made = keeper(options)
  await made.start()
  return made
}

export const kept = async () => (await database.pool.query('SELECT * FROM zalo_token')).rows[0]
export const breakRefresh = (fault: object) =>
  sandbox.faults.add({ platform: 'zalo', method: 'access_token', ...fault })

/** An OAuth server that always says the same. */
export async function answering(status: number, body: string) {
  const server = createServer((_, response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(body)
    response.once('finish', () => server.close())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const oauthBase = `http://127.0.0.1:${(server.address() as { port: number }).port}`
  return (refreshToken: string) => exchange({ appId, appSecret, oauthBase }, refreshToken)
}
