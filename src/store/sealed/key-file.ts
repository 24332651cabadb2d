// Where the keys are kept: the setting DATA_KEY, or else a file in DATA_DIR that the first start makes.
import { randomBytes } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, statSync, writeSync } from 'node:fs'
import path from 'node:path'
import { KEY_BYTES, secretsIn } from '../../ops/secrets.js'
import { StartError } from '../../ops/start-error.js'

/** A line each, the key to seal by first. */
export const KEY_FILE = 'data.key'

// Another process may have put a new key in front: it is looked for this often.
export const LOOK_MS = 1000

export function newSecret(): string {
  return randomBytes(KEY_BYTES).toString('base64')
}

/** The keys of the file, read anew when it was changed. Throws StartError where it holds anything else. */
export function fileSecrets(dataDir: string): () => Buffer[] {
  const file = path.join(dataDir, KEY_FILE)
  let read = { looked: -LOOK_MS, changed: -1, secrets: [] as Buffer[] }
  return () => {
    const now = performance.now()
    if (now - read.looked < LOOK_MS) return read.secrets
    read.looked = now
    // Gone while we run: those we have are good until the next start, which will say so.
    const changed = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? read.changed
    if (changed === read.changed) return read.secrets
    const secrets = secretsIn(readFileSync(file, 'utf8'))
    if (!secrets) throw new StartError(`DATA_KEY: ${file} holds no key; bring this file back from your backup`)
    read = { looked: now, changed, secrets }
    return secrets
  }
}

export function hasKeyFile(dataDir: string): boolean {
  return existsSync(path.join(dataDir, KEY_FILE))
}

/** Keys, the one to seal by first; readable by this user alone, and whole or not at all. */
export function writeKeyFile(dataDir: string, secrets: string[]): void {
  const file = path.join(dataDir, KEY_FILE)
  const fresh = `${file}.new`
  const handle = openSync(fresh, 'w', 0o600)
  try {
    writeSync(handle, `${secrets.join('\n')}\n`)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  renameSync(fresh, file)
}
