// Limits per person: they hold over processes and channels, say so once, change nothing, and end; nobody who types meets one.
import pino from 'pino'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { type Bot, createBot } from '../../../src/bot/bot.js'
import type { ChannelName } from '../../../src/bot/channel.js'
import { createLimits } from '../../../src/bot/inbound/limits.js'
import type { Effect } from '../../../src/flows/effects.js'
import { FLOWS } from '../../../src/flows/index.js'
import type { Inbound } from '../../../src/flows/message.js'
import { addAddress } from '../../../src/store/address/address.js'
import { CONSOLE } from '../../../src/store/audit.js'
import { openDatabase, transaction } from '../../../src/store/database.js'
import { openStorage } from '../../../src/store/files/bytes.js'
import { ADDRESS, organisation } from '../../store/organisation.js'
import { testDatabase, wipe } from '../../support/database.js'
import { KEYS } from '../../support/keys.js'
import { fixedPlaces } from '../../support/places.js'
import { removeFolder, tempFolder } from '../../support/temp-folder.js'

const { url, pool, drop } = await testDatabase()
const other = openDatabase(url, { max: 4, keys: KEYS })
const dataDir = tempFolder()
afterAll(async () => {
  await other.close()
  await drop()
  removeFolder(dataDir)
})
const files = await openStorage(dataDir)
let now = Date.parse('2026-11-23T02:00:00Z')
const metrics = { inbound: () => {}, turns: () => {}, outbound: () => {}, broadcast: () => {} }
const bots = [pool, other.pool].map((own, n) =>
  createBot({
    store: { pool: own, places: fixedPlaces(), files, instance: () => n + 1 },
    channels: {},
    jobs: { add: async () => {} },
    metrics,
    now: () => now,
    log: pino({ level: 'silent' }),
  }),
) as [Bot, Bot]

beforeEach(async () => {
  now += 3_600_000
  await Promise.all(bots.map((bot) => bot.idle()))
  await wipe(pool, 'person')
})

let events = 0
async function hear(bot: Bot, channel: ChannelName, body: Inbound, address = 'lan'): Promise<void> {
  await bot.receive([{ channel, address, eventId: `e${++events}`, at: now, body }])
}
const text = (words: string): Inbound => ({ kind: 'text', text: words })

/** What was said to anybody, in order. */
async function said(): Promise<string[]> {
  const { rows } = await pool.query<{ text: string }>(`SELECT body->>'text' AS text FROM outbox ORDER BY id`)
  return rows.map((row) => row.text)
}
const count = (all: string[], words: string) => all.filter((each) => each.includes(words)).length
const drafts = async () =>
  (await pool.query<{ state: { drafts: { answers: unknown }[] } }>('SELECT state FROM session')).rows.flatMap(
    ({ state }) => state.drafts ?? [],
  )

describe('messages', () => {
  it('of a fast typist are all taken: one every second, for minutes', async () => {
    for (let n = 0; n < 180; n++) {
      now += 1_000
      await hear(bots[n % 2]!, 'zalo', text(`tin thứ ${n}`))
    }
    expect(count(await said(), 'dồn dập')).toBe(0)
  })

  it('that no hand can type are slowed over two processes, told once, and taken again after a minute', async () => {
    await hear(bots[0], 'telegram', text('giới thiệu người tốt'))
    await hear(bots[0], 'telegram', text('Tôi đồng ý'))
    await hear(bots[0], 'telegram', text('Một người'))
    const before = await drafts()
    for (let n = 0; n < 300; n++) await hear(bots[n % 2]!, 'telegram', text('vâng'))
    expect(count(await said(), 'dồn dập')).toBe(1)
    expect((await said()).length).toBeLessThan(200)
    const name = 'Nguyễn Thị Hoa'
    await hear(bots[1], 'telegram', text(name))
    expect(JSON.stringify(await drafts())).not.toContain(name)
    now += 61_000
    await hear(bots[1], 'telegram', text(name))
    expect(JSON.stringify(await drafts())).toContain(name)
    expect(await drafts()).toHaveLength(before.length)
    // Somebody else was heard all the while.
    await hear(bots[0], 'zalo', text('xin chào'), 'bình')
    expect(count((await said()).slice(-1), 'dồn dập')).toBe(0)
  })

  it('of ours are never counted', async () => {
    await hear(bots[0], 'zalo', text('xin chào'))
    const body = { kind: 'ours', flow: 'always', what: 'withdrawn', about: '', more: { codes: ['NT-1'] } } as Inbound
    for (let n = 0; n < 150; n++) await hear(bots[0], 'zalo', body)
    expect(count(await said(), 'dồn dập')).toBe(0)
  })
})

