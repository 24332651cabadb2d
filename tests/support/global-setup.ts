import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import pino from 'pino'
import type { TestProject } from 'vitest/node'
import { postgresBackend } from '../../src/jobs/postgres.js'
import { type Embedded, startEmbedded } from '../../src/store/embedded/embedded.js'
import { migrate } from '../../src/store/migrate.js'
import { TEMPLATE, urlOf } from './database.js'
import { leftovers, memoryFolder, removeFolder } from './temp-folder.js'

declare module 'vitest' {
  export interface ProvidedContext {
    postgresUrl: string
  }
}

// What is thrown away need not survive a power cut, nor be tidied up.
const settings = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  autovacuum: 'off',
  max_connections: '200',
}
const log = pino({ level: 'silent' })

/** One PostgreSQL for the whole run, with a template that every test file clones: migrated, and with the queue's schema. */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  // Tests that start the tools or the whole application start what is compiled: never an older one.
  execFileSync(process.execPath, [path.resolve('scripts/setup.mjs')])
  for (const folder of leftovers()) await clearAway(folder)
  const folder = memoryFolder()
  const postgres = await startEmbedded({ dataDir: folder, log, settings })
  try {
    await createTemplate(postgres)
  } catch (error) {
    await postgres.stop()
    removeFolder(folder)
    throw error
  }
  provide('postgresUrl', postgres.url)
  return async () => {
    await postgres.stop()
    removeFolder(folder)
  }
}

async function createTemplate(postgres: Embedded): Promise<void> {
  const client = new pg.Client({ connectionString: postgres.url })
  await client.connect()
  await client.query(`create database ${TEMPLATE}`)
  await client.end()
  const url = urlOf(postgres.url, TEMPLATE)
  await migrate(url, { log })
  await postgresBackend(url).prepare()
}

/** Stops the server a killed run left behind, if it still runs. */
async function clearAway(folder: string): Promise<void> {
  if (existsSync(path.join(folder, 'postgres/postmaster.pid'))) {
    const postgres = await startEmbedded({ dataDir: folder, log }).catch(() => undefined)
    await postgres?.stop()
  }
  removeFolder(folder)
}
