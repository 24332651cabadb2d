import { readFileSync } from 'node:fs'
import type { Api } from 'grammy'
import type { Update } from 'grammy/types'
import pino from 'pino'
import { describe, expect, it } from 'vitest'
import type { InboundEvent } from '../../src/bot/channel.js'
import { jsonObject } from '../../src/bot/http/json-object.js'
import { createIntake } from '../../src/bot/telegram/intake.js'
import { ABOUT, KINDS_OF_UPDATE, MESSAGE_KINDS } from '../../src/bot/telegram/message-kinds.js'
import { parseUpdate } from '../../src/bot/telegram/parse.js'
import { parseZaloEvent } from '../../src/bot/zalo/parse.js'
import { answerUntil, play } from '../flows/play.js'

const RECEIVED = 1_795_000_005_000
const OA = '1000000000000000001'

interface TelegramCase {
  name: string
  update: Update
  events: (Omit<InboundEvent, 'at'> & { at: number | 'RECEIVED' })[]
}
interface ZaloCase {
  name: string
  body: Record<string, unknown>
  result: InboundEvent | 'ignored' | 'unknown'
}

describe('Telegram updates', () => {
  it.each(read<TelegramCase[]>('telegram'))('$name', ({ update, events }) => {
    const wanted = events.map((event) => (event.at === 'RECEIVED' ? { ...event, at: RECEIVED } : event))
    expect(parseUpdate(update, RECEIVED)).toEqual(wanted)
  })

  it('has "Restart", an unblocking and a /start, answered once', () => {
    const p = play().begin()
    answerUntil(p, 'story')
    p.feed({ kind: 'left' })
    const unblocked = read<TelegramCase[]>('telegram').find(({ name }) => name === 'the bot is unblocked')!
    const [event] = parseUpdate(unblocked.update, RECEIVED)
    p.feed(event!.body)
    expect(p.effects).toEqual([{ do: 'setReachable', on: true }])
    p.feed({ kind: 'start' })
    expect(p.said).toHaveLength(1)
  })

  it.each([
    { checklist: { title: 'Việc' } },
    { users_shared: { request_id: 1 } },
    { document: {} },
    { photo: [{}] },
    { rich_message: { blocks: 5 } },
  ])('whoever sent what breaks our reading hears so: %j', async (message) => {
    const heard: InboundEvent[] = []
    const log = pino({ level: 'silent' })
    const intake = createIntake({ api: {} as Api, now: () => RECEIVED, log })
    intake.to(async (events) => void heard.push(...events))
    const chat = { id: 5, type: 'private', first_name: 'A' }
    await intake.take([{ update_id: 9, message: { message_id: 1, date: 1_795_000_000, chat, ...message } } as Update])
    expect(heard.map(({ address, body }) => [address, body.kind])).toEqual([['5', 'unusable']])
    await intake.take([{ update_id: 10, message: { message_id: 1, date: 1 } } as Update])
    expect(heard).toHaveLength(1)
  })

  it('gives every update an id of its own', () => {
    const ids = read<TelegramCase[]>('telegram').flatMap(({ events }) => events.map((event) => event.eventId))
    expect(new Set(ids).size).toBe(ids.length)
  })
})

describe('Zalo events', () => {
  it.each(read<ZaloCase[]>('zalo'))('$name', ({ body, result }) => {
    expect(parseZaloEvent(body, OA, RECEIVED)).toEqual(result)
  })

  it('takes ids that come as numbers, and the time of receipt where there is none', () => {
    const body = {
      event_name: 'user_send_text',
      sender: { id: 12345 },
      recipient: { id: OA },
      message: { msg_id: 67, text: 'x' },
    }
    expect(parseZaloEvent(body, OA, RECEIVED)).toEqual({
      channel: 'zalo',
      eventId: 'user_send_text:67',
      address: '12345',
      at: RECEIVED,
      body: { kind: 'text', text: 'x', msg: '67' },
    })
  })

  it('survives what is no event', () => {
    const bodies = [null, 1, 'x', [], {}, { event_name: 5 }, { event_name: 'follow', follower: 'x' }]
    for (const body of bodies) expect(parseZaloEvent(body, OA, RECEIVED)).toBe('unknown')
  })
})

function read<T>(channel: string): T {
  return JSON.parse(readFileSync(new URL(`payloads/${channel}.json`, import.meta.url), 'utf8'))
}

