import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { CONSOLE } from '../../../src/store/audit.js'
import { steerBroadcast } from '../../../src/store/campaign/broadcasts.js'
import { draftBroadcast } from '../../../src/store/campaign/draft.js'
import { setFourEyes } from '../../../src/store/campaign/four-eyes.js'
import { emptySlot, fillSlot, listSeries } from '../../../src/store/campaign/series.js'
import { transaction } from '../../../src/store/database.js'
import { grantRole } from '../../../src/store/roles.js'
import { testDatabase, wipe } from '../../support/database.js'
import { DAY, NOW, organisation, person } from '../organisation.js'

const { pool, drop } = await testDatabase()
afterAll(drop)

const WEEK = 7 * DAY
/** The Monday after NOW, 08:00 in Hải Phòng. */
const FIRST = Date.parse('2026-12-07T08:00+07:00')
let drafts = 0

/** A series on Mondays at 8 with so many pieces; gives its id. */
async function series(pieces: number): Promise<string> {
  const personId = await person(pool)
  await transaction(pool, async (tx) => {
    await grantRole(tx, { personId, role: 'officer', unit: 'W1', startsAt: NOW - 1, by: CONSOLE, now: NOW })
    await setFourEyes(tx, 'W1', false, CONSOLE, NOW)
    const by = { personId, channel: 'telegram' }
    for (let n = 1; n <= pieces; n++) {
      const draft = `00000000-0000-4000-8000-${String(++drafts).padStart(12, '0')}`
      const form = { text: `Bài ${n}`, buttons: [], unit: 'W1', weekly: { weekday: 1, hour: 8 } }
      const made = await draftBroadcast(tx, by, { draft }, { form, answers: {} }, NOW)
      await steerBroadcast(tx, { id: (made as { id: string }).id, deed: 'send', by, sizes: {}, now: NOW })
    }
  })
  return (await listSeries(pool))[0]!.id
}

const fill = (id: string, now: number) => transaction(pool, (tx) => fillSlot(tx, id, {}, now))
const sent = async () =>
  (await pool.query(`SELECT body->>'text' AS text, late, slot FROM broadcast WHERE slot IS NOT NULL ORDER BY id`)).rows

describe('a weekly series', () => {
  beforeEach(async () => {
    await wipe(pool, 'campaign', 'broadcast')
    await organisation(pool)
  })

  it('gives each slot its piece, in order, once', async () => {
    const id = await series(2)
    expect(await fill(id, FIRST)).toMatchObject({ is: 'sent', slot: FIRST })
    // The same timer again, from a clock that was turned back.
    expect(await fill(id, FIRST - 1)).toBeUndefined()
    expect(await fill(id, FIRST)).toBeUndefined()
    expect(await fill(id, FIRST + WEEK)).toMatchObject({ is: 'sent', slot: FIRST + WEEK })
    expect(await fill(id, FIRST + 2 * WEEK)).toMatchObject({ is: 'empty' })
    expect((await sent()).map((b) => [b.text, b.late])).toEqual([
      ['Bài 1', false],
      ['Bài 2', false],
    ])
  })

  it('is asked about and told of at the first empty slot, and left in peace until there is a piece', async () => {
    const id = await series(1)
    const asked = () => transaction(pool, (tx) => emptySlot(tx, id))
    await fill(id, FIRST)
    expect(await asked()).toMatchObject({ slot: FIRST + WEEK })
    expect(await fill(id, FIRST + WEEK)).toMatchObject({ is: 'empty' })
    for (const weeks of [2, 3, 4]) {
      expect(await asked()).toBeUndefined()
      expect(await fill(id, FIRST + weeks * WEEK)).toMatchObject({ is: 'idle' })
    }
    await pool.query(`UPDATE issue SET state = 'ready'`)
    expect(await fill(id, FIRST + 5 * WEEK)).toMatchObject({ is: 'sent' })
    expect(await asked()).toMatchObject({ slot: FIRST + 6 * WEEK })
  })

  it('down over three Mondays, gives the missed piece once, late and marked; the next slot is the next Monday', async () => {
    const id = await series(3)
    const back = FIRST + 2 * WEEK + 3 * DAY
    expect(await fill(id, back)).toMatchObject({ is: 'late', slot: FIRST })
    expect((await sent()).map((b) => [b.text, b.late])).toEqual([['Bài 1', true]])
    expect((await listSeries(pool))[0]).toMatchObject({ nextSlot: FIRST + 3 * WEEK, issues: [{}, {}] })
  })

  it('lets a late piece go where the series says so, and tells', async () => {
    const id = await series(1)
    await pool.query(`UPDATE campaign SET late = 'drop'`)
    expect(await fill(id, FIRST + 2 * DAY)).toMatchObject({ is: 'dropped' })
    expect(await sent()).toEqual([])
  })

  it('over a year with random outages, every slot is filled once or skipped, none twice', async () => {
    const id = await series(52)
    let now = FIRST - DAY
    for (let n = 0; n < 400; n++) {
      await fill(id, now)
      now += ((n * 7919) % 5) * DAY + 3_600_000
    }
    const slots = (await sent()).map((b) => b.slot.getTime())
    expect(slots.length).toBeGreaterThan(20)
    expect(new Set(slots).size).toBe(slots.length)
    expect(slots.every((slot) => (slot - FIRST) % WEEK === 0)).toBe(true)
  })
})