describe('requests', () => {
  it('of one person are held at a number an hour, on both channels; the conversation stays as it was', async () => {
    expect(FLOWS).toHaveProperty('always')
    for (let n = 0; n < 61; n++) {
      now += 5_000
      await hear(bots[n % 2]!, 'zalo', text('gặp cán bộ'))
      await hear(bots[n % 2]!, 'zalo', text(`xin hỏi điều thứ ${n}`))
      await hear(bots[n % 2]!, 'zalo', text('thôi'))
    }
    const all = await said()
    expect(count(all, 'Anh/chị vừa gửi nhiều quá')).toBeGreaterThan(0)
    now += 3_600_000
    const before = all.length
    await hear(bots[0], 'zalo', text('gặp cán bộ'))
    expect(count((await said()).slice(before), 'Anh/chị vừa gửi nhiều quá')).toBe(0)
  })
})

const HOUR = 3_600_000
/** What one person may do of each, and within what time. */
const DEEDS: [Effect['do'], number, number][] = [
  ['submitNomination', 40, 24 * HOUR],
  ['suggestAddress', 20, 24 * HOUR],
  ['holdNeed', 120, HOUR],
  ['pledge', 40, 24 * HOUR],
  ['keepFile', 200, HOUR],
  ['openTicket', 60, HOUR],
]

describe('a deed of one person', () => {
  it.each(DEEDS)(
    '%s: %i within its time, over two processes; one more waits, another person does not',
    async (deed, most, within) => {
      const [lan, binh] = await Promise.all(
        ['lan', 'bình'].map(async (address) => {
          await hear(bots[0], 'zalo', text('xin chào'), address)
          const { rows } = await pool.query('SELECT person_id AS id FROM contact WHERE address = $1', [address])
          return rows[0].id as string
        }),
      )
      const processes = [createLimits(), createLimits()]
      const tries = (person: string, n: number, at: number) =>
        transaction(n % 2 === 0 ? pool : other.pool, (tx) =>
          processes[n % 2]!.deeds(tx, person, [{ do: deed } as Effect], at),
        )
      for (let n = 0; n < most; n++) expect(await tries(lan!, n, now + n)).toBeUndefined()
      expect(await tries(lan!, 0, now + most)).toBe(now + within)
      expect(await tries(lan!, 1, now + within - 1)).toBe(now + within)
      expect(await tries(binh!, 1, now + most)).toBeUndefined()
      expect(await tries(lan!, 1, now + within)).toBeUndefined()
    },
  )
})

const NEED = { form: 'material', what: 'gạo', measure: 'suất', quantity: 10_000, rhythm: 'once' } as const

describe('needs that are kept', () => {
  it('are looked at as often as anybody likes; kept too often, the last one stays kept and the reason is said', async () => {
    await organisation(pool)
    const need = await transaction(pool, async (tx) => {
      const { id } = await addAddress(tx, { ...ADDRESS, needs: [NEED, { ...NEED, what: 'sữa' }] }, CONSOLE, now)
      const { rows } = await tx.query<{ id: string }>('SELECT id FROM need WHERE address_id = $1 ORDER BY id', [id])
      return rows.map((row) => row.id)
    })
    await hear(bots[0], 'zalo', text('đăng ký trợ giúp'))
    const start = now
    let said120 = 0
    for (let n = 0; n < 122; n++) {
      // A tap every twenty seconds: 40 minutes of an undecided person.
      now += 20_000
      if (n === 120) said120 = (await said()).length
      await hear(bots[n % 2]!, 'zalo', { kind: 'tap', token: `c.giveHelp.${need[n % 2]}` })
    }
    expect(now - start).toBeLessThan(HOUR)
    const all = await said()
    expect(count(all.slice(0, said120), 'vừa gửi nhiều quá')).toBe(0)
    expect(count(all, 'Anh/chị vừa gửi nhiều quá')).toBe(2)
    const { rows } = await pool.query(`SELECT need_id AS need FROM pledge WHERE state = 'held'`)
    expect(rows).toEqual([{ need: need[1] }])
    now += HOUR
    await hear(bots[0], 'zalo', { kind: 'tap', token: `c.giveHelp.${need[0]}` })
    expect((await pool.query(`SELECT need_id AS need FROM pledge WHERE state = 'held'`)).rows).toEqual([
      { need: need[0] },
    ])
  })
})
