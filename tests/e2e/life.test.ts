import { afterAll, describe, expect, it } from 'vitest'
import { CONSOLE } from '../../src/store/audit.js'
import { openDatabase, transaction } from '../../src/store/database.js'
import { contactsOf } from '../../src/store/people.js'
import { boxOf } from '../../src/store/sealed.js'
import { replyToRequest, requesterOf } from '../../src/store/tickets.js'
import { KEYS } from '../support/keys.js'
import { startWorld, type World } from '../support/world.js'
import { picture, STORY, tellIndividual } from './stories.js'

const DAY = 24 * 3_600_000
const w = (await startWorld('postgres')) as World
afterAll(() => w.stop())

async function session(address: string) {
  const { rows } = await w.pool.query(
    `SELECT s.state FROM session s JOIN contact c ON c.person_id = s.person_id WHERE c.address = $1`,
    [address],
  )
  return rows[0]?.state
}

const zaloId = (person: string) => w.sandbox.people.zaloUserId(person)

/** Moves the sandbox's clock to the next time it is `hour` o'clock in Hải Phòng. */
function toHour(hour: number): void {
  const now = w.sandbox.clock.now() + 7 * 3_600_000
  const target = Math.floor(now / DAY) * DAY + hour * 3_600_000
  w.sandbox.clock.advance(target > now ? target - now : target + DAY - now)
}

describe('two nominators of one nominee', () => {
  it('are joined to one nomination and both credited', async () => {
    const first = await tellIndividual(w, w.citizen('zalo', 'p1'), 'zalo')
    const other = w.citizen('telegram', 'p4')
    w.sandbox.telegram.start('p4', 'gioithieu')
    await w.settle()
    await other.presses('Tôi đồng ý')
    await other.presses('Một người')
    // In capitals: still the same person. Other marks would be a file beside it, which reviewers put together.
    await other.says('NGUYỄN THỊ HOA')
    await other.says('Phường Lê Chân')
    if (!other.reads().includes('Chuyện ấy ra sao')) await other.presses('Đúng rồi')
    await other.says(STORY)
    await other.says('xong')
    await other.says('bệnh nhân')
    await other.presses('Tôi không rõ')
    await other.says('chưa có')
    await other.says('rồi')
    await other.says('Đỗ Văn Minh')
    await other.says('+84 987 654 321')
    const done = await other.presses('Gửi đi')
    expect(done).toContain(first)
    expect(done).toContain('cùng hồ sơ')
    const { rows } = await w.pool.query(
      `SELECT r.name, r.joined FROM nominator r JOIN nomination n ON n.id = r.nomination_id WHERE n.code = $1 ORDER BY r.id`,
      [first],
    )
    expect(rows).toEqual([
      { name: 'Phạm Thị Lan', joined: false },
      { name: 'Đỗ Văn Minh', joined: true },
    ])
  })
})

describe('somebody who refuses', () => {
  it('leaves nothing once platforms have stopped redelivering', async () => {
    const nga = w.citizen('zalo', 'p5')
    w.sandbox.zalo.follow('p5')
    await w.settle()
    await nga.presses('Giới thiệu người tốt')
    await nga.presses('Tôi không đồng ý')
    expect(nga.reads()).toContain('không lưu gì cả')
    const words = await w.pool.query(`SELECT count(*)::int AS n FROM inbox WHERE address = $1 AND body IS NOT NULL`, [
      zaloId('p5'),
    ])
    expect(words.rows[0].n).toBe(0)
    w.sandbox.clock.advance(26 * 3_600_000)
    await w.settle()
    const left = await w.pool.query(
      `SELECT (SELECT count(*)::int FROM contact WHERE address = $1) AS contacts,
        (SELECT count(*)::int FROM inbox WHERE address = $1) AS inbox`,
      [zaloId('p5')],
    )
    expect(left.rows[0]).toEqual({ contacts: 0, inbox: 0 })
  })
})

