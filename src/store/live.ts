// Messages that are kept up to date: which one of a contact's to edit when what it reports on has changed.
import type { Salutation } from '../flows/salutation.js'
import type { Db } from './database.js'

export interface LiveMessage {
  key: string
  contactId: string
  channel: string
  address: string
  externalId: string
  salutation: Salutation | null
}

/** The newest message of this key takes the place of an older one. */
export async function keepLive(db: Db, key: string, contactId: string, externalId: string): Promise<void> {
  await db.query(
    `INSERT INTO live_message (key, contact_id, external_id) VALUES ($1, $2, $3)
     ON CONFLICT (key, contact_id) DO UPDATE SET external_id = excluded.external_id`,
    [key, contactId, externalId],
  )
}

export async function liveMessages(db: Db, limit: number): Promise<LiveMessage[]> {
  const { rows } = await db.query<LiveMessage>({
    name: 'live-messages',
    text: `SELECT l.key, l.contact_id AS "contactId", c.channel, c.address, l.external_id AS "externalId",
       s.state->>'salutation' AS salutation
     FROM live_message l JOIN contact c ON c.id = l.contact_id JOIN session s ON s.person_id = c.person_id
     ORDER BY l.key, l.contact_id LIMIT $1`,
    values: [limit],
  })
  return rows
}

export async function dropLive(db: Db, key: string, contactId: string): Promise<void> {
  await db.query('DELETE FROM live_message WHERE key = $1 AND contact_id = $2', [key, contactId])
}
