// A new key, and everything sealed by it: broken off, it goes on where it was; the old key is let go when nothing needs it.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { secretsIn } from '../../ops/secrets.js'
import type { Pool } from '../database.js'
import { idOf } from '../keys.js'
import { keysOf } from '../sealed.js'
import { KEY_FILE, LOOK_MS, newSecret, writeKeyFile } from './key-file.js'
import { countByKey, sealRows } from './rows.js'
import { type KeySource, usedKeys } from './unlock.js'

export interface KeyState {
  id: string
  /** Sealed by it: values. */
  count: number
  /** What is written now is sealed by it. */
  current: boolean
  given: boolean
}

/** Every key that is needed, the current one first. `plain`: values that are not sealed yet. */
export async function keyStates(pool: Pool): Promise<{ keys: KeyState[]; plain: number }> {
  const ring = keysOf(pool)
  const { plain = 0, ...counts } = await countByKey(pool)
  const ids = [...new Set([ring.current(), ...(await usedKeys(pool)), ...Object.keys(counts)])]
  const keys = ids.map((id) => ({
    id,
    count: counts[id] ?? 0,
    current: id === ring.current(),
    given: ring.ids().includes(id),
  }))
  return { keys, plain }
}

/**
 * Seals everything by the newest key: of DATA_KEY the first; of the file a new one, unless one was begun and not ended. Gives
 * how many rows were sealed, and which keys nothing needs any more; the file has let them go.
 */
export async function rotateKeys(pool: Pool, source: KeySource): Promise<{ done: number; over: string[] }> {
  if (!source.given) await beginKey(pool, source.dataDir)
  const { current } = keysOf(pool)
  await pool.query('INSERT INTO data_key (id) VALUES ($1) ON CONFLICT DO NOTHING', [current()])
  let done = 0
  for (let found = 1; found > 0; done += found) found = await sealRows(pool)
  const counts = await countByKey(pool)
  const over = (await usedKeys(pool)).filter((id) => id !== current() && !counts[id])
  await pool.query('DELETE FROM data_key WHERE id = ANY($1)', [over])
  if (!source.given) {
    const kept = secretsOf(source.dataDir).filter((secret) => !over.includes(idOf(secret)))
    writeKeyFile(
      source.dataDir,
      kept.map((secret) => secret.toString('base64')),
    )
  }
  return { done, over }
}

/** Puts a new key in front, and gives every process that runs the time to notice. */
async function beginKey(pool: Pool, dataDir: string): Promise<void> {
  const secrets = secretsOf(dataDir)
  const counts = await countByKey(pool)
  const begun = Object.keys(counts).some((id) => id !== 'plain' && id !== idOf(secrets[0]!))
  if (!begun) writeKeyFile(dataDir, [newSecret(), ...secrets.map((secret) => secret.toString('base64'))])
  await wait(2 * LOOK_MS)
  await earlierEnd(pool)
}

/** Waits until every transaction has ended that was begun before now, and may still write by the earlier key. */
async function earlierEnd(pool: Pool): Promise<void> {
  const { rows } = await pool.query<{ now: string }>('SELECT clock_timestamp()::text AS now')
  for (;;) {
    const { rows: open } = await pool.query(
      `SELECT FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend'
         AND xact_start < $1::timestamptz AND pid <> pg_backend_pid()`,
      [rows[0]!.now],
    )
    if (open.length === 0) return
    await wait(LOOK_MS / 10)
  }
}

function secretsOf(dataDir: string): Buffer[] {
  return secretsIn(readFileSync(path.join(dataDir, KEY_FILE), 'utf8'))!
}
