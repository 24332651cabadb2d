import { readFileSync } from 'node:fs'
import type { Update } from 'grammy/types'
import { describe, expect, it } from 'vitest'
import type { InboundEvent } from '../../src/bot/channel.js'
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
      body: { kind: 'text', text: 'x' },
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
