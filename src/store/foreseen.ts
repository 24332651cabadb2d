// Turns that were run before the database was asked anything: one flight checks what they rested on and writes them.
import type { Pool } from './database.js'
import { inOneFlight, type Statement } from './flight.js'
import type { StoredEvent } from './inbox.js'
import type { LockedPerson } from './people.js'
import { inForce } from './roles.js'
import { type Owed, type TurnWrites, writeTurns } from './turns.js'
import { VERSION } from './unit/tree.js'

export interface Foreseen {
  /** Whoever spoke: their conversation is of this version, they hold these roles, may be written to, nothing of theirs waits. */
  people: Pick<LockedPerson, 'personId' | 'contactId' | 'version' | 'roles'>[]
  /** The organisation tree is of this version. */
  places: number
  /** What they said: new. */
  events: StoredEvent[]
  /** What they want written besides. */
  notes: Statement[]
  writes: TurnWrites
}

// In the order in which turns lock people everywhere. Whatever is otherwise ends the transaction: by zero nothing is divided.
const AS_FORESEEN = {
  name: 'as-foreseen',
  text: `SELECT pg_current_xact_id()::xid::text AS version,
      1 / (count(*) = cardinality($1::bigint[]) AND coalesce((${VERSION}), 0) = $5)::int AS holds
    FROM (SELECT FROM unnest($1::bigint[], $2::bigint[], $3::text[], $6::text[]) AS want(person_id, contact_id, version, roles)
      JOIN session s ON s.person_id = want.person_id
      JOIN contact c ON c.id = want.contact_id
      WHERE s.xmin = want.version::xid AND c.person_id = want.person_id AND c.unreachable_at IS NULL
        AND want.roles = coalesce((SELECT string_agg(g.role || ' ' || g.unit_code, ',' ORDER BY g.role COLLATE "C", g.unit_code COLLATE "C")
          FROM role_grant g WHERE g.person_id = want.person_id AND ${inForce('$4')}), '')
        AND NOT EXISTS (SELECT FROM inbox i WHERE i.channel = c.channel AND i.address = c.address AND i.state = 'pending')
      ORDER BY s.person_id FOR UPDATE OF s) AS met`,
}
// What is not new meets its key.
const TAKE = {
  name: 'take-foreseen',
  text: `INSERT INTO inbox (channel, event_id, address, at, received_at, state)
    SELECT channel, event_id, address, at, $5, 'handled'
    FROM unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[]) AS t(channel, event_id, address, at)
    ORDER BY channel, event_id`,
}

/**
 * Writes all of it, and gives the version the conversations have then; or undefined, and nothing happened, where anything
 * was not as foreseen. `instance` claims what is to leave, `now` is epoch ms.
 */
export async function writeForeseen(
  pool: Pool,
  foreseen: Foreseen,
  instance: number,
  now: number,
): Promise<{ version: string; owed: Owed[] } | undefined> {
  const written = writeTurns(pool, foreseen.writes, instance, now)
  try {
    const results = await inOneFlight(pool, [...checks(foreseen, new Date(now)), ...foreseen.notes, ...written])
    const owed: Owed[] = foreseen.writes.outbox.length > 0 ? results.at(-1)!.rows : []
    return { version: results[0]!.rows[0].version, owed }
  } catch (error) {
    if (isOtherwise(error)) return undefined
    throw error
  }
}

function checks({ people, places, events }: Foreseen, at: Date): Statement[] {
  const who = [people.map((p) => p.personId), people.map((p) => p.contactId), people.map((p) => p.version)]
  const said = [events.map((e) => e.channel), events.map((e) => e.eventId), events.map((e) => e.address)]
  return [
    { ...AS_FORESEEN, values: [...who, at, places, people.map(rolesOf)] },
    { ...TAKE, values: [...said, events.map((e) => new Date(e.at)), at] },
  ]
}

const rolesOf = ({ roles }: Pick<LockedPerson, 'roles'>) =>
  roles
    .map(({ role, unit }) => `${role} ${unit}`)
    .sort()
    .join(',')

/** PostgreSQL: division_by_zero, unique_violation. */
function isOtherwise(error: unknown): boolean {
  return ['22012', '23505'].includes(String((error as { code?: unknown }).code))
}
