// Everything we hold of one person, for "Quyền của tôi".
import type { PoolClient } from 'pg'
import { type RecordLine, recordsOf } from './nominations.js'

export interface PersonData {
  since: Date
  channels: string[]
  /** Times as PostgreSQL writes them in JSON. */
  consents: { version: string; givenAt: string; withdrawnAt: string | null }[]
  /** What was sent: the newest, and how many more there are. */
  records: RecordLine[]
  older: number
  names: string[]
  phones: string[]
  files: number
  /** What they asked officers for: the newest, and how many there are in all. */
  requests: { kind: string; note: string | null; createdAt: string; closedAt: string | null }[]
  allRequests: number
}

const REQUESTS = 10

export async function dataOf(tx: PoolClient, personId: string): Promise<PersonData> {
  const { rows } = await tx.query<Omit<PersonData, 'records' | 'older'>>(
    `SELECT p.created_at AS since,
       (SELECT coalesce(json_agg(DISTINCT channel), '[]') FROM contact WHERE person_id = p.id) AS channels,
       (SELECT coalesce(json_agg(json_build_object('version', version,
          'givenAt', given_at, 'withdrawnAt', withdrawn_at) ORDER BY given_at), '[]')
        FROM consent WHERE person_id = p.id) AS consents,
       (SELECT coalesce(json_agg(DISTINCT name), '[]') FROM nominator WHERE person_id = p.id) AS names,
       (SELECT coalesce(json_agg(DISTINCT phone), '[]') FROM nominator WHERE person_id = p.id) AS phones,
       (SELECT count(*)::int FROM file WHERE person_id = p.id AND state IN ('wanted', 'stored')) AS files,
       (SELECT coalesce(json_agg(json_build_object('kind', kind, 'note', note, 'createdAt', created_at,
          'closedAt', closed_at) ORDER BY id DESC), '[]')
        FROM (SELECT * FROM ticket WHERE person_id = p.id ORDER BY id DESC LIMIT $2) t) AS requests,
       (SELECT count(*)::int FROM ticket WHERE person_id = p.id) AS "allRequests"
     FROM person p WHERE p.id = $1`,
    [personId, REQUESTS],
  )
  return { ...rows[0]!, ...(await recordsOf(tx, personId)) }
}
