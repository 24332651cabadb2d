import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { NewAddress } from '../../../src/flows/effects/address.js'
import { newSession, type Session } from '../../../src/flows/session.js'
import { addAddress } from '../../../src/store/address/address.js'
import { openAddressFile } from '../../../src/store/address/file.js'
import { CONSOLE } from '../../../src/store/audit.js'
import { type Database, openDatabase, transaction } from '../../../src/store/database.js'
import { checkKeys } from '../../../src/store/doctor.js'
import { keyIdOf, openKeys } from '../../../src/store/keys.js'
import { lockPeople } from '../../../src/store/people.js'
import { KEY_FILE, writeKeyFile } from '../../../src/store/sealed/key-file.js'
import { keyStates, rotateKeys } from '../../../src/store/sealed/rotate.js'
import { sealRows } from '../../../src/store/sealed/rows.js'
import { findKeys, sealOpen, takeKeys } from '../../../src/store/sealed/unlock.js'
import { boxOf } from '../../../src/store/sealed.js'
import { openTicket, viewTicket } from '../../../src/store/tickets.js'
import { writeTurns } from '../../../src/store/turns.js'
import { type TestDatabase, testDatabase, wipe } from '../../support/database.js'
import { removeFolder, tempFolder } from '../../support/temp-folder.js'
import { NOW, organisation } from '../organisation.js'

const FAMILY: NewAddress = {
  unit: 'W1',
  group: 'elder',
  summary: 'Cụ bà sống một mình, cần người thăm.',
  urgency: 1,
  state: 'surveying',
  name: 'Vũ Thị Mận',
  birthYear: 1944,
  guardian: 'Vũ Văn Tám',
  phone: '+84912345678',
  place: 'ngõ 12, cạnh nhà văn hóa',
  details: 'Bệnh tim đã nhiều năm',
  papersSeen: false,
  consented: false,
  needs: [],
}
const WORDS = ['Vũ Thị Mận', '1944', 'Vũ Văn Tám', '+84912345678', 'ngõ 12', 'Bệnh tim', 'chuyện kín']

let test: TestDatabase
let database: Database
let dataDir: string
beforeAll(async () => {
  test = await testDatabase()
  await organisation(test.pool)
})
beforeEach(() => {
  dataDir = tempFolder()
  database = openDatabase(test.url, { max: 4 })
})
afterEach(async () => {
  await database.close()
  removeFolder(dataDir)
  await wipe(test.pool, 'person', 'address', 'data_key')
})
afterAll(() => test.drop())

async function unlocked() {
  const taken = await takeKeys(database.pool, { dataDir })
  database.unlock(taken.keys)
  return taken
}

const session: Session = {
  ...newSession(),
  profile: { phone: '+84912345678' },
  drafts: [
    {
      id: 'd1',
      flow: 'nominate',
      answers: { unit: { code: 'W1' }, story: 'chuyện kín' },
      order: ['unit', 'story'],
      notes: {},
      kept: {},
      misses: 0,
      startedAt: NOW,
      updatedAt: NOW,
      nudges: 0,
    },
  ],
}

/** A family, a request, a conversation: somebody's number in each. */
async function told() {
  return transaction(database.pool, async (tx) => {
    const { code } = await addAddress(tx, FAMILY, CONSOLE, NOW)
    const [who] = await lockPeople(tx, [{ channel: 'telegram', address: '1' }], NOW)
    const person = who!.personId
    const { id } = await openTicket(tx, person, { kind: 'human', note: 'chuyện kín', replyBy: NOW }, NOW)
    const writes = { sessions: [{ personId: person, state: session }], seen: [], handled: [], outbox: [] }
    for (const statement of writeTurns(tx, writes, 1, NOW)) await tx.query(statement)
    return { code, ticket: id }
  })
}

async function read({ code, ticket }: { code: string; ticket: string }) {
  return transaction(database.pool, async (tx) => ({
    family: await openAddressFile(tx, code, CONSOLE, NOW),
    ticket: await viewTicket(tx, { id: ticket, by: CONSOLE, now: NOW }),
    session: (await lockPeople(tx, [{ channel: 'telegram', address: '1' }], NOW))[0]!.state,
  }))
}

