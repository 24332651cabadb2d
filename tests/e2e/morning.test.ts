// Somebody who answers people and reviews as well: one message on a working morning.
import { afterAll, expect, it } from 'vitest'
import { CONSOLE } from '../../src/store/audit.js'
import { transaction } from '../../src/store/database.js'
import { explainReminders } from '../../src/store/review/reminders.js'
import { openRound } from '../../src/store/review/rounds.js'
import { grantRole } from '../../src/store/roles.js'
import { startWorld, type World } from '../support/world.js'
import { appointed } from './officers.js'
import { tellIndividual } from './stories.js'

const LE_CHAN = '11383'
const HOUR = 3_600_000
const DAY = 24 * HOUR

const w = (await startWorld('postgres')) as World
afterAll(() => w.stop())

/** The next Monday, 00:00 in Hải Phòng. */
function nextMonday(now: number): number {
  const day = Math.floor((now + 7 * HOUR) / DAY) + 1
  return (day + ((11 - (day % 7)) % 7)) * DAY - 7 * HOUR
}
const monday = nextMonday(w.sandbox.clock.now())
const at = (day: number, hour: number) => monday + day * DAY + hour * HOUR
async function until(moment: number): Promise<void> {
  await w.sandbox.clock.advance(moment - w.sandbox.clock.now())
  await w.settle()
}

it('hears of requests and of files to decide in one digest, which knows when the morning is over', async () => {
  await w.pool.query('DELETE FROM calendar_day')
  await until(at(0, 9))
  const citizen = w.citizen('zalo', 'p1')
  await tellIndividual(w, citizen, 'zalo')
  await citizen.says('gặp cán bộ')
  await citizen.says('Tôi muốn hỏi thêm')
  const both = await appointed(w, 'telegram', 'p3', 'reviewer', LE_CHAN)
  let round = ''
  const now = w.sandbox.clock.now()
  await transaction(w.pool, async (tx) => {
    await grantRole(tx, { personId: both.personId, role: 'officer', unit: LE_CHAN, by: CONSOLE, now })
    const opened = { programme: 'nguoi-tot-viec-thien', stage: 'unit', unit: LE_CHAN, opensAt: now }
    // Three days before it is due is Tuesday 07:36: work has begun, the digest of officers has not come yet.
    round = (await openRound(tx, { ...opened, submitBy: at(4, 7.6), reviewBy: at(4, 7.6) }, CONSOLE, now)).id
  })
  const said = () => both.bubbles().filter((b) => b.from === 'bot')

  const before = said().length
  await until(at(1, 7.7))
  expect(said()).toHaveLength(before)
  await until(at(1, 8.1))
  await until(at(1, 10))
  expect(said()).toHaveLength(before + 1)
  expect(both.reads()).toMatch(/Việc sáng nay[\s\S]*1 người dân cần gặp[\s\S]*1 hồ sơ chờ anh\/chị xét/)
  const lines = await explainReminders(w.pool, round)
  expect(lines.find(({ rung }) => rung === 'T-3d')?.state).toBe('covered')

  await until(at(2, 9))
  const wednesday = said().length
  // We were away over the morning of Thursday.
  await until(at(3, 14))
  await until(at(3, 16))
  expect(said()).toHaveLength(wednesday + 1)
  expect(both.reads()).toMatch(/Việc hôm nay[\s\S]*1 hồ sơ chờ anh\/chị xét/)
  expect(both.reads()).not.toContain('sáng nay')
})
