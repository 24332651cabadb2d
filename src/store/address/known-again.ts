// By what an erased family is known again: its address in a backup, itself in a list. Hashes, which name nobody.
import { createHash } from 'node:crypto'
import type { Db } from '../database.js'
import { hashesOf } from '../sealed.js'

/** An address in a backup is known by this: its code alone may have been given to another since. */
export const addressKey = (code: string, createdAt: Date) =>
  createHash('sha256').update(`address\n${code}\n${createdAt.getTime()}`).digest('hex')

/** What a list knows a family by: its key there, else who and where they are. */
export function marksOf(
  unit: string,
  {
    listKey,
    name,
    place,
    year = 0,
  }: { listKey?: string | undefined; name: string; place: string; year?: number | undefined },
): string[] {
  return [
    ...(listKey ? [`list\n${unit}\n${listKey}`] : []),
    ...(name ? [`family\n${unit}\n${name.toLowerCase()}\n${place.toLowerCase()}\n${year}`] : []),
  ]
}

/** Whether a line of a list is a family that was erased. */
export async function erasedFamilies(
  db: Db,
): Promise<(unit: string, family: Parameters<typeof marksOf>[1]) => boolean> {
  const { rows } = await db.query<{ family: string }>('SELECT unnest(families) AS family FROM erasure')
  const known = new Set(rows.map(({ family }) => family))
  if (known.size === 0) return () => false
  return (unit, family) => marksOf(unit, family).some((mark) => hashesOf(db, mark).some((hash) => known.has(hash)))
}
