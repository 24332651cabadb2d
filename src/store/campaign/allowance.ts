// What Zalo's package still covers this month: asked of Zalo, less what our broadcasts have spoken for since.
import { freeSince } from '../../flows/reach.js'
import type { Db } from '../database.js'

/** Keeps what the platform said at `now` (epoch ms). */
export async function keepAllowance(db: Db, channel: string, remain: number, now: number): Promise<void> {
  await db.query(
    `INSERT INTO allowance (channel, remain, asked_at) VALUES ($1, $2, $3)
     ON CONFLICT (channel) DO UPDATE SET remain = excluded.remain, asked_at = excluded.asked_at`,
    [channel, remain, new Date(now)],
  )
}

/** Whether a channel's allowance is older than `ms`, or not known at all. */
export async function allowanceIsOld(db: Db, channel: string, ms: number, now: number): Promise<boolean> {
  const { rowCount } = await db.query('SELECT FROM allowance WHERE channel = $1 AND asked_at > $2 AND asked_at <= $3', [
    channel,
    new Date(now - ms),
    new Date(now),
  ])
  return rowCount === 0
}

/** How many more messages Zalo's package covers at `now` (epoch ms); undefined where Zalo has not said. */
export async function spareOf(db: Db, now: number): Promise<number | undefined> {
  const { rows } = await db.query<{ spare: number }>(
    `SELECT greatest(0, a.remain - (
         SELECT count(*) FROM broadcast b JOIN recipient r ON r.broadcast_id = b.id AND r.channel = a.channel
           JOIN contact c ON c.id = r.contact_id AND c.last_inbound_at <= $1
         WHERE (b.state IN ('sending', 'paused', 'halted') AND r.state = 'pending')
           OR (b.started_at > a.asked_at - interval '2 days' AND r.state IN ('sent', 'unknown') AND r.sent_at > a.asked_at)))::int AS spare
     FROM allowance a WHERE a.channel = 'zalo'`,
    [new Date(freeSince(now))],
  )
  return rows[0]?.spare
}
