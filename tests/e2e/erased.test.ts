// Somebody who has used all there is asks to be erased: afterwards no word of theirs is found in the database, in the queue or
// in the folder, nor after an older backup was brought back and the erasures were applied again. (Logs: privacy.test.ts.)
import { readFileSync } from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { afterAll, describe, expect, inject, it } from 'vitest'
import { type Database, openDatabase, type Pool, transaction } from '../../src/store/database.js'
import { readErasures, reapplyErasures } from '../../src/store/erasures.js'
import { ERASED } from '../../src/store/files/bytes.js'
import { erase } from '../../src/tools/admin/rights.js'
import { urlOf } from '../support/database.js'
import { KEYS } from '../support/keys.js'
import { folderText, keptRows, redisText, rowText } from '../support/search.js'
import { BACKENDS, type Citizen, startWorld, type World } from '../support/world.js'
import { enterAddress, hello, makeOfficer, register } from './help.js'
import { tellIndividual } from './stories.js'

// What only this person says: of themselves, of their nominee, of a family, to an officer, half told.
const CANARIES = [
  'Phạm Thị Lan',
  '912345678',
  'Trần Văn Bình',
  'bát cháo nóng',
  'giàn mướp',
  'bỏng nặng',
  'Đinh Mỹ Linh',
]
const found = (text: string) => CANARIES.filter((word) => text.includes(word))

const dump = async (pool: Pool) => (await keptRows(pool)).map(rowText).join('\n')

/** A copy of all PostgreSQL holds, made while nobody is connected: what a stopped installation's folder is. */
async function backup(w: World): Promise<Database & { drop(): Promise<void> }> {
  const server = inject('postgresUrl')
  const [from, to] = [new URL(w.databaseUrl).pathname.slice(1), `backup_${Date.now()}`]
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  await w.app.stop()
  await client.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [from])
  await expect
    .poll(async () => (await client.query('SELECT FROM pg_stat_activity WHERE datname = $1', [from])).rowCount)
    .toBe(0)
  await client.query(`CREATE DATABASE ${to} TEMPLATE ${from}`)
  await w.restart()
  const database = openDatabase(urlOf(server, to), { max: 2, keys: KEYS })
  return {
    ...database,
    async drop() {
      await database.close()
      await client.query(`DROP DATABASE ${to} WITH (FORCE)`)
      await client.end()
    },
  }
}

/** All there is to do for a citizen. */
async function usesEverything(w: World, me: Citizen): Promise<void> {
  await tellIndividual(w, me, 'telegram')
  await me.says('trang chính')
  await register(me, '2')
  await me.says('nhà bên cạnh nghèo lắm')
  if (!me.reads().includes('hoàn cảnh của ai')) await me.presses('Tôi đồng ý')
  await me.presses('Người khác')
  await me.says('Lê Chân')
  if (!me.reads().includes('Hoàn cảnh ra sao')) await me.presses('Phường Lê Chân')
  await me.says('Mấy mẹ con ở căn nhà có giàn mướp, thiếu gạo, mái dột')
  await me.presses('Tôi không rõ')
  await me.presses('Tôi không rõ')
  await me.says('Phạm Thị Lan')
  await me.says('0912 345 678')
  expect(await me.presses('Gửi đi')).toMatch(/DCND-\d{4}-\d{4}/)
  await me.says('gặp cán bộ')
  await me.says('Cháu nhà tôi bị bỏng nặng, tôi muốn hỏi chuyện hỗ trợ')
  await me.says('giới thiệu người tốt')
  await me.presses('Giới thiệu người khác').catch(() => me.presses('Kể về người khác'))
  await me.presses('Một người')
  await me.says('Đinh Mỹ Linh')
  const zalo = await hello(w, 'zalo', 'p2')
  await me.says('liên kết tài khoản')
  const code = /(\d{3}) (\d{3})/
    .exec(await me.presses('Lấy mã liên kết'))!
    .slice(1)
    .join('')
  await zalo.says(`mã liên kết ${code}`)
  await w.settle()
}

const started = await Promise.all(BACKENDS.map(async (name) => ({ name, world: await startWorld(name) })))
afterAll(() => Promise.all(started.map(({ world }) => world?.stop())))

for (const { name, world } of started)
  describe.skipIf(!world)(`whoever has done everything, queue on ${name}`, () => {
    it('is found nowhere once they are erased, nor in a backup that was brought back', {
      timeout: 240_000,
    }, async () => {
      const w = world!
      const officer = await hello(w, 'zalo', 'p1')
      await makeOfficer(w)
      await enterAddress(officer)
      const me = w.citizen('telegram', 'p2')
      await usesEverything(w, me)
      // Until then the account that was linked first can undo the link, and nothing is erased.
      await w.sandbox.clock.advance(25 * 3_600_000)
      await w.settle()
      // They were there: the search would have found them.
      expect(found(await dump(w.pool))).toEqual(CANARIES)
      const copy = await backup(w)
      try {
        await me.says('quyền của tôi')
        await me.presses('Xóa')
        await me.presses('Xóa dữ liệu của tôi')
        const { rows } = await w.pool.query(`SELECT id FROM ticket WHERE kind = 'erase' AND closed_at IS NULL`)
        await erase(w.pool, { id: rows[0].id, all: true }, w.sandbox.clock.now())
        await w.settle()
        await w.settle()
        expect(found(await dump(w.pool))).toEqual([])
        expect(found(folderText(w.config.dataDir))).toEqual([])
        const { queue } = w.config
        if (queue.backend === 'redis') expect(found(await redisText(queue.url))).toEqual([])

        // The backup, as it was; then as it must be.
        expect(found(await dump(copy.pool))).toEqual(CANARIES)
        const lines = readErasures(readFileSync(path.join(w.config.dataDir, ERASED), 'utf8'))
        expect(await reapplyErasures(copy.pool, lines, w.sandbox.clock.now())).toMatchObject({ people: 1 })
        expect(found(await dump(copy.pool))).toEqual([])
        // What others have stays: the officer's family, the ledger.
        const kept = await transaction(
          copy.pool,
          async (tx) =>
            (await tx.query('SELECT (SELECT count(*) FROM address)::int AS a, (SELECT count(*) FROM ledger)::int AS l'))
              .rows[0],
        )
        expect(kept).toEqual({ a: 1, l: expect.any(Number) })
      } finally {
        await copy.drop()
      }
    })
  })
