// What waits to be sent to the people of a unit, or to all but them, when the unit is merged or closed.
import type { PoolClient } from 'pg'
import { tellPerson } from '../news.js'

/**
 * What waits to be sent to `whose` ($1: the unit) is not sent to more people; officers find the series standing. Whoever
 * wrote it hears of it.
 */
export async function holdMessages(tx: PoolClient, whose: string, unit: string, now: number): Promise<void> {
  const told = `id, created_by AS "createdBy",
    (SELECT name FROM unit WHERE code = unit_code) AS "unitName", (SELECT name FROM unit WHERE code = $1) AS gone`
  const series = await tx.query<Held>(
    `UPDATE campaign SET state = 'paused' WHERE state = 'active' AND id IN (
       SELECT c.id FROM campaign c LEFT JOIN issue i ON i.campaign_id = c.id AND i.state = 'ready' WHERE ${whose})
     RETURNING 'series' AS is, ${told}`,
    [unit],
  )
  const messages = await tx.query<Held>(
    `UPDATE broadcast SET state = 'cancelled', ended_at = $2
     WHERE ${whose} AND state IN ('draft', 'proposed', 'scheduled') RETURNING 'message' AS is, ${told}`,
    [unit, new Date(now)],
  )
  for (const { id, createdBy, ...more } of [...series.rows, ...messages.rows]) {
    const news = { flow: 'campaign', what: 'held', about: id, more, id: `held:${more.is}:${id}:${unit}` }
    await tellPerson(tx, createdBy, news, now)
  }
}

interface Held {
  is: 'series' | 'message'
  id: string
  createdBy: string
  /** Whose message it is, and which unit is no more: the same where it was the unit's own. */
  unitName: string
  gone: string
}

/** What waits to be sent to this part of a larger unit is for the part that its people are in now. */
export async function narrowToHeir(tx: PoolClient, from: string, into: string): Promise<void> {
  for (const [table, waits] of [
    ['issue', `state = 'ready'`],
    ['broadcast', `state IN ('draft', 'proposed', 'scheduled')`],
  ])
    await tx.query(
      `UPDATE ${table} SET audience = jsonb_set(audience::jsonb, '{within}', to_jsonb($2::text))
       WHERE audience->>'within' = $1 AND ${waits}`,
      [from, into],
    )
}
