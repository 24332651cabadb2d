import { afterAll, beforeAll, expect, it } from 'vitest'
import type { NominationForm } from '../../../src/flows/effects/nominate.js'
import { absenceOf } from '../../../src/store/absences.js'
import { CONSOLE, readAudit } from '../../../src/store/audit.js'
import { transaction } from '../../../src/store/database.js'
import { recordsOf } from '../../../src/store/holders.js'
import { keepEvents } from '../../../src/store/inbox.js'
import { submitNomination } from '../../../src/store/nominate.js'
import { type LockedPerson, lockPeople } from '../../../src/store/people.js'
import { grantRole, rolesOf } from '../../../src/store/roles.js'
import { openTicket } from '../../../src/store/tickets.js'
import { setTimer } from '../../../src/store/timers.js'
import { erase, withdraw } from '../../../src/tools/admin/rights.js'
import { type TestDatabase, testDatabase } from '../../support/database.js'
import { runTool } from '../run-tool.js'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const NOW = Date.parse('2026-11-23T09:00+07:00')
const PHOTO = 'ab'.repeat(32)
const SECRETS = ['Mỹ Linh', '912345678', 'nấu cháo', 'lời riêng', 'ảnh nhà cô']

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())

let made = 0
const uuid = () => `${String(++made).padStart(8, '0')}-0000-4000-8000-000000000000`

/** Somebody of whom everything is held that can be: a sent story with a picture, a half-told one, words that failed. */
async function somebody(
  about: { nominee?: string; kind?: NominationForm['kind']; channel?: 'zalo' | 'telegram' } = {},
) {
  const { nominee = `Nguyễn Thị ${++made}`, kind = 'individual', channel = 'telegram' } = about
  const address = String(++made)
  const file = uuid()
  const { pool } = database
  return transaction(pool, async (tx) => {
    const [who] = (await lockPeople(tx, [{ channel, address }], NOW)) as [LockedPerson]
    await tx.query('UPDATE contact SET last_inbound_at = $2 WHERE id = $1', [who.contactId, new Date(NOW)])
    await tx.query(
      `INSERT INTO file (id, person_id, channel, kind, name, sha256, state, next_try_at)
       VALUES ($1, $2, $3, 'photo', 'ảnh nhà cô.jpg', $4, 'stored', now())`,
      [file, who.personId, channel, PHOTO],
    )
    await tx.query(
      `INSERT INTO consent (person_id, purpose, version, text, reply, channel, given_at)
       VALUES ($1, 'nominate', '1', 'chữ', 'Tôi đồng ý', $2, $3)`,
      [who.personId, channel, new Date(NOW)],
    )
    await keepEvents(tx, [{ channel, address, eventId: uuid(), at: NOW, body: { text: 'lời riêng' } }], NOW, 'Bug')
    await tx.query(
      `INSERT INTO outbox (contact_id, kind, body, state, claimed_until, claimed_by)
       VALUES ($1, 'reply', '{"text":"lời riêng"}', 'failed', now(), 0)`,
      [who.contactId],
    )
    const { code } = await submitNomination(tx, who.personId, uuid(), form(nominee, kind, [file]), NOW)
    return { ...who, code, nominee }
  })
}

function form(nomineeName: string, kind: NominationForm['kind'], files: string[] = []): NominationForm {
  return {
    kind,
    nomineeName,
    unitText: 'Phường Lê Chân',
    nominatorName: 'Mỹ Linh',
    nominatorPhone: '+84912345678',
    files,
    formVersion: 1,
    answers: { kind, story: 'nấu cháo' },
  }
}

async function asks(personId: string, kind: string, note?: string): Promise<string> {
  const at = NOW + HOUR
  await transaction(database.pool, (tx) => openTicket(tx, personId, { kind, note, replyBy: at, doBy: at }, at))
  const { rows } = await database.pool.query('SELECT max(id)::text AS id FROM ticket WHERE person_id = $1', [personId])
  return rows[0].id
}

async function rows(sql: string, ...values: unknown[]) {
  return (await database.pool.query(sql, values)).rows
}

