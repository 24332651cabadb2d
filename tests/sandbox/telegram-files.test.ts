import { Api, InputFile } from 'grammy'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { samplePng } from '../../src/sandbox/sample-image.js'
import { type Sandbox, startSandbox } from '../../src/sandbox/server.js'
import { callApi } from './bot-api.js'

const MB = 1024 * 1024
let sandbox: Sandbox
let api: Api
let chat: string
const call = (method: string, body: object = {}) => callApi(sandbox, method, body)
const lastUpdate = async () => (await call('getUpdates', { offset: -1 })).result[0]
const download = (path: string) => fetch(`${sandbox.url}/telegram/file/bot${sandbox.telegram.token}/${path}`)

beforeAll(async () => {
  sandbox = await startSandbox()
  sandbox.telegram.admit('p1')
  chat = sandbox.telegram.chatId('p1')
  api = new Api(sandbox.telegram.token, { apiRoot: `${sandbox.url}/telegram` })
})
afterAll(() => sandbox.stop())

it('gives a person’s photo in sizes, and its bytes through getFile', async () => {
  const bytes = samplePng(1600, 1200)
  sandbox.telegram.sendPhoto('p1', bytes, { caption: 'ảnh đây' })
  const { message } = await lastUpdate()
  expect(message.caption).toBe('ảnh đây')
  const sides = message.photo.map((size: { width: number; height: number }) => [size.width, size.height])
  expect(sides).toEqual([
    [90, 68],
    [320, 240],
    [800, 600],
    [1280, 960],
  ])
  const file = await api.getFile(message.photo.at(-1).file_id)
  expect(file.file_unique_id).toBe(message.photo.at(-1).file_unique_id)
  const response = await download(file.file_path!)
  expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true)
})

it('reads the size of JPEG and small pictures', async () => {
  const jpeg = Buffer.from('ffd8ffe000104a46494600010100000100010000ffc0000b080010002001011100ffd9', 'hex')
  sandbox.telegram.sendPhoto('p1', jpeg)
  expect((await lastUpdate()).message.photo).toMatchObject([{ width: 32, height: 16 }])
})

it('takes grammY’s own multipart upload and shows it', async () => {
  const bytes = samplePng()
  const sent = await api.sendPhoto(chat, new InputFile(bytes, 'ảnh.png'), {
    caption: '<i>Mẹ</i>',
    parse_mode: 'HTML',
    reply_markup: { inline_keyboard: [[{ text: 'Duyệt', callback_data: 'ok' }]] },
  })
  expect(sent).toMatchObject({ caption: 'Mẹ', caption_entities: [{ type: 'italic' }] })
  const bubble = sandbox.bubbles.list('telegram', 'p1').at(-1)!
  expect(bubble).toMatchObject({ text: 'Mẹ', html: '<i>Mẹ</i>', buttons: [{ label: 'Duyệt', data: 'ok' }] })
  const response = await fetch(sandbox.url + bubble.image)
  expect(response.headers.get('content-type')).toBe('image/png')
  expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true)
})

it('sends the same photo again by file_id', async () => {
  const first = await api.sendPhoto(chat, new InputFile(samplePng(), 'a.png'))
  const again = await api.sendPhoto(chat, first.photo.at(-1)!.file_id)
  expect(again.photo.at(-1)!.file_unique_id).toBe(first.photo.at(-1)!.file_unique_id)
})

it('fetches a photo by URL from this machine only', async () => {
  sandbox.telegram.sendPhoto('p1', samplePng())
  const path = sandbox.bubbles.list('telegram', 'p1').at(-1)!.image
  expect((await api.sendPhoto(chat, sandbox.url + path)).photo).toHaveLength(3)
  await expect(api.sendPhoto(chat, 'https://example.org/a.png')).rejects.toThrow('failed to get HTTP URL content')
})

it('carries documents both ways', async () => {
  const sent = await api.sendDocument(chat, new InputFile(Buffer.from('a;b'), 'danh-sách.csv'))
  expect(sent.document).toMatchObject({ file_name: 'danh-sách.csv', file_size: 3 })
  sandbox.telegram.sendFile('p1', Buffer.from('pdf'), { name: 'đơn.pdf', mime: 'application/pdf' })
  expect((await lastUpdate()).message.document).toMatchObject({ file_name: 'đơn.pdf', mime_type: 'application/pdf' })
})

it('takes a plain form upload', async () => {
  const form = new FormData()
  form.set('chat_id', chat)
  form.set('photo', new Blob([new Uint8Array(samplePng())]), 'a.png')
  expect((await call('sendPhoto', form)).ok).toBe(true)
})

it.each([
  [
    'photo above 10 MB',
    () => api.sendPhoto(chat, new InputFile(Buffer.alloc(10 * MB + 1), 'a.png')),
    /too big for a photo/,
  ],
  ['empty photo', () => api.sendPhoto(chat, new InputFile(Buffer.alloc(0), 'a.png')), /must be non-empty/],
  [
    'text as a photo',
    () => api.sendPhoto(chat, new InputFile(Buffer.from('xin chào'), 'a.png')),
    /IMAGE_PROCESS_FAILED/,
  ],
  [
    'too narrow a photo',
    () => api.sendPhoto(chat, new InputFile(samplePng(2100, 100), 'a.png')),
    /PHOTO_INVALID_DIMENSIONS/,
  ],
  ['unknown file_id', () => api.sendPhoto(chat, 'AgACnope'), /wrong file identifier\/HTTP URL specified/],
  ['unknown file_id in getFile', () => api.getFile('nope'), /invalid file_id/],
  [
    'long caption',
    () => api.sendPhoto(chat, new InputFile(samplePng(), 'a.png'), { caption: 'a'.repeat(1025) }),
    /caption is too long/,
  ],
  ['document above 50 MB', () => api.sendDocument(chat, new InputFile(Buffer.alloc(50 * MB + 1), 'a.zip')), /too big/],
])('refuses a %s', async (_what, act, reason) => {
  await expect(act()).rejects.toThrow(reason)
})

it('does not let the bot download more than 20 MB', async () => {
  sandbox.telegram.sendFile('p1', Buffer.alloc(20 * MB + 1), { name: 'phim.mp4' })
  const { file_id } = (await lastUpdate()).message.document
  expect(await call('getFile', { file_id })).toMatchObject({ status: 400, description: 'Bad Request: file is too big' })
})

it('can lose or refuse a download', async () => {
  sandbox.telegram.sendPhoto('p1')
  const { file_path } = (await call('getFile', { file_id: (await lastUpdate()).message.photo[0].file_id })).result
  sandbox.faults.add({ platform: 'telegram', method: 'file', status: 503 })
  expect((await download(file_path)).status).toBe(503)
  expect((await download(file_path)).status).toBe(200)
  expect((await download('photos/none.png')).status).toBe(404)
})
