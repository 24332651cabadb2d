// The app with its built-in PostgreSQL: kill -9 of the app, of the database, of both.
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import pino from 'pino'
import { afterEach, expect, it } from 'vitest'
import { openDatabase } from '../../src/store/database.js'
import { startEmbedded } from '../../src/store/embedded/embedded.js'
import { KEYS } from '../support/keys.js'
import type { RunningProcess } from '../support/process.js'
import { killGroup } from './support/lives.js'
import { seeded } from './support/random.js'
import { prepareStorm } from './support/storm.js'

const CONVERSATIONS = 60
// Now and then long enough for the app to have its database back.
const LONGEST_GAP_MS = 3000
const undo: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step()
})

it('Telegram by polling and Zalo, the database killed too', async () => {
  const storm = await prepareStorm({
    name: 'Built-in PostgreSQL',
    platforms: ['telegram', 'zalo'],
    conversations: CONVERSATIONS,
  })
  const random = seeded(storm.seed + 1000)
  let databaseDeaths = 0
  let last = false
  undo.push(() => {
    last = true
    return storm.stop()
  })

  /** The app alone, or both, either of them first: what is left of them goes on for a moment. */
  async function strike(life: RunningProcess): Promise<void> {
    const how = last ? 'app first' : random.pick(['app', 'app first', 'database first'] as const)
    if (how === 'database first') {
      databaseDeaths += killDatabase(storm.dataDir)
      await new Promise((resolve) => setTimeout(resolve, random.below(LONGEST_GAP_MS)))
    }
    await killGroup(life)
    if (how === 'app first') databaseDeaths += killDatabase(storm.dataDir)
  }

  // A database whose last parts have not yet ended can hold up a start: whoever runs the app starts it again.
  storm.addLives({}, { strike, mayEndItself: true })
  await storm.rage(async () => {
    const joined = await startEmbedded({ dataDir: storm.dataDir, log: pino({ level: 'silent' }), join: true })
    const { pool, close } = openDatabase(joined.url, { max: 10, keys: KEYS })
    undo.push(close)
    await joined.stop()
    return pool
  })
  console.log(`${databaseDeaths} times the database was killed`)
  expect(databaseDeaths).toBeGreaterThan(0)
})

/** kill -9 of the postmaster; gives 1 when there was one. */
function killDatabase(dataDir: string): number {
  const file = path.join(dataDir, 'postgres/postmaster.pid')
  const pid = existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : 0
  try {
    if (pid > 0) process.kill(pid, 'SIGKILL')
    return pid > 0 ? 1 : 0
  } catch {
    return 0
  }
}
