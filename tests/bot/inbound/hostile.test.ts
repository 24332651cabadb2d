// What no honest phone sends is refused in words and changes nothing, on either channel.
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import type { ChannelName } from '../../../src/bot/channel.js'
import type { Inbound } from '../../../src/flows/message.js'
import { transaction } from '../../../src/store/database.js'
import { openTicket } from '../../../src/store/tickets.js'
import { testDatabase, wipe } from '../../support/database.js'
import { quietBot } from '../quiet-bot.js'

const { pool, drop } = await testDatabase()
let now = Date.parse('2026-11-23T02:00:00Z')
const { bot, remove } = await quietBot(pool, () => now)
afterAll(async () => {
  await drop()
  remove()
})

let events = 0
async function hear(channel: ChannelName, body: Inbound): Promise<string> {
  now += 1_000
  const { rows: before } = await pool.query('SELECT coalesce(max(id), 0) AS id FROM outbox')
  await bot.receive([{ channel, address: 'lan', eventId: `e${++events}`, at: now, body }])
  const { rows } = await pool.query(`SELECT body->>'text' AS text FROM outbox WHERE id > $1 ORDER BY id`, [
    before[0].id,
  ])
  return rows.map((row) => row.text).join('\n')
}
const text = (words: string): Inbound => ({ kind: 'text', text: words })
const session = async () => (await pool.query('SELECT state FROM session')).rows[0].state
const draft = async () => (await session()).drafts[0]
const failed = async () => (await pool.query(`SELECT error FROM inbox WHERE state = 'failed'`)).rows

beforeEach(async () => {
  await bot.idle()
  await wipe(pool, 'person', 'inbox')
})

describe.each(['telegram', 'zalo'] as const)('by %s', (channel) => {
  const begin = async (...more: string[]) => {
    for (const words of ['giới thiệu người tốt', 'Tôi đồng ý', 'Một người', ...more]) await hear(channel, text(words))
  }

  it('100 kB of words are no answer to any question, and are kept nowhere', async () => {
    await begin()
    const asked = (await draft()).order
    for (const flood of [
      'x'.repeat(100_000),
      'Nguyễn '.repeat(15_000),
      '\u200B'.repeat(100_000),
      '🌸'.repeat(25_000),
    ]) {
      expect(await hear(channel, text(flood))).not.toBe('')
      expect((await draft()).order).toEqual(asked)
      expect(JSON.stringify(await session()).length).toBeLessThan(20_000)
    }
    expect(await failed()).toEqual([])
    // They go on where they were.
    await hear(channel, text('Nguyễn Thị Hoa'))
    expect(JSON.stringify(await draft())).toContain('Nguyễn Thị Hoa')
  })

  it('marks of direction and of no width are not kept in a name', async () => {
    await begin('Nguyễn \u202EThị\u202C Ho\u200Ba\u2066\u2069')
    const kept = JSON.stringify(await draft())
    expect(kept).not.toMatch(/[\u200B\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/)
  })

  it('HTML is words: it stays as typed, and is no markup of ours', async () => {
    await begin('gặp cán bộ')
    const said = await hear(channel, text('<b>xin chào</b> <script>alert(1)</script> **đậm** [link](https://x.vn)'))
    expect(said).not.toContain('<script>')
    expect(await failed()).toEqual([])
  })

  it('forged buttons are told to be old, and do nothing', async () => {
    await begin()
    const before = await session()
    const tokens = [
      'a.nominate.byPhone.known',
      'c.desk',
      'c.erase.1',
      'c.openFile.NT-2026-000001',
      'c.agreePledge.DK-2026-000001',
      'p.consentHow.1-y',
      '__proto__',
      'c.constructor',
      'c.',
      '',
      'x'.repeat(5_000),
    ]
    for (const token of tokens) expect(await hear(channel, { kind: 'tap', token }), token).not.toBe('')
    expect(await failed()).toEqual([])
    expect((await draft()).answers).toEqual(before.drafts[0].answers)
  })

  it('the numbers of what others have open nothing', async () => {
    await begin()
    const { rows } = await pool.query('INSERT INTO person DEFAULT VALUES RETURNING id')
    const note = 'chuyện kín của người khác'
    const { id } = await transaction(pool, (tx) =>
      openTicket(tx, rows[0].id, { kind: 'human', note, replyBy: now }, now),
    )
    for (const token of [`c.request.${id}`, `c.takeRequest.${id}`, `c.closeRequest.${id}`, `c.person.${rows[0].id}`])
      expect(await hear(channel, { kind: 'tap', token }), token).not.toContain('kín')
    const { rows: tickets } = await pool.query('SELECT taken_by, closed_at FROM ticket WHERE id = $1', [id])
    expect(tickets).toEqual([{ taken_by: null, closed_at: null }])
  })
})
