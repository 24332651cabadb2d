import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { samplePng } from '../../src/sandbox/sample-image.js'
import { type Sandbox, startSandbox } from '../../src/sandbox/server.js'
import { removeFolder, tempFolder } from '../support/temp-folder.js'
import { callApi } from './bot-api.js'
import { createClient } from './zalo-bot.js'

const DAY = 24 * 3_600_000
const folder = path.join(tempFolder(), 'sandbox')
const warnings: string[] = []
let running: Sandbox | undefined

afterEach(async () => {
  await running?.stop()
  running = undefined
  removeFolder(folder)
  warnings.length = 0
})

async function start(): Promise<Sandbox> {
  await running?.stop()
  running = await startSandbox({ folder, warn: (line) => warnings.push(line) })
  return running
}

it('goes on after a restart: chats, old buttons, who follows and who blocked, added people, the clock', async () => {
  const before = await start()
  const { id } = before.people.add('Bùi Thị Mai')
  const chat = before.telegram.chatId(id)
  before.telegram.start(id)
  const reply_markup = { inline_keyboard: [[{ text: 'Có', callback_data: 'yes' }]] }
  await callApi(before, 'sendMessage', { chat_id: chat, text: 'Chọn', reply_markup })
  before.telegram.start('p2')
  before.telegram.block('p2')
  before.zalo.follow('p1')
  before.zalo.sendPhoto('p1', samplePng(), { caption: 'đây ạ' })
  before.zalo.sendFile('p1', Buffer.from('%PDF'), 'đơn.pdf')
  await before.clock.advance(3 * DAY)

  const after = await start()
  expect(warnings).toEqual([])
  expect(after.clock.offset).toBe(3 * DAY)
  expect(after.people.get(id)?.name).toBe('Bùi Thị Mai')
  expect(after.bubbles.list('telegram', id)).toMatchObject([{ text: '/start' }, { text: 'Chọn', from: 'bot' }])
  expect(after.telegram.personState('p2')).toMatchObject({ started: true, blocked: true })
  expect(after.zalo.personState('p1')).toEqual(before.zalo.personState('p1'))
  // What lay in memory only is not shown as a broken picture.
  const [, photo, file] = after.bubbles.list('zalo', 'p1')
  expect([photo, file]).toMatchObject([{ text: 'đây ạ', note: expect.stringContaining('Ảnh') }, { note: '📎 đơn.pdf' }])
  expect([photo?.image, file?.file]).toEqual([undefined, undefined])

  const asked = after.bubbles.list('telegram', id).at(-1)!
  after.telegram.tap(id, asked.id, 0)
  const { result } = await callApi(after, 'getUpdates')
  expect(result.at(-1).callback_query).toMatchObject({ data: 'yes', message: { text: 'Chọn' } })
  const edit = { chat_id: chat, message_id: Number(asked.id.slice(1)), text: 'Đã chọn' }
  expect(await callApi(after, 'editMessageText', edit)).toMatchObject({ ok: true })
  expect(readdirSync(folder)).toEqual(['chats.json'])
})

it('writes down soon what happens, without being stopped', async () => {
  const sandbox = await start()
  const file = path.join(folder, 'chats.json')
  const kept = () => (existsSync(file) ? readFileSync(file, 'utf8') : '')
  sandbox.zalo.say('p1', 'xin chào')
  await expect.poll(kept).toContain('xin chào')
  const body = new URLSearchParams({ name: 'Bùi Thị Mai' })
  await fetch(`${sandbox.url}/sim/person`, { method: 'POST', body })
  await expect.poll(kept).toContain('Bùi Thị Mai')
})

it('forgets for good when told to', async () => {
  const sandbox = await start()
  sandbox.zalo.say('p1', 'xin chào')
  await fetch(`${sandbox.url}/sim/reset`, { method: 'POST' })
  expect((await start()).bubbles.list('zalo', 'p1')).toEqual([])
})

it.each(['{"version":1', '{"version":99}', '[]', '{"version":1,"bubbles":[{}]}'])(
  'begins anew after %s',
  async (text) => {
    mkdirSync(folder, { recursive: true })
    writeFileSync(path.join(folder, 'chats.json'), text)
    const sandbox = await start()
    expect(warnings).toEqual([expect.stringContaining('chats.json')])
    expect(sandbox.people.list()).toHaveLength(6)
    sandbox.zalo.say('p1', 'xin chào')
    expect((await start()).bubbles.list('zalo', 'p1')).toHaveLength(1)
  },
)

it('takes the Zalo token of an earlier run, however long it was off', async () => {
  const { refresh_token } = await createClient(await start()).refresh()
  await running!.clock.advance(200 * DAY)
  expect(await createClient(await start()).refresh(refresh_token)).toHaveProperty('access_token')
  expect(await createClient(await start()).refresh()).toHaveProperty('access_token')
})
