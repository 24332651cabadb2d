// Officers of a unit hear of something at once: those asked for it, or who stands in for them.
import type { PoolClient } from 'pg'
import { whoWorksFor } from './absences.js'
import { ANSWERERS } from './answerers.js'
import { tellPerson } from './news.js'
import type { Address } from './people.js'
import { holdersOf } from './roles.js'

/** Gives whom it was told to, for whoever wants it said at once. `about`: the number of a request. */
export async function tellOfficers(
  tx: PoolClient,
  unit: string,
  { flow = 'desk', what, about, more }: { flow?: string; what: string; about: string; more?: Record<string, unknown> },
  now: number,
): Promise<Address[]> {
  const { rows } = await tx.query<{ name: string }>('SELECT name FROM unit WHERE code = $1', [unit])
  const workers = new Set<string>()
  for (const officer of await holdersOf(tx, ANSWERERS, unit, now)) {
    const worker = await whoWorksFor(tx, officer, now)
    if (worker) workers.add(worker)
  }
  const told: Address[] = []
  for (const personId of workers) {
    const news = {
      flow,
      what,
      about,
      more: { unit: rows[0]?.name ?? '', ...more },
      id: `${what}:${about}:${personId}:${unit}`,
    }
    const to = await tellPerson(tx, personId, news, now)
    if (to) told.push(to)
  }
  return told
}
