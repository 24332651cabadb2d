import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { SandboxEvent } from '../../src/sandbox/events.js'
import { samplePng } from '../../src/sandbox/sample-image.js'
import { type Sandbox, startSandbox } from '../../src/sandbox/server.js'
import { callApi } from './bot-api.js'

let sandbox: Sandbox

beforeAll(async () => {
  sandbox = await startSandbox()
})
afterAll(() => sandbox.stop())

async function sim(path: string, body?: object, method = body ? 'POST' : 'GET') {
  const form = body instanceof FormData
  const headers: Record<string, string> = body && !form ? { 'content-type': 'application/json' } : {}
  const response = await fetch(`${sandbox.url}/sim/${path}`, {
    method,
    headers,
    body: form ? body : body && JSON.stringify(body),
  })
  // biome-ignore lint/suspicious/noExplicitAny: answers differ by path
  return { status: response.status, ...((await response.json()) as any) }
}
const updates = async () => (await callApi(sandbox, 'getUpdates')).result

it('shows people with stable ids on both platforms', async () => {
  const { people, offset } = await sim('state')
  expect(people).toHaveLength(6)
  expect(people[0]).toMatchObject({
    id: 'p1',
    name: 'Nguyễn Thị Hoa',
    telegram: { userId: '7000000001', started: false, blocked: false },
    zalo: { userId: expect.stringMatching(/^8\d{18}$/) },
  })
  expect(offset).toBe(0)
})

it('lets a person do all that Telegram knows', async () => {
  const upload = new FormData()
  upload.set('file', new Blob([new Uint8Array(samplePng())], { type: 'image/png' }), 'ảnh của tôi.png')
  upload.set('caption', 'đây ạ')
  const acts: [string, object][] = [
    ['start', { payload: 'qr-12' }],
    ['text', { text: 'xin chào' }],
    ['photo', upload],
    ['file', upload],
    ['sticker', {}],
    ['voice', {}],
    ['location', {}],
    ['contact', { phone: '84912345678' }],
    ['block', {}],
    ['unblock', {}],
  ]
  for (const [act, body] of acts) expect(await sim(`telegram/p1/${act}`, body)).toEqual({ status: 200, ok: true })
  const received = await updates()
  const kinds = received.map((update: { message?: object }) => Object.keys(update.message ?? update).at(-1))
  expect(kinds.slice(0, 8)).toEqual([
    'entities',
    'text',
    'caption',
    'caption',
    'sticker',
    'voice',
    'location',
    'contact',
  ])
  expect(kinds.slice(8)).toEqual(['my_chat_member', 'my_chat_member'])
  expect(received[3].message).toMatchObject({ caption: 'đây ạ', document: { file_name: 'ảnh của tôi.png' } })
  const { bubbles } = await sim('chat/telegram/p1')
  expect(bubbles).toHaveLength(10)
  expect(bubbles[2]).toMatchObject({ from: 'person', text: 'đây ạ', image: expect.stringContaining('/photos/') })
})

it('refuses what a person cannot do', async () => {
  expect(await sim('telegram/p99/text', { text: 'a' })).toMatchObject({ status: 404, error: 'không có người "p99"' })
  expect(await sim('viber/p1/text', { text: 'a' })).toMatchObject({ status: 400 })
  expect(await sim('telegram/p1/dance', {})).toMatchObject({ status: 404 })
  expect(await sim('telegram/p1/text', {})).toMatchObject({ status: 400, error: expect.stringContaining('text') })
  expect(await sim('telegram/p1/tap', { bubble: 't1', index: 0 })).toMatchObject({ status: 404 })
  expect(await sim('telegram/p1/photo', {})).toMatchObject({ status: 400 })
  expect(await sim('clock', { advanceMs: -1 })).toMatchObject({ status: 400 })
  expect(await sim('faults', { platform: 'telegram', tims: 2 })).toMatchObject({ status: 400 })
})

it('refuses a tap on a link, which the bot would not hear of', async () => {
  sandbox.telegram.admit('p2')
  const reply_markup = { inline_keyboard: [[{ text: 'Mở', url: 'https://example.org' }]] }
  await callApi(sandbox, 'sendMessage', { chat_id: sandbox.telegram.chatId('p2'), text: 'a', reply_markup })
  const { bubbles } = await sim('chat/telegram/p2')
  expect(await sim('telegram/p2/tap', { bubble: bubbles[0].id, index: 0 })).toMatchObject({ status: 400 })
})

it('queues and clears faults', async () => {
  await sim('faults', { platform: 'telegram', method: 'getMe', status: 500 })
  expect((await sim('state')).faults).toEqual([{ platform: 'telegram', method: 'getMe', status: 500, times: 1 }])
  await sim('faults', undefined, 'DELETE')
  expect((await callApi(sandbox, 'getMe')).ok).toBe(true)
})

it('tells listeners about bubbles, removals and the clock', async () => {
  const stop = new AbortController()
  const response = await fetch(`${sandbox.url}/sim/events`, { signal: stop.signal })
  const events: SandboxEvent[] = []
  const reading = (async () => {
    let text = ''
    for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
      text += chunk
      const lines = text.split('\n\n')
      text = lines.pop()!
      for (const line of lines) if (line.startsWith('data: ')) events.push(JSON.parse(line.slice(6)))
      if (events.length >= 4) return
    }
  })()
  const { message_id } = sandbox.telegram.say('p3', 'nghe không?')
  await callApi(sandbox, 'deleteMessage', { chat_id: sandbox.telegram.chatId('p3'), message_id })
  await sim('clock', { advanceMs: 3_600_000 })
  await sim('reset', {})
  await reading
  stop.abort()
  expect(events).toMatchObject([
    { type: 'bubble', bubble: { text: 'nghe không?', person: 'p3' } },
    { type: 'bubble', bubble: { removed: true } },
    { type: 'clock', offset: 3_600_000 },
    { type: 'reset' },
  ])
  expect((await sim('state')).counters.people).toBe(6)
})

it('adds a person and a crowd that the bot may write to', async () => {
  expect(await sim('person', { name: 'Bùi Thị Sen' })).toMatchObject({ person: { id: 'p7', name: 'Bùi Thị Sen' } })
  expect(await sim('crowd', { count: 300 })).toMatchObject({ first: 'p8', last: 'p307' })
  const chat_id = sandbox.telegram.chatId('p307')
  expect((await callApi(sandbox, 'sendMessage', { chat_id, text: 'a' })).ok).toBe(true)
  const { people, counters } = await sim('state')
  expect(people).toHaveLength(200)
  expect(counters.people).toBe(307)
})

it('serves the page', async () => {
  const page = await fetch(`${sandbox.url}/`)
  expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8')
  expect((await fetch(`${sandbox.url}/app.js`)).headers.get('content-type')).toBe('text/javascript; charset=utf-8')
  expect((await fetch(`${sandbox.url}/server.ts`)).status).toBe(404)
})

it('says that the port is taken', async () => {
  await expect(startSandbox({ port: sandbox.port })).rejects.toMatchObject({ code: 'EADDRINUSE' })
})

it('runs as a process of its own and stops on SIGTERM', async () => {
  const main = new URL('../../src/sandbox/main.ts', import.meta.url).pathname
  const child = spawn(process.execPath, ['--import', 'tsx', main], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = await once(createInterface({ input: child.stdout }), 'line')
  const { url } = JSON.parse(line as string)
  expect((await fetch(`${url}/sim/state`)).status).toBe(200)
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  expect(await ended).toEqual([0, null])
})