describe('a half-done draft', () => {
  it('is reminded of twice on the platform, in the daytime, and goes on where it was', async () => {
    toHour(10)
    const huong = w.citizen('telegram', 'p3')
    w.sandbox.telegram.start('p3', 'nominate')
    await w.settle()
    await huong.presses('Tôi đồng ý')
    await huong.presses('Một nhóm')
    const reminders = () => huong.bubbles().filter((b) => b.text?.includes('Mình kể nốt nhé')).length
    for (const [wait, expected] of [
      [23 * 3_600_000, 0],
      [2 * 3_600_000, 1],
      [2 * DAY, 2],
      [10 * DAY, 2],
    ] as const) {
      w.sandbox.clock.advance(wait)
      await w.settle()
      expect(reminders()).toBe(expected)
    }
    await huong.presses('Kể tiếp')
    expect(huong.reads()).toContain('nhóm ấy tên là gì')
  })

  it('goes on after a restart of the app', async () => {
    const huong = w.citizen('telegram', 'p3')
    await huong.says('Câu lạc bộ Cháo yêu thương')
    await w.restart()
    await huong.says('trợ giúp')
    expect(huong.reads()).toContain('phường, xã hoặc khu công nghiệp')
  })
})

describe('blocked and back', () => {
  it('a block is noted, nothing is sent, a return is a return', async () => {
    w.sandbox.telegram.start('p6')
    await w.settle()
    w.sandbox.telegram.block('p6')
    await w.settle()
    const blocked = await w.pool.query(`SELECT unreachable_at FROM contact WHERE address = $1`, [
      String(w.sandbox.telegram.chatId('p6')),
    ])
    expect(blocked.rows[0].unreachable_at).not.toBeNull()
    w.sandbox.telegram.start('p6')
    await w.settle()
    const back = await w.pool.query(`SELECT unreachable_at FROM contact WHERE address = $1`, [
      String(w.sandbox.telegram.chatId('p6')),
    ])
    expect(back.rows[0].unreachable_at).toBeNull()
    expect(w.citizen('telegram', 'p6').reads()).toContain('Trợ lý Nhân ái')
  })
})

describe('pictures', () => {
  it('are re-encoded without their place, and one that cannot be fetched is told', async () => {
    const bao = w.citizen('zalo', 'p4')
    w.sandbox.zalo.follow('p4')
    await w.settle()
    await bao.presses('Giới thiệu người tốt')
    await bao.presses('Tôi đồng ý')
    await bao.sendsPhoto(await picture())
    const { rows } = await w.pool.query(
      `SELECT sha256 FROM file WHERE state = 'stored' ORDER BY created_at DESC LIMIT 1`,
    )
    const { openStorage } = await import('../../src/store/files/bytes.js')
    const bytes = await (await openStorage(w.config.dataDir)).read(rows[0].sha256)
    const { default: sharp } = await import('sharp')
    expect((await sharp(bytes).metadata()).exif).toBeUndefined()
    expect(bytes.includes('GPS')).toBe(false)

    await w.sandbox.zalo.sendFile('p4', Buffer.from('MZ not a paper'), 'virus.pdf')
    await w.settle()
    expect(bao.reads()).toContain('không mở được')
    const state = await session(zaloId('p4'))
    expect(state.drafts[0].notes.evidence.files).toHaveLength(1)
  })
})

describe('a bug of ours', () => {
  it('is a failed row with its words, an apology, and no loss of what was said before', async () => {
    const dung = w.citizen('zalo', 'p2')
    w.sandbox.zalo.follow('p2')
    await w.settle()
    await dung.presses('Giới thiệu người tốt')
    await dung.presses('Tôi đồng ý')
    await w.pool.query(
      `UPDATE session SET state = jsonb_set(state::jsonb, '{drafts,0,flow}', '"gone"') WHERE person_id =
        (SELECT person_id FROM contact WHERE address = $1)`,
      [zaloId('p2')],
    )
    await dung.says('Một người')
    expect(dung.reads()).toContain('hệ thống đang trục trặc')
    const { rows } = await w.pool.query(`SELECT body, error FROM inbox WHERE state = 'failed'`)
    expect(rows).toHaveLength(1)
    expect(rows[0].body).toMatchObject({ kind: 'text', text: 'Một người' })
    expect(rows[0].error).not.toContain('Một người')
  })
})

