import type { InboundEvent } from '../../src/bot/channel.js'
import type { Flow } from '../../src/flows/flow.js'
import { openFlows } from '../../src/flows/flows.js'
import { FLOWS } from '../../src/flows/index.js'
import { shortText } from '../../src/flows/interview/texts.js'
import { newSession, openSession, type Session } from '../../src/flows/session.js'
import { turn } from '../../src/flows/turn/turn.js'
import { buildPlaces } from '../../src/flows/vi/places.js'
import { createBot } from '../support/bot.js'
import { median, short, table } from '../support/figures.js'

// The answer to the last one is followed by the summary of all.
const QUESTIONS = 51
const SHOWN = [1, 2, 5, 10, 20, 30, 40, 50, QUESTIONS]
const PEOPLE = 32
// What a person answers within a minute, faster than anybody types, is counted in the database.
const BETWEEN_MS = 10_000
const ROUNDS = 40

const { nominate } = FLOWS as Record<string, Flow>
const form: Flow['form'] = {
  ...nominate!.form!,
  assume: {},
  questions: Array.from({ length: QUESTIONS }, (_, n) =>
    shortText({ key: `q${n + 1}`, label: `Câu ${n + 1}`, text: `Câu hỏi số ${n + 1} ạ?`, min: 2, max: 200 }),
  ),
}
const flows = openFlows({ ...FLOWS, nominate: { ...nominate!, form } })
const OPENING = ['bắt đầu', 'Giới thiệu người tốt', 'Tôi đồng ý']

/** What a turn costs at the k-th question of a long form: the whole way through the database, and the pure part. */
export async function longForm(url: string): Promise<void> {
  const whole = await throughTheBot(url)
  const pure = dry()
  const rows = SHOWN.map((k) => [
    k === QUESTIONS ? `${k}, then the summary` : `${k}`,
    short(median(whole[k - 1]!)),
    short(median(pure.micros[k - 1]!)),
    pure.bytes[k - 1]!.toLocaleString('en-US'),
  ])
  const ratioOf = (of: number[][]) => short(median(of[49]!) / median(of[0]!))
  rows.push(['50th / 1st', ratioOf(whole), ratioOf(pure.micros), ''])
  table(
    `One answer at the k-th question of a synthetic form of ${QUESTIONS} (wall time per turn)`,
    [
      'k',
      `event to reply, ${PEOPLE} people at once, us`,
      'session read, turn, session written; no database, us',
      'session bytes',
    ],
    rows,
  )
}

/** Everybody is at the same question: the time of each such step, shared by its people. */
async function throughTheBot(url: string): Promise<number[][]> {
  let left = 0
  let now = Date.now()
  let done = () => {}
  const bot = await createBot(url, {
    flows,
    now: () => now,
    send: () => {
      if (--left === 0) done()
    },
  })
  const micros: number[][] = Array.from({ length: QUESTIONS }, () => [])
  try {
    for (let round = 0; round < ROUNDS; round++) {
      for (let at = 0; at < OPENING.length + QUESTIONS; at++) {
        now += BETWEEN_MS
        const events = Array.from({ length: PEOPLE }, (_, n) => eventOf(`long-${round}-${n}`, at, now))
        left = PEOPLE
        const since = performance.now()
        const replied = new Promise<void>((resolve) => (done = resolve))
        await Promise.all([replied, bot.receive(events)])
        const k = at - OPENING.length
        if (k >= 0) micros[k]!.push(((performance.now() - since) * 1000) / PEOPLE)
      }
      await bot.idle()
    }
  } finally {
    await bot.close()
  }
  return micros
}

function dry(): { micros: number[][]; bytes: number[] } {
  const places = buildPlaces([])
  const micros: number[][] = Array.from({ length: QUESTIONS }, () => [])
  const bytes: number[] = []
  for (let round = 0; round < ROUNDS * 10; round++) {
    let stored = JSON.stringify(newSession())
    for (let at = 0; at < OPENING.length + QUESTIONS; at++) {
      const ctx = {
        now: Date.now(),
        places,
        id: () => '00000000-0000-8000-a000-000000000000',
        who: { personId: '1', roles: [] },
      }
      const since = performance.now()
      const session: Session = openSession(JSON.parse(stored))
      stored = JSON.stringify(turn(session, textOf(at), ctx, flows).session)
      const k = at - OPENING.length
      if (k < 0) continue
      micros[k]!.push((performance.now() - since) * 1000)
      bytes[k] = Buffer.byteLength(stored)
    }
  }
  return { micros, bytes }
}

function textOf(at: number) {
  return { kind: 'text' as const, text: OPENING[at] ?? `câu trả lời thứ ${at} của tôi` }
}

function eventOf(address: string, at: number, now: number): InboundEvent {
  return { channel: 'telegram', eventId: `${address}:${at}`, address, at: now, body: textOf(at) }
}
