import type { Redis } from 'ioredis'
import type { Pool } from 'pg'
import type { Torment } from './torment.js'

const LONGEST_PAUSE_MS = 4000

export function flushes(redis: Redis): Torment {
  return {
    name: 'flushes',
    longestPauseMs: LONGEST_PAUSE_MS,
    async strike() {
      await redis.flushall()
      return true
    },
  }
}

/** Drops BullMQ's schema with everything in it, under the feet of whoever uses it. */
export function drops(pool: Pool): Torment {
  return {
    name: 'drops',
    longestPauseMs: LONGEST_PAUSE_MS,
    async strike() {
      const { rows } = await pool.query(`SELECT FROM pg_namespace WHERE nspname = 'bullmq'`)
      if (rows.length === 0) return false
      try {
        await pool.query('DROP SCHEMA IF EXISTS bullmq CASCADE')
        return true
      } catch (error) {
        // Deadlocked with the queue's own work: PostgreSQL chose us.
        if ((error as { code?: string }).code !== '40P01') throw error
        return false
      }
    },
  }
}