/** Every word of the tables that hold people, as a dump has them. */
async function dump(): Promise<string> {
  const tables = ['address', 'address_private', 'ticket', 'session', 'nominator', 'pledge', 'suggestion', 'audit']
  const all = await Promise.all(
    tables.map((table) => test.pool.query<{ line: string }>(`SELECT t::text AS line FROM ${table} t`)),
  )
  return all.flatMap(({ rows }) => rows.map(({ line }) => line)).join('\n')
}

const expected = {
  family: { name: 'Vũ Thị Mận', birthYear: 1944, guardian: 'Vũ Văn Tám', phone: '+84912345678' },
  ticket: { note: 'chuyện kín' },
  session,
}

describe('what is sealed', () => {
  it('is read as it was written, and lies nowhere as it was said', async () => {
    await unlocked()
    const all = await told()
    expect(await read(all)).toMatchObject(expected)
    const lies = await dump()
    for (const word of WORDS) expect(lies).not.toContain(word)
    expect(lies).toContain('v1.')
  })

  it('opens in its own row and column alone, and not when a letter of it was changed', async () => {
    const { keys } = await unlocked()
    const sealed = boxOf(database.pool, 'ticket', '1').seal('note', 'chuyện kín')
    expect(boxOf(database.pool, 'ticket', '1').open('note', sealed)).toBe('chuyện kín')
    expect(() => boxOf(database.pool, 'ticket', '2').open('note', sealed)).toThrow('ticket.2.note does not open')
    expect(() => boxOf(database.pool, 'regroup', '1').open('reason', sealed)).toThrow('does not open')
    const other = sealed.slice(0, 40) + (sealed[40] === 'x' ? 'y' : 'x') + sealed.slice(41)
    expect(() => boxOf(database.pool, 'ticket', '1').open('note', other)).toThrow('does not open')
    expect(keyIdOf(sealed)).toBe(keys.current())
    // The same words are never sealed alike, and are found by a hash alone.
    expect(boxOf(database.pool, 'ticket', '1').seal('note', 'chuyện kín')).not.toBe(sealed)
    expect(keys.hashes('+84912345678')).toEqual(keys.hashes('+84912345678'))
  })

  it('of an earlier release is sealed at the first start, once', async () => {
    await test.pool.query(`INSERT INTO person (id) VALUES (7)`)
    await test.pool.query(
      `INSERT INTO ticket (id, person_id, kind, note, created_at, reply_by) VALUES (70, 7, 'human', 'chuyện kín', now(), now())`,
    )
    await test.pool.query('INSERT INTO session (person_id, state) VALUES (7, $1)', [JSON.stringify(session)])
    expect((await unlocked()).open).toBe(true)
    await sealOpen(database.pool)
    expect(await sealRows(database.pool)).toBe(0)
    expect(await dump()).not.toContain('chuyện kín')
    expect((await unlocked()).open).toBe(false)
    const ticket = await transaction(database.pool, (tx) => viewTicket(tx, { id: '70', by: CONSOLE, now: NOW }))
    expect(ticket).toMatchObject({ note: 'chuyện kín' })
  })

  it('in a column that an earlier release left open is sealed at the next start', async () => {
    await unlocked()
    await sealOpen(database.pool)
    await test.pool.query(
      `INSERT INTO pledge (id, quantity, state, note, created_at) VALUES (9, 1, 'asked', 'chuyện kín', now())`,
    )
    expect((await unlocked()).open).toBe(false)
    await test.pool.query(`UPDATE data_key SET covers = 'what an earlier release sealed'`)
    expect((await unlocked()).open).toBe(true)
    await sealOpen(database.pool)
    expect(await dump()).not.toContain('chuyện kín')
    await test.pool.query('DELETE FROM pledge')
  })
})

