// Everything we hold of one person, for "Quyền của tôi".
import type { PoolClient } from 'pg'
import { type RecordLine, recordsOf } from './nominations.js'

export interface PersonData {
  since: Date
  channels: string[]
  consents: { purpose: string; version: string; givenAt: Date; withdrawnAt: Date | null }[]
  records: RecordLine[]
  names: string[]
  phones: string[]
  files: number
}

export async function dataOf(tx: PoolClient, personId: string): Promise<PersonData> {
  const { rows } = await tx.query<Omit<PersonData, 'records'>>(
    `SELECT p.created_at AS since,
       (SELECT coalesce(json_agg(DISTINCT channel), '[]') FROM contact WHERE person_id = p.id) AS channels,
       (SELECT coalesce(json_agg(json_build_object('purpose', purpose, 'version', version,
          'givenAt', given_at, 'withdrawnAt', withdrawn_at) ORDER BY given_at), '[]')
        FROM consent WHERE person_id = p.id) AS consents,
       (SELECT coalesce(json_agg(DISTINCT name), '[]') FROM nominator WHERE person_id = p.id) AS names,
       (SELECT coalesce(json_agg(DISTINCT phone), '[]') FROM nominator WHERE person_id = p.id) AS phones,
       (SELECT count(*)::int FROM file WHERE person_id = p.id AND state IN ('wanted', 'stored')) AS files
     FROM person p WHERE p.id = $1`,
    [personId],
  )
  return { ...rows[0]!, records: await recordsOf(tx, personId) }
}
