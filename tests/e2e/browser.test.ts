import { existsSync } from 'node:fs'
import path from 'node:path'
import { type BrowserContext, chromium, type Locator, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { DAY, HOUR, isQuiet } from '../../src/flows/schedule.js'
import type { PlatformName } from '../../src/sandbox/bubbles.js'
import { boxOf } from '../../src/store/sealed.js'
import { removeFolder, tempFolder } from '../support/temp-folder.js'
import { startWorld, type World } from '../support/world.js'
import { picture, STORY } from './stories.js'

const executablePath = [...(process.env.PATH ?? '').split(path.delimiter), '/usr/bin']
  .map((folder) => path.join(folder, 'chromium'))
  .find(existsSync)

// Headless, and silent towards the rest of the world.
const SWITCHES =
  '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync'

const CODE = /NT-\d{4}-\d{6}/

// What a citizen answers: words are typed, [words] are on a button.
type Answer = string | [button: string]
const BEGIN: Answer[] = [['Giới thiệu người tốt'], ['Tôi đồng ý'], ['Một người']]
const DEED: Answer[] = [
  STORY.slice(0, 60),
  STORY.slice(60),
  ['Xong'],
  'bệnh nhân nghèo ở bệnh viện, khoảng 200 người',
  ['Trả lời từng câu'],
  'Có, vì cô là tổ phó gương mẫu',
  ['Tôi không rõ'],
  ['Có'],
  ['Bỏ qua'],
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
    browser.setDefaultTimeout(10_000)
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

  async function take(person: string, platform: PlatformName): Promise<Phone> {
    await page.getByTestId('person').selectOption({ label: person })
    return phoneOf(page.getByTestId(`phone-${platform}`))
  }

  it('plays a whole nomination with a photo on Zalo', async () => {
    const phone = await take('Nguyễn Thị Hoa', 'zalo')
    await phone.does((zalo) => zalo.getByTestId('follow').click())
    await phone.answers([...BEGIN, 'Đinh Thị Mận', 'Dư Hàng Kênh', ['Đúng rồi'], ...DEED])
    const photo = { name: 'chao.jpg', mimeType: 'image/jpeg', buffer: await picture() }
    await phone.does((zalo) => zalo.getByTestId('photo').setInputFiles(photo))
    await phone.answers([['Xong'], ['Chưa biết'], 'Phạm Thị Lan', '0912 345 678', ['Gửi đi']])

    expect(await rowOf(phone)).toMatchObject({
      kind: 'individual',
      nominee_name: 'Đinh Thị Mận',
      unit_text: 'Phường Lê Chân',
      state: 'received',
      name: 'Phạm Thị Lan',
      phone: '+84912345678',
      answers: {
        story: `${STORY.slice(0, 60)}\n${STORY.slice(60)}`,
        helped: 'bệnh nhân nghèo ở bệnh viện, khoảng 200 người',
      },
      files: [{ channel: 'zalo', state: 'stored', mime: 'image/jpeg' }],
      consents: ['Tôi đồng ý'],
    })
  })

  it('plays another on Telegram, with the sample photo', async () => {
    const phone = await take('Trần Văn Dũng', 'telegram')
    await phone.does((telegram) => telegram.getByTestId('start').click())
    await phone.answers([...BEGIN, 'Bùi Văn Thắng', 'phường Kiến An', ...DEED])
    await phone.does(async (telegram) => {
      await telegram.getByTestId('attach').click()
      await telegram.getByTestId('sample-photo').click()
    })
    await phone.answers([['Xong'], ['Đã biết'], 'Hoàng Minh', '0987 654 321', ['Gửi đi']])

    expect(await rowOf(phone)).toMatchObject({
      nominee_name: 'Bùi Văn Thắng',
      unit_text: 'Phường Kiến An',
      name: 'Hoàng Minh',
      phone: '+84987654321',
      files: [{ channel: 'telegram', state: 'stored', mime: 'image/jpeg' }],
      consents: ['Tôi đồng ý'],
    })
  })

  it('shares name and phone by the button of a Zalo contact form', async () => {
    const phone = await take('Phạm Quốc Bảo', 'zalo')
    await phone.does((zalo) => zalo.getByTestId('follow').click())
    const payload = {
      template_type: 'request_user_info',
      elements: [{ title: 'Số điện thoại', subtitle: 'Để cán bộ gọi lại', image_url: 'https://nobody.invalid/a.jpg' }],
    }
    const sent = await fetch(`${world.sandbox.url}/zalo/openapi/v3.0/oa/message/cs`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', access_token: world.sandbox.zalo.tokens().accessToken! },
      body: JSON.stringify({
        recipient: { user_id: world.sandbox.people.zaloUserId('p4') },
        message: { attachment: { type: 'template', payload } },
      }),
    })
    expect(await sent.json()).toMatchObject({ error: 0 })
    await phone.does(async (zalo) => {
      await zalo.getByTestId('button').filter({ hasText: 'Chia sẻ thông tin' }).click()
      await page.getByLabel('Số điện thoại').fill('0912 345 678')
      await page.getByTestId('ask-ok').click()
      await zalo.getByText('Đã chia sẻ: Phạm Quốc Bảo, 0912345678').waitFor()
    })
  })

  it('brings the reminder of a half-done story a day later', async () => {
    const { clock } = world.sandbox
    while (isQuiet(clock.now() + DAY) || isQuiet(clock.now() + DAY + HOUR)) clock.advance(HOUR)
    const phone = await take('Lê Thu Hương', 'telegram')
    await phone.does((telegram) => telegram.getByTestId('start').click())
    await phone.answers([...BEGIN, 'Ngô Thị Cúc', 'xã Tiên Lãng'])

    // The reminder comes while somebody else's phones are on the screen.
    await take('Vũ Huy', 'zalo')
    await page.getByTestId('advance-1d').click()
    await page.getByText('Tin mới cho Lê Thu Hương (1)').waitFor()
    await take('Lê Thu Hương', 'telegram')
    await phone.reads('câu chuyện về Ngô Thị Cúc')
    await phone.answers([['Kể tiếp']])
    await page.getByRole('alert').getByText('Đã chọn: Kể tiếp').waitFor()
    await phone.reads('Chuyện ấy ra sao')
    world.sandbox.bubbles.pass({ platform: 'telegram', person: 'p3', action: 'typing' })
    await page.getByText('đang nhập…').waitFor()
  })

  /** The nomination whose code the phone shows, with who sent it and what came along. */
  async function rowOf(phone: Phone): Promise<unknown> {
    await world.settle()
    const [code] = CODE.exec(await phone.reads(CODE)) ?? []
    const { rows } = await world.pool.query(
      `SELECT *, (SELECT json_agg(f) FROM file f WHERE nominator_id = r.id) AS files,
         (SELECT array_agg(reply) FROM consent c WHERE c.person_id = r.person_id) AS consents
       FROM nomination n JOIN nominator r ON r.nomination_id = n.id WHERE code = $1`,
      [code],
    )
    expect(rows).toHaveLength(1)
    const [row] = rows
    return { ...row, phone: boxOf(world.pool, 'nominator', row.draft_id).open('phone', row.phone) }
  }
})

interface Phone {
  /** Does something the bot answers, and waits for the answer. */
  does(act: (phone: Locator) => Promise<void>): Promise<void>
  answers(answers: Answer[]): Promise<void>
  /** Waits until the newest message of the bot holds these words; gives the whole message. */
  reads(words: string | RegExp): Promise<string>
}

function phoneOf(phone: Locator): Phone {
  const heard = phone.getByTestId('bubble').and(phone.locator('[data-from=bot]'))
  async function does(act: (phone: Locator) => Promise<void>): Promise<void> {
    const before = await heard.count()
    await act(phone)
    await heard.nth(before).waitFor()
  }
  return {
    does,
    async answers(answers) {
      for (const answer of answers) {
        await does(async () => {
          if (typeof answer !== 'string')
            return phone.getByTestId('button').filter({ hasText: answer[0] }).last().click()
          await phone.getByTestId('input').fill(answer)
          await phone.getByTestId('send').click()
        })
      }
    },
    async reads(words) {
      const newest = heard.last().filter({ hasText: words })
      await newest.waitFor()
      return (await newest.textContent()) ?? ''
    },
  }
}
