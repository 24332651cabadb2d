// What Zalo's package still covers this month: asked of Zalo, less what our broadcasts have spoken for since. And how many
// templates may still be sent, of those that the operator allowed for a day and a month.
import { freeSince } from '../../flows/reach.js'
import { dayAt, dayOf, midnight, partsOf } from '../../flows/vi/calendar.js'
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

/** An approved template as the operator configured it: its price in đồng, how many a day and a month. */
export interface Offer {
  price: number
  daily: number
  monthly?: number
}

/** Keeps what a channel offers; undefined: nothing. */
export async function keepOffer(db: Db, channel: string, offer: Offer | undefined): Promise<void> {
  if (!offer) {
    await db.query('DELETE FROM template_offer WHERE channel = $1', [channel])
    return
  }
  const { price, daily, monthly } = offer
  await db.query(
    `INSERT INTO template_offer AS o (channel, price, daily, monthly) VALUES ($1, $2, $3, $4)
     ON CONFLICT (channel) DO UPDATE SET price = excluded.price, daily = excluded.daily, monthly = excluded.monthly
     WHERE (o.price, o.daily, o.monthly) IS DISTINCT FROM (excluded.price, excluded.daily, excluded.monthly)`,
    [channel, price, daily, monthly ?? null],
  )
}

/** What a template costs and how many may still be sent at `now` (epoch ms); undefined where none is offered. */
export async function offerOf(db: Db, now: number): Promise<{ price: number; left: number } | undefined> {
  const { year, month } = partsOf(dayAt(now))
  const spent = (since: string) => `(SELECT count(*) FROM broadcast b JOIN recipient r ON r.broadcast_id = b.id
      AND r.way = 'template' AND r.channel = o.channel
    WHERE b.templates > 0 AND ((b.state IN ('sending', 'paused', 'halted') AND r.state = 'pending')
      OR (r.state = 'sent' AND r.sent_at >= ${since}) OR (r.state = 'unknown' AND b.started_at >= ${since})))`
  const { rows } = await db.query<{ price: number; left: number }>(
    `SELECT price, greatest(0, least(daily - ${spent('$1')}, coalesce(monthly - ${spent('$2')}, daily)))::int AS left
     FROM template_offer o WHERE channel = 'zalo'`,
    [new Date(midnight(dayAt(now))), new Date(midnight(dayOf(year, month, 1)!))],
  )
  return rows[0]
}
