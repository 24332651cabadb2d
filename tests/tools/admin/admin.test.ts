import { existsSync } from 'node:fs'
import path from 'node:path'
import pino from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { NominationForm } from '../../../src/flows/effects/nominate.js'
import { createMemory } from '../../../src/sandbox/memory.js'
import { openDatabase, transaction } from '../../../src/store/database.js'
import { startEmbedded } from '../../../src/store/embedded/embedded.js'
import { keepEvents } from '../../../src/store/inbox.js'
import { migrate } from '../../../src/store/migrate.js'
import { submitNomination } from '../../../src/store/nominate.js'
import { lockPeople } from '../../../src/store/people.js'
import { openTicket } from '../../../src/store/tickets.js'
import { COMMANDS } from '../../../src/tools/admin/index.js'
import { type TestDatabase, testDatabase } from '../../support/database.js'
import { removeFolder, tempFolder } from '../../support/temp-folder.js'
import { runTool } from '../run-tool.js'

const NOW = Date.parse('2026-11-21T09:00+07:00')
const HOUR = 3_600_000
const END = 'và đây là chữ cuối cùng của câu chuyện.'
const STORY = `${'Sáng nào cô cũng nấu cháo cho bệnh nhân nghèo. '.repeat(12)}\n${END}`
const SHA = 'ab'.repeat(32)

const form: NominationForm = {
  kind: 'individual',
  nomineeName: 'Nguyễn Thị Hoa',
  unitCode: undefined,
  unitText: 'Phường Lê Chân',
  nominatorName: 'Trần Thị Mai',
  nominatorPhone: '+84912345678',
  files: ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'],
  formVersion: 1,
  answers: {
    kind: 'individual',
    name: 'Nguyễn Thị Hoa',
    unit: { words: 'Phường Lê Chân' },
    story: STORY,
    law: { answer: 'yes', reason: `${'Cô là tổ trưởng gương mẫu. '.repeat(8)}Hết.` },
    address: '',
    evidence: { files: [], links: ['https://example.vn/noi-chao'] },
    askedLongAgo: { old: true },
  },
}

let database: TestDatabase
const admin = (...args: string[]) =>
  runTool('admin', { args, env: { DATABASE_URL: database.url, DATA_DIR: '/srv/nhan-ai' } })

beforeAll(async () => {
  database = await testDatabase()
  const { pool } = database
  await transaction(pool, async (tx) => {
    const contacts = [
      { channel: 'telegram', address: '1' },
      { channel: 'zalo', address: '2' },
    ]
    const [mai, nam] = await lockPeople(tx, contacts, Date.now())
    const file = `INSERT INTO file (id, person_id, channel, kind, name, mime, size, sha256, state, next_try_at)
      VALUES ($1, $2, 'telegram', 'photo', $3, 'image/jpeg', 2048, $4, $5, now())`
    await tx.query(file, [form.files[0], mai!.personId, 'noi-chao-$&.jpg', SHA, 'stored'])
    await tx.query(file, [form.files[1], mai!.personId, null, null, 'lost'])
    const other = { ...form, nominatorName: 'Lê Văn Nam', nominatorPhone: '+84987654321', files: [] }
    const draft = (n: number) => `${n}0000000-0000-4000-8000-000000000000`
    await submitNomination(tx, mai!.personId, draft(1), form, NOW)
    await submitNomination(tx, nam!.personId, draft(2), other, NOW + HOUR)
    await submitNomination(
      tx,
      nam!.personId,
      draft(3),
      { ...other, nomineeName: 'Vũ Huy', kind: 'self' },
      NOW + 2 * HOUR,
    )
    const due = { replyBy: Date.parse('2999-01-01'), doBy: Date.parse('2999-02-01') }
    await openTicket(tx, mai!.personId, { kind: 'erase', ...due }, NOW)
    await openTicket(
      tx,
      nam!.personId,
      { kind: 'correct', note: 'tên đúng là Hòa', ...due, replyBy: Date.parse('2020-01-02T17:30+07:00') },
      NOW - HOUR,
    )
    const state = { v: 1, drafts: [{ updatedAt: Date.now(), answers: { name: 'Bí Mật' } }, { updatedAt: 0 }] }
    await tx.query('UPDATE session SET state = $2 WHERE person_id = $1', [nam!.personId, state])
    await tx.query(
      `INSERT INTO outbox (contact_id, kind, body, state, reason, claimed_until, claimed_by)
       VALUES ($1, 'reply', '{"text":"lời riêng"}', 'failed', '400 chat not found', now(), 0)`,
      [nam!.contactId],
    )
  })
  const body = { kind: 'text', text: 'lời riêng của tôi' }
  const event = { channel: 'zalo', eventId: 'e1', address: '2', at: NOW, body }
  await keepEvents(pool, [event], NOW, 'TypeError at turn')
  await pool.query(`INSERT INTO timer VALUES ('hold', '7', 1, $1, 'a bug of ours'), ('hold', '8', 1, $1, NULL)`, [
    new Date(NOW),
  ])
})

