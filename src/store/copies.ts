// Platforms keep a copy of every file that was sent to them, under a name of theirs: sent again, the name is enough.
import { createHash } from 'node:crypto'
import { type Pool, transaction } from './database.js'

export interface Copies {
  /** The platform's name of its copy, where it has one newer than `since` (epoch ms). */
  find(key: string, since: number): Promise<string | undefined>
  /** Makes a copy while nobody else makes the same, in any process; gives the one that somebody has made meanwhile. */
  make(key: string, since: number, upload: () => Promise<string>): Promise<string>
  forget(key: string): Promise<void>
}

/** The copies that one channel's platform keeps, as rows: every process knows them, also after a restart. */
export function createCopies(pool: Pool, channel: string, now: () => number): Copies {
  const hashOf = (key: string) => createHash('sha256').update(key).digest('hex')
  const find = async (db: Pick<Pool, 'query'>, key: string, since: number) => {
    const { rows } = await db.query<{ name: string }>({
      name: 'find-copy',
      text: 'SELECT name FROM copy WHERE channel = $1 AND key = $2 AND made_at > $3',
      values: [channel, hashOf(key), new Date(since)],
    })
    return rows[0]?.name
  }
  return {
    find: (key, since) => find(pool, key, since),
    make: (key, since, upload) =>
      transaction(pool, async (tx) => {
        await tx.query('SELECT pg_advisory_xact_lock(hashtext($1))', [`copy ${channel} ${hashOf(key)}`])
        const found = await find(tx, key, since)
        if (found !== undefined) return found
        const name = await upload()
        await tx.query(
          `INSERT INTO copy (channel, key, name, made_at) VALUES ($1, $2, $3, $4)
           ON CONFLICT (channel, key) DO UPDATE SET name = excluded.name, made_at = excluded.made_at`,
          [channel, hashOf(key), name, new Date(now())],
        )
        return name
      }),
    forget: async (key) =>
      void (await pool.query('DELETE FROM copy WHERE channel = $1 AND key = $2', [channel, hashOf(key)])),
  }
}
