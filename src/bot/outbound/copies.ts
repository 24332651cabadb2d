// A picture goes to a platform once: afterwards the platform's name of its copy is sent, by every process.
import type { Copies } from '../../store/copies.js'
import { createRecent } from './recent.js'

const KEPT = 1000

interface Use<Sent> {
  /** Sends by the platform's name of its copy. */
  byName(name: string): Promise<Sent>
  /** Sends or uploads the bytes. `sent` where that was the sending already. */
  upload(): Promise<{ name: string; sent?: Sent }>
  /** Whether an error of byName says that the copy is gone. */
  isGone(error: unknown): boolean
}

export type UseCopy = ReturnType<typeof createUseCopy>

/** `keepMs`: how long the platform keeps a copy. Without `copies` they are remembered by this process alone. */
export function createUseCopy({ copies, keepMs, now }: { copies?: Copies; keepMs: number; now: () => number }) {
  const recent = createRecent<string>({ most: KEPT, keepMs, now })
  const uploading = new Map<string, Promise<string>>()
  const since = () => Math.max(0, now() - keepMs)

  return async function useCopy<Sent>(key: string, use: Use<Sent>): Promise<Sent> {
    const known = recent.get(key) ?? (await copies?.find(key, since()).catch(() => undefined))
    if (known !== undefined) {
      try {
        recent.set(key, known)
        return await use.byName(known)
      } catch (error) {
        if (!use.isGone(error)) throw error
        recent.delete(key)
        await copies?.forget(key).catch(() => {})
      }
    }
    // Whoever comes while somebody uploads waits for the name; where that fails, everybody tries for themselves.
    const other = await uploading.get(key)?.catch(() => undefined)
    if (other !== undefined) return use.byName(other)
    return upload(key, use)
  }

  async function upload<Sent>(key: string, use: Use<Sent>): Promise<Sent> {
    let made: { name: string; sent?: Sent } | undefined
    let begun = false
    const work = async () => {
      begun = true
      made = await use.upload()
      return made.name
    }
    const naming = (copies?.make(key, since(), work) ?? work()).catch((error) => {
      // The database's trouble is none of the person's: what has left has left, and what has not may.
      if (made) return made.name
      if (begun) throw error
      return work()
    })
    uploading.set(key, naming)
    try {
      const name = await naming
      recent.set(key, name)
      return made?.sent ?? (await use.byName(name))
    } finally {
      uploading.delete(key)
    }
  }
}
