import { existsSync } from 'node:fs'
import path from 'node:path'
import type { Config } from '../config/config.js'
import { createLog } from '../ops/log.js'
import { startEmbedded } from '../store/embedded/embedded.js'

/**
 * The database of the app, for a tool beside it: the running one, or the built-in one started for as long as the tool
 * needs it. Undefined where the built-in one has never been made: only the app makes it. Throws as startEmbedded does.
 */
export async function joinDatabase({
  database,
  dataDir,
}: Config): Promise<{ url: string; leave(): Promise<void> } | undefined> {
  if (database.mode === 'url') return { url: database.url, leave: async () => {} }
  if (!existsSync(path.join(dataDir, 'postgres'))) return undefined
  const { url, stop } = await startEmbedded({ dataDir, log: createLog('silent'), join: true })
  return { url, leave: stop }
}
