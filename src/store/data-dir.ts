import { accessSync, constants, existsSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import { StartError, unwritable } from '../ops/start-error.js'

/** Makes DATA_DIR where it is missing. Throws StartError when it cannot be written. */
export function prepareDataDir(dataDir: string): void {
  try {
    // Run by root, the database is another user: it must be able to pass, not to look round.
    makeFolder(path.resolve(dataDir), process.getuid?.() === 0 ? 0o711 : 0o700)
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (error) {
    throw new StartError(unwritable(dataDir, (error as NodeJS.ErrnoException).code))
  }
}

// Not mkdir's own `recursive`: where a parent takes no folders (/proc), Node 20 tries for ever.
function makeFolder(folder: string, mode: number): void {
  if (existsSync(folder)) return
  makeFolder(path.dirname(folder), mode)
  try {
    mkdirSync(folder, { mode })
  } catch (error) {
    // Another start was faster.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}
