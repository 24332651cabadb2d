import { afterAll, beforeEach, expect, it } from 'vitest'
import type { NominationForm } from '../../src/flows/effects/nominate.js'
import { transaction } from '../../src/store/database.js'
import { submitNomination } from '../../src/store/nominate.js'
import { testDatabase } from '../support/database.js'

const { pool, drop } = await testDatabase()
afterAll(drop)
beforeEach(async () => {
  await pool.query('TRUNCATE person, nomination, nominator, counter RESTART IDENTITY CASCADE')
  await pool.query('INSERT INTO person (id) VALUES (1), (2)')
})

const NOW = Date.parse('2026-11-23T12:00:00+07:00')
const form: NominationForm = {
  kind: 'individual',
  nomineeName: 'Nguyễn Thị Hoa',
  unitText: 'Phường Lê Chân',
  nominatorName: 'Phạm Thị Lan',
  nominatorPhone: '+84912345678',
  files: [],
  formVersion: 1,
  answers: {},
}

function submit(person: string, draft: number) {
  const id = `00000000-0000-4000-8000-00000000000${draft}`
  return transaction(pool, (tx) => submitNomination(tx, person, id, form, NOW))
}

it('tells a nomination of one’s own from that of somebody else', async () => {
  const code = 'NT-2026-000001'
  expect(await submit('1', 1)).toEqual({ code, joined: false, own: false })
  expect(await submit('2', 2)).toEqual({ code, joined: true, own: false })
  expect(await submit('1', 3)).toEqual({ code, joined: true, own: true })
  expect(await submit('2', 4)).toEqual({ code, joined: true, own: true })
})

it('tells the same again where a draft comes twice', async () => {
  await submit('1', 1)
  const second = await submit('1', 2)
  expect(await submit('1', 1)).toEqual({ code: 'NT-2026-000001', joined: false, own: false })
  expect(await submit('1', 2)).toEqual(second)
})