/** Everything held that could speak of a person, as text. */
async function everything(personId: string): Promise<string> {
  const tables = ['person', 'contact', 'session', 'consent', 'nominator', 'file', 'ticket']
  const own = tables.map((t) => `SELECT ${t}::text AS line FROM ${t} WHERE ${t === 'person' ? 'id' : 'person_id'} = $1`)
  const mail = [
    'SELECT o::text FROM outbox o JOIN contact c ON c.id = o.contact_id WHERE c.person_id = $1',
    'SELECT i::text FROM inbox i JOIN contact c USING (channel, address) WHERE c.person_id = $1',
  ]
  return (await rows([...own, ...mail].join(' UNION ALL '), personId)).map(({ line }) => line).join('\n')
}

const later = NOW + 2 * HOUR

const newsFor = (contactId: string) =>
  rows(
    `SELECT i.body FROM inbox i JOIN contact c ON c.channel = i.channel AND c.address = i.address
     WHERE c.id = $1 AND i.state = 'pending' ORDER BY i.id DESC`,
    contactId,
  )

it('erases somebody whole, once, and tells them', async () => {
  const linh = await somebody()
  const mai = (await somebody()).personId
  await rows(`INSERT INTO unit (code, name, kind) VALUES ('W1', 'Phường Một', 'ward')`)
  for (const personId of [linh.personId, mai])
    await transaction(database.pool, (tx) =>
      grantRole(tx, { personId, role: 'officer', unit: 'W1', by: CONSOLE, now: NOW }),
    )
  await rows(`INSERT INTO absence VALUES ($1, $2, 'infinity')`, mai, linh.personId)
  await rows(
    `UPDATE session SET state = '{"v":1,"consents":{},"drafts":[],"profile":{"name":"Mỹ Linh"},"stopped":true}' WHERE person_id = $1`,
    linh.personId,
  )
  await setTimer(database.pool, 'nudge', `${linh.personId}:d`, NOW)
  await setTimer(database.pool, 'nudge', `${linh.personId}0:d`, NOW)
  const correct = await asks(linh.personId, 'correct', 'lời riêng')
  const id = await asks(linh.personId, 'erase')
  const said = (await erase(database.pool, { id, all: false }, later)).join('\n')
  expect(said).toContain(`hồ sơ đã gửi: ${linh.code}`)
  expect(said).toContain('ảnh, tệp: 1')
  expect(said).toContain('Telegram')
  expect(said).toContain(`Đã đóng yêu cầu số ${id}.`)
  const held = await everything(linh.personId)
  for (const secret of SECRETS) {
    expect(held).not.toContain(secret)
    expect(said).not.toContain(secret)
  }
  expect(await rows('SELECT 1 FROM nomination WHERE code = $1', linh.code)).toEqual([])
  expect(await rolesOf(database.pool, linh.personId, later)).toEqual([])
  expect(await absenceOf(database.pool, mai, later)).toBeUndefined()
  const [last] = await readAudit(database.pool, { person: linh.personId })
  expect(last).toMatchObject({ action: 'erase', actor: null, subject: linh.personId, details: { ticket: id } })
  expect(await rows('SELECT state, nominator_id FROM file WHERE person_id = $1', linh.personId)).toEqual([
    { state: 'dropped', nominator_id: null },
  ])
  expect(
    await rows('SELECT reply, withdrawn_at IS NOT NULL AS over FROM consent WHERE person_id = $1', linh.personId),
  ).toEqual([{ reply: 'Tôi đồng ý', over: true }])
  expect(await rows('SELECT 1 FROM ticket WHERE id IN ($1, $2) AND closed_at IS NULL', id, correct)).toEqual([])
  // Whoever wanted no reminders wants none after it either; others keep theirs.
  expect((await rows('SELECT state FROM session WHERE person_id = $1', linh.personId))[0].state.stopped).toBe(true)
  expect((await rows(`SELECT scope FROM timer WHERE scope LIKE $1 || '%'`, linh.personId)).map((t) => t.scope)).toEqual(
    [`${linh.personId}0:d`],
  )
  // Their own conversation words it: the running app says it to them.
  const owed = () => newsFor(linh.contactId)
  expect((await owed())[0].body).toMatchObject({ flow: 'always', what: 'erased' })
  expect((await erase(database.pool, { id, all: false }, later)).join()).toContain('không làm gì thêm')
  expect(await owed()).toHaveLength(1)
})

