// An officer sends a list in chat: it is looked at, what is wrong is said, and it is taken when they say so; twice changes nothing.
import { writeXlsx } from 'hucre'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PlatformName } from '../../src/sandbox/bubbles.js'
import { COLUMNS } from '../../src/store/address/table.js'
import { CONSOLE } from '../../src/store/audit.js'
import { transaction } from '../../src/store/database.js'
import { grantRole } from '../../src/store/roles.js'
import { startWorld, type World } from '../support/world.js'

const w = (await startWorld('postgres')) as World
afterAll(() => w.stop())

const HEAD = Object.values(COLUMNS)
const row = (key: string, ward = 'Phường Lê Chân', quantity: string | number = 10) => [
  ...[key, ward, 'Hộ nghèo, cận nghèo', 'NGUYỄN THỊ HOA', 1950, '', 912345678, `số 5, ${key}`, 'ốm đau lâu năm'],
  ...['Một cụ già ốm đau lâu năm', 'Vật chất', 'gạo', quantity, 'suất', 'một lần', '31/12/2026', 'cần sớm'],
]
const csv = (rows: (string | number)[][]) =>
  Buffer.from(`\uFEFF${[HEAD, ...rows].map((cells) => cells.map((cell) => `"${cell}"`).join(';')).join('\r\n')}`)
const xlsx = async (rows: (string | number)[][], hidden?: number) =>
  Buffer.from(
    (await writeXlsx({
      sheets: [
        {
          name: 'DS',
          rows: [['DANH SÁCH'], HEAD, ...rows],
          rowDefs: new Map(hidden ? [[hidden, { hidden: true }]] : []),
        },
      ],
    })) as Uint8Array,
  )

const count = async () => (await w.pool.query('SELECT count(*)::int AS n FROM address')).rows[0].n as number

async function officer(platform: PlatformName, id: string) {
  if (platform === 'telegram') w.sandbox.telegram.start(id)
  else w.sandbox.zalo.follow(id)
  await w.settle()
  const address = platform === 'telegram' ? String(w.sandbox.telegram.chatId(id)) : w.sandbox.people.zaloUserId(id)
  const { rows } = await w.pool.query('SELECT person_id FROM contact WHERE channel = $1 AND address = $2', [
    platform,
    address,
  ])
  const now = w.sandbox.clock.now()
  await transaction(w.pool, (tx) =>
    grantRole(tx, { personId: rows[0].person_id, role: 'officer', unit: '31', by: CONSOLE, now }),
  )
  const me = w.citizen(platform, id)
  const sends = async (bytes: Buffer, name: string) => {
    await me.says('việc của cán bộ')
    await me.presses('Nhập danh sách địa chỉ')
    if (platform === 'telegram') w.sandbox.telegram.sendFile(id, bytes, { name })
    else w.sandbox.zalo.sendFile(id, bytes, name)
    await w.settle()
    return me.reads()
  }
  return { ...me, sends }
}

describe.each(['telegram', 'zalo'] as const)('a list sent by %s', (platform) => {
  const key = (n: number) => `${platform}-${n}`
  let me: Awaited<ReturnType<typeof officer>>
  beforeAll(async () => {
    me = await officer(platform, platform === 'telegram' ? 'p1' : 'p2')
  })

  it('with a wrong cell is not taken, and says which', async () => {
    const before = await count()
    const said = await me.sends(await xlsx([row(key(1)), row(key(2), 'Phường Không Có')]), 'danh sach.xlsx')
    expect(said).toContain('1 dòng đúng, 1 dòng cần sửa')
    expect(said).toContain('Dòng 4, cột "phường xã"')
    const copy = me.bubbles().findLast(({ file }) => file)
    expect(copy?.file?.name).toBe(platform === 'zalo' ? 'can-sua.csv' : 'can-sua.xlsx')
    expect(await me.sends(Buffer.from('MZ\0 no list'), 'virus.exe')).toContain('không phải bảng Excel')
    expect(await count()).toBe(before)
  })

  it('is taken when the officer says so, once', async () => {
    const before = await count()
    expect(await me.sends(csv([row(key(1)), row(key(2))]), 'danh sach.csv')).toContain('2 dòng đúng')
    expect(await count()).toBe(before)
    expect(await me.presses('Nhập danh sách')).toContain('Đã nhập danh sách: 2 địa chỉ mới')
    expect(await count()).toBe(before + 2)
    expect(await me.sends(csv([row(key(1)), row(key(2))]), 'danh sach.csv')).toContain('đều đã có')
    expect(await count()).toBe(before + 2)
    await w.app.drain()
    const { rows } = await w.pool.query(`SELECT DISTINCT state FROM file WHERE state <> 'stored'`)
    expect(rows).toEqual([{ state: 'dropped' }])
  })

  it('with hidden rows is asked about', async () => {
    const before = await count()
    expect(await me.sends(await xlsx([row(key(5)), row(key(6))], 3), 'an.xlsx')).toContain('1 dòng đang bị ẩn')
    expect(await me.presses('Bỏ qua dòng ẩn')).toContain('1 dòng đúng')
    await me.presses('Nhập danh sách')
    expect(await count()).toBe(before + 1)
  })

  const sendsTo = async (who: string, bytes: Buffer, name: string) => {
    if (platform === 'telegram') w.sandbox.telegram.sendFile(who, bytes, { name })
    else w.sandbox.zalo.sendFile(who, bytes, name)
    await w.settle()
    return w.citizen(platform, who).reads()
  }
  const mine = platform === 'telegram' ? 'p1' : 'p2'

  it.each(['trang chính', 'việc của cán bộ'])('unasked, after "%s": an officer is asked what it is', async (place) => {
    await me.says(place)
    expect(await sendsTo(mine, csv([row(key(7))]), 'ds moi.csv')).toContain('ds moi.csv” có phải danh sách')
    expect(await me.presses('Phải, xem thử giúp tôi')).toContain('1 dòng đúng')
  })

  it('unasked, and none of addresses: said kindly, nothing kept', async () => {
    await me.says('trang chính')
    await sendsTo(mine, csv([row(key(7))]), 'thuchi.csv')
    expect(await me.presses('Không phải')).toContain('chưa lưu tệp này')
  })

  it('unasked, by somebody who is no officer: no picture of anybody', async () => {
    const citizen = platform === 'telegram' ? 'p3' : 'p4'
    if (platform === 'telegram') w.sandbox.telegram.start(citizen)
    else w.sandbox.zalo.follow(citizen)
    await w.settle()
    const said = await sendsTo(citizen, await xlsx([row(key(8))]), 'danh sach.xlsx')
    expect(said).toContain('chưa đọc được bảng tính')
    expect(said).not.toContain('kể về ai')
  })
})
