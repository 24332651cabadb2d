import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import type { Logger } from 'pino'
import { StartError } from '../../ops/start-error.js'
import { binaries, databaseUser, dataParent, giveTo } from './home.js'
import { type Cluster, initdb } from './tools.js'

/**
 * The cluster of DATA_DIR and its password, made where they are missing. DATA_DIR/postgres holds the data, or is a link to
 * them where the database's user cannot reach DATA_DIR: deleting DATA_DIR starts anew in either case.
 */
export async function openCluster(dataDir: string, log: Pick<Logger, 'info'>): Promise<Cluster & { password: string }> {
  const home = path.join(dataDir, 'postgres')
  const isThere = lstatSync(home, { throwIfNoEntry: false }) !== undefined
  if (isThere && !existsSync(home))
    throw new StartError(
      `DATA_DIR: what ${home} points to is gone; restore it, or delete ${home} for an empty database`,
    )
  const password = readPassword(path.join(dataDir, 'postgres.password'), isThere)
  const user = databaseUser(home)
  const bin = binaries(user)
  if (!isThere) {
    const parent = dataParent(dataDir, user)
    log.info(`Creating the database in ${parent} (first start only)`)
    await createCluster({ home, parent, bin, user, password })
  }
  return { bin, user, data: realpathSync(home), password }
}

/** Made once, before the data; never on a command line. */
function readPassword(file: string, hasData: boolean): string {
  if (!existsSync(file)) {
    if (hasData)
      throw new StartError(
        `DATA_DIR: ${file} is gone, and the data beside it do not open without; restore it, or delete DATA_DIR to start anew`,
      )
    const aside = `${file}.${process.pid}`
    writeFileSync(aside, randomBytes(24).toString('hex'), { mode: 0o600 })
    try {
      linkSync(aside, file)
    } catch (error) {
      // Another process starting at this moment was faster: both go on with its password.
      if (!existsSync(file)) throw error
    } finally {
      rmSync(aside)
    }
  }
  return readFileSync(file, 'utf8')
}

interface Creation extends Omit<Cluster, 'data'> {
  home: string
  parent: string
  password: string
}

/** Made aside and put into place when complete. Where another process was faster its data stay and ours go. */
async function createCluster({ home, parent, bin, user, password }: Creation): Promise<void> {
  removeLeftovers(parent)
  const aside = mkdtempSync(path.join(parent, `postgres.new-${process.pid}-`))
  const data = parent === path.dirname(home) ? home : aside.replace('postgres.new-', 'data-')
  try {
    chmodSync(aside, 0o700)
    giveTo(user, aside)
    await initdb({ bin, user, data: aside }, password)
    renameSync(aside, data)
    if (data !== home) symlinkSync(data, home)
  } catch (error) {
    const fasterElsewhere = existsSync(home)
    rmSync(data === home ? aside : data, { recursive: true, force: true })
    rmSync(aside, { recursive: true, force: true })
    if (fasterElsewhere) return
    throw new StartError(
      `DATA_DIR: the database cannot be created in ${parent} (${(error as Error).message}); mend that, or set DATABASE_URL`,
    )
  }
}

/** What killed processes left half made. */
function removeLeftovers(parent: string): void {
  for (const name of readdirSync(parent)) {
    const owner = /^postgres\.new-(\d+)-/.exec(name)?.[1]
    if (owner && !isAlive(Number(owner)))
      rmSync(path.join(parent, name), { recursive: true, force: true, maxRetries: 5 })
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
