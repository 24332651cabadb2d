// The pictures of README and of the guides: `npm run pictures` writes them anew into docs/images. Look at every one.
import path from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, it } from 'vitest'
import type { PlatformName } from '../../src/sandbox/bubbles.js'
import { inventAddresses } from '../../src/store/address/invented.js'
import { CONSOLE } from '../../src/store/audit.js'
import { setFourEyes } from '../../src/store/campaign/four-eyes.js'
import { transaction } from '../../src/store/database.js'
import { openRound } from '../../src/store/review/rounds.js'
import { joins, waitUntil } from '../e2e/members.js'
import { appointed } from '../e2e/officers.js'
import { tellIndividual } from '../e2e/stories.js'
import { type Citizen, startWorld, type World, waitFor } from '../support/world.js'

const CITY = '31'
const WARD = '11383'

let w: World
let browser: Browser
let page: Page
let citizen: Citizen
let officer: Citizen

beforeAll(async () => {
  w = (await startWorld('postgres'))!
  await waitUntil(w, 9)
  await inventAddresses(w.pool, w.sandbox.clock.now())
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] })
  page = await browser.newPage({ viewport: { width: 1280, height: 1000 } })
  citizen = w.citizen('zalo', 'p1')
  await tellIndividual(w, citizen, 'zalo')
  officer = await appointed(w, 'telegram', 'p3', 'officer', CITY)
})
afterAll(async () => {
  await browser?.close()
  await w?.stop()
})

/** The page anew: as somebody finds it who has not watched what was pressed. */
async function open(person: string): Promise<void> {
  await page.goto(w.sandbox.url)
  await page.getByTestId('person').selectOption(person)
  await page.waitForLoadState('networkidle')
  await page.waitForTimeout(300)
}

/** The phone of a person as it stands now. `up`: scrolled so that the words with this text are at its top. */
async function take(name: string, platform: PlatformName, person: string, up?: string): Promise<void> {
  await page.setViewportSize({ width: 1280, height: 1000 })
  await open(person)
  const phone = page.getByTestId(`phone-${platform}`)
  await phone.getByTestId('messages').evaluate((box) => box.scrollTo(0, box.scrollHeight))
  if (up)
    await phone
      .getByText(up)
      .last()
      .evaluate((bubble) => bubble.scrollIntoView({ block: 'start' }))
  await phone.screenshot({ path: path.join('docs/images', `${name}.png`) })
}

const drawing = () => sharp('src/sandbox/page/sample.svg').jpeg().toBuffer()

it('a talk', async () => {
  await citizen.says('gặp cán bộ')
  await citizen.says('Mẹ tôi đang nuôi cháu mồ côi, tôi muốn hỏi thủ tục hỗ trợ')
  await officer.says('việc của cán bộ')
  await take('desk', 'telegram', 'p3')
  await officer.presses('Hồ sơ giới thiệu')
  await officer.presses('NT-')
  await take('file-card', 'telegram', 'p3', 'Lời kể của')
  await officer.says('việc của cán bộ')
  await officer.presses('Người dân cần gặp')
  await officer.presses('Số')
  await officer.presses('Nhận')
  await officer.says('Chào chị, em là cán bộ Hội. Cháu đã có giấy của phường chưa ạ?')
  await citizen.says('Dạ có rồi ạ, giấy do phường cấp năm ngoái. Tôi gửi ảnh được không ạ?')
  await citizen.sendsPhoto(await drawing())
  await officer.says('Được chị nhé. Em xem rồi báo lại chị trong tuần này ạ.')
  await take('talk', 'telegram', 'p3')
  await officer.presses('Kết thúc trò chuyện')
})