it('leaves what others told of the same nominee', async () => {
  const self = await somebody({ nominee: 'Vũ Thị Hòa', kind: 'self' })
  const other = await somebody({ nominee: 'Vũ Thị Hòa' })
  expect(other.code).toBe(self.code)
  const said = (await erase(database.pool, { id: await asks(self.personId, 'erase'), all: false }, later)).join('\n')
  expect(said).toContain(`lời kể của người ấy trong ${self.code}`)
  expect(said).toContain(`${self.code} nói về chính người ấy`)
  expect(await rows('SELECT kind, state FROM nomination WHERE code = $1', self.code)).toEqual([
    { kind: 'individual', state: 'received' },
  ])
  expect(await everything(other.personId)).toContain('nấu cháo')
  // The same picture was sent by both: its bytes stay.
  const picture = await rows(
    'SELECT state, nominator_id IS NULL AS loose FROM file WHERE person_id = $1',
    other.personId,
  )
  expect(picture).toEqual([{ state: 'stored', loose: false }])
})

it('erases nothing before what cannot be made good is thought of', async () => {
  const linh = await somebody({ channel: 'zalo' })
  const question = await asks(linh.personId, 'human', 'lời riêng')
  const id = await asks(linh.personId, 'erase')
  const code = await transaction(database.pool, async (tx) => {
    const sent = await submitNomination(tx, linh.personId, uuid(), form('Đỗ Văn Mới', 'individual'), NOW + 2 * HOUR)
    return sent.code
  })
  await rows(`UPDATE session SET state = '{"drafts":[{}]}' WHERE person_id = $1`, linh.personId)
  const refused = erase(database.pool, { id, all: false }, NOW + 8 * DAY)
  for (const why of [code, '1 câu chuyện', `yêu cầu số ${question}`, '7 ngày', `erase ${id} --all`])
    await expect(refused).rejects.toThrow(why)
  expect(await everything(linh.personId)).toContain('Mỹ Linh')
  const said = (await erase(database.pool, { id, all: true }, NOW + 8 * DAY)).join('\n')
  expect(said).toContain('Chưa báo được')
  expect(await everything(linh.personId)).not.toContain('Mỹ Linh')
})

it('withdraws what was sent, for its teller alone', async () => {
  const linh = await somebody({ nominee: 'Trần Văn Bình' })
  const nam = await somebody({ nominee: 'Trần Văn Bình' })
  const states = async (personId: string) =>
    (await transaction(database.pool, (tx) => recordsOf(tx, personId))).records.map((r) => r.state)
  const id = await asks(linh.personId, 'withdraw')
  const said = (await withdraw(database.pool, { id, code: '', all: false }, later)).join('\n')
  expect(said).toContain(`Đã rút lại 1 hồ sơ: ${linh.code}`)
  expect(await states(linh.personId)).toEqual(['withdrawn'])
  expect(await states(nam.personId)).toEqual(['received'])
  expect(await rows('SELECT state FROM nomination WHERE code = $1', linh.code)).toEqual([{ state: 'received' }])
  expect((await withdraw(database.pool, { id, code: '', all: false }, later)).join()).toContain('không làm gì thêm')

  // The last one to stand by it, by the way of a word to an officer.
  const word = await asks(nam.personId, 'human', 'rút giúp hồ sơ')
  await withdraw(database.pool, { id: word, code: nam.code.toLowerCase(), all: false }, later)
  expect(await rows('SELECT state FROM nomination WHERE code = $1', nam.code)).toEqual([{ state: 'withdrawn' }])
  const [owed] = await newsFor(nam.contactId)
  expect(owed.body.more.codes).toEqual([nam.code])

  // Nobody joins what is no longer used.
  const again = await somebody({ nominee: 'Trần Văn Bình' })
  expect(again.code).not.toBe(linh.code)
})

it('closes a request only when all of it is done', async () => {
  const linh = await somebody({ nominee: 'Phạm Thị Một' })
  const two = await transaction(database.pool, (tx) =>
    submitNomination(tx, linh.personId, uuid(), form('Phạm Thị Hai', 'individual'), NOW),
  )
  const isOpen = async (id: string) =>
    (await rows('SELECT closed_at IS NULL AS open FROM ticket WHERE id = $1', id))[0].open
  const id = await asks(linh.personId, 'withdraw')
  expect((await withdraw(database.pool, { id, code: linh.code, all: false }, later)).join()).toContain('vẫn mở')
  expect(await isOpen(id)).toBe(true)
  await withdraw(database.pool, { id, code: two.code, all: false }, later)
  expect(await isOpen(id)).toBe(false)
  const gone = await asks(linh.personId, 'erase')
  await expect(withdraw(database.pool, { id: gone, code: linh.code, all: false }, later)).rejects.toThrow(
    `erase ${gone}`,
  )
  expect(await isOpen(gone)).toBe(true)
})

