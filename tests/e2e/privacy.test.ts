import { fileURLToPath } from 'node:url'
import { Redis } from 'ioredis'
import { afterAll, describe, expect, it } from 'vitest'
import type { PlatformName } from '../../src/sandbox/bubbles.js'
import { SANDBOX_CREDENTIALS, startSandbox } from '../../src/sandbox/server.js'
import { testDatabase } from '../support/database.js'
import { freePort } from '../support/free-port.js'
import { startProcess } from '../support/process.js'
import { startRedis } from '../support/redis.js'
import { removeFolder, tempFolder } from '../support/temp-folder.js'
import { BACKENDS, type Backend, waitFor } from '../support/world.js'
import { picture } from './stories.js'

const { telegram, zalo } = SANDBOX_CREDENTIALS

// What is said in this test and nowhere else; the phone as typed, as stored, as Zalo has it.
const SAID = {
  name: 'Quách Thị Ngọc Khuê',
  place: 'Xóm Vạn Lịch Tây Hồng',
  story: `Bà Khuê gánh nước tưới vườn rau tặng bếp ăn từ thiện. ${'Sáng nào bà cũng dậy từ tinh mơ hái rau mang ra cổng chùa. '.repeat(3)}`,
  helped: 'mười hai cụ neo đơn ở xóm bãi',
  caption: 'ảnh chụp trước hiên nhà bà',
  nominator: 'Lương Đình Bách',
  phone: '0987 612 345',
  note: 'sửa giúp tuổi của bà thành bảy mươi chín',
}
const SECRETS = [
  ...['Khuê', 'Vạn Lịch', 'tưới vườn', 'neo đơn', 'hiên nhà', 'Đình Bách', 'bảy mươi chín'],
  ...['0987612345', '987612345', '987 612 345', '612 345'],
  ...[telegram.token, telegram.token.split(':')[1]!, zalo.appSecret, zalo.oaSecretKey, zalo.refreshToken],
]

function leaks(text: string): string[] {
  return SECRETS.filter((secret) => text.includes(secret) || text.includes(JSON.stringify(secret).slice(1, -1)))
}

/** The product as a process of its own, logging all it can, and everything that may be looked into beside its tables. */
async function startLogged(backend: Backend) {
  const redis = backend === 'redis' ? await startRedis() : undefined
  if (backend === 'redis' && !redis) return undefined
  const database = await testDatabase()
  const dataDir = tempFolder()
  const sandbox = await startSandbox({ retryDelaysMs: [20, 50, 100, 200, 400] })
  const port = await freePort()
  const heard: string[] = []
  const client = redis && new Redis(redis.url)
  // A connection of its own beside the one that asked for it.
  const monitor = await client?.monitor()
  monitor?.on('monitor', (_time: string, args: string[]) => heard.push(args.join(' ')))
  const app = startProcess([fileURLToPath(new URL('../../dist/main.cjs', import.meta.url))], {
    env: {
      PATH: process.env.PATH,
      PUBLIC_URL: '',
      LOG_LEVEL: 'trace',
      PORT: String(port),
      DATA_DIR: dataDir,
      DATABASE_URL: database.url,
      ...(redis ? { REDIS_URL: redis.url } : {}),
      TELEGRAM_BOT_TOKEN: telegram.token,
      TELEGRAM_API_ROOT: `${sandbox.url}/telegram`,
      ZALO_APP_ID: zalo.appId,
      ZALO_APP_SECRET: zalo.appSecret,
      ZALO_OA_ID: zalo.oaId,
      ZALO_OA_SECRET_KEY: zalo.oaSecretKey,
      ZALO_REFRESH_TOKEN: zalo.refreshToken,
      ZALO_API_BASE: `${sandbox.url}/zalo/openapi`,
      ZALO_OAUTH_BASE: `${sandbox.url}/zalo/oauth`,
    },
  })
  await app.says(/Nhân Ái is ready/)
  await sandbox.zalo.setWebhook(`http://127.0.0.1:${port}/webhooks/zalo`)
  return {
    sandbox,
    pool: database.pool,
    said: app.said,
    redisHeard: () => heard.join('\n'),
    metrics: async () => (await fetch(`http://127.0.0.1:${port}/metrics`)).text(),
    async stop() {
      app.signal('SIGTERM')
      await app.exited
      monitor?.disconnect()
      client?.disconnect()
      await sandbox.stop()
      await redis?.stop()
      await database.drop()
      removeFolder(dataDir)
    },
  }
}

type Logged = NonNullable<Awaited<ReturnType<typeof startLogged>>>

