// A broadcast under a platform's limit, over three workers: is the rate kept, is it never too fast, does a 429 silence all;
// and do people who write meanwhile wait longer? RATE_MINUTES and RATE_CROWD make it shorter and smaller.
import { setTimeout as sleep } from 'node:timers/promises'
import { beginBroadcast, enrolPlayers } from '../tests/support/members.js'
import { type Place, startPlace } from './rate/herd.js'
import { mostWithin, quantile, type Wire, watchWire } from './rate/wire.js'
import { printRatio, short, table } from './support/figures.js'

const MINUTES = Number(process.env.RATE_MINUTES ?? 10)
const CROWD = Number(process.env.RATE_CROWD ?? 10_000)
const LIMIT = 30
const AIM = 24
const WARD = '11383'
const OTHER = '11413'
const TEXT = 'Tuần này mời anh chị em kể một việc tốt quanh mình.'
const ASKED = 'trợ giúp'
// Replies have a fifth of the limit: a probe is one message.
const PROBES_A_SECOND = 2
const IDLE_SECONDS = 60
const SILENCE_S = 10
// What had left when the platform asked for silence.
const UNDER_WAY_MS = 150

export async function rate(): Promise<void> {
  await underLimit()
  await crowd()
}

async function underLimit(): Promise<void> {
  const place = await startPlace({ workers: 3, perSecond: LIMIT })
  try {
    const { sandbox, pool } = place
    sandbox.telegram.limitRate(LIMIT)
    const wire = watchWire(sandbox, TEXT)
    const probes = Array.from({ length: 40 }, (_, n) => sandbox.people.add(`Người ${n + 1}`).id)
    await enrolPlayers(place, Math.ceil(AIM * (60 * MINUTES + 60)), { channel: 'telegram', unit: WARD })
    await pool.query('ANALYZE')
    await ask(wire, probes, 20)
    const idle = await ask(wire, probes, IDLE_SECONDS)
    const first = await wholeBroadcast(place, wire, probes)
    const silent = await forced429(wire)
    const after = await ask(wire, probes, 5)
    report({ ...first, idle, silent, refused: wire.refused(), after: after.length })
    for (const [words, times] of place.complaints) console.error(`${times} x ${words}`)
  } finally {
    await place.stop()
  }
}

async function wholeBroadcast({ pool, sandbox }: Place, wire: Wire, probes: string[]) {
  await beginBroadcast(pool, { unit: WARD, message: { text: TEXT }, now: sandbox.clock.now() })
  while (wire.broadcast.length === 0) await sleep(100)
  const from = wire.broadcast[0]!
  const during = await ask(wire, probes, MINUTES * 60)
  const until = performance.now()
  return {
    sent: wire.broadcast.filter((at) => at <= until).length,
    seconds: (until - from) / 1000,
    during,
    all: [...wire.all],
  }
}

/** How many messages of the broadcast came while the platform wanted silence, by any worker. */
async function forced429(wire: Wire): Promise<number> {
  const at = await wire.force429(SILENCE_S)
  await sleep(SILENCE_S * 1000)
  const end = at + SILENCE_S * 1000
  return wire.broadcast.filter((time) => time > at + UNDER_WAY_MS && time < end).length
}

/** What people wait for a reply, so many seconds long, ms each. */
async function ask(wire: Wire, probes: string[], seconds: number): Promise<number[]> {
  const count = Math.round(seconds * PROBES_A_SECOND)
  const people = Array.from({ length: count }, (_, n) => probes[n % probes.length]!)
  return wire.ask(people, ASKED, PROBES_A_SECOND)
}

interface Found {
  sent: number
  seconds: number
  during: number[]
  idle: number[]
  all: number[]
  silent: number
  refused: number
  after: number
}

function report({ sent, seconds, during, idle, all, silent, refused }: Found): void {
  const perSecond = sent / seconds
  table(
    `A broadcast over three workers, ${short(seconds / 60)} minutes, ${LIMIT}/s allowed and ${AIM}/s for broadcasts`,
    ['what', 'found'],
    [
      ['messages a second', perSecond.toFixed(2)],
      ['most starts of all kinds in any sliding second', String(mostWithin(all, 1000))],
      ['calls not taken (one 429 was forced)', String(refused)],
      [`of the broadcast within the ${SILENCE_S} s of silence that a 429 asked for`, String(silent)],
      ['reply, ms p50, p95: idle', `${short(quantile(idle, 0.5))}, ${short(quantile(idle, 0.95))}`],
      ['reply, ms p50, p95: meanwhile', `${short(quantile(during, 0.5))}, ${short(quantile(during, 0.95))}`],
    ],
  )
  printRatio('rate/24-a-second', perSecond / AIM)
  printRatio('rate/most-in-a-second-of-30', mostWithin(all, 1000) / LIMIT)
  printRatio('replies-p95-broadcast/idle', quantile(during, 0.95) / quantile(idle, 0.95))
}

/** A paid broadcast: the first 10,000 answer within a minute, alone and while the next are being sent. */
async function crowd(): Promise<void> {
  const perSecond = Math.ceil(CROWD / 60)
  const place = await startPlace({ workers: 3, perSecond: Math.ceil(perSecond / 0.8) })
  try {
    const { sandbox, pool } = place
    const wire = watchWire(sandbox, TEXT)
    const people = await enrolPlayers(place, CROWD, { channel: 'telegram', unit: WARD })
    await enrolPlayers(place, CROWD, { channel: 'telegram', unit: OTHER })
    await pool.query('ANALYZE')
    await wire.ask(people.slice(0, 100), ASKED, PROBES_A_SECOND * 10)
    const lone = await wire.ask(people.slice(100, 160), ASKED, PROBES_A_SECOND)
    const alone = await wire.ask(people, ASKED, perSecond)
    await beginBroadcast(pool, { unit: OTHER, message: { text: TEXT }, now: sandbox.clock.now() })
    while (wire.broadcast.length === 0) await sleep(20)
    const from = performance.now()
    const during = await wire.ask(people, ASKED, perSecond)
    const seconds = (performance.now() - from) / 1000
    const row = (what: string, waits: number[]) => [what, ...[0.5, 0.95, 0.99].map((q) => short(quantile(waits, q)))]
    table(
      `${short(CROWD)} answer within a minute; ${short(wire.broadcast.length)} messages left in ${short(seconds)} s meanwhile. Waits, ms`,
      ['what', 'p50', 'p95', 'p99'],
      [row('one at a time', lone), row('all, nothing being sent', alone), row('all, while the next are sent', during)],
    )
    printRatio('crowd-replies-p95-broadcast/alone', quantile(during, 0.95) / quantile(alone, 0.95))
    printRatio('crowd-replies-p95-broadcast/idle', quantile(during, 0.95) / quantile(lone, 0.95))
    for (const [words, times] of place.complaints) console.error(`${times} x ${words}`)
  } finally {
    await place.stop()
  }
}
