// A family is erased: words planted wherever anything is said of one are found nowhere afterwards, nor after a list or an
// older backup brought them back; what was given stays as numbers, and the ledger adds up.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeEach, expect, it } from 'vitest'
import { newSession } from '../../../src/flows/session.js'
import { addAddress, completeAddress, setAddressState } from '../../../src/store/address/address.js'
import { wholeCoverage } from '../../../src/store/address/coverage.js'
import { openAddressFile } from '../../../src/store/address/file.js'
import { importAddresses } from '../../../src/store/address/import.js'
import { addNeed } from '../../../src/store/address/needs.js'
import { COLUMNS, readAddressFile } from '../../../src/store/address/table.js'
import { CONSOLE, readAudit } from '../../../src/store/audit.js'
import { transaction } from '../../../src/store/database.js'
import { eraseAddress } from '../../../src/store/erase-address.js'
import { fileErasures, readErasures, reapplyErasures } from '../../../src/store/erasures.js'
import { wantFile } from '../../../src/store/files/rows.js'
import { HOLDERS, recordsOf } from '../../../src/store/holders.js'
import { keepEvents } from '../../../src/store/inbox.js'
import { verifyLedger } from '../../../src/store/ledger.js'
import { letGoOver, overNow, readTimes } from '../../../src/store/retention.js'
import { grantRole } from '../../../src/store/roles.js'
import { sealState } from '../../../src/store/sealed/session.js'
import { suggestAddress } from '../../../src/store/suggest.js'
import { confirmDeliveries, recordDelivery } from '../../../src/store/support/deliveries.js'
import { cardsOf, findNeeds } from '../../../src/store/support/find.js'
import { agreePledge, lockPledge, makePledge, proposePledge } from '../../../src/store/support/support.js'
import { loadUnits } from '../../../src/store/units.js'
import { type TestDatabase, testDatabase } from '../../support/database.js'
import { keptRows, rowText } from '../../support/search.js'
import { DAY, NOW, organisation, person } from '../organisation.js'

let database: TestDatabase
const drops: (() => Promise<void>)[] = []
beforeEach(async () => {
  database = await testDatabase()
  drops.push(database.drop)
  await organisation(database.pool)
})
afterAll(() => Promise.all(drops.map((drop) => drop())))

const tx = <T>(work: Parameters<typeof transaction<T>>[1]) => transaction(database.pool, work)
const dump = async () => (await keptRows(database.pool)).map(rowText).join('\n')
const found = (text: string) => [...new Set(text.match(/canary[a-z0-9]+/gi))].sort()
/** All that says something of the family, each with a word of its own. */
const CANARIES = [
  'CanaryName',
  'canaryadvice',
  'canarychanged',
  'canarydetails',
  'canarydraft',
  'canaryevent',
  'canaryfile',
  'canaryguardian',
  'canarykey',
  'canarymail',
  'canarymeasure',
  'canarynews',
  'canarynote',
  'canaryplace',
  'canaryproposal',
  'canaryreason',
  'canaryref',
  'canarystarts',
  'canarysuggester',
  'canarysummary',
  'canaryupload',
  'canarywhat',
]

const FAMILY = {
  unit: 'W1',
  group: 'elder',
  summary: 'Một cụ già, canarysummary, sống một mình.',
  urgency: 2,
  state: 'surveying',
  name: 'Bà CanaryName',
  birthYear: 1950,
  guardian: 'Ông canaryguardian',
  phone: '+84912345671',
  place: 'ngõ canaryplace',
  details: 'ốm lâu năm canarydetails',
  papersSeen: true,
  consented: true,
  needs: [
    { form: 'material', what: 'gạo canarywhat', measure: 'suất canarymeasure', quantity: 10_000, rhythm: 'once' },
  ],
} as const

interface World {
  code: string
  pledge: string
  officer: string
  teller: string
  helper: string
}

