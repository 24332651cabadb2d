import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  statfsSync,
  statSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

const PREFIX = 'nhan-ai-test-'

/** A folder of this process. Run by root, the database's user may pass through it. */
export function tempFolder(parent = tmpdir()): string {
  const folder = mkdtempSync(path.join(realpathSync(parent), `${PREFIX}${process.pid}-`))
  if (process.getuid?.() === 0) chmodSync(folder, 0o711)
  return folder
}

// Linux lends memory as a folder. Every test database is some 750 files, made and removed, and ext4 searches long for the
// place of a file where many were removed within the last seconds: a tenth of a run's processor time.
const MEMORY = '/dev/shm'
const ENOUGH_BYTES = 3 * 1024 ** 3

/** A folder in memory, where there is enough of it; else one like any other. */
export function memoryFolder(): string {
  return tempFolder(lendsEnough() ? MEMORY : undefined)
}

function lendsEnough(): boolean {
  try {
    accessSync(MEMORY, constants.W_OK)
    const { bavail, bsize } = statfsSync(MEMORY)
    return bavail * bsize >= ENOUGH_BYTES
  } catch {
    return false
  }
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
}

/** Our own folders of test runs that were killed. */
export function leftovers(): string[] {
  return [realpathSync(tmpdir()), MEMORY].filter(existsSync).flatMap((parent) => {
    const names = readdirSync(parent).filter((name) => name.startsWith(PREFIX) && !isAlive(ownerOf(name)))
    const folders = names.map((name) => path.join(parent, name))
    return folders.filter((folder) => statSync(folder, { throwIfNoEntry: false })?.uid === process.getuid?.())
  })
}

function ownerOf(name: string): number {
  return Number(name.slice(PREFIX.length).split('-')[0])
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
