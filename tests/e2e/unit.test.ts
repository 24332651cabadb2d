import { afterAll, expect, it } from 'vitest'
import { CONSOLE, readAudit } from '../../src/store/audit.js'
import { setFourEyes } from '../../src/store/campaign/four-eyes.js'
import { transaction } from '../../src/store/database.js'
import { startWorld, type World } from '../support/world.js'
import { appointed } from './officers.js'

const w = (await startWorld('postgres')) as World
afterAll(() => w.stop())

it.each(['telegram', 'zalo'] as const)('an administrator adds, renames, merges and closes units on %s', async (on) => {
  const admin = await appointed(w, on, 'p1', 'administrator', '31')
  const add = async (name: string) => {
    await admin.says('việc của cán bộ')
    await admin.presses('Đơn vị')
    await admin.says('Lê Chân')
    await admin.presses('Phường Lê Chân')
    await admin.presses('Thêm đơn vị trực thuộc')
    await admin.presses('trường học')
    expect(await admin.says(name)).toContain(`${name} (trường học), trực thuộc Phường Lê Chân`)
    return admin.presses('Đúng')
  }
  const first = /DV-\d{4}-\d{6}/.exec(await add(`Trường Hoa Sen ${on}`))![0]
  expect(await add(`Trường Hoa Sen ${on}`)).toContain('đã có đơn vị tên')
  const second = /DV-\d{4}-\d{6}/.exec(await add(`Trường Hoa Mai ${on}`))![0]
  expect(await admin.presses('Mở đơn vị')).toContain('Trực thuộc: Phường Lê Chân')
  await admin.presses('Đổi tên')
  await admin.says(`Trường Hoa Đào ${on}`)
  expect(await admin.presses('Đúng')).toContain(`nay tên là Trường Hoa Đào ${on}`)
  await admin.presses('Mở đơn vị')
  await admin.presses('Đóng đơn vị')
  expect(await admin.presses('Đúng')).toContain('đã chuyển sang Phường Lê Chân')
  const { rows } = await w.pool.query(
    'SELECT closed_at IS NOT NULL AS closed FROM unit WHERE code = ANY($1) ORDER BY code',
    [[first, second]],
  )
  expect(rows).toEqual([{ closed: false }, { closed: true }])
  expect((await readAudit(w.pool, { code: second })).map(({ details }) => details.change)).toEqual([
    'close',
    'rename',
    'add',
  ])
})

it('a ward goes into its neighbour; what cannot be is refused in the words of the store', async () => {
  const admin = await appointed(w, 'telegram', 'p2', 'administrator', '31')
  const merge = async (goes: string, into: string) => {
    await admin.says('việc của cán bộ')
    await admin.presses('Đơn vị')
    await admin.says(goes)
    await admin.presses(goes)
    await admin.presses('Sáp nhập')
    await admin.says(into)
    expect(await admin.presses(into)).toContain(`Sáp nhập ${goes} vào ${into}`)
    return admin.presses('Đúng')
  }
  expect(await merge('Phường Lê Chân', 'Phường Lê Chân')).toContain('vào chính nó')
  expect(await merge('Phường Lê Chân', 'Phường An Biên')).toContain('đã sáp nhập vào Phường An Biên')
})

it('an administrator of a ward changes nothing elsewhere, and that is noted; an officer has no such door', async () => {
  const admin = await appointed(w, 'telegram', 'p3', 'administrator', '11629')
  await admin.says('việc của cán bộ')
  await admin.presses('Đơn vị')
  await admin.says('Phường Hải Dương')
  expect(await admin.presses('Phường Hải Dương')).toContain('ngoài phạm vi')
  expect((await readAudit(w.pool, { person: admin.personId })).some(({ action }) => action === 'refuse')).toBe(true)
  const officer = await appointed(w, 'telegram', 'p4', 'officer', '31')
  await officer.says('việc của cán bộ')
  expect(officer.reads()).not.toMatch(/\d\. Đơn vị$/m)
})

it('whoever prepared a series for a ward that goes up into the city hears that it stands', async () => {
  const WARD = '11329'
  const officer = await appointed(w, 'zalo', 'p4', 'officer', WARD)
  const admin = await appointed(w, 'telegram', 'p1', 'administrator', '31')
  await transaction(w.pool, (tx) => setFourEyes(tx, WARD, false, CONSOLE, w.sandbox.clock.now()))
  await officer.says('gửi tin cho thành viên')
  await officer.says('Tuần này mời anh chị em kể một việc tốt quanh mình.')
  for (const label of [
    'Chưa có',
    'Giới thiệu người tốt',
    'Xong',
    'Thêm vào loạt tin hằng tuần',
    'Thứ hai',
    '8:00',
    'Xem trước',
  ])
    await officer.presses(label)
  expect(await officer.presses('Thêm vào loạt tin')).toContain('đã vào loạt tin hằng tuần')

  const { rows } = await w.pool.query<{ name: string }>('SELECT name FROM unit WHERE code = $1', [WARD])
  await admin.says('việc của cán bộ')
  await admin.presses('Đơn vị')
  await admin.says(rows[0]!.name)
  await admin.presses(rows[0]!.name)
  await admin.presses('Đóng đơn vị')
  await admin.presses('Đúng')
  await w.settle()
  expect(officer.reads()).toContain(
    `Loạt tin hằng tuần của ${rows[0]!.name} được dừng lại, vì đơn vị này vừa sáp nhập hoặc đóng`,
  )
})
