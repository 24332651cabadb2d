// A family asks to be forgotten: an officer erases it in chat after the help has come. It is found nowhere afterwards, in the
// database, in the queue, in the folder; the ledger adds up, a list does not bring it back, whoever helped keeps their history.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import sharp from 'sharp'
import { afterAll, expect, it } from 'vitest'
import type { PlatformName } from '../../src/sandbox/bubbles.js'
import { COLUMNS } from '../../src/store/address/table.js'
import { ERASED } from '../../src/store/files/bytes.js'
import { verifyLedger } from '../../src/store/ledger.js'
import { folderText, keptRows, redisText, rowText } from '../support/search.js'
import { startWorld, type World } from '../support/world.js'
import { runTool } from '../tools/run-tool.js'
import { enterAddress, hello, makeOfficer, register, sound } from './help.js'

// What is said of the family alone: by the officer, by whoever helped.
const CANARIES = [
  'Canary',
  'số 5, tổ 3',
  'chân đau',
  'cần gạo và người trò chuyện',
  'gạo và nhu yếu phẩm',
  'Gia đình vui hơn',
]
const found = (text: string) => CANARIES.filter((word) => text.includes(word))
const dump = async (w: World) => (await keptRows(w.pool)).map(rowText).join('\n')

const COLUMN = { unit: 'Phường Lê Chân', group: 'Người cao tuổi neo đơn', name: 'Nguyễn Thị Canary', birthYear: '1940' }
const LINE = { ...COLUMN, place: 'số 5, tổ 3', details: 'ốm', summary: 'Một cụ già ốm đau lâu năm', form: 'Vật chất' }
const NEED = { what: 'chăn', quantity: '1', measure: 'cái', rhythm: 'một lần' }
const cells = Object.keys(COLUMNS).map((key) => ({ ...LINE, ...NEED })[key as keyof (typeof LINE & typeof NEED)] ?? '')
const list = Buffer.from(
  `\uFEFF${[Object.values(COLUMNS), cells].map((row) => row.map((c) => `"${c}"`).join(';')).join('\r\n')}`,
)

const OFFICERS = [
  ['telegram', 'postgres'],
  ['zalo', 'redis'],
] as const
const worlds = await Promise.all(OFFICERS.map(([, backend]) => startWorld(backend)))
afterAll(() => Promise.all(worlds.map((world) => world?.stop())))

function sendList(w: World, platform: PlatformName): void {
  if (platform === 'telegram') w.sandbox.telegram.sendFile('p1', list, { name: 'ds.csv' })
  else w.sandbox.zalo.sendFile('p1', list, 'ds.csv')
}

it.each(OFFICERS)('by an officer on %s, queue on %s', { timeout: 120_000 }, async (platform, backend) => {
  const w = worlds[platform === 'telegram' ? 0 : 1]
  if (!w) return
  const officer = await hello(w, platform, 'p1')
  await makeOfficer(w)
  const code = await enterAddress(officer)
  const me = await hello(w, platform === 'zalo' ? 'telegram' : 'zalo', 'p2')
  const pledge = await register(me, '10')

  await officer.says(code)
  await officer.presses('Xóa thông tin gia đình')
  expect(officer.reads()).toContain('KHÔNG lấy lại được')
  expect(await officer.presses('Xóa, không lấy lại được')).toContain('đang có người giữ chỗ')
  const env = { DATABASE_URL: w.databaseUrl, DATA_DIR: w.config.dataDir }
  const eraseBy = (address: string) => runTool('admin', { args: ['addresses', 'erase', address], env })
  expect(await eraseBy(code)).toMatchObject({ code: 1, err: expect.stringContaining('đang có người giữ chỗ') })

  await officer.says(pledge)
  await officer.presses('Đồng ý')
  await me.presses('Xem đăng ký')
  await me.presses('Tôi đã giúp xong')
  if (me.reads().includes('giúp được bao nhiêu')) await me.presses('Tất cả')
  await me.presses('Hôm nay')
  await me.presses('Không tính được')
  await me.says('Gia đình vui hơn')
  const picture = { create: { width: 80, height: 60, channels: 3, background: '#c33' } } as const
  await me.presses('Gia đình đồng ý')
  await me.sendsPhoto(await sharp(picture).jpeg().toBuffer())
  await me.presses('Xong')
  expect(await me.presses('Gửi đi')).toContain('đã ghi nhận')
  await w.app.drain()
  await officer.says(pledge)
  expect(await officer.presses('Xác nhận đã giúp')).toContain('hoàn thành')
  const { rows: pictures } = await w.pool.query('SELECT sha256 FROM file WHERE delivery_id IS NOT NULL')
  expect(pictures).toEqual([{ sha256: expect.any(String) }])
  expect(folderText(w.config.dataDir)).toContain(pictures[0].sha256)
  expect(found(await dump(w))).toEqual(CANARIES)

  await officer.says(code)
  await officer.presses('Xóa thông tin gia đình')
  expect(await officer.presses('Xóa, không lấy lại được')).toContain('gia đình đã xin rút thông tin')
  await w.settle()
  await w.settle()
  await expect.poll(() => folderText(w.config.dataDir).includes(pictures[0].sha256)).toBe(false)
  expect(found(await dump(w))).toEqual([])
  expect(found(folderText(w.config.dataDir))).toEqual([])
  if (w.config.queue.backend === 'redis') expect(found(await redisText(w.config.queue.url))).toEqual([])
  expect(sound(await verifyLedger(w.pool))).toBe(true)
  expect(readFileSync(path.join(w.config.dataDir, ERASED), 'utf8')).toContain('"families"')
  expect(backend).toBe(w.config.queue.backend)

  // Whoever helped keeps their history; nobody finds the address.
  expect(await me.says('hồ sơ của tôi')).toContain('một gia đình đã xin rút thông tin')
  await me.says('trang chính')
  await me.presses('Đăng ký trợ giúp')
  expect(await me.presses('Nơi đang cần nhất')).not.toContain(code)
  expect(await officer.says(code)).toContain('gia đình đã xin rút thông tin')
  await officer.says('việc của cán bộ')
  await officer.presses('Nhập danh sách địa chỉ')
  sendList(w, platform)
  await expect.poll(() => officer.reads(), { timeout: 20_000 }).toContain('gia đình đã xin rút thông tin')
  expect((await w.pool.query('SELECT state FROM address')).rows).toEqual([{ state: 'erased' }])

  // The family may come back by its own will; the command line erases as the chat does.
  const again = await enterAddress(officer)
  expect(officer.reads()).toContain('Trước đây có một gia đình cùng tên, cùng nơi đã xin rút hết thông tin')
  expect(await eraseBy(again)).toMatchObject({ code: 0, out: expect.stringContaining(again) })
  expect(await eraseBy(again)).toMatchObject({ code: 1, err: expect.stringContaining('đã được xóa trước đây') })
  await officer.says('trang chính')
  expect(found(await dump(w))).toEqual([])
})
