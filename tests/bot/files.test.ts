import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import type { Pool } from 'pg'
import pino from 'pino'
import sharp from 'sharp'
import { afterAll, expect, it } from 'vitest'
import type { Channel } from '../../src/bot/channel.js'
import { fetchFile } from '../../src/bot/files.js'
import { transaction } from '../../src/store/database.js'
import { openStorage, pathOf } from '../../src/store/files/bytes.js'
import { dropFile, removeOrphans, wantFile } from '../../src/store/files/rows.js'
import { lockPeople } from '../../src/store/people.js'
import { testDatabase } from '../support/database.js'
import { removeFolder, tempFolder } from '../support/temp-folder.js'

const { pool, drop } = await testDatabase()
const dataDir = tempFolder()
const storage = await openStorage(dataDir)
const bytes = await sharp({ create: { width: 20, height: 20, channels: 3, background: '#888' } })
  .jpeg()
  .toBuffer()
afterAll(async () => {
  await drop()
  removeFolder(dataDir)
})

const SENDER = { channel: 'telegram', address: '7' }

function wanted(name?: string): Promise<string> {
  return transaction(pool, async (tx) => {
    const [who] = await lockPeople(tx, [SENDER], 1)
    const id = randomUUID()
    await wantFile(tx, who!.personId, 'telegram', id, { ref: 'r', kind: 'photo', name }, 1)
    return id
  })
}

function dropped(id: string): Promise<void> {
  return transaction(pool, async (tx) => {
    const [who] = await lockPeople(tx, [SENDER], 1)
    await dropFile(tx, who!.personId, id)
  })
}

function deps(over: { pool?: Pool; put?: typeof storage.put } = {}) {
  return {
    pool: over.pool ?? pool,
    channels: { telegram: { fetchFile: async () => ({ bytes }) } as unknown as Channel },
    storage: { ...storage, put: over.put ?? storage.put },
    now: Date.now,
    log: pino({ level: 'silent' }),
    later: () => {},
  }
}

async function row(id: string) {
  return (await pool.query('SELECT state, name, sha256 FROM file WHERE id = $1', [id])).rows[0]
}

it('a picture sent again keeps its bytes while those of the first copy are cleared away', async () => {
  const first = await wanted()
  await fetchFile(deps(), first)
  await dropped(first)
  const again = await wanted()
  let swept: Promise<void> | undefined
  const put = async (content: Buffer) => {
    const sha256 = await storage.put(content)
    swept = removeOrphans(pool, 10, storage.remove)
    // The sweep has seen that the bytes may go: it waits for us, or is done.
    await Promise.race([swept, someoneWaits()])
    return sha256
  }
  await fetchFile(deps({ put }), again)
  await swept
  const { state, sha256 } = await row(again)
  expect(state).toBe('stored')
  expect(existsSync(pathOf(dataDir, sha256))).toBe(true)
})

async function someoneWaits(): Promise<void> {
  for (let waiting = 0; waiting === 0; ) {
    const { rows } = await pool.query(
      `SELECT count(*)::int AS n FROM pg_locks WHERE locktype = 'advisory' AND NOT granted`,
    )
    waiting = rows[0].n
  }
}

it('the name of a file goes with the file', async () => {
  const id = await wanted('CCCD Nguyen Thi Hoa.jpg')
  await fetchFile(deps(), id)
  await dropped(id)
  expect(await row(id)).toMatchObject({ state: 'dropped', name: null })
})

it('a file that will never come is told of, though the process dies just then', async () => {
  const id = await wanted()
  await pool.query('UPDATE file SET attempts = 9 WHERE id = $1', [id])
  await pool.query(`ALTER TABLE inbox ADD CONSTRAINT away CHECK (event_id NOT LIKE 'ours:lost:%') NOT VALID`)
  const lost = { ...deps(), channels: {} }
  await fetchFile(lost, id).catch(() => {})
  await pool.query('ALTER TABLE inbox DROP CONSTRAINT away')
  await pool.query(`UPDATE file SET next_try_at = now() - interval '1 hour' WHERE id = $1`, [id])
  await fetchFile(lost, id)
  expect(await row(id)).toMatchObject({ state: 'lost' })
  const { rows } = await pool.query('SELECT state FROM inbox WHERE event_id = $1', [`ours:lost:${id}`])
  expect(rows).toEqual([{ state: 'pending' }])
})
