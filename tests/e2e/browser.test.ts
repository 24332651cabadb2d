import { existsSync } from 'node:fs'
import path from 'node:path'
import { type BrowserContext, chromium, type Locator, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { DAY, HOUR, isQuiet } from '../../src/flows/schedule.js'
import type { PlatformName } from '../../src/sandbox/bubbles.js'
import { removeFolder, tempFolder } from '../support/temp-folder.js'
import { startWorld, type World, waitFor } from '../support/world.js'
import { picture, STORY } from './stories.js'

const executablePath = [...(process.env.PATH ?? '').split(path.delimiter), '/usr/bin']
  .map((folder) => path.join(folder, 'chromium'))
  .find(existsSync)

// Headless, and silent towards the rest of the world.
const SWITCHES =
  '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync'

// Each answer of the citizen after the picture of the nominee's place is found: what is typed, or [the button pressed].
const DEED = [
  ['Việc làm lâu dài'],
  STORY.slice(0, 90),
  STORY.slice(90),
  ['Xong'],
  'đã 5 năm nay',
  ['Đúng rồi'],
  'bệnh nhân nghèo ở bệnh viện',
  'khoảng 200 người',
  ['Cả hai'],
  'Có, vì cô là tổ phó gương mẫu',
  ['Tôi không rõ'],
  ['Có'],
  ['Bỏ qua lý do'],
  ['Không có'],
]

describe.skipIf(!executablePath)('the sandbox page in Chromium', () => {
  let world: World
  let profile: string
  let browser: BrowserContext
  let page: Page
  const errors: Error[] = []

  beforeAll(async () => {
    world = (await startWorld('postgres'))!
    profile = tempFolder()
    browser = await chromium.launchPersistentContext(profile, { executablePath, args: SWITCHES.split(' ') })
    page = await browser.newPage()
    page.on('pageerror', (error) => errors.push(error))
    await page.goto(world.sandbox.url)
  })
  afterEach(() => expect(errors).toEqual([]))
  afterAll(async () => {
    await browser?.close()
    await world?.stop()
    removeFolder(profile)
  })

  it('plays a whole nomination with a photo on Zalo', async () => {
    const phone = await take('Nguyễn Thị Hoa', 'zalo')
    await phone.joins()
    await phone.begins('Đinh Thị Mận', 'Lê Chân')
    await phone.answers(DEED)
    await phone.does(async (element) =>
      element
        .getByTestId('photo')
        .setInputFiles({ name: 'chao.jpg', mimeType: 'image/jpeg', buffer: await picture() }),
    )
    expect(await phone.ends('Phạm Thị Lan', '0912 345 678')).toMatchObject({
      nominee_name: 'Đinh Thị Mận',
      kind: 'individual',
      name: 'Phạm Thị Lan',
      phone: '+84912345678',
      story: STORY.slice(0, 90) + '\n' + STORY.slice(90),
      files: ['image/jpeg'],
      channel: 'zalo',
    })
  })

  it('and another on Telegram, where the page has a sample photo', async () => {
    const phone = await take('Trần Văn Dũng', 'telegram')
    await phone.joins()
    await phone.begins('Bùi Văn Thắng', 'An Dương')
    await phone.answers(DEED)
    await phone.does(async (element) => {
      await element.getByTestId('attach').click()
      await element.getByTestId('sample-photo').click()
    })
    expect(await phone.ends('Hoàng Minh', '0987 654 321')).toMatchObject({
      nominee_name: 'Bùi Văn Thắng',
      name: 'Hoàng Minh',
      phone: '+84987654321',
      files: ['image/jpeg'],
      channel: 'telegram',
    })
  })

  it('reminds of a half-done story a day later', async () => {
    const { clock } = world.sandbox
    while (isQuiet(clock.now() + DAY) || isQuiet(clock.now() + DAY + HOUR)) clock.advance(HOUR)
    const phone = await take('Lê Thu Hương', 'telegram')
    await phone.joins()
    await phone.begins('Ngô Thị Cúc', 'Kiến An')

    // Somebody else's phone is on the screen when the reminder comes.
    await take('Nguyễn Thị Hoa', 'zalo')
    await page.getByTestId('advance-1d').click()
    await page.getByText('Tin mới cho Lê Thu Hương (1)').waitFor()

    await take('Lê Thu Hương', 'telegram')
    await phone.newest('Anh/chị ơi, câu chuyện về Ngô Thị Cúc').waitFor()
    await phone.answers([['Kể tiếp'], ['Việc làm lâu dài']])
    await phone.newest('Việc làm ấy ra sao ạ?').waitFor()
  })

  async function take(person: string, platform: PlatformName) {
    await page.getByTestId('person').selectOption({ label: person })
    await page.getByTestId('clock').waitFor()
    return phoneOf(page.getByTestId(`phone-${platform}`), world)
  }
})
