// By what an erased family is known again: its address in a backup, itself in a list. Hashes, which name nobody.
import { createHash, createHmac, randomBytes } from 'node:crypto'
import type { Db } from '../database.js'
import { boxOf, hashesOf } from '../sealed.js'

/** An address in a backup is known by this: its code alone may have been given to another since. */
export const addressKey = (code: string, createdAt: Date) =>
  createHash('sha256').update(`address\n${code}\n${createdAt.getTime()}`).digest('hex')

interface Known {
  listKey?: string | undefined
  name: string
  place: string
  year?: number | undefined
}

/**
 * The key of these hashes, made when there is none. It is sealed like any value: a new data key seals it anew, and the hashes
 * stay what they are.
 */
export async function erasureSecret(db: Db): Promise<string> {
  const kept = async () =>
    (await db.query<{ secret: string }>(`SELECT secret FROM erasure_secret WHERE id = ${ROW}`)).rows[0]?.secret
  const box = boxOf(db, 'erasure_secret', ROW)
  if (!(await kept()))
    await db.query(`INSERT INTO erasure_secret (id, secret) VALUES (${ROW}, $1) ON CONFLICT DO NOTHING`, [
      box.seal('secret', randomBytes(32).toString('base64')),
    ])
  return box.open('secret', (await kept())!)
}

const ROW = '1'

/** What an erased family is noted by. */
export async function marksOf(db: Db, unit: string, family: Known): Promise<string[]> {
  const secret = await erasureSecret(db)
  return knownBy(unit, family).map((mark) => hashOf(secret, mark))
}

const hashOf = (secret: string, mark: string) => createHmac('sha256', secret).update(mark).digest('base64url')

/** What a list knows a family by: its key there, else who and where they are. */
function knownBy(unit: string, { listKey, name, place, year = 0 }: Known): string[] {
  return [
    ...(listKey ? [`list\n${unit}\n${listKey}`] : []),
    ...(name ? [`family\n${unit}\n${name.toLowerCase()}\n${place.toLowerCase()}\n${year}`] : []),
  ]
}

/** Whether a line of a list, or what an officer enters, is a family that was erased. */
export async function erasedFamilies(db: Db): Promise<(unit: string, family: Known) => boolean> {
  const { rows } = await db.query<{ family: string }>('SELECT unnest(families) AS family FROM erasure')
  const known = new Set(rows.map(({ family }) => family))
  if (known.size === 0) return () => false
  const secret = await erasureSecret(db)
  // An earlier release made the hashes by the data key.
  return (unit, family) =>
    knownBy(unit, family).some(
      (mark) => known.has(hashOf(secret, mark)) || hashesOf(db, mark).some((hash) => known.has(hash)),
    )
}