/** Tells a whole nomination, with trouble of every kind on the way. */
async function tell(w: Logged, platform: PlatformName, person: string): Promise<void> {
  const { sandbox } = w
  const side = sandbox[platform]
  const bubbles = () => sandbox.bubbles.list(platform, person).filter((b) => b.from === 'bot')
  const method = platform === 'telegram' ? 'sendMessage' : 'message/cs'
  async function answered(act: () => unknown) {
    const before = bubbles().length
    await act()
    await waitFor(() => bubbles().length > before)
  }
  const say = (text: string) => answered(() => side.say(person, text))

  if (platform === 'telegram') await answered(() => sandbox.telegram.start(person))
  else await answered(() => sandbox.zalo.follow(person))
  await say('giới thiệu người tốt')
  await say('đồng ý')
  await say('Một người')
  sandbox.faults.add({ platform, method, status: 500, contains: 'phường' })
  await say(SAID.name)
  await say(SAID.place)
  await say('Ghi đúng như tôi gõ')
  sandbox.faults.add({ platform, method, drop: 'after' })
  await say(SAID.story)
  await say('xong')
  await say('lâu rồi')
  await say(SAID.helped)
  sandbox.faults.add({ platform, method: platform === 'telegram' ? 'file' : 'upload', status: 500 })
  await answered(async () => side.sendPhoto(person, await picture(), { caption: SAID.caption }))
  if (platform === 'telegram') sandbox.telegram.sendFile(person, Buffer.from(SAID.story), { name: `${SAID.name}.jpg` })
  else sandbox.zalo.sendFile(person, Buffer.from(SAID.story), `${SAID.name}.jpg`)
  await waitFor(() => bubbles().some((b) => b.text?.includes('không mở được')))
  await say('Cả hai')
  await say('không rõ')
  await say('xong')
  await say('chưa')
  await say(SAID.nominator)
  // Our own bug, with the answer in its hands.
  await w.pool.query(`UPDATE session SET state = jsonb_set(state::jsonb, '{drafts,0,flow}', '"gone"')`)
  await say(SAID.phone)
  await w.pool.query(`UPDATE session SET state = jsonb_set(state::jsonb, '{drafts,0,flow}', '"nominate"')`)
  sandbox.faults.add(
    platform === 'telegram'
      ? {
          platform,
          method,
          status: 400,
          error_code: 400,
          description: `Bad Request: can't parse entities "${SAID.name}"`,
        }
      : { platform, method, error: -201, message: `text "${SAID.name}" is invalid` },
  )
  side.say(person, SAID.phone)
  await waitFor(async () => {
    const { rows } = await w.pool.query(`SELECT 1 FROM outbox WHERE state = 'failed'`)
    return rows.length > 0
  })
  await say('gửi đi')
  await say('quyền của tôi')
  await say('Sửa')
  await say(SAID.note)
}

/** Every table of a schema as text. */
async function dump(w: Logged, schema: string): Promise<string> {
  const { rows } = await w.pool.query(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = $1`,
    [schema],
  )
  const texts = await Promise.all(
    rows.map(async ({ name }) => {
      const all = await w.pool.query(`SELECT t::text AS line FROM ${schema}."${name}" t`)
      return all.rows.map(({ line }) => line).join('\n')
    }),
  )
  return texts.join('\n')
}

const started = await Promise.all(BACKENDS.map(async (name) => ({ name, world: await startLogged(name) })))
afterAll(() => Promise.all(started.map(({ world }) => world?.stop())))

for (const { name, world } of started) {
  describe.skipIf(!world).each(['telegram', 'zalo'] as const)(`what is told by %s, queue on ${name}`, (platform) => {
    it('is in no log line, no job, no error and no metric', { timeout: 120_000 }, async () => {
      const w = world!
      await tell(w, platform, platform === 'telegram' ? 'p2' : 'p3')
      // It was told, and it went wrong: what follows looks at something.
      expect(leaks(await dump(w, 'public'))).toContain('Đình Bách')
      expect(w.said()).toContain('the platform refused a message')
      expect(w.said()).toContain('a conversation met a bug')
      if (name === 'redis') expect(w.redisHeard()).toContain('deliver')
      expect(leaks(w.said())).toEqual([])
      expect(leaks(w.redisHeard())).toEqual([])
      expect(leaks(await dump(w, 'bullmq'))).toEqual([])
      expect(leaks(await w.metrics())).toEqual([])
      const errors = await w.pool.query(
        `SELECT concat(error) AS line FROM inbox UNION ALL SELECT concat(reason, external_id) FROM outbox
         UNION ALL SELECT concat(kind, scope) FROM timer`,
      )
      expect(leaks(errors.rows.map(({ line }) => line).join('\n'))).toEqual([])
    })

    it('is kept in no message that has left or been handled', async () => {
      const { rows } = await world!.pool.query(
        `SELECT (SELECT count(*)::int FROM inbox WHERE state = 'handled' AND body IS NOT NULL) AS inbox,
           (SELECT count(*)::int FROM outbox WHERE state = 'sent' AND body IS NOT NULL) AS outbox`,
      )
      expect(rows[0]).toEqual({ inbox: 0, outbox: 0 })
    })
  })
}
