import type { Logger } from 'pino'
import { createUndo } from '../ops/undo.js'
import { erasureSecret } from './address/known-again.js'
import { saveCalendar, shippedCalendar } from './calendar.js'
import { prepareDataDir } from './data-dir.js'
import { type Database, openDatabase, type Pool, together } from './database.js'
import { type Embedded, startEmbedded } from './embedded/embedded.js'
import { openStorage, type Storage } from './files/bytes.js'
import { announceInstance } from './instance.js'
import { migrate } from './migrate.js'
import { readUnits } from './reference.js'
import { saveProgrammes, shippedProgrammes } from './review/programmes.js'
import { type KeySource, sealOpen, takeKeys } from './sealed/unlock.js'
import { createPlaces, type PlacesSource, saveUnits } from './units.js'

/** All that is kept: the database, brought up to this release, and the bytes of files. */
export interface Store extends Pick<Database, 'pool' | 'unlock'> {
  /** Where the database is; the queue may live beside it. */
  url: string
  /** The organisation tree, to be searched by name. */
  places: PlacesSource
  files: Storage
  /** The number this process holds its claims by; another one after the database was away. */
  instance(): number
  close(): Promise<void>
}

interface StoreOptions extends KeySource {
  /** A PostgreSQL of the operator's; without it the built-in one is started. */
  url?: string
  /** The built-in one, where it is being started already. */
  postgres?: Promise<Embedded>
  log: Logger
}

const CONNECTIONS = 10

/**
 * Starts the server if it is ours, migrates, connects. Throws StartError for what a person can mend, and leaves nothing
 * open then.
 */
export async function openStore({ dataDir, given: secrets, url: given, postgres, log }: StoreOptions): Promise<Store> {
  const undo = createUndo(log)
  let starting: Promise<string> | undefined
  try {
    prepareDataDir(dataDir)
    starting = given === undefined ? embedded() : Promise.resolve(given)
    const saveShipped = readShipped()
    const url = await starting
    await migrate(url, { log })
    const database = openDatabase(url, { max: CONNECTIONS })
    undo.add(database.close)
    const { pool } = database
    const { keys, open } = await takeKeys(pool, { dataDir, given: secrets })
    database.unlock(keys)
    if (open) await sealOpen(pool)
    // From the first backup on.
    await erasureSecret(pool)
    const places = createPlaces()
    // The first to write need not wait for the places to be built.
    const ready = saveShipped(pool).then(() => places.at(pool))
    const [instance, files] = await together([announced(url), openStorage(dataDir), ready])
    return { url, pool, unlock: database.unlock, places, files, instance: () => instance.id, close: undo.run }
  } catch (error) {
    await starting?.catch(() => {})
    await undo.run()
    throw error
  }

  async function announced(url: string) {
    const instance = await announceInstance(url, log)
    undo.add(instance.stop)
    return instance
  }
  async function embedded(): Promise<string> {
    const server = await (postgres ?? startEmbedded({ dataDir, log }))
    undo.add(server.stop)
    return server.url
  }
}

/** What this release brings along, read while the server starts; gives what saves it where the database lacks it. */
function readShipped(): (pool: Pool) => Promise<void> {
  const units = readUnits()
  const calendar = shippedCalendar()
  const programmes = shippedProgrammes()
  return async (pool) => {
    await saveUnits(pool, units)
    await saveCalendar(pool, calendar)
    await saveProgrammes(pool, programmes, Date.now())
  }
}
