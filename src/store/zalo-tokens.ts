import { createHash } from 'node:crypto'
import type { Pool } from 'pg'
import { atLength } from './database.js'

/** The OA's token pair as kept. Times are epoch ms. */
export interface ZaloTokens {
  accessToken?: string
  /** When the access token was given, and when it dies. */
  issuedAt: number
  expiresAt?: number
  refreshToken: string
  /** When a refresh was sent whose answer has not been written down. */
  refreshingAt?: number
}

export interface ZaloTokenPair {
  accessToken: string
  refreshToken: string
  expiresAt: number
}

const LOCK = `SELECT pg_advisory_lock(hashtext('zalo_token'), hashtext($1))`

export type ZaloTokenStore = ReturnType<typeof zaloTokenStore>

/**
 * One OA's line in zalo_token. A refresh token works once, so every change but `plant` names the refresh token it
 * starts from and does nothing when the line has moved on.
 */
export function zaloTokenStore(pool: Pool, oaId: string) {
  return {
    async read(): Promise<ZaloTokens | undefined> {
      const { rows } = await pool.query(
        `SELECT access_token, updated_at, expires_at, refresh_token, refreshing_at FROM zalo_token WHERE oa_id = $1`,
        [oaId],
      )
      const row = rows[0]
      if (!row) return undefined
      return {
        accessToken: row.access_token ?? undefined,
        issuedAt: row.updated_at.getTime(),
        expiresAt: row.expires_at?.getTime(),
        refreshToken: row.refresh_token,
        refreshingAt: row.refreshing_at?.getTime(),
      }
    },

    /** Begins a line from the operator's refresh token, or anew when the operator gave another one. True if so. */
    async plant(seed: string, now: number): Promise<boolean> {
      const { rowCount } = await pool.query(
        `INSERT INTO zalo_token AS kept (oa_id, refresh_token, seed_hash, updated_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (oa_id) DO UPDATE SET refresh_token = excluded.refresh_token, seed_hash = excluded.seed_hash,
           updated_at = excluded.updated_at, access_token = NULL, expires_at = NULL, refreshing_at = NULL
         WHERE kept.seed_hash <> excluded.seed_hash`,
        [oaId, seed, createHash('sha256').update(seed).digest('hex'), new Date(now)],
      )
      return rowCount === 1
    },

    /** Marks a refresh as sent; forgets an access token that is known to be dead. */
    async begin(refreshToken: string, now: number, accessIsDead: boolean): Promise<void> {
      await pool.query(
        `UPDATE zalo_token SET refreshing_at = $3, access_token = CASE WHEN $4 THEN NULL ELSE access_token END
         WHERE oa_id = $1 AND refresh_token = $2`,
        [oaId, refreshToken, new Date(now), accessIsDead],
      )
    },

    /** Takes the mark away: the refresh did not happen. */
    async cancel(refreshToken: string): Promise<void> {
      await pool.query(`UPDATE zalo_token SET refreshing_at = NULL WHERE oa_id = $1 AND refresh_token = $2`, [
        oaId,
        refreshToken,
      ])
    },

    /** Puts the new pair in the place of the old, mark and all, in one commit. */
    async save(refreshToken: string, pair: ZaloTokenPair, now: number): Promise<void> {
      await pool.query(
        `UPDATE zalo_token SET access_token = $3, refresh_token = $4, expires_at = $5, updated_at = $6,
           refreshing_at = NULL
         WHERE oa_id = $1 AND refresh_token = $2`,
        [oaId, refreshToken, pair.accessToken, pair.refreshToken, new Date(pair.expiresAt), new Date(now)],
      )
    },

    /**
     * Runs `work` while no other process does, however long it takes. The lock belongs to a connection of its own
     * and falls with it, so a crash frees it.
     */
    async exclusively<T>(work: () => Promise<T>): Promise<T> {
      const holder = await pool.connect()
      let broken: Error | undefined
      try {
        // Whoever holds it may be waiting for Zalo. The lock outlives the transaction, the patience does not.
        await holder.query('BEGIN')
        await atLength(holder, LOCK, [oaId])
        await holder.query('COMMIT')
        return await work()
      } finally {
        await holder.query(`SELECT pg_advisory_unlock(hashtext('zalo_token'), hashtext($1))`, [oaId]).catch((error) => {
          broken = error
        })
        // A connection that may still hold the lock must not go back to the pool.
        holder.release(broken)
      }
    },
  }
}
