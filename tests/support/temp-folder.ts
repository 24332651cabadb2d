import { chmodSync, mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs'
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

/** Folders of test runs that were killed. */
export function leftovers(): string[] {
  const folder = realpathSync(tmpdir())
  const ours = readdirSync(folder).flatMap((name) => {
    const owner = name.startsWith(PREFIX) && Number(name.slice(PREFIX.length).split('-')[0])
    return owner && !isAlive(owner) ? [path.join(folder, name)] : []
  })
  return ours
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
