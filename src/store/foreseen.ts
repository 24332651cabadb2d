// Turns that were run before the database was asked anything: one flight checks what they rested on and writes them.
import type { Pool } from './database.js'
import { inOneFlight, type Statement } from './flight.js'
import type { StoredEvent } from './inbox.js'
import type { LockedPerson } from './people.js'
import { inForce } from './roles.js'
import { type Owed, SIGN, statesOf, type TurnWrites, writeTurns } from './turns.js'
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

// Written in the order of their ids, in which turns lock people everywhere, and only where all is as foreseen; of less than all
// nothing is kept: by zero nothing is divided.
const WRITE = {
  name: 'write-foreseen',
  text: `WITH written AS (
      UPDATE session s SET state = want.state::json, updated_at = $4
      FROM unnest($1::bigint[], $2::bigint[], $3::text[], $6::text[], string_to_array($7, ${SIGN}))
          AS want(person_id, contact_id, version, roles, state)
        JOIN contact c ON c.id = want.contact_id
      WHERE s.person_id = want.person_id AND s.xmin = want.version::xid
        AND c.person_id = want.person_id AND c.unreachable_at IS NULL
        AND want.roles = coalesce((SELECT string_agg(g.role || ' ' || g.unit_code, ',' ORDER BY g.role COLLATE "C", g.unit_code COLLATE "C")
          FROM role_grant g WHERE g.person_id = want.person_id AND ${inForce('$4')}), '')
        AND NOT EXISTS (SELECT FROM inbox i WHERE i.channel = c.channel AND i.address = c.address AND i.state = 'pending')
      RETURNING s.person_id)
    SELECT pg_current_xact_id()::xid::text AS version,
      1 / (count(*) = cardinality($1::bigint[]) AND coalesce((${VERSION}), 0) = $5)::int AS holds
    FROM written`,
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
  const at = new Date(now)
  const others = writeTurns(pool, { ...foreseen.writes, sessions: [] }, instance, now)
  try {
    const sent = [sessions(pool, foreseen, at), events(foreseen, at), ...foreseen.notes, ...others]
    const results = await inOneFlight(pool, sent)
    const owed: Owed[] = foreseen.writes.outbox.length > 0 ? results.at(-1)!.rows : []
    return { version: results[0]!.rows[0].version, owed }
  } catch (error) {
    if (isOtherwise(error)) return undefined
    throw error
  }
}

function sessions(pool: Pool, { people, places, writes }: Foreseen, at: Date): Statement {
  const inOrder = people.toSorted((a, b) => Number(BigInt(a.personId) - BigInt(b.personId)))
  const states = new Map(writes.sessions.map((session) => [session.personId, session]))
  const values = [
    inOrder.map(({ personId }) => personId),
    inOrder.map(({ contactId }) => contactId),
    inOrder.map(({ version }) => version),
    at,
    places,
    inOrder.map(rolesOf),
    statesOf(
      pool,
      inOrder.map(({ personId }) => states.get(personId)!),
    ),
  ]
  return { ...WRITE, values }
}

function events({ events: said }: Foreseen, at: Date): Statement {
  const values = [
    said.map((e) => e.channel),
    said.map((e) => e.eventId),
    said.map((e) => e.address),
    said.map((e) => new Date(e.at)),
    at,
  ]
  return { ...TAKE, values }
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