describe('HTTP', () => {
  const url = (path: string) => `http://127.0.0.1:${w.config.http.port}${path}`

  it('says it lives, is ready, and counts', async () => {
    expect((await fetch(url('/healthz'))).status).toBe(200)
    expect(await (await fetch(url('/readyz'))).json()).toEqual({ ok: true })
    const metrics = await (await fetch(url('/metrics'))).text()
    expect(metrics).toMatch(/nhanai_inbound_events_total\{channel="zalo"\} [1-9]/)
    expect(metrics).toMatch(/nhanai_rows\{table="inbox",state="failed"\} 1/)
    for (const state of ['late', 'failed']) expect(metrics).toContain(`nhanai_rows{table="timer",state="${state}"} 0`)
  })

  it('names what is not ready', async () => {
    w.sandbox.faults.add({ platform: 'zalo', method: 'getoa', times: -1, error: -204, message: 'OA disabled' } as never)
    await w.restart()
    const answer = await fetch(url('/readyz'))
    expect(answer.status).toBe(503)
    expect(await answer.json()).toMatchObject({ ok: false, reasons: { zalo: expect.stringContaining('-204') } })
    w.sandbox.faults.clear()
  })

  it('answers a forged Zalo event 200, handles nothing, counts it', async () => {
    const before = await w.pool.query('SELECT count(*)::int AS n FROM inbox')
    const answer = await fetch(url('/webhooks/zalo'), {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-zevent-signature': `mac=${'0'.repeat(64)}` },
      body: JSON.stringify({
        event_name: 'user_send_text',
        app_id: '1',
        sender: { id: '8' },
        recipient: { id: '1' },
        message: { msg_id: 'x', text: 'hi' },
        timestamp: '1',
      }),
    })
    expect(answer.status).toBe(200)
    expect((await w.pool.query('SELECT count(*)::int AS n FROM inbox')).rows[0].n).toBe(before.rows[0].n)
    expect(await (await fetch(url('/metrics'))).text()).toContain('nhanai_bad_signature_total{channel="zalo"} 1')
  })
})

describe('an officer', () => {
  it('answers a request in the chat it came from, and hears the reply', async () => {
    const huy = w.citizen('telegram', 'p5')
    w.sandbox.telegram.start('p5')
    await w.settle()
    await huy.says('gặp cán bộ')
    await huy.says('Bao giờ có kết quả ạ?')
    const database = openDatabase(w.databaseUrl, { max: 2 })
    database.unlock(KEYS)
    try {
      const noteOf = ({ id, note }: { id: string; note: string }) =>
        boxOf(database.pool, 'ticket', id).open('note', note)
      const [ticket] = await w.pool
        .query(`SELECT id, note FROM ticket WHERE kind = 'human' AND closed_at IS NULL ORDER BY id DESC LIMIT 1`)
        .then((r) => r.rows)
      expect(noteOf(ticket)).toBe('Bao giờ có kết quả ạ?')
      const now = w.sandbox.clock.now()
      const personId = await requesterOf(await database.prisma(), BigInt(ticket.id))
      const [contact] = await contactsOf(database.pool, personId!)
      const reply = { id: ticket.id, to: contact!, text: 'Trong tháng này ạ.', by: CONSOLE, now }
      await transaction(database.pool, (tx) => replyToRequest(tx, reply))
      await w.settle()
      expect(huy.reads()).toContain('Trong tháng này ạ.')
      await huy.says('Cảm ơn anh')
      const after = await w.pool.query('SELECT id, note FROM ticket WHERE id = $1', [ticket.id])
      expect(noteOf(after.rows[0])).toBe('Bao giờ có kết quả ạ?\nCảm ơn anh')
    } finally {
      await database.close()
    }
  })
})

describe('somebody the platform would not let us write to', () => {
  it('is reachable again as soon as they write', async () => {
    const nga = w.citizen('zalo', 'p6')
    w.sandbox.zalo.follow('p6')
    await w.settle()
    w.sandbox.faults.add({ platform: 'zalo', method: 'message/cs', times: 1, error: -230, message: 'window' } as never)
    await nga.says('hồ sơ của tôi')
    const unreachable = () =>
      w.pool
        .query('SELECT unreachable_at AS at FROM contact WHERE address = $1', [zaloId('p6')])
        .then((r) => r.rows[0].at)
    expect(await unreachable()).not.toBeNull()
    await nga.says('hồ sơ của tôi')
    expect(await unreachable()).toBeNull()
    expect(nga.reads()).toContain('chưa gửi hồ sơ nào')
  })
})