it('help, and the page as a whole', async () => {
  const supporter = w.citizen('zalo', 'p5')
  w.sandbox.zalo.follow('p5')
  await w.settle()
  await supporter.presses('Đăng ký trợ giúp')
  await take('support', 'zalo', 'p5')
  const teller = w.citizen('zalo', 'p6')
  w.sandbox.zalo.follow('p6')
  await w.settle()
  await teller.presses('Giới thiệu người tốt')
  await teller.presses('Tôi đồng ý')
  await teller.presses('Một người')
  await teller.says('Đinh Thị Mận')
  await teller.says('Dư Hàng Kênh')
  const same = w.citizen('telegram', 'p6')
  w.sandbox.telegram.start('p6')
  await w.settle()
  await same.presses('Đăng ký trợ giúp')
  await same.presses('Nơi đang cần nhất')
  await page.setViewportSize({ width: 1280, height: 860 })
  await open('p6')
  await page.screenshot({ path: 'docs/images/sandbox.png' })
})

it('a review', async () => {
  const reviewer = await appointed(w, 'telegram', 'p2', 'reviewer', WARD)
  const now = w.sandbox.clock.now()
  const opened = { programme: 'nguoi-tot-viec-thien', stage: 'unit', unit: WARD, opensAt: now }
  const deadline = now + 4 * 24 * 3_600_000
  await transaction(w.pool, (tx) => openRound(tx, { ...opened, submitBy: deadline, reviewBy: deadline }, CONSOLE, now))
  await reviewer.says('hồ sơ chờ tôi')
  await reviewer.presses('Nguyễn Thị Hoa')
  await take('review', 'telegram', 'p2')
})

it('a story for everybody', async () => {
  await w.pool.query(`UPDATE nomination SET state = 'passed'`)
  await w.pool.query(
    `INSERT INTO nominee_consent (nomination_id, given, how, note, recorded_by, at)
     SELECT id, true, 'officer', '', 0, now() FROM nomination`,
  )
  await officer.says('việc của cán bộ')
  await officer.presses('Đăng chuyện người tốt')
  await officer.presses('Viết: Nguyễn Thị Hoa')
  await officer.says(
    'Cô Nguyễn Thị Hoa năm năm nay sáng nào cũng dậy từ ba giờ nấu cháo, mang tới bệnh viện cho người bệnh nghèo.',
  )
  await take('campaign-story', 'telegram', 'p3')
})

it('a message to members', async () => {
  const head = await appointed(w, 'telegram', 'p4', 'officer', WARD)
  for (const [platform, person] of [
    ['telegram', 'p2'],
    ['zalo', 'p2'],
    ['telegram', 'p5'],
  ] as const)
    await joins(w, platform, person, WARD)
  await transaction(w.pool, (tx) => setFourEyes(tx, WARD, false, CONSOLE, w.sandbox.clock.now()))
  await head.says('việc của cán bộ')
  await head.presses('Gửi tin')
  await head.says('Chủ nhật này, 8 giờ, mời anh chị em tới ngày hội hiến máu ở nhà văn hóa phường.')
  await head.presses('Chưa có')
  await head.presses('Giới thiệu người tốt')
  await head.presses('Xong')
  await head.presses('Ngay sau khi duyệt')
  await head.presses('Xem trước')
  await take('campaign', 'telegram', 'p4')
  await head.presses('Gửi đi')
  await waitFor(async () => (await w.pool.query(`SELECT FROM broadcast WHERE state = 'done'`)).rowCount === 1)
  await w.settle()
  await head.presses('Báo cáo từng người nhận')
  await w.settle()
  await take('campaign-report', 'telegram', 'p4')
})

it('messages of every week', async () => {
  const head = w.citizen('telegram', 'p4')
  for (const piece of [
    'Tuần này, anh chị em cùng kể một việc tốt quanh mình nhé.',
    'Chuyện cô Hoa nấu cháo: mời anh chị em cùng đọc.',
    'Ba gia đình trong phường đang chờ một bàn tay giúp đỡ.',
  ]) {
    await head.says('việc của cán bộ')
    await head.presses('Gửi tin')
    await head.says(piece)
    await head.presses('Chưa có')
    await head.presses('Giới thiệu người tốt')
    await head.presses('Xong')
    await head.presses('Thêm vào loạt tin hằng tuần')
    await head.presses('Thứ hai')
    await head.presses('8:00')
    await head.presses('Xem trước')
    await head.presses('Thêm vào loạt tin')
  }
  await head.says('loạt tin hằng tuần')
  await head.presses('Sắp xếp bài')
  await take('campaign-series', 'telegram', 'p4')
})