/** A family that somebody told of, that an officer visited, and whom somebody promised help. */
async function promised(own = false): Promise<World> {
  const { pool } = database
  const [officer, teller, helper] = [await person(pool), await person(pool), await person(pool)]
  const at = {
    own,
    unit: 'W1',
    unitText: 'Phường Một',
    details: 'nhà canarydetails',
    name: 'Chị canarysuggester',
    phone: '+84912345672',
  }
  await tx((t) => grantRole(t, { personId: officer, role: 'officer', unit: 'W1', by: CONSOLE, now: NOW }))
  const told = await tx((t) => suggestAddress(t, teller, randomUUID(), at, NOW))
  const { code } = told as { code: string }
  await tx((t) => completeAddress(t, code, { ...FAMILY, needs: [...FAMILY.needs] }, CONSOLE, NOW))
  await pool.query(`UPDATE address SET list_key = 'canarykey' WHERE code = $1`, [code])
  const state = (to: 'open' | 'paused', reason?: string) =>
    tx((t) => setAddressState(t, { code, state: to, by: CONSOLE, now: NOW, reason }))
  await state('open')
  await state('paused', 'vì canaryreason')
  const { rows } = await pool.query<{ id: string; reason: string }>(
    `SELECT n.id, a.reason FROM need n JOIN address a ON a.id = n.address_id WHERE a.code = $1`,
    [code],
  )
  await state('open')
  await pool.query('UPDATE address SET reason = $2 WHERE code = $1', [code, rows[0]!.reason])
  const made = await tx((t) =>
    makePledge(
      t,
      helper,
      randomUUID(),
      {
        need: rows[0]!.id,
        quantity: 10_000,
        name: 'Người Giúp',
        phone: '+84912345673',
        starts: 'canarystarts',
        note: 'gửi canarynote',
      },
      NOW,
    ),
  )
  if (made === 'full') throw new Error('full')
  await tx(async (t) => {
    await agreePledge(t, (await lockPledge(t, 'id', made.id))!, officer, NOW)
    await proposePledge(t, (await lockPledge(t, 'id', made.id))!, 9000, officer, 'xin canaryproposal')
    await t.query(`UPDATE pledge SET state = 'agreed' WHERE id = $1`, [made.id])
  })
  return { code, pledge: made.code, officer, teller, helper }
}

/** The help came and was confirmed; and what waits of it in conversations, messages and files. */
async function helped(w: World): Promise<World> {
  const picture = randomUUID()
  await tx(async (t) => {
    const source = { kind: 'photo' as const, ref: 'canaryref', name: 'canaryfile.jpg' }
    await wantFile(t, w.helper, 'zalo', picture, source, NOW)
    const row = (await lockPledge(t, 'code', w.pledge))!
    await recordDelivery(t, row, { by: w.helper, now: NOW, changed: 'cụ vui canarychanged', files: [picture] })
    await confirmDeliveries(t, (await lockPledge(t, 'code', w.pledge))!, w.officer, NOW)
  })
  return w
}

async function speaksOfThem({ code, pledge, officer, teller }: World): Promise<void> {
  const draft = { id: randomUUID(), flow: 'address', order: [], misses: 0, startedAt: NOW, updatedAt: NOW, nudges: 0 }
  const session = {
    ...newSession(),
    drafts: [{ ...draft, answers: { details: 'canarydraft' }, notes: { of: code }, kept: {} }],
    panel: { name: 'address-reason', about: `${code}~refused`, said: 'canaryadvice' },
    shown: [{ label: 'Sửa nhu cầu: canarywhat', token: `c.need.1~${code}` }],
  }
  await tx(async (t) => {
    const state = JSON.stringify(sealState(t, officer, session))
    await t.query('UPDATE session SET state = $2 WHERE person_id = $1', [officer, state])
    const { rows } = await t.query<{ person: string; contact: string; address: string }>(
      'SELECT person_id AS person, id AS contact, address FROM contact WHERE person_id = ANY($1::bigint[])',
      [[officer, teller]],
    )
    const of = (who: string) => rows.find(({ person }) => person === who)!
    const event = (who: string, body: object) => ({
      channel: 'zalo',
      address: of(who).address,
      eventId: randomUUID(),
      at: NOW,
      body,
    })
    const news = { kind: 'ours', flow: 'address', what: 'cancelled', about: pledge, more: { what: 'canarynews' } }
    await keepEvents(t, [event(officer, news)], NOW)
    await keepEvents(t, [event(teller, { kind: 'text', text: 'canaryevent ở ngõ canaryplace' })], NOW, 'bug')
    await t.query(
      `INSERT INTO outbox (contact_id, kind, body, state, claimed_until, claimed_by) VALUES ($1, 'reply', $2, 'pending', now(), 0)`,
      [of(officer).contact, { text: `${code}: canarymail` }],
    )
    const list = { kind: 'file' as const, ref: 'x', name: 'canaryupload.xlsx' }
    await wantFile(t, officer, 'zalo', '00000000-0000-4000-8000-00000000f11e', list, NOW)
    await t.query(`UPDATE file SET purpose = 'address.check' WHERE name = 'canaryupload.xlsx'`)
  })
}

