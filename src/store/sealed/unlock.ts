// At the start: are these the keys of this database? A wrong or lost one is said before anything is read.
import { createHash } from 'node:crypto'
import { StartError } from '../../ops/start-error.js'
import { type Db, type Pool, transaction } from '../database.js'
import { type Keys, openKeys } from '../keys.js'
import { SEALED } from '../sealed.js'
import { fileSecrets, hasKeyFile, newSecret, writeKeyFile } from './key-file.js'
import { sealRows } from './rows.js'

const LOCK = 72_707_371

export interface KeySource {
  dataDir: string
  /** DATA_KEY. */
  given?: Buffer[]
}

/** The ids of the keys that rows of this database are sealed by. */
export async function usedKeys(db: Db): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>('SELECT id FROM data_key ORDER BY made_at, id')
  return rows.map(({ id }) => id)
}

/** The keys of a database that has been used; throws StartError where one is missing or another. */
export async function findKeys(db: Db, source: KeySource): Promise<Keys> {
  const used = await usedKeys(db)
  if (!source.given && !hasKeyFile(source.dataDir)) throw new StartError(lost(used, source))
  const keys = keysFrom(source)
  const ours = keys.ids()
  const missing = used.filter((id) => !ours.includes(id))
  if (missing.length > 0) throw new StartError(wrong(missing, source))
  return keys
}

/**
 * The same, for the app itself: a database without any is given its first key. `open`: values may lie unsealed, because it
 * never had a key or an earlier release left their columns open.
 */
export async function takeKeys(pool: Pool, source: KeySource): Promise<{ keys: Keys; open: boolean }> {
  return transaction(pool, async (tx) => {
    // Of two that start at once, one makes the key.
    await tx.query('SELECT pg_advisory_xact_lock($1)', [LOCK])
    const used = await usedKeys(tx)
    if (used.length === 0 && !source.given && !hasKeyFile(source.dataDir)) writeKeyFile(source.dataDir, [newSecret()])
    const keys = await findKeys(tx, source)
    await tx.query('INSERT INTO data_key (id) VALUES ($1) ON CONFLICT DO NOTHING', [keys.current()])
    const { rowCount } = await tx.query('SELECT FROM data_key WHERE covers = $1', [COVERS])
    return { keys, open: rowCount === 0 }
  })
}

/** Seals what an earlier release wrote, or lay in a backup of one; notes that nothing is open any more. */
export async function sealOpen(pool: Pool): Promise<void> {
  await sealRows(pool)
  await pool.query('UPDATE data_key SET covers = $1', [COVERS])
}

// Which columns are sealed: a release that seals more finds them open once.
const COVERS = createHash('sha256').update(JSON.stringify(SEALED)).digest('hex').slice(0, 12)

function keysFrom({ dataDir, given }: KeySource): Keys {
  return openKeys(given ? () => given : fileSecrets(dataDir))
}

function lost(used: string[], { dataDir }: KeySource): string {
  if (used.length === 0) return 'DATA_KEY: there is no key yet; the first "npm start" makes it'
  return `DATA_KEY: this database is sealed by the key ${used.join(', ')}, and there is none in ${dataDir}; bring data.key back from your backup, or set DATA_KEY`
}

function wrong(missing: string[], { given, dataDir }: KeySource): string {
  const where = given ? 'DATA_KEY' : `data.key in ${dataDir}`
  return `DATA_KEY: this database is sealed by the key ${missing.join(', ')}, and ${where} holds another; bring back the right one, or put it behind the new one`
}
