// Members by the thousand, as if they had joined and agreed to news; and a broadcast to them.

import { CHUNKS } from '../../src/bot/campaign/pace.js'
import type { ChannelName } from '../../src/bot/channel.js'
import type { Outbound } from '../../src/flows/message.js'
import type { PlatformName } from '../../src/sandbox/bubbles.js'
import type { Sandbox } from '../../src/sandbox/server.js'
import { beginScheduled } from '../../src/store/campaign/begin.js'
import { type Pool, transaction } from '../../src/store/database.js'

/** People with one account each who belong to a unit. Gives their person ids, in the order of the addresses. */
export async function enrol(
  pool: Pool,
  addresses: string[],
  { channel, unit, now }: { channel: ChannelName; unit: string; now: number },
): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `WITH want AS MATERIALIZED (
       SELECT address, nextval(pg_get_serial_sequence('person', 'id')) AS id FROM unnest($1::text[]) WITH ORDINALITY
         AS t(address, n) ORDER BY n),
     p AS (INSERT INTO person (id, created_at) SELECT id, $4 FROM want),
     c AS (INSERT INTO contact (person_id, channel, address, last_inbound_at) SELECT id, $2, address, $4 FROM want),
     s AS (INSERT INTO session (person_id) SELECT id FROM want),
     m AS (INSERT INTO member (person_id, unit_code, joined_at) SELECT id, $3, $4 FROM want),
     k AS (INSERT INTO consent (person_id, purpose, version, text, reply, channel, given_at)
       SELECT id, 'news', '1', 'x', 'x', $2, $4 FROM want)
     SELECT id FROM want ORDER BY id`,
    [addresses, channel, unit, new Date(now)],
  )
  return rows.map(({ id }) => id)
}

/** New people of the sandbox, who have begun to talk with the bot, as members. Gives their names in the sandbox. */
export async function enrolPlayers(
  { pool, sandbox }: { pool: Pool; sandbox: Sandbox },
  count: number,
  { channel, unit }: { channel: PlatformName; unit: string },
): Promise<string[]> {
  const people = Array.from({ length: count }, (_, n) => sandbox.people.add(`Thành viên ${n + 1}`).id)
  for (const person of people) sandbox[channel].admit(person)
  const addresses = people.map((person) =>
    channel === 'telegram' ? sandbox.telegram.chatId(person) : sandbox.people.zaloUserId(person),
  )
  await enrol(pool, addresses, { channel, unit, now: sandbox.clock.now() })
  return people
}

/** Begins a broadcast to the members of a unit, as an officer's would. Gives its id. */
export async function beginBroadcast(
  pool: Pool,
  {
    unit,
    message,
    policy = 'leave',
    urgent = false,
    sizes = CHUNKS,
    now,
  }: {
    unit: string
    message: Outbound
    policy?: 'leave' | 'resend'
    urgent?: boolean
    sizes?: Record<string, number>
    now: number
  },
): Promise<string> {
  return transaction(pool, async (tx) => {
    const { rows } = await tx.query<{ id: string }>(
      `INSERT INTO broadcast (unit_code, audience, body, state, policy, urgent, created_by, created_at)
       VALUES ($1, '{}', $2, 'scheduled', $3, $4, 0, $5) RETURNING id`,
      [unit, JSON.stringify(message), policy, urgent, new Date(now)],
    )
    await beginScheduled(tx, rows[0]!.id, sizes, now)
    return rows[0]!.id
  })
}