const HEAD = Object.values(COLUMNS)
const LINE = {
  key: '',
  unit: 'Phường Một',
  group: 'Người cao tuổi neo đơn',
  name: 'BÀ CANARYNAME',
  birthYear: '1950',
  guardian: '',
  phone: '',
  place: 'ngõ canaryplace',
  details: 'ốm',
  summary: 'Một cụ già ốm đau lâu năm',
  form: 'Vật chất',
  what: 'gạo',
  quantity: '10',
  measure: 'suất',
  rhythm: 'một lần',
  neededBy: '',
  urgency: '',
}
function read(lines: Partial<typeof LINE>[], dryRun: boolean) {
  const rows = lines.map((line) => Object.keys(COLUMNS).map((key) => ({ ...LINE, ...line })[key as keyof typeof LINE]))
  const csv = [HEAD, ...rows].map((row) => row.map((cell) => `"${cell}"`).join(';')).join('\r\n')
  return tx(async (t) =>
    importAddresses(t, readAddressFile(new TextEncoder().encode(`\uFEFF${csv}`)), {
      units: await loadUnits(t),
      by: CONSOLE,
      dryRun,
      now: NOW,
    }),
  )
}

it('is found nowhere afterwards; numbers, states and the ledger stay', async () => {
  const { pool } = database
  const w = await helped(await promised())
  await speaksOfThem(w)
  expect(found(await dump())).toEqual(CANARIES)
  const before = await wholeCoverage(pool, ['W1'], 5)
  expect(before).toMatchObject({ registered: 1, helped: 1 })
  const ledger = (await pool.query('SELECT * FROM ledger ORDER BY seq')).rows

  const officer = { personId: w.officer, channel: 'zalo' } as const
  expect(await tx((t) => eraseAddress(t, w.code, officer, NOW))).toEqual({ code: w.code, alike: [] })
  // The officer's own conversation is written by their turn.
  expect(found(await dump())).toEqual(['canaryadvice', 'canarydraft', 'canarywhat'])
  await pool.query(`UPDATE session SET state = '{}' WHERE person_id = $1`, [w.officer])
  expect(found(await dump())).toEqual([])
  expect((await dump()).match(/9123456712?/)).toBeNull()

  expect((await pool.query('SELECT * FROM ledger ORDER BY seq')).rows).toEqual(ledger)
  expect(await verifyLedger(pool)).toMatchObject({ rows: ledger.length, needs: [] })
  const after = await wholeCoverage(pool, ['W1'], 5)
  expect(after).toMatchObject({ registered: 1, helped: 1, waiting: [] })
  expect(await cardsOf(pool, w.code)).toEqual([])
  const noted = await readAudit(pool, { code: w.code })
  expect(noted[0]).toMatchObject({ action: 'erase', kind: 'address', subject: w.code, details: {} })

  // Whoever helped has their history; whoever told of it reads what became of it, and nothing of the family.
  const mine = await tx((t) => recordsOf(t, w.helper))
  expect(mine.records).toMatchObject([
    { code: w.pledge, state: 'done', about: '10 phần: một gia đình đã xin rút thông tin' },
  ])
  const theirs = await tx((t) => recordsOf(t, w.teller))
  expect(theirs.records).toMatchObject([{ code: w.code, state: 'erased' }])
  const held = await tx((t) => HOLDERS.suggest!.held!(t, w.teller, false))
  expect(held).toEqual({ names: [], phones: [], lines: [{ label: 'Hoàn cảnh đã kể', values: [w.code] }] })
  // Nothing is told to anybody.
  expect((await pool.query(`SELECT FROM inbox WHERE state = 'pending'`)).rowCount).toBe(0)
})

