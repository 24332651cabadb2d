// After the decision: the nominee is asked, the round counted, its list taken out as a workbook that others can read.

import readSheets from 'read-excel-file/node'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { giveConsent, noteConsent } from '../../../src/store/review/consent.js'
import { inviteNominee, openConsent } from '../../../src/store/review/consent-code.js'
import { openRoundReport } from '../../../src/store/review/figures.js'
import { holder } from '../../../src/store/review/holder.js'
import { settleDecision } from '../../../src/store/review/outcome.js'
import { roundSheet } from '../../../src/store/review/sheet.js'
import { boxOf } from '../../../src/store/sealed.js'
import { testDatabase } from '../../support/database.js'
import { DAY, NOW, person } from '../organisation.js'
import { appoint, as, decideAs, does, open, prepareReview, reviewOf, settledAs, tellOf } from './files.js'

const { pool, drop } = await testDatabase()
const doing = does(pool)
afterAll(drop)

let ward: string
let city: string
let round: string
let code: string
beforeAll(async () => {
  await prepareReview(pool)
  ward = await appoint(pool, 'W1')
  city = await appoint(pool, '31')
  round = await open(pool, '31', 'unit')
  ;({ code } = await tellOf(pool, '=Nguyễn Thị Hoa'))
  await settledAs(pool, ward, code, NOW + 2 * DAY)
  const other = await reviewOf(pool, (await tellOf(pool, 'Trần B')).code)
  await doing((tx) => decideAs(tx, ward, other, 'refused', NOW + DAY))
  await tellOf(pool, 'Lê C', { unit: 'TDP1' })
})

it('a nominee who told of themselves is asked in chat, once it has passed, and nobody else may answer', async () => {
  const form = { kind: 'self' as const, answers: { kind: 'self', name: 'Đỗ D' } }
  const self = await tellOf(pool, 'Đỗ D', { form })
  const review = await reviewOf(pool, self.code)
  const give = (person: string) =>
    doing((tx) => giveConsent(tx, { code: self.code, given: true, by: as(person), now: NOW }))
  expect(await give(self.by)).toBeUndefined()
  const decision = await doing((tx) => decideAs(tx, ward, review))
  expect((await doing((tx) => settleDecision(tx, decision, NOW + DAY)))?.selves).toEqual({
    code: self.code,
    people: [self.by],
  })
  expect(await give(ward)).toBeUndefined()
  expect(await give(self.by)).toEqual({ code: self.code, given: true, self: true, madeBy: null })
})

it('counts the round, for who reviews for its unit', async () => {
  const look = (person: string) => doing((tx) => openRoundReport(tx, { round, by: as(person), now: NOW + 5 * DAY }))
  expect(await look(ward)).toBeUndefined()
  expect(await look(city)).toMatchObject({
    received: 4,
    passed: 2,
    refused: 1,
    waiting: 1,
    overdue: 1,
    units: [
      { label: 'Phường Một', received: 3, decided: 3 },
      { label: 'Tổ dân phố số 1', received: 1, decided: 0 },
    ],
    // One of two wards has sent something.
    under: 2,
    takingPart: 1,
    noConsent: 1,
    unasked: [{ code }],
    medians: [{ stage: 'cấp cơ sở', days: 1 }],
  })
})

it('by a code a nominee answers once, not after two weeks, and not by one that was replaced', async () => {
  const review = await reviewOf(pool, code)
  const make = async (now: number) => {
    const made = await doing((tx) => inviteNominee(tx, { review, by: as(ward), now }))
    return made.is === 'invited' ? made.secret : made.is
  }
  const opens = async (secret: string, by: string, now = NOW + DAY) =>
    (await doing((tx) => openConsent(tx, { secret, by: as(by), now }))).is
  const [nominee, other] = [await person(pool), await person(pool)]
  const first = await make(NOW)
  const second = await make(NOW)
  expect(await opens(first, nominee)).toBe('wrong')
  expect(await opens(second, nominee, NOW + 15 * DAY)).toBe('expired')
  expect(await opens(second, nominee)).toBe('asked')
  expect(await opens(second, other)).toBe('used')
  const says = (by: string) => doing((tx) => giveConsent(tx, { code, given: false, by: as(by), now: NOW + DAY }))
  expect(await says(other)).toBeUndefined()
  expect(await says(nominee)).toEqual({ code, given: false, self: false, madeBy: ward })
  // The code itself is kept nowhere, and five guesses are enough.
  expect(JSON.stringify((await pool.query('SELECT * FROM consent_code')).rows)).not.toContain(second)
  for (let n = 0; n < 5; n++) await opens(`WRNG${n}2XTP9HR`, other)
  expect(await opens('K7QM2XTP9HRC', other)).toBe('tooMany')
  // Who agreed and then wants to be forgotten is named nowhere any more, and the code is worth nothing.
  await doing((tx) => giveConsent(tx, { code, given: true, by: as(nominee), now: NOW + DAY }))
  const { held, erase } = holder
  expect(await doing((tx) => held!(tx, nominee, false))).toEqual({
    lines: [{ label: 'Nêu tên tôi ở hồ sơ', values: [`${code}: đồng ý`] }],
  })
  await doing((tx) => erase!(tx, nominee, NOW + DAY, as(nominee)))
  const { rows } = await pool.query('SELECT given, how FROM nominee_consent ORDER BY id DESC LIMIT 2')
  expect(rows).toEqual([
    { given: false, how: 'self' },
    { given: true, how: 'self' },
  ])
  expect(await opens(second, await person(pool))).toBe('wrong')
  await pool.query('DELETE FROM nominee_consent WHERE recorded_by = $1', [nominee])
})

it('takes the list out as a workbook: names are published only with consent', async () => {
  const sheets = async () => {
    const all = await readSheets(Buffer.from(await roundSheet(pool, round)))
    return Object.fromEntries(all.map(({ sheet, data }) => [sheet, data]))
  }
  const before = await sheets()
  expect(before['Danh sách']?.map((row) => row[1])).toEqual([
    'Người được giới thiệu',
    '=Nguyễn Thị Hoa',
    'Trần B',
    'Lê C',
    'Đỗ D',
  ])
  expect(before['Kết luận']?.[2]?.slice(1, 3)).toEqual(['không đủ điều kiện', 'Chưa đủ minh chứng.'])
  expect(before['Công bố']?.slice(1).map((row) => row[1])).toEqual(['Đỗ D'])
  const review = await reviewOf(pool, code)
  const note = { review, note: 'gọi điện sáng nay', by: as(ward), now: NOW + 3 * DAY }
  expect((await doing((tx) => noteConsent(tx, { ...note, given: true }))).is).toBe('noted')
  expect((await sheets())['Công bố']).toHaveLength(3)
  // A child's yes is their guardian's: noted as such, with what was said, by whom and when.
  await doing((tx) => noteConsent(tx, { ...note, given: true, guardian: true, note: 'mẹ em đồng ý' }))
  const { rows: kept } = await pool.query(
    'SELECT id, how, note, recorded_by AS by FROM nominee_consent ORDER BY id DESC LIMIT 1',
  )
  expect(kept[0]).toMatchObject({ how: 'guardian', by: ward })
  expect(boxOf(pool, 'nominee_consent', kept[0].id).open('note', kept[0].note)).toBe('mẹ em đồng ý')
  // They may think better of it.
  await doing((tx) => noteConsent(tx, { ...note, given: false }))
  expect((await sheets())['Công bố']).toHaveLength(2)
})
