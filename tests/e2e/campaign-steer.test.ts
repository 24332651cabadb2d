// A broadcast under way is paused, resumed and cancelled from the officer's chat: it counts within one second's worth of
// sends, and everybody is accounted for.
import { afterAll, expect, it } from 'vitest'
import { CONSOLE } from '../../src/store/audit.js'
import { setFourEyes } from '../../src/store/campaign/four-eyes.js'
import { progressOf } from '../../src/store/campaign/progress.js'
import { transaction } from '../../src/store/database.js'
import { enrolPlayers } from '../support/members.js'
import { startWorld, waitFor } from '../support/world.js'
import { waitUntil } from './members.js'
import { appointed } from './officers.js'

const WARD = '11383'
const MEMBERS = 400
/** Of 30 calls a second that Telegram takes, a fifth is left to replies. */
const A_SECOND = 24
const TEXT = 'Tin này có thể dừng giữa chừng ạ.'
const w = (await startWorld('postgres'))!
afterAll(() => w.stop())

it('is paused, resumed and cancelled in the middle', async () => {
  await waitUntil(w, 9)
  const officer = await appointed(w, 'zalo', 'p3', 'officer', WARD)
  await transaction(w.pool, (tx) => setFourEyes(tx, WARD, false, CONSOLE, w.sandbox.clock.now()))
  await enrolPlayers(w, MEMBERS, { channel: 'telegram', unit: WARD })
  let arrived = 0
  w.sandbox.bubbles.on((bubble) => {
    if (bubble.platform === 'telegram' && bubble.from === 'bot' && bubble.text?.includes(TEXT)) arrived++
  })
  /** How many had come when the database first said so. */
  const whenIs = async (state: string) => {
    let then = 0
    await waitFor(async () => {
      const { rows } = await w.pool.query<{ state: string }>('SELECT state FROM broadcast')
      if (rows[0]?.state === state) then = arrived
      return rows[0]?.state === state
    })
    return then
  }
  /** What is in flight settles: no outcome is written after this. */
  const settled = () =>
    waitFor(async () => (await w.pool.query('SELECT FROM broadcast_chunk WHERE claimed_by IS NOT NULL')).rowCount === 0)

  await officer.says('gửi tin cho thành viên')
  await officer.says(TEXT)
  await officer.presses('Chưa có')
  await officer.presses('Không cần nút')
  await officer.presses('Ngay sau khi duyệt')
  await officer.presses('Xem trước')
  const sandbox = w.sandbox.zalo
  const says = (words: string) => sandbox.say('p3', words)
  const press = async (label: string) => {
    const has = (button: { label: string }) => button.label === label
    const under = () => officer.bubbles().findLast(({ buttons }) => buttons?.some(has))
    await waitFor(() => under() !== undefined)
    sandbox.tap('p3', under()!.id, under()!.buttons!.findIndex(has))
  }
  await press('Gửi đi')
  await waitFor(() => arrived > 2 * A_SECOND)
  await press('Tạm dừng')
  const paused = await whenIs('paused')
  await settled()
  expect(arrived - paused).toBeLessThanOrEqual(A_SECOND)
  const before = arrived
  await w.settle()
  expect(officer.reads()).toContain('tạm dừng')
  expect(arrived).toBe(before)

  await press('Gửi tiếp')
  await waitFor(() => arrived > before + 2 * A_SECOND)
  await press('Hủy phần còn lại')
  const cancelled = await whenIs('cancelled')
  await settled()
  expect(arrived - cancelled).toBeLessThanOrEqual(A_SECOND)
  const [progress] = await progressOf(w.pool, {}, w.sandbox.clock.now())
  expect(progress).toMatchObject({ planned: MEMBERS, pending: 0, sent: arrived, failed: 0, unknown: 0 })
  expect(progress!.byReason).toEqual({ cancelled: MEMBERS - arrived })
  says('việc của cán bộ')
  await w.settle()
  await officer.presses('Các tin đã gửi')
  await officer.presses('Mở: Tin này có thể')
  expect(officer.reads()).toContain('đã hủy')
}, 90_000)
