// The app as it runs in production: a bot and workers, each a process, beside a sandbox whose platform has a limit.
import pg from 'pg'
import { startSandbox } from '../../src/sandbox/server.js'
import type { Pool } from '../../src/store/database.js'
import { readUnits } from '../../src/store/reference.js'
import { saveUnits } from '../../src/store/units.js'
import { createHerd } from '../../tests/storm/support/herd.js'
import { steadyPort } from '../../tests/storm/support/port.js'
import { telegramSettings } from '../../tests/storm/support/settings.js'
import { untilMorning } from '../../tests/support/by-day.js'
import { removeFolder, tempFolder } from '../../tests/support/temp-folder.js'
import { startPostgres } from '../support/postgres.js'

export type Place = Awaited<ReturnType<typeof startPlace>>

/** `perSecond`: what the app is told that Telegram takes. */
export async function startPlace({ workers, perSecond }: { workers: number; perSecond: number }) {
  const postgres = await startPostgres()
  const folder = tempFolder()
  const pool: Pool = new pg.Pool({ connectionString: postgres.url, max: 4 })
  await saveUnits(pool, readUnits())
  const sandbox = await startSandbox()
  const offset = untilMorning(Date.now())
  await sandbox.clock.advance(offset)
  const shared = {
    HOST: '127.0.0.1',
    DATA_DIR: folder,
    DATABASE_URL: postgres.url,
    CLOCK_OFFSET_MS: String(offset),
    TELEGRAM_PER_SECOND: String(perSecond),
    LOG_LEVEL: 'warn',
    ...telegramSettings(sandbox),
  }
  const roles = ['bot', ...Array<string>(workers).fill('worker')]
  const environments = await Promise.all(
    roles.map(async (ROLE) => ({ ...shared, ROLE, PORT: String(await steadyPort()) })),
  )
  const herd = createHerd(environments, folder)
  await herd.ready()
  return {
    pool,
    sandbox,
    complaints: herd.complaints,
    async stop() {
      await herd.stop()
      await pool.end()
      await sandbox.stop()
      await postgres.stop()
      removeFolder(folder)
    },
  }
}
