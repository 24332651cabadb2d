// An officer on Zalo writes, looks, changes and narrows a message before anything is sent; members press its buttons.
import sharp from 'sharp'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { CONSOLE } from '../../src/store/audit.js'
import { setFourEyes } from '../../src/store/campaign/four-eyes.js'
import { transaction } from '../../src/store/database.js'
import { type Citizen, startWorld, waitFor } from '../support/world.js'
import { joins, waitUntil } from './members.js'
import { appointed } from './officers.js'

const WARD = '11383'
const w = (await startWorld('postgres'))!
afterAll(() => w.stop())

let officer: Citizen
let onTelegram: Citizen
let onZalo: Citizen
const labels = (who: Citizen) =>
  who
    .bubbles()
    .at(-1)
    ?.buttons?.map(({ label }) => label)

beforeAll(async () => {
  await waitUntil(w, 9)
  officer = await appointed(w, 'zalo', 'p3', 'officer', WARD)
  onTelegram = await joins(w, 'telegram', 'p2', WARD)
  onZalo = await joins(w, 'zalo', 'p1', WARD)
  await transaction(w.pool, (tx) => setFourEyes(tx, WARD, false, CONSOLE, w.sandbox.clock.now()))
})

it('is written with a picture, three buttons and a link, and shown as each platform will show it', async () => {
  await officer.says('việc của cán bộ')
  await officer.presses('Gửi tin')
  await officer.says('Chủ nhật này mời anh chị em tới ngày hội hiến máu ở nhà văn hóa phường.')
  const picture = await sharp({ create: { width: 64, height: 48, channels: 3, background: 'red' } })
    .jpeg()
    .toBuffer()
  expect(await officer.sendsPhoto(picture)).toContain('Tin sẽ kèm một ảnh')
  await officer.presses('Xong')
  await officer.presses('Giới thiệu người tốt')
  expect(await officer.presses('Đăng ký trợ giúp')).toContain('Đã chọn: Giới thiệu người tốt, Đăng ký trợ giúp')
  expect(await officer.presses('Một đường dẫn')).toContain('dán đường dẫn')
  expect(await officer.says('nha van hoa')).toContain('đường dẫn đầy đủ')
  await officer.says('https://haiphong.gov.vn/hien-mau')
  await officer.says('Xem chương trình')
  await officer.presses('Ngay sau khi duyệt')
  await officer.presses('Xem trước')
  const [shown] = officer.bubbles().filter(({ text }) => text?.startsWith('Bản xem trước'))
  expect(shown?.text).toContain('[ Xem chương trình ]\n[ Nhắc tôi tuần sau ]\n[ Dừng nhận tin ]')
  expect(officer.bubbles().some(({ from, image }) => from === 'bot' && image)).toBe(true)
  expect(officer.reads()).toContain('Telegram: một tin')
  expect(officer.reads()).toContain('Zalo: 2 tin (ảnh hoặc tệp, rồi chữ và nút)')
  expect(officer.reads()).toMatch(/2 người sẽ nhận[\s\S]*Telegram: 1[\s\S]*Zalo: 1/)
})

it('is narrowed, counted again each time, and widened again', async () => {
  await officer.presses('Chọn người nhận')
  await officer.presses('Kênh')
  expect(await officer.presses('Chỉ Zalo')).toMatch(/chỉ qua Zalo[\s\S]*1 người sẽ nhận/)
  await officer.presses('Chọn người nhận')
  await officer.presses('Đã giới thiệu gương?')
  expect(await officer.presses('Đã giới thiệu')).toMatch(/đã giới thiệu gương[\s\S]*0 người sẽ nhận/)
  await officer.presses('Chọn người nhận')
  await officer.presses('Đã giới thiệu gương?')
  await officer.presses('Không xét')
  await officer.presses('Chọn người nhận')
  await officer.presses('Trừ một đơn vị')
  expect(await officer.says('Phường Lê Chân')).toMatch(/trừ Phường Lê Chân[\s\S]*thuộc đơn vị anh\/chị đã trừ ra: 1/)
  await officer.presses('Chọn người nhận')
  await officer.presses('Trừ một đơn vị')
  await officer.presses('Không chọn đơn vị nào')
  await officer.presses('Chọn người nhận')
  await officer.presses('Chỉ một đơn vị')
  expect(await officer.says('Xã Vĩnh Bảo')).toContain('không nằm trong phạm vi')
  expect((await w.pool.query('SELECT FROM recipient')).rowCount).toBe(0)
})

it('is changed without becoming another one, tried on oneself, and sent to both phones', async () => {
  await officer.says('việc của cán bộ')
  await officer.presses('Các tin đã gửi')
  await officer.presses('Mở: Chủ nhật này')
  await officer.presses('Sửa')
  await officer.presses('Sửa')
  await officer.presses('Nội dung')
  await officer.says('Chủ nhật này, 8 giờ, mời anh chị em tới ngày hội hiến máu ở nhà văn hóa phường.')
  await officer.presses('Xem trước')
  await officer.presses('Chọn người nhận')
  await officer.presses('Kênh')
  expect(await officer.presses('Kênh nào tới được')).toContain('2 người sẽ nhận')
  expect((await w.pool.query('SELECT FROM broadcast')).rowCount).toBe(1)
  expect(await officer.presses('Gửi thử cho tôi')).toContain('8 giờ, mời anh chị em')
  expect(labels(officer)).toEqual([
    'Giới thiệu người tốt',
    'Đăng ký trợ giúp',
    'Xem chương trình',
    'Nhắc tôi tuần sau',
    'Dừng nhận tin',
  ])
  await officer.presses('Gửi đi')
  await waitFor(async () => (await w.pool.query(`SELECT FROM broadcast WHERE state = 'done'`)).rowCount === 1)
  await w.settle()
  for (const member of [onTelegram, onZalo]) {
    expect(member.reads()).toContain('8 giờ, mời anh chị em')
    expect(labels(member)).toHaveLength(5)
    expect(member.bubbles().some(({ from, image }) => from === 'bot' && image)).toBe(true)
  }
})

it('its buttons work and count as its result, also months later', async () => {
  expect(await onTelegram.presses('Nhắc tôi tuần sau')).toContain('tuần sau Trợ lý nhắc')
  await w.sandbox.clock.advance(7 * 86_400_000)
  await w.settle()
  expect(onTelegram.reads()).toContain('có nhờ Trợ lý nhắc lại')
  // Zalo's refresh token lives three months: the time passes in pieces, as in life.
  for (let months = 0; months < 10; months++) {
    await w.sandbox.clock.advance(30 * 86_400_000)
    await w.settle()
  }
  expect(await onTelegram.presses('Giới thiệu người tốt')).toContain('Trước khi bắt đầu')
  await onZalo.presses('Dừng nhận tin')
  const { rows } = await w.pool.query('SELECT button, count(*)::int AS n FROM broadcast_press GROUP BY 1 ORDER BY 1')
  expect(rows).toEqual([
    { button: 'later', n: 1 },
    { button: 'stop', n: 1 },
    { button: 'tell', n: 1 },
  ])
  await officer.says('việc của cán bộ')
  await officer.presses('Các tin đã gửi')
  expect(await officer.presses('Mở: Chủ nhật này')).toMatch(/giới thiệu người tốt: 1[\s\S]*dừng nhận tin: 1/i)
})
