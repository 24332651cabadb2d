// Bytes of files under DATA_DIR/files, named by content. The one place that knows where they lie.
import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'

/** The list of who was erased, in DATA_DIR. */
export const ERASED = 'erased.jsonl'

export interface Storage {
  /** Stores bytes durably and gives their SHA-256 in hex; the same bytes are stored once. */
  put(bytes: Buffer): Promise<string>
  /** Reads what `put` stored. Throws when there is no such file. */
  read(sha256: string): Promise<Buffer>
  remove(sha256: string): Promise<void>
  /** Adds lines to the list of who was erased, which lies beside and outlives the database. Durable when it resolves. */
  noteErased(lines: string): Promise<void>
}

/** Storage in a folder, made when missing. */
export async function openStorage(dataDir: string): Promise<Storage> {
  const root = join(dataDir, 'files')
  await mkdir(root, { recursive: true, mode: 0o700 })
  return {
    async noteErased(lines) {
      const file = await open(join(dataDir, ERASED), 'a', 0o600)
      try {
        await file.writeFile(lines)
        await file.sync()
      } finally {
        await file.close()
      }
    },
    async put(bytes) {
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      const path = pathOf(dataDir, sha256)
      await mkdir(join(root, sha256.slice(0, 2)), { recursive: true, mode: 0o700 })
      // Whole or not at all: written beside, flushed, then renamed.
      const beside = `${path}.${randomUUID()}`
      const file = await open(beside, 'w', 0o600)
      try {
        await file.writeFile(bytes)
        await file.sync()
      } finally {
        await file.close()
      }
      await rename(beside, path)
      return sha256
    },
    read: async (sha256) => readFile(pathOf(dataDir, sha256)),
    remove: async (sha256) => rm(pathOf(dataDir, sha256), { force: true }),
  }
}

/** Where the bytes of a stored file lie. Throws when it is no content hash. */
export function pathOf(dataDir: string, sha256: string): string {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error('not a content hash')
  return join(dataDir, 'files', sha256.slice(0, 2), sha256)
}