it('forgets the conversations of other officers in the same transaction', async () => {
  const w = await helped(await promised())
  await speaksOfThem(w)
  await tx((t) => eraseAddress(t, w.code, CONSOLE, NOW))
  expect(found(await dump())).toEqual([])
})

it('is refused while help is kept, promised or under way, and to officers of another unit', async () => {
  const { pool } = database
  const w = await promised()
  const before = await dump()
  for (const state of ['held', 'asked', 'proposed', 'agreed']) {
    await pool.query('UPDATE pledge SET state = $2 WHERE code = $1', [w.pledge, state])
    expect(await tx((t) => eraseAddress(t, w.code, CONSOLE, NOW))).toBe('promised')
  }
  expect(await dump()).toBe(before)
  await pool.query(`UPDATE pledge SET state = 'agreed' WHERE code = $1`, [w.pledge])
  await helped(w)
  const beside = await person(pool)
  await tx((t) => grantRole(t, { personId: beside, role: 'officer', unit: 'W2', by: CONSOLE, now: NOW }))
  const other = { personId: beside, channel: 'zalo' } as const
  expect(await tx((t) => eraseAddress(t, w.code, other, NOW))).toBe('refused')
  expect(await tx((t) => eraseAddress(t, 'DCND-2026-9999', CONSOLE, NOW))).toBe('none')
  expect(found(await dump())).toContain('CanaryName')
})

it('is over: it is not changed, opened to help or erased again', async () => {
  const { code } = await helped(await promised())
  await tx((t) => eraseAddress(t, code, CONSOLE, NOW))
  const need = { form: 'material', what: 'chăn', measure: 'cái', quantity: 1000, rhythm: 'once' } as const
  expect(await tx((t) => eraseAddress(t, code, CONSOLE, NOW))).toBe('notNow')
  expect(await tx((t) => addNeed(t, { code, need, by: CONSOLE, now: NOW }))).toBe('notNow')
  expect(await tx((t) => setAddressState(t, { code, state: 'open', by: CONSOLE, now: NOW }))).toBe('notNow')
  const file = await tx((t) => openAddressFile(t, code, CONSOLE, NOW))
  expect(file).toMatchObject({ state: 'erased', name: '', place: '', details: '', summary: '' })
})

it('waits no longer for what nobody helped with, and leaves the browse', async () => {
  const { pool } = database
  const family = { ...FAMILY, state: 'open' as const, needs: [...FAMILY.needs] }
  const { code } = await tx((t) => addAddress(t, family, CONSOLE, NOW))
  const search = { by: 'longest', skip: 0 } as const
  expect((await findNeeds(pool, search, 5)).cards).toHaveLength(1)
  expect(await wholeCoverage(pool, ['W1'], 5)).toMatchObject({ registered: 1, helped: 0 })
  await tx((t) => eraseAddress(t, code, CONSOLE, NOW))
  expect((await findNeeds(pool, search, 5)).cards).toEqual([])
  expect(await wholeCoverage(pool, ['W1'], 5)).toEqual({ lines: [], registered: 0, helped: 0, waiting: [] })
})

it('who told of themselves is no longer tied to the address', async () => {
  const w = await helped(await promised(true))
  await tx((t) => eraseAddress(t, w.code, CONSOLE, NOW))
  expect((await tx((t) => recordsOf(t, w.teller))).records).toEqual([])
})

it('a list does not bring it back, by its key or by who and where', async () => {
  await read([{ key: 'K7' }, { name: 'Trần Văn Khác' }], false)
  const { rows } = await database.pool.query<{ code: string }>('SELECT code FROM address ORDER BY id')
  for (const { code } of rows) await tx((t) => eraseAddress(t, code, CONSOLE, NOW))
  const why = 'gia đình đã xin rút thông tin; xin bỏ dòng này khỏi danh sách'
  for (const dryRun of [true, false]) {
    const done = await read([{ key: 'K7' }, { name: 'Trần Văn Khác' }, { name: 'Lê Thị Mới' }, {}], dryRun)
    expect(done).toMatchObject({ right: 1, wrong: 3 })
    expect(done.refused).toEqual([2, 3, 5].map((row) => ({ row, column: 'họ tên', reason: why })))
  }
  expect((await database.pool.query('SELECT FROM address')).rowCount).toBe(2)
  // Others are taken as before.
  expect(await read([{ name: 'Lê Thị Mới' }, { unit: 'Phường Hai' }], false)).toMatchObject({ added: 2, wrong: 0 })
})