it('refuses kindly', async () => {
  const linh = await somebody()
  const word = await asks(linh.personId, 'human')
  const id = (of: string) => ({ id: of, all: true })
  await expect(erase(database.pool, id('x'), later)).rejects.toThrow('npm run admin -- erase 12')
  await expect(erase(database.pool, id('999999'), later)).rejects.toThrow('Không có yêu cầu nào mang số 999999')
  await expect(erase(database.pool, id(word), later)).rejects.toThrow('gặp cán bộ')
  await expect(withdraw(database.pool, { ...id(word), code: '' }, later)).rejects.toThrow('gặp cán bộ')
  await expect(withdraw(database.pool, { ...id(word), code: 'NT-2026-999999' }, later)).rejects.toThrow(
    'NT-2026-999999',
  )
  expect(await rows('SELECT 1 AS open FROM ticket WHERE id = $1 AND closed_at IS NULL', word)).toEqual([{ open: 1 }])
})

it('shows what waits to be withdrawn, to its teller and to officers', async () => {
  const linh = await somebody({ nominee: 'Đoàn Thị Chờ' })
  const nam = await somebody({ nominee: 'Đoàn Thị Chờ' })
  const state = async (personId: string) =>
    (await transaction(database.pool, (tx) => recordsOf(tx, personId))).records.map((r) => r.state)
  const listed = async () =>
    (await runTool('admin', { args: ['nominations'], env: { DATABASE_URL: database.url } })).out
  const opened = async (code: string) =>
    (await runTool('admin', { args: ['nomination', code], env: { DATABASE_URL: database.url } })).out
  await asks(linh.personId, 'withdraw')
  expect(await state(linh.personId)).toEqual(['leaving'])
  expect(await state(nam.personId)).toEqual(['received'])
  expect(await listed()).toMatch(/Đoàn Thị Chờ .* 2 +đã tiếp nhận \(1 người chờ rút lại\)/)
  expect(await opened(linh.code)).toContain('Trạng thái: đã tiếp nhận (1 người chờ rút lại), nhận lúc')
  expect((await opened(linh.code)).match(/Người giới thiệu \d: .*chờ rút lại/g)).toHaveLength(1)
  await asks(nam.personId, 'erase')
  expect(await listed()).toMatch(/Đoàn Thị Chờ .* 2 +chờ rút lại/)
  const { code } = await transaction(database.pool, (tx) =>
    submitNomination(tx, linh.personId, uuid(), form('Đoàn Thị Mới', 'individual'), NOW + 2 * HOUR),
  )
  expect(code).not.toBe(linh.code)
  expect(await state(linh.personId)).toEqual(['received', 'leaving'])
})

it('is a command, and what it withdrew is shown as withdrawn', async () => {
  const linh = await somebody({ nominee: 'Lương Thị Rút' })
  const id = await asks(linh.personId, 'withdraw')
  const admin = (...args: string[]) => runTool('admin', { args, env: { DATABASE_URL: database.url } })
  expect((await admin('withdraw', id)).out).toContain(linh.code)
  const list = (await admin('nominations')).out
  expect(list).toMatch(new RegExp(`${linh.code} .* 0 +đã rút lại`))
  expect(list).not.toContain('Lương Thị Rút')
  const { out } = await admin('nomination', linh.code)
  expect(out).toContain('đã rút lại lời kể')
  for (const secret of [...SECRETS, 'Lương Thị Rút']) expect(out).not.toContain(secret)
})

it('erases nothing when one nomination is named: there is no such command', async () => {
  const linh = await somebody()
  const id = await asks(linh.personId, 'erase')
  const admin = (...args: string[]) => runTool('admin', { args, env: { DATABASE_URL: database.url } })
  const { code, err } = await admin('erase', id, linh.code)
  expect(code).toBe(1)
  expect(err).toContain('xóa tất cả')
  expect((await admin('nomination', linh.code)).out).toContain(linh.code)
})
