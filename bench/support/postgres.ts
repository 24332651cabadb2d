import { readFileSync } from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import pino from 'pino'
import { startEmbedded } from '../../src/store/embedded/embedded.js'
import { migrate } from '../../src/store/migrate.js'
import { removeFolder, tempFolder } from '../../tests/support/temp-folder.js'

const log = pino({ level: 'silent' })

export interface BenchPostgres {
  url: string
  /** The address of one more database on the same server. */
  another(name: string): Promise<string>
  /** The server's process. */
  pid: number
  stop(): Promise<void>
}

/** An embedded PostgreSQL of its own with our settings (every commit reaches the disk), migrated. */
export async function startPostgres(): Promise<BenchPostgres> {
  const folder = tempFolder()
  const embedded = await startEmbedded({ dataDir: folder, log })
  await migrate(embedded.url, { log })
  return {
    url: embedded.url,
    async another(name) {
      const client = new pg.Client({ connectionString: embedded.url })
      await client.connect()
      await client.query(`CREATE DATABASE ${name}`)
      await client.end()
      const url = new URL(embedded.url)
      url.pathname = `/${name}`
      await migrate(url.href, { log })
      return url.href
    },
    pid: Number(readFileSync(path.join(folder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]),
    async stop() {
      await embedded.stop()
      removeFolder(folder)
    },
  }
}