describe('the key', () => {
  it('is made once, for this user alone, and by one of two that start at once', async () => {
    const [one, two] = await Promise.all([1, 2].map(() => takeKeys(database.pool, { dataDir })))
    expect(one!.keys.current()).toBe(two!.keys.current())
    expect(statSync(path.join(dataDir, KEY_FILE)).mode & 0o777).toBe(0o600)
  })

  it('that is lost or another is said in one line, by whoever starts and by the doctor', async () => {
    const { keys } = await unlocked()
    await told()
    const file = path.join(dataDir, KEY_FILE)
    const right = readFileSync(file)
    const start = () => takeKeys(database.pool, { dataDir })
    const found = async () => (await checkKeys(database, { dataDir })).map(({ mark, found }) => `${mark} ${found}`)
    expect(await found()).toEqual(['ok what is private is sealed by one key'])

    rmSync(file)
    await expect(start()).rejects.toThrow(`sealed by the key ${keys.current()}, and there is none in ${dataDir}`)
    expect(await found()).toEqual([expect.stringContaining('bad DATA_KEY: ')])

    writeKeyFile(dataDir, [Buffer.alloc(32, 9).toString('base64')])
    await expect(start()).rejects.toThrow(/^DATA_KEY: .*holds another; .*$/)
    await expect(takeKeys(database.pool, { dataDir, given: [Buffer.alloc(32, 8)] })).rejects.toThrow('DATA_KEY: ')

    writeFileSync(file, 'không phải khóa')
    await expect(start()).rejects.toThrow('holds no key')
    writeFileSync(file, right)
    expect((await start()).keys.current()).toBe(keys.current())
  })

  it('is changed while the app runs, which goes on reading and writing; broken off, it goes on', async () => {
    const { keys } = await unlocked()
    const before = keys.current()
    const all = await told()
    const tool = openDatabase(test.url, { max: 2 })
    tool.unlock(await findKeys(tool.pool, { dataDir }))
    try {
      const { done, over } = await rotateKeys(tool.pool, { dataDir })
      expect(done).toBe(3)
      expect(over).toEqual([before])
      // The app, which has its keys since before.
      expect(await read(all)).toMatchObject(expected)
      await told()
      const { keys: states, plain } = await keyStates(tool.pool)
      expect(states).toEqual([expect.objectContaining({ current: true, given: true })])
      expect(states[0]!.id).not.toBe(before)
      expect(plain).toBe(0)
      expect(keys.current()).toBe(states[0]!.id)

      // Broken off after the new key was made: no other is made, and the rest is sealed by it.
      const now = readFileSync(path.join(dataDir, KEY_FILE), 'utf8').trim()
      const next = Buffer.alloc(32, 3)
      writeKeyFile(dataDir, [next.toString('base64'), now])
      expect((await rotateKeys(tool.pool, { dataDir })).over).toEqual([states[0]!.id])
      expect(readFileSync(path.join(dataDir, KEY_FILE), 'utf8').trim()).toBe(next.toString('base64'))
      expect(await read(all)).toMatchObject({ ...expected, ticket: { note: 'chuyện kín\nchuyện kín' } })
    } finally {
      await tool.close()
    }
  })

  it('of the setting may have older ones behind it, until everything is sealed by the first', async () => {
    const [old, fresh] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)]
    database.unlock((await takeKeys(database.pool, { dataDir, given: [old] })).keys)
    const all = await told()
    await expect(findKeys(database.pool, { dataDir, given: [fresh] })).rejects.toThrow('DATA_KEY holds another')
    const given = [fresh, old]
    database.unlock((await takeKeys(database.pool, { dataDir, given })).keys)
    const { done, over } = await rotateKeys(database.pool, { dataDir, given })
    expect({ done, over: over.length }).toEqual({ done: 3, over: 1 })
    database.unlock((await takeKeys(database.pool, { dataDir, given: [fresh] })).keys)
    expect(await read(all)).toMatchObject(expected)
    expect(openKeys(() => [fresh]).ids()).toEqual([openKeys(() => given).current()])
  })
})
