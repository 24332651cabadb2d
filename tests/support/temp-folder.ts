import { chmodSync, mkdtempSync, readdirSync, realpathSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

const PREFIX = 'nhan-ai-test-'

/** A folder of this process. Run by root, the database's user may pass through it. */
export function tempFolder(): string {
  const folder = mkdtempSync(path.join(realpathSync(tmpdir()), `${PREFIX}${process.pid}-`))
  if (process.getuid?.() === 0) chmodSync(folder, 0o711)
  return folder
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
}

/** Our own folders of test runs that were killed. */
export function leftovers(): string[] {
  const parent = realpathSync(tmpdir())
  const names = readdirSync(parent).filter((name) => name.startsWith(PREFIX) && !isAlive(ownerOf(name)))
  const folders = names.map((name) => path.join(parent, name))
  return folders.filter((folder) => statSync(folder, { throwIfNoEntry: false })?.uid === process.getuid?.())
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