afterAll(() => database.drop())

it('lists nominations without phone numbers', async () => {
  const { code, out } = await admin('nominations')
  expect(code).toBe(0)
  const lines = out.split('\n')
  expect(lines[0]).toMatch(/^Mã +Nhận lúc +Loại/)
  expect(lines[2]).toMatch(
    /^NT-2026-000002 +21\/11\/2026 11:00 +Tự giới thiệu +Vũ Huy +Phường Lê Chân +1 +đã tiếp nhận$/,
  )
  expect(lines[3]).toMatch(/^NT-2026-000001 +21\/11\/2026 09:00 +Một người +Nguyễn Thị Hoa +Phường Lê Chân +2 /)
  expect(out).not.toMatch(/345 ?678/)
  expect((await admin('nominations', '--all')).out).toBe(out)
})

it('shows one nomination whole', async () => {
  const { code, out } = await admin('nomination', 'nt-2026-000001')
  expect(code).toBe(0)
  expect(out).toContain('Người giới thiệu 1: Trần Thị Mai, 0912 345 678 (gửi lúc 21/11/2026 09:00, chờ rút lại)')
  expect(out).toContain(
    'Người giới thiệu 2: Lê Văn Nam, 0987 654 321 (gửi lúc 21/11/2026 10:00, ghép vào hồ sơ có trước)',
  )
  expect(out).toContain(END)
  expect(out).toContain('Hết.)')
  expect(out).toContain('https://example.vn/noi-chao')
  expect(out).toContain('askedLongAgo: {"old":true}')
  expect(out).toContain(`noi-chao-$&.jpg (image/jpeg, 2 KB): ${path.join('/srv/nhan-ai/files/ab', SHA)}`)
  expect(out).toContain('ảnh (không tải về được)')
})

it('lists open requests, oldest first, and closes one', async () => {
  const before = await admin('requests')
  expect(before.out).toMatch(/sửa dữ liệu[\s\S]*xóa dữ liệu/)
  expect(before.out).toContain('02/01/2020 17:30 QUÁ HẠN')
  expect(before.out).toContain('Lê Văn Nam, 0987 *** 321')
  expect(before.out).toContain('tên đúng là Hòa')
  expect(before.out).not.toContain('654')
  const id = /^(\d+) +xóa/m.exec(before.out)![1]!
  const closed = await admin('close-request', id)
  expect(closed.code).toBe(0)
  expect(closed.out).toMatch(new RegExp(`^Đã đóng yêu cầu số ${id}\\.\\n(?:Lời báo sẽ tới|Chưa báo được)`))
  expect(await admin('close-request', id)).toMatchObject({ code: 1, out: '' })
  expect((await admin('requests')).out).not.toContain('xóa dữ liệu')
})

it('names what failed without the words of people, and hands it back to be handled', async () => {
  const { out } = await admin('failed')
  expect(out).toContain('TypeError at turn')
  expect(out).toContain('400 chat not found')
  expect(out).toMatch(/tự làm lại[\s\S]*hold +21\/11\/2026 .*a bug of ours/)
  expect(out).not.toContain('lời riêng')
  expect((await admin('retry')).out).toMatch(/^1 tin nhận .* 1 tin sẽ được gửi lại/)
  const { rows } = await database.pool.query(`SELECT state, error, body FROM inbox WHERE body->>'kind' = 'text'`)
  expect(rows).toEqual([{ state: 'pending', error: null, body: { kind: 'text', text: 'lời riêng của tôi' } }])
  const messages = await database.pool.query('SELECT state, reason, attempts FROM outbox')
  expect(messages.rows).toEqual([{ state: 'pending', reason: null, attempts: 0 }])
  await database.pool.query('UPDATE outbox SET attempts = 2')
  expect((await admin('failed')).out).toContain('1 tin nền tảng chưa nhận')
  await database.pool.query('UPDATE outbox SET attempts = 0')
})

it('does not send again what a newer message has overtaken', async () => {
  const { pool } = database
  await pool.query(`UPDATE outbox SET state = 'failed', attempts = 8`)
  await pool.query(
    `INSERT INTO outbox (contact_id, kind, state, claimed_until, claimed_by)
     SELECT contact_id, 'reply', 'sent', now(), 0 FROM outbox`,
  )
  expect((await admin('retry')).out).toContain('1 tin không gửi lại')
  const { rows } = await pool.query('SELECT state, attempts FROM outbox ORDER BY id')
  expect(rows).toEqual([
    { state: 'failed', attempts: 8 },
    { state: 'sent', attempts: 0 },
  ])
})