it('a backup that is brought back is erased again, whatever was promised then', async () => {
  const { pool } = database
  const w = await promised()
  const tables = ['address', 'address_private', 'suggestion', 'need', 'pledge']
  const kept = new Map<string, unknown[]>()
  for (const table of tables) kept.set(table, (await pool.query(`SELECT * FROM ${table}`)).rows)
  await helped(w)
  await tx((t) => eraseAddress(t, w.code, CONSOLE, NOW))
  let text = ''
  await fileErasures(pool, async (lines) => {
    text += lines
  })
  expect(found(text)).toEqual([])
  expect(text).not.toContain(w.code)
  const lines = readErasures(text)

  // Restored: the help had not come yet.
  await pool.query('DELETE FROM erasure; DELETE FROM address; DELETE FROM pledge')
  for (const table of tables)
    await pool.query(`INSERT INTO ${table} SELECT * FROM jsonb_populate_recordset(NULL::${table}, $1)`, [
      JSON.stringify(kept.get(table)),
    ])
  expect(found(await dump())).toContain('CanaryName')
  expect(await reapplyErasures(pool, lines, NOW)).toEqual({ lines: 1, people: 0, families: 1 })
  expect(found(await dump())).toEqual([])
  expect(await verifyLedger(pool)).toMatchObject({ needs: [] })
  expect(await reapplyErasures(pool, lines, NOW)).toEqual({ lines: 0, people: 0, families: 0 })
  expect(await read([{}], true)).toMatchObject({ added: 0, wrong: 1 })

  // A backup from before it was entered: a number given to somebody else meanwhile is theirs.
  await pool.query('DELETE FROM erasure; DELETE FROM address; DELETE FROM pledge')
  const { id } = await tx((t) => addAddress(t, { ...FAMILY, name: 'Ai Khác', needs: [] }, CONSOLE, NOW + DAY))
  await pool.query('UPDATE address SET code = $2 WHERE id = $1', [id, w.code])
  expect(await reapplyErasures(pool, lines, NOW)).toEqual({ lines: 1, people: 0, families: 0 })
  expect((await pool.query('SELECT FROM address_private')).rowCount).toBe(1)
  expect(await read([{}], true)).toMatchObject({ wrong: 1 })
})

it('the record of a family goes when help has been over for two years', async () => {
  const { pool } = database
  const w = await helped(await promised())
  const refused = await tx((t) => addAddress(t, { ...FAMILY, state: 'refused', needs: [] }, CONSOLE, NOW + DAY))
  await tx((t) => addAddress(t, { ...FAMILY, state: 'open', needs: [] }, CONSOLE, NOW))
  const due = async (at: number) =>
    (await overNow(pool, readTimes(), at)).find(({ rule }) => rule === 'families')!.count
  expect(await due(NOW + 730 * DAY)).toBe(0)
  expect(await due(NOW + 730 * DAY + 1)).toBe(1)
  expect(await due(NOW + 731 * DAY + 1)).toBe(2)
  const done = await tx((t) => letGoOver(t, readTimes(), NOW + 731 * DAY + 1))
  expect(done.find(({ rule }) => rule === 'families')).toMatchObject({ count: 2 })
  expect(await due(NOW + 731 * DAY + 1)).toBe(0)
  const { rows } = await pool.query('SELECT a.code FROM address_private p JOIN address a ON a.id = p.address_id')
  expect(rows.map(({ code }) => code)).not.toEqual(expect.arrayContaining([w.code, refused.code]))
  expect(rows).toHaveLength(1)
  // What was given, and the words everybody read, stay.
  const file = await tx((t) => openAddressFile(t, w.code, CONSOLE, NOW))
  expect(file).toMatchObject({ state: 'done', name: '', summary: FAMILY.summary })
  expect(await verifyLedger(pool)).toMatchObject({ needs: [] })
})
