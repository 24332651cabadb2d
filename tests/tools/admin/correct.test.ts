// `npm run admin -- correct`: the same deed as from chat, read back before it is done.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readAudit } from '../../../src/store/audit.js'
import { transaction } from '../../../src/store/database.js'
import { submitNomination } from '../../../src/store/nominate.js'
import { type LockedPerson, lockPeople } from '../../../src/store/people.js'
import { openTicket } from '../../../src/store/tickets.js'
import { type TestDatabase, testDatabase } from '../../support/database.js'
import { runTool } from '../run-tool.js'

const NOW = Date.parse('2026-11-23T09:00+07:00')
let database: TestDatabase
let request = ''
let code = ''
beforeAll(async () => {
  database = await testDatabase()
  await transaction(database.pool, async (tx) => {
    const [who] = (await lockPeople(tx, [{ channel: 'telegram', address: '1' }], NOW)) as [LockedPerson]
    await tx.query('UPDATE contact SET last_inbound_at = $1', [new Date(NOW)])
    const answers = {
      kind: 'individual',
      name: 'Nguyễn Thị Hoa',
      unit: { words: 'xóm Vạn Lịch' },
      byName: 'Trần Thị Mai',
      byPhone: '+84912345678',
    }
    const form = {
      kind: 'individual' as const,
      nomineeName: 'Nguyễn Thị Hoa',
      unitText: 'xóm Vạn Lịch',
      formVersion: 1,
    }
    const sent = { ...form, nominatorName: 'Trần Thị Mai', nominatorPhone: '+84912345678', files: [], answers }
    const draft = '00000001-0000-4000-8000-000000000000'
    code = (await submitNomination(tx, who.personId, draft, sent, NOW)).code
    request = (await openTicket(tx, who.personId, { kind: 'correct', replyBy: NOW }, NOW)).id
  })
})
afterAll(() => database.drop())

const admin = (...args: string[]) => runTool('admin', { args, env: { DATABASE_URL: database.url } })

it('lists the answers, reads old and new back, and writes with --yes alone', async () => {
  expect((await admin('correct', request)).out).toMatch(/byPhone +Điện thoại của anh\/chị: 0912\s345\s678/)
  const asked = await admin('correct', request, code, 'name', 'Nguyễn Thị Hòa')
  expect(asked.out).toContain('Cũ: Nguyễn Thị Hoa\nMới: Nguyễn Thị Hòa\nChưa ghi gì')
  const name = () => database.pool.query('SELECT nominee_name AS name FROM nomination')
  expect((await name()).rows).toEqual([{ name: 'Nguyễn Thị Hoa' }])

  const done = await admin('correct', request, code, 'name', 'Nguyễn Thị Hòa', '--yes')
  expect(done.out).toContain('Đã sửa.\nLời báo sẽ tới Telegram')
  expect((await name()).rows).toEqual([{ name: 'Nguyễn Thị Hòa' }])
  expect((await readAudit(database.pool, { code }))[0]).toMatchObject({ action: 'correct', channel: 'console' })
  const news = await database.pool.query(`SELECT body->>'what' AS what FROM inbox WHERE state = 'pending'`)
  expect(news.rows).toEqual([{ what: 'corrected' }])
})

it('refuses what is no answer, and an answer there is not', async () => {
  expect(await admin('correct', request, code, 'byPhone', 'không nhớ', '--yes')).toMatchObject({ code: 1, out: '' })
  expect((await admin('correct', request, code, 'kind', 'Một nhóm', '--yes')).err).toContain('Không có mục "kind"')
  expect((await admin('correct', '999')).code).toBe(1)
})