it("goes by the sandbox's clock where there is one", async () => {
  const dataDir = tempFolder()
  const late = async () =>
    (await runTool('admin', { args: ['requests'], env: { DATABASE_URL: database.url, DATA_DIR: dataDir } })).out
  await database.pool.query(`UPDATE ticket SET reply_by = now() + interval '2 days', closed_at = NULL`)
  expect(await late()).not.toContain('QUÁ HẠN')
  const chats = { people: [], bubbles: [], telegram: { started: [], blocked: [], messages: [] }, zalo: [] }
  const memory = { version: 1 as const, offset: 3 * 24 * HOUR, ...chats }
  await createMemory(path.join(dataDir, 'sandbox'), () => memory, console.error).now()
  expect(await late()).toContain('QUÁ HẠN')
  removeFolder(dataDir)
})

it('writes to nobody whom Zalo would not let it reach, and says so', async () => {
  const { rows } = await database.pool.query(`SELECT id FROM ticket WHERE kind = 'correct'`)
  const contact = `UPDATE contact SET last_inbound_at = now() - $1::interval WHERE channel = 'zalo'`
  await database.pool.query(contact, ['8 days'])
  const late = await admin('reply', rows[0].id, 'Chào anh Nam')
  expect(late).toMatchObject({ code: 1 })
  expect(late.err).toContain('7 ngày')
  await database.pool.query(contact, ['1 day'])
  expect((await admin('reply', rows[0].id, 'Chào anh Nam')).out).toContain('Zalo')
})

it('says where the pictures of a request are', async () => {
  const note = `Ảnh đây ạ\n(ảnh ${form.files[0]})`
  await database.pool.query(`UPDATE ticket SET note = $1 WHERE kind = 'erase'`, [note])
  expect((await admin('requests')).out).toContain(`(ảnh noi-chao-$&.jpg (image/jpeg, 2 KB): /srv/nhan-ai/files/`)
})

it('counts drafts and shows nothing of them', async () => {
  const { out } = await admin('drafts')
  expect(out).toContain('Bản kể dở: 2, của 1 người.')
  expect(out).toContain('24 giờ qua: 1;')
  expect(out).not.toContain('Bí Mật')
})

describe('when it cannot', () => {
  const oneLine = (text: string) => text.trim().split('\n').length

  it('says how it is used', async () => {
    for (const args of [[], ['toString'], ['nominations', '--every']])
      expect(await admin(...args)).toMatchObject({ code: 1, out: '', err: expect.stringContaining('Cách dùng') })
  })

  it('lists every command by the name it is called with', async () => {
    const { err } = await admin()
    for (const [name, { usage, does }] of Object.entries(COMMANDS)) {
      expect(usage.split(' ')[0]).toBe(name)
      expect(err).toMatch(new RegExp(`^  ${name}\\b.*`, 'm'))
      expect(err).toContain(does)
    }
  })

  it('says in one line what is wrong', async () => {
    const missing = await admin('nomination', 'NT-2026-999999')
    const away = await runTool('admin', {
      args: ['requests'],
      env: { DATABASE_URL: 'postgres://a:secret@127.0.0.1:9/x' },
    })
    const settings = await runTool('admin', { args: ['requests'], env: { PORT: 'x' } })
    for (const run of [missing, away, settings]) {
      expect(run.code).toBe(1)
      expect(oneLine(run.err)).toBe(1)
      expect(run.err).not.toContain('secret')
    }
    expect(away.err).toContain('Không đọc được cơ sở dữ liệu')
  })
})

describe('with the built-in database', () => {
  const folder = tempFolder()
  afterAll(() => removeFolder(folder))
  const log = pino({ level: 'silent' })

  it('makes nothing where there is nothing', async () => {
    const dataDir = path.join(folder, 'nothing')
    const { code, err } = await runTool('admin', { args: ['drafts'], env: { DATA_DIR: dataDir } })
    expect(code).toBe(1)
    expect(err).toContain('npm start')
    expect(existsSync(dataDir)).toBe(false)
  })

  it('joins the running server and leaves it running, and starts one that is not', async () => {
    const dataDir = path.join(folder, 'data')
    const env = { DATA_DIR: dataDir }
    const app = await startEmbedded({ dataDir, log })
    expect((await runTool('admin', { args: ['drafts'], env })).err).toContain('npm start')
    await migrate(app.url, { log })
    expect(await runTool('admin', { args: ['nominations'], env })).toMatchObject({
      code: 0,
      out: 'Chưa có hồ sơ nào.\n',
    })
    const still = openDatabase(app.url, { max: 1 })
    expect((await still.pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }])
    await still.close()
    await app.stop()
    expect(await runTool('admin', { args: ['nominations'], env })).toMatchObject({
      code: 0,
      out: 'Chưa có hồ sơ nào.\n',
    })
    expect(existsSync(path.join(dataDir, 'postgres', 'postmaster.pid'))).toBe(false)
  }, 120_000)
})
