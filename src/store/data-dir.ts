import { accessSync, constants, mkdirSync } from 'node:fs'
import { StartError, unwritable } from '../start-error.js'

/** Makes DATA_DIR where it is missing. Throws StartError when it cannot be written. */
export function prepareDataDir(dataDir: string): void {
  try {
    // Run by root, the database is another user: it must be able to pass, not to look round.
    mkdirSync(dataDir, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 })
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (error) {
    throw new StartError(unwritable(dataDir, (error as NodeJS.ErrnoException).code))
  }
}
