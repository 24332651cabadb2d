// How people reach us on each channel: what posters and links show.
import type { Db, Pool } from './database.js'

/** A person's first click on a channel: `https://t.me/<bot>`, `https://zalo.me/<oa>`. */
export async function keepFrontDoor(pool: Pool, channel: string, link: string): Promise<void> {
  await pool.query(
    `INSERT INTO front_door (channel, link) VALUES ($1, $2) ON CONFLICT (channel) DO UPDATE SET link = excluded.link`,
    [channel, link],
  )
}

/** Where people find us, by channel, as far as it is known. */
export async function frontDoors(db: Db): Promise<{ telegram?: string; zalo?: string }> {
  const { rows } = await db.query<{ channel: string; link: string }>('SELECT channel, link FROM front_door')
  return Object.fromEntries(rows.map(({ channel, link }) => [channel, link]))
}

/** The links by which people become members of a unit, Zalo first. Zalo's carries no code: it is typed there. */
export async function linksTo(db: Db, unit: string): Promise<{ channel: string; link: string }[]> {
  const { rows } = await db.query<{ channel: string; link: string }>(
    'SELECT channel, link FROM front_door ORDER BY channel DESC',
  )
  return rows.map(({ channel, link }) => ({
    channel,
    link: channel === 'telegram' ? `${link}?start=dv_${unit}` : link,
  }))
}
