// A thousand people, on Zalo and on Telegram, want the last place of one need in the same moment; each platform is served
// by a process of its own. Exactly one gets it, everybody else hears so kindly and has other addresses to choose from.
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, expect, it } from 'vitest'
import { type Sandbox, startSandbox } from '../../src/sandbox/server.js'
import { addAddress } from '../../src/store/address/address.js'
import { CONSOLE } from '../../src/store/audit.js'
import { transaction } from '../../src/store/database.js'
import { verifyLedger } from '../../src/store/ledger.js'
import { makePledge } from '../../src/store/support/support.js'
import { ADDRESS, person } from '../store/organisation.js'
import { testDatabase } from '../support/database.js'
import { startProcess } from '../support/process.js'
import { startRedis } from '../support/redis.js'
import { removeFolder, tempFolder } from '../support/temp-folder.js'
import { killGroup } from './support/lives.js'
import { steadyPort } from './support/port.js'
import { quiet } from './support/reckon.js'
import { telegramSettings, zaloSettings } from './support/settings.js'

/** People who want the same: RACE=200 for a shorter run. */
const PEOPLE = Number(process.env.RACE) || 1_000
const MAIN = fileURLToPath(new URL('../../dist/main.cjs', import.meta.url))

const redis = await startRedis()
const undo: (() => unknown)[] = []
afterAll(() => redis?.stop())
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step()
})

type Database = Awaited<ReturnType<typeof testDatabase>>

/** Two processes of the app: Telegram's webhook leads to one, Zalo's to the other; both may write to both. */
async function start(database: Database, redisUrl?: string): Promise<Sandbox> {
  const [port, other] = [await steadyPort(), await steadyPort()]
  const zalo = { webhookUrl: `http://127.0.0.1:${other}/webhooks/zalo` }
  const sandbox = await startSandbox({ zalo, retryDelaysMs: Array(2000).fill(150) })
  undo.push(() => sandbox.stop())
  for (const mine of [port, other]) {
    const cwd = tempFolder()
    undo.push(() => removeFolder(cwd))
    const env = {
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      HOST: '127.0.0.1',
      PORT: String(mine),
      DATA_DIR: cwd,
      DATABASE_URL: database.url,
      ...(redisUrl && { REDIS_URL: redisUrl }),
      ...telegramSettings(sandbox, port),
      ...zaloSettings(sandbox),
    }
    const life = startProcess([MAIN], { cwd, env })
    undo.push(async () => {
      await killGroup(life)
      await life.exited
    })
    await life.says(/Nhân Ái is ready/)
  }
  return sandbox
}

/** A need with one place left of three, and three others where help is waited for. */
async function openNeeds({ pool }: Database): Promise<{ code: string; need: string }> {
  const now = Date.now()
  const { rows } = await pool.query(`SELECT code FROM unit WHERE kind = 'ward' ORDER BY code LIMIT 1`)
  const made = await transaction(pool, async (tx) => {
    const all: { code: string; need: string }[] = []
    for (const quantity of [3_000, 5_000, 5_000, 5_000]) {
      const { id, code } = await addAddress(
        tx,
        {
          ...ADDRESS,
          unit: rows[0].code,
          needs: [{ form: 'material', what: 'gạo', measure: 'suất', quantity, rhythm: 'once' }],
        },
        CONSOLE,
        now,
      )
      all.push({ code, need: (await tx.query('SELECT id FROM need WHERE address_id = $1', [id])).rows[0].id })
    }
    return all
  })
  const [first] = made
  for (const n of [1, 2]) {
    const who = await person(pool)
    const form = { need: first!.need, quantity: 1_000, name: 'Lan', phone: '+84912345678', starts: 'mai' }
    await transaction(pool, (tx) => makePledge(tx, who, `before-${n}`, form, now))
  }
  return first!
}

const backends = [{ name: 'postgres', redisUrl: undefined }, ...(redis ? [{ name: 'redis', redisUrl: redis.url }] : [])]

it.each(backends)('the last place, the queue on $name', async ({ redisUrl }) => {
  const database = await testDatabase()
  undo.push(() => database.drop())
  const { pool } = database
  const sandbox = await start(database, redisUrl)
  const { code, need } = await openNeeds(database)
  const people = Array.from({ length: PEOPLE }, (_, n) => ({
    id: sandbox.people.add(`Người ${n}`).id,
    platform: n % 2 ? ('zalo' as const) : ('telegram' as const),
  }))
  for (const { id, platform } of people) {
    if (platform === 'zalo') sandbox.zalo.follow(id)
    else sandbox.telegram.start(id, `dcnd_${code}`)
  }
  await quiet(pool, sandbox)
  const begun = performance.now()
  for (const { id, platform } of people) {
    if (platform === 'zalo') {
      // What a tap on Zalo's hidden button sends.
      sandbox.zalo.say(id, `#c.giveHelp.${need}`)
      continue
    }
    const card = sandbox.bubbles.list(platform, id).findLast(({ buttons }) => buttons?.some(isGiveHelp))!
    sandbox.telegram.tap(id, card.id, card.buttons!.findIndex(isGiveHelp))
  }
  await quiet(pool, sandbox)
  console.log(`${PEOPLE} people in ${Math.round(performance.now() - begun)} ms`)

  const { rows } = await pool.query(
    `SELECT n.taken::int, n.quantity::int, (SELECT count(*)::int FROM pledge WHERE need_id = n.id AND state = 'held') AS held,
       (SELECT sum(quantity)::int FROM pledge WHERE need_id = n.id AND state IN ('held', 'asked')) AS promised FROM need n WHERE id = $1`,
    [need],
  )
  expect(rows).toEqual([{ taken: 3_000, quantity: 3_000, held: 1, promised: 3_000 }])
  const answers = people.map(({ id, platform }) =>
    sandbox.bubbles
      .list(platform, id)
      .filter(({ from }) => from === 'bot')
      .map(({ text }) => text ?? ''),
  )
  const got = answers.filter((texts) => texts.some((text) => text.includes('giữ chỗ này cho')))
  const full = answers.filter((texts) => texts.filter((text) => text.includes('vừa có người nhận đủ')).length === 1)
  expect([got.length, full.length]).toEqual([1, PEOPLE - 1])
  for (const texts of full) expect(texts.at(-1)!.match(/DCND-\d{4}-\d{4}/g)).toHaveLength(3)
  const { brokenAt, needs } = await verifyLedger(pool)
  expect({ brokenAt, needs }).toEqual({ brokenAt: undefined, needs: [] })
  const left = await pool.query(
    `SELECT (SELECT count(*) FROM inbox WHERE state <> 'handled')::int + (SELECT count(*) FROM outbox WHERE state <> 'sent')::int AS n`,
  )
  expect(left.rows[0].n).toBe(0)
})

const isGiveHelp = ({ label }: { label: string }) => label.startsWith('Tôi muốn giúp')