describe('what people really send', () => {
  const chat = { id: 7412345678, type: 'private', first_name: 'An' }
  const telegram = (content: object, unread?: (kind: string) => void) =>
    parseUpdate(
      {
        update_id: 1,
        message: { message_id: 5, date: 1_795_000_000, chat, from: { id: 7412345678 }, ...content },
      } as never,
      RECEIVED,
      unread,
    )[0]?.body
  const zalo = (event_name: string, message: object | null, more: object = {}, unread?: (kind: string) => void) => {
    const body = {
      event_name,
      timestamp: '1795000000123',
      sender: { id: '81' },
      recipient: { id: OA },
      message,
      ...more,
    }
    const event = parseZaloEvent(body, OA, RECEIVED, unread)
    return typeof event === 'string' ? event : event.body
  }

  it('reads the blocks of a rich message in their order, a line each, and keeps its pictures', () => {
    const blocks = [
      { type: 'paragraph', text: ['Suốt ba năm ', { type: 'bold', text: 'nay' }, ' cô nấu cháo.'] },
      {
        type: 'list',
        items: [
          { label: '1.', blocks: [{ type: 'paragraph', text: 'Nấu từ bốn giờ sáng' }] },
          { label: '2.', blocks: [{ type: 'paragraph', text: 'Phát ở cổng bệnh viện' }] },
        ],
      },
      { type: 'table', cells: [[{ text: 'Thứ Hai' }, { text: '50 suất' }]] },
      { type: 'a_block_of_next_year', text: { type: 'url', text: 'bài báo', url: 'https://bao.example.vn/1' } },
    ]
    const text =
      'Suốt ba năm nay cô nấu cháo.\n1. Nấu từ bốn giờ sáng\n2. Phát ở cổng bệnh viện\nThứ Hai | 50 suất\nbài báo https://bao.example.vn/1'
    expect(telegram({ rich_message: { blocks } })).toEqual({ kind: 'text', text, msg: '5' })
    const photo = { type: 'photo', photo: [{ file_id: 'f', width: 9, height: 9 }], caption: { text: 'cô Hương' } }
    expect(telegram({ rich_message: { blocks: [photo] } })).toMatchObject({
      kind: 'files',
      files: [{ ref: 'f', kind: 'photo' }],
      caption: 'cô Hương',
    })
  })

  it.each(Object.entries(MESSAGE_KINDS))(
    'a Telegram message of %s (%s) gets its job done or a word',
    (field, becomes) => {
      const unread: string[] = []
      const body = telegram({ [field]: SAMPLES[field] ?? {} }, (kind) => unread.push(kind))
      if (becomes === 'service') expect(body).toBeUndefined()
      else
        expect(body?.kind).toBe({ words: 'text', file: 'files', contact: 'details' }[becomes as string] ?? 'unusable')
      expect(unread).toEqual(becomes === 'other' ? [field] : [])
    },
  )

  it('every field and every update of the Bot API stands in the table for people', () => {
    const table = readFileSync(new URL('../../docs/what-people-send.md', import.meta.url), 'utf8')
    const all = [...Object.keys(MESSAGE_KINDS), ...ABOUT, ...Object.keys(KINDS_OF_UPDATE)]
    expect(all.filter((name) => !table.includes(`\`${name}\``))).toEqual([])
  })

  it('answers a kind of message, and of update, that nobody has told us of, and names it', () => {
    const unread: string[] = []
    expect(telegram({ hologram: {} }, (kind) => unread.push(kind))).toEqual({ kind: 'unusable', what: 'other' })
    const [event] = parseUpdate({ update_id: 1, thought: { chat } } as never, RECEIVED, (kind) => unread.push(kind))
    expect(event).toMatchObject({ address: '7412345678', body: { kind: 'unusable', what: 'other' } })
    expect(parseUpdate({ update_id: 1, business_message: { chat, text: 'x' } } as never, RECEIVED)).toEqual([])
    expect(unread).toEqual(['hologram', 'thought'])
  })

  it('takes the address behind words, in a text and under a picture', () => {
    const link = { type: 'text_link', offset: 0, length: 13, url: 'https://bao.example.vn/co-huong-123.html' }
    expect(telegram({ text: 'Báo Hải Phòng viết', entities: [link] })).toMatchObject({
      text: 'Báo Hải Phòng viết https://bao.example.vn/co-huong-123.html',
    })
    const photo = [{ file_id: 'f', width: 9, height: 9 }]
    expect(telegram({ photo, caption: 'Bài báo', caption_entities: [link] })).toMatchObject({
      caption: 'Bài báo https://bao.example.vn/co-huong-123.html',
    })
  })

  it('knows which message was edited and which one is quoted', () => {
    const edited = { message_id: 51, date: 1, edit_date: 2, chat, text: 'Nguyễn Thị Hương' }
    expect(parseUpdate({ update_id: 2, edited_message: edited } as never, RECEIVED)[0]?.body).toEqual({
      kind: 'edited',
      msg: '51',
      text: 'Nguyễn Thị Hương',
    })
    const live = { ...edited, text: undefined, location: { latitude: 1, longitude: 1 } }
    expect(parseUpdate({ update_id: 2, edited_message: live } as never, RECEIVED)).toEqual([])
    expect(
      telegram({ text: 'x', reply_to_message: { message_id: 4, text: 'Tên?', from: { is_bot: true } } }),
    ).toMatchObject({
      quotes: { msg: '4', text: 'Tên?', ours: true },
    })
    expect(zalo('user_send_text', { msg_id: 'b', quote_msg_id: 'a', text: 'x' })).toMatchObject({
      quotes: { msg: 'a' },
    })
  })

  it.each([
    ['821012345678', '+821012345678'],
    ['+821012345678', '+821012345678'],
    ['84912345678', '+84912345678'],
    ['0912 345 678', '0912 345 678'],
    ['912345678', '0912345678'],
  ])('a shared number %s is %s', (phone_number, phone) => {
    expect(telegram({ contact: { phone_number, first_name: 'Minh' } })).toEqual({
      kind: 'details',
      name: 'Minh',
      phone,
    })
  })

  it('takes a Zalo event whose fields are null, as if they were not there', () => {
    const url = 'https://f6.photo.talk.zdn.vn/a.jpg'
    const payload = { thumbnail: null, url, description: null, name: null }
    for (const text of [null, '', undefined])
      expect(
        zalo('user_send_image', { msg_id: 'a', text, attachments: [null, { type: 'image', payload }] }),
      ).toMatchObject({
        kind: 'files',
        files: [{ ref: url }],
      })
    expect(zalo('user_send_text', { msg_id: 'a', text: 'vâng', attachments: null })).toMatchObject({ text: 'vâng' })
    expect(zalo('user_send_link', { msg_id: 'a', text: null, attachments: [{ type: 'link', payload }] })).toMatchObject(
      { text: url },
    )
    expect(zalo('user_send_text', { msg_id: 'a', text: 12 })).toMatchObject({ text: '12' })
    expect(zalo('user_submit_info', null, { info: { name: null, phone: 84912345678 } })).toEqual({
      kind: 'details',
      phone: '+84912345678',
    })
  })

  it('takes a Telegram message whose fields are null or empty lists, as if they were not there', () => {
    expect(telegram({ text: 'x', entities: null, reply_to_message: null, caption: null })).toEqual({
      kind: 'text',
      text: 'x',
      msg: '5',
    })
    expect(telegram({ photo: [], caption: 'cô Hoa' })).toEqual({ kind: 'unusable', what: 'other', words: 'cô Hoa' })
    expect(telegram({ users_shared: { request_id: 1, users: [] } })).toEqual({ kind: 'details' })
    expect(telegram({ rich_message: null })).toEqual({ kind: 'unusable', what: 'other' })
  })

  it('hears the words under a video also when they are put right', () => {
    const edited = { message_id: 51, date: 1, edit_date: 2, chat, video: { file_id: 'v' }, caption: 'cô Hoa nấu cháo' }
    expect(parseUpdate({ update_id: 2, edited_message: edited } as never, RECEIVED)[0]?.body).toEqual({
      kind: 'edited',
      msg: '51',
      text: 'cô Hoa nấu cháo',
    })
  })

  it('takes a Zalo event that does not say whom it is to, and a card that is no JSON in a text', () => {
    expect(zalo('user_send_text', { msg_id: 'a', text: 'vâng' }, { recipient: { id: null } })).toMatchObject({
      text: 'vâng',
    })
    expect(zalo('user_send_text', { msg_id: 'a', text: 'vâng' }, { recipient: null })).toMatchObject({ text: 'vâng' })
    const card = { description: { phone: '0912345678' } }
    expect(zalo('user_send_business_card', { msg_id: 'a', text: 'Cô Hoa', attachments: [{ payload: card }] })).toEqual({
      kind: 'details',
      name: 'Cô Hoa',
      phone: '0912345678',
    })
    expect(zalo('user_send_text', { msg_id: 'a', text: 'x' }, { sender: { id: '' } })).toBe('unknown')
  })

  it('answers what a person sent on Zalo in a form nobody has told us of', () => {
    const unread: string[] = []
    const note = (kind: string) => unread.push(kind)
    expect(zalo('user_send_hologram', { msg_id: 'a' }, {}, note)).toEqual({ kind: 'unusable', what: 'other' })
    expect(zalo('user_send_text', 'no object' as never, {}, note)).toEqual({ kind: 'unusable', what: 'other' })
    expect(unread).toEqual(['user_send_hologram', 'user_send_text'])
  })

  it('never answers a rounded id', () => {
    // biome-ignore lint/correctness/noPrecisionLoss: what a platform writes
    expect(zalo('user_send_text', { text: 'x' }, { sender: { id: 8353367988874596336 } })).toBe('unknown')
    const raw = '{"sender":{"id":8353367988874596336},"text":"1234567890123456789, \\" 1234567890123456789}"}'
    expect(jsonObject(Buffer.from(raw))).toEqual({
      sender: { id: '8353367988874596336' },
      text: '1234567890123456789, " 1234567890123456789}',
    })
  })
})

/** What stands in a message of each kind, where `{}` would not do. */
const SAMPLES: Record<string, unknown> = {
  text: 'x',
  rich_message: { blocks: [{ type: 'paragraph', text: 'x' }] },
  checklist: { title: 'Việc', tasks: [{ id: 1, text: 'nấu cháo' }] },
  photo: [{ file_id: 'f', width: 1, height: 1 }],
  live_photo: { photo: [{ file_id: 'f', width: 1, height: 1 }] },
  document: { file_id: 'f' },
  contact: { phone_number: '84912345678', first_name: 'Minh' },
  users_shared: { users: [{ user_id: 1, first_name: 'Minh' }] },
}
