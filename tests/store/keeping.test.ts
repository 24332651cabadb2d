// What is kept no longer, and who does not come back with a backup.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { CONSOLE } from '../../src/store/audit.js'
import { recordConsent } from '../../src/store/consents.js'
import { transaction } from '../../src/store/database.js'
import { fileErasures, noteErasure, readErasures, reapplyErasures } from '../../src/store/erasures.js'
import { ERASED, openStorage } from '../../src/store/files/bytes.js'
import { eraseFrom } from '../../src/store/holders.js'
import { lockPeople } from '../../src/store/people.js'
import { letGoOver, overNow, readTimes } from '../../src/store/retention.js'
import { testDatabase, wipe } from '../support/database.js'

const DAY = 86_400_000
const NOW = Date.parse('2026-11-21T05:00:00Z')
const { pool, drop } = await testDatabase()
afterAll(drop)
beforeEach(() => wipe(pool, 'person', 'nomination', 'erasure'))

let next = 0
async function somebody(): Promise<{ id: string; address: string }> {
  const address = `account-${++next}`
  const [who] = await transaction(pool, (tx) => lockPeople(tx, [{ channel: 'telegram', address }], NOW))
  return { id: who!.personId, address }
}

async function told(person: string, state: string, daysAgo: number, words: string): Promise<void> {
  await pool.query(
    `WITH n AS (INSERT INTO nomination (code, kind, nominee_name, nominee_folded, unit_text, unit_key, received_at, state)
       VALUES ($2, 'individual', $4, $4, '', '', $3, $5) RETURNING id)
     INSERT INTO nominator (nomination_id, person_id, draft_id, name, phone, form_version, answers, joined, submitted_at)
     SELECT id, $1, gen_random_uuid(), $4, '+84912345678', 1, jsonb_build_object('story', $4::text), false, $3 FROM n`,
    [person, `NT-${++next}`, new Date(NOW - daysAgo * DAY), words, state],
  )
}

describe('retention', () => {
  it('says before what will go, lets exactly that go, and finds nothing afterwards', async () => {
    const { id } = await somebody()
    await told(id, 'refused', 400, 'chuyện cũ')
    await told(id, 'refused', 10, 'chuyện mới')
    await told(id, 'passed', 400, 'chuyện hay')
    const counts = async () =>
      Object.fromEntries((await overNow(pool, readTimes(), NOW)).map(({ rule, count }) => [rule, count]))
    expect(await counts()).toEqual({
      draft: 0,
      refused: 1,
      nominations: 0,
      requests: 0,
      consents: 0,
      families: 0,
      audit: 0,
    })
    const done = await transaction(pool, (tx) => letGoOver(tx, readTimes(), NOW))
    expect(done.find(({ rule }) => rule === 'refused')).toMatchObject({ count: 1 })
    expect(await counts()).toMatchObject({ refused: 0 })
    const { rows } = await pool.query(
      `SELECT t::text AS line FROM nominator t UNION ALL SELECT n::text FROM nomination n`,
    )
    const all = rows.map(({ line }) => line).join('\n')
    expect(all).not.toContain('chuyện cũ')
    expect(all).toContain('chuyện mới')
    expect(all).toContain('chuyện hay')
    const { rows: noted } = await pool.query(`SELECT subject, details FROM audit WHERE action = 'retain'`)
    expect(noted).toEqual([{ subject: 'refused', details: { count: 1 } }])
  })

  it('keeps all of a movement until the day after its last', async () => {
    const { id } = await somebody()
    await told(id, 'passed', 400, 'chuyện hay')
    const on = async (day: string) =>
      (await overNow(pool, readTimes(), Date.parse(day))).find(({ rule }) => rule === 'nominations')!.count
    expect(await on('2028-12-31T16:59:00Z')).toBe(0)
    expect(await on('2028-12-31T17:00:00Z')).toBe(1)
  })

  it('lets nobody delete a younger line of the audit', async () => {
    await pool.query(
      `INSERT INTO audit (at, channel, action, subject_kind, subject) VALUES (now() - interval '700 days', 'console', 'view', 'person', '1')`,
    )
    await expect(pool.query('DELETE FROM audit')).rejects.toThrow('never changed or deleted')
    await expect(pool.query('TRUNCATE audit')).rejects.toThrow('never changed or deleted')
    await expect(pool.query(`UPDATE audit SET subject = '2'`)).rejects.toThrow('never changed or deleted')
  })
})

describe('a backup that is brought back', () => {
  it('is erased again of who was erased since, of nobody else, once', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'erased-'))
    const storage = await openStorage(folder)
    const [gone, stays] = [await somebody(), await somebody()]
    for (const { id } of [gone, stays]) {
      await told(id, 'received', 1, `canary of ${id}`)
      const consent = { purpose: 'nominate', version: '1', text: 'x', reply: 'Tôi đồng ý', channel: 'telegram' }
      await transaction(pool, (tx) => recordConsent(tx, id, consent, NOW))
    }
    // The backup: what is written after this moment is lost again below.
    const backup = await pool.query('SELECT * FROM nominator WHERE person_id = $1', [gone.id])
    const codes = await pool.query('SELECT * FROM nomination WHERE id = $1', [backup.rows[0].nomination_id])
    await transaction(pool, async (tx) => {
      await eraseFrom(tx, gone.id, NOW, CONSOLE)
      await noteErasure(tx, gone.id, NOW)
    })
    await fileErasures(pool, storage.noteErased)
    await fileErasures(pool, storage.noteErased)
    const lines = readErasures(readFileSync(path.join(folder, ERASED), 'utf8'))
    expect(lines).toHaveLength(1)
    expect(readFileSync(path.join(folder, ERASED), 'utf8')).not.toContain(gone.address)
    // Restored.
    await pool.query('DELETE FROM erasure')
    await pool.query('INSERT INTO nomination SELECT (jsonb_populate_record(NULL::nomination, $1)).*', [codes.rows[0]])
    await pool.query('INSERT INTO nominator SELECT (jsonb_populate_record(NULL::nominator, $1)).*', [backup.rows[0]])
    expect(await reapplyErasures(pool, lines, NOW)).toEqual({ lines: 1, people: 1, families: 0 })
    const { rows } = await pool.query('SELECT name FROM nominator')
    expect(rows).toEqual([{ name: `canary of ${stays.id}` }])
    expect(await reapplyErasures(pool, lines, NOW)).toEqual({ lines: 0, people: 0, families: 0 })
    rmSync(folder, { recursive: true })
  })

  it('is not touched by a list that is broken', () => {
    expect(() => readErasures('{"key":"x"}\n')).toThrow('line 1')
  })
})
