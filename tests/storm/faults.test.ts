// The platforms misbehave while people talk and the app dies: answers are lost, calls fail, events come twice or late.
import { afterEach, it } from 'vitest'
import type { Sandbox } from '../../src/sandbox/server.js'
import { testDatabase } from '../support/database.js'
import { seeded } from './support/random.js'
import { prepareStorm } from './support/storm.js'

const CONVERSATIONS = 80
const undo: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step()
})

type Fault = Parameters<Sandbox['faults']['add']>[0]

const FAULTS: Fault[] = [
  { platform: 'telegram', method: 'sendMessage', drop: 'after' },
  { platform: 'telegram', method: 'sendMessage', drop: 'before' },
  { platform: 'telegram', method: 'sendMessage', status: 500 },
  { platform: 'telegram', method: 'sendMessage', status: 502, latencyMs: 300 },
  { platform: 'telegram', method: 'sendMessage', retry_after: 1 },
  { platform: 'telegram', method: 'sendMessage', latencyMs: 500 },
  { platform: 'telegram', method: 'sendMessage', latencyMs: 300, drop: 'after' },
  { platform: 'telegram', method: 'answerCallbackQuery', status: 500 },
  { platform: 'telegram', method: 'getUpdates', status: 502 },
  { platform: 'telegram', method: 'getUpdates', drop: 'after' },
  { platform: 'telegram', method: 'getFile', status: 500 },
  { platform: 'telegram', method: 'file', drop: 'before' },
  { platform: 'zalo', method: 'message/cs', drop: 'after' },
  { platform: 'zalo', method: 'message/cs', drop: 'before' },
  { platform: 'zalo', method: 'message/cs', status: 500 },
  { platform: 'zalo', method: 'message/cs', error: -200 },
  { platform: 'zalo', method: 'message/cs', latencyMs: 500 },
  { platform: 'zalo', method: 'message/cs', latencyMs: 300, drop: 'after' },
]

// Few enough that hardly any message fails three times and waits a minute for the fourth try.
const FAULTS_PER_ACT = 1 / 25
const DUPLICATES_PER_ACT = 1 / 15
const REVERSALS_PER_ACT = 1 / 15
// Takes no part in the storm: what they say sets free an event of somebody else that is held back.
const BYSTANDER = 'p1'

it.each([false, true])('Telegram and Zalo, Telegram by webhook: %s', async (webhook) => {
  const { pool, url, drop } = await testDatabase()
  undo.push(drop)
  const storm = await prepareStorm({
    name: `Faults, Telegram by ${webhook ? 'webhook' : 'polling'}`,
    platforms: ['telegram', 'zalo'],
    webhook,
    conversations: CONVERSATIONS,
    mayBeLate: true,
  })
  undo.push(() => storm.stop())
  const { faults, zalo } = storm.sandbox
  const random = seeded(storm.seed + 1000)

  storm.crowd.onMove(({ what, platform, alone }) => {
    if (what !== 'act') return
    const fault = random.pick(FAULTS)
    const waits = faults.list().some((other) => other.platform === fault.platform && other.method === fault.method)
    if (!waits && random.chance(FAULTS_PER_ACT)) {
      faults.add(fault)
      storm.count('faults')
    }
    if (random.chance(DUPLICATES_PER_ACT)) {
      zalo.duplicateLastEvent()
      storm.count('duplicates')
    }
    // Of one person's own messages Zalo's order is all we have: only what different people say changes places.
    if (platform === 'zalo' && alone && random.chance(REVERSALS_PER_ACT)) {
      zalo.reverseNextTwoEvents()
      storm.count('reversals')
    }
  })
  storm.addTorment({
    name: 'words of a bystander',
    longestPauseMs: 1000,
    strike() {
      zalo.say(BYSTANDER, 'xin chào')
      return true
    },
    relent() {
      faults.clear()
      zalo.say(BYSTANDER, 'xin chào')
    },
  })
  storm.addLives({ DATABASE_URL: url })
  await storm.rage(async () => pool)
  const { rows } = await pool.query('SELECT attempts + 1 AS tries, count(*) FROM outbox GROUP BY 1 ORDER BY 1')
  console.log('messages by tries', JSON.stringify(rows))
})
