// One account of somebody: what they can do with a phone in their hand, each act answered before the next.
import type { Pool } from 'pg'
import type { Bubble, PlatformName } from '../../../src/sandbox/bubbles.js'
import type { Sandbox } from '../../../src/sandbox/server.js'
import { until } from './processes.js'

export interface Phone {
  platform: PlatformName
  /** The person of the sandbox. */
  person: string
  /** How the platform calls them to us. */
  address: string
  says(text: string): Promise<string>
  /** Presses the newest button of this label under the last few messages, or else one that begins so; undefined where none shows it. */
  presses(label: string): Promise<string | undefined>
  sendsPaper(bytes: Buffer, name: string): Promise<string>
  /** The last message of ours. */
  last(): Bubble | undefined
  /** All that was ever said or shown to them. */
  heard(): Bubble[]
}

// As far as a thumb scrolls back.
const IN_SIGHT = 3

export function createPhone(sandbox: Sandbox, pool: Pool, platform: PlatformName, person: string): Phone {
  const side = sandbox[platform]
  const address = platform === 'telegram' ? String(sandbox.telegram.chatId(person)) : sandbox.people.zaloUserId(person)
  const heard = () => sandbox.bubbles.list(platform, person).filter(({ from }) => from === 'bot')
  const last = () => heard().at(-1)

  /** It was taken, and nothing of theirs is on its way any more. */
  async function act(work: () => unknown): Promise<string> {
    const before = await lastEvent(pool)
    work()
    await until(`an answer for ${platform} ${person} after: ${last()?.text}`, async () => {
      const allTaken = sandbox.telegram.pendingUpdates() + sandbox.zalo.counters().waiting === 0
      const taken = allTaken || (await saidSince(pool, before, platform, address))
      return taken && !(await owes(pool, platform, address))
    }).catch(async (error: Error) => {
      throw new Error(`${error.message}\n${await waits(pool, platform, address)}`)
    })
    return last()?.text ?? ''
  }

  return {
    ...{ platform, person, address, last, heard },
    says: (text) => act(() => side.say(person, text)),
    sendsPaper: (bytes, name) =>
      act(() =>
        platform === 'telegram'
          ? sandbox.telegram.sendFile(person, bytes, { name, mime: 'application/pdf' })
          : sandbox.zalo.sendFile(person, bytes, name),
      ),
    async presses(label) {
      const inSight = heard().slice(-IN_SIGHT).toReversed()
      // A reminder may come after what was asked for: its "Xóa bản nháp" is not the "Xóa" that is meant.
      const isMeant: ((shown: string) => boolean)[] = [(shown) => shown === label, (shown) => shown.startsWith(label)]
      for (const means of isMeant)
        for (const bubble of inSight) {
          const index = bubble.buttons?.findIndex((button) => means(button.label)) ?? -1
          if (index >= 0) return act(() => side.tap(person, bubble.id, index))
          // More buttons than the channel has room for come as a numbered list.
          const line = bubble.text?.split('\n').find((each) => means(/^\d+\. (.*)/.exec(each)?.[1] ?? ''))
          if (line) return act(() => side.say(person, line.split('.')[0]!))
        }
      return undefined
    },
  }
}

async function lastEvent(pool: Pool): Promise<string> {
  return (await pool.query<{ id: string }>('SELECT coalesce(max(id), 0) AS id FROM inbox')).rows[0]!.id
}

/** Whether something of theirs was taken since: what we say meanwhile of our own accord is no answer to it. */
async function saidSince(pool: Pool, event: string, channel: string, address: string): Promise<boolean> {
  const { rowCount } = await pool.query(
    `SELECT FROM inbox WHERE id > $1 AND channel = $2 AND address = $3 AND event_id NOT LIKE 'ours:%'`,
    [event, channel, address],
  )
  return rowCount !== 0
}

/** Whether anything of this account, or of another account of the same person, still waits to be done. */
async function owes(pool: Pool, channel: string, address: string): Promise<boolean> {
  const { rows } = await pool.query<{ owes: boolean }>(
    `WITH mine AS (SELECT c.* FROM contact c WHERE c.person_id = (SELECT person_id FROM contact WHERE channel = $1 AND address = $2))
     SELECT EXISTS (SELECT FROM inbox i JOIN mine USING (channel, address) WHERE i.state = 'pending')
       OR EXISTS (SELECT FROM outbox o JOIN mine ON mine.id = o.contact_id WHERE o.state = 'pending')
       OR EXISTS (SELECT FROM file f JOIN mine USING (person_id) WHERE f.state = 'wanted')
       OR EXISTS (SELECT FROM link l JOIN mine ON mine.person_id IN (l.maker_id, l.joined_id) WHERE l.state IN ('joining', 'parting'))
       OR NOT EXISTS (SELECT FROM mine) AS owes`,
    [channel, address],
  )
  return rows[0]!.owes
}

/** What is owed, and whom the database keeps waiting: for whoever must understand a failure. */
async function waits(pool: Pool, channel: string, address: string): Promise<string> {
  const { rows } = await pool.query(
    `SELECT 'inbox' AS what, state, body->>'kind' AS more, at::text FROM inbox WHERE channel = $1 AND address = $2 AND state <> 'handled'
     UNION ALL SELECT 'outbox', o.state, o.reason, o.created_at::text FROM outbox o JOIN contact c ON c.id = o.contact_id
       WHERE c.channel = $1 AND c.address = $2 AND o.state <> 'sent'
     UNION ALL SELECT 'database ' || coalesce(wait_event, ''), state, left(query, 160), xact_start::text FROM pg_stat_activity
       WHERE datname = current_database() AND state <> 'idle'`,
    [channel, address],
  )
  return rows.map((row) => JSON.stringify(row)).join('\n')
}
