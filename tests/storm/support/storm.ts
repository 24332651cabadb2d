// One storm: people talk, the app dies and comes back, and now and then everybody holds still for a reckoning.
import type { Pool } from 'pg'
import type { PlatformName } from '../../../src/sandbox/bubbles.js'
import { type Sandbox, startSandbox } from '../../../src/sandbox/server.js'
import { removeFolder, tempFolder } from '../../support/temp-folder.js'
import { type Crowd, gather } from './crowd.js'
import { createLives, type Lives, type LivesOptions } from './lives.js'
import { steadyPort } from './port.js'
import { seeded, stormSeed } from './random.js'
import { quiet, reckon } from './reckon.js'
import { telegramSettings, zaloSettings } from './settings.js'
import type { Teller } from './teller.js'
import { begin, type Torment } from './torment.js'

export interface Storm {
  seed: number
  sandbox: Sandbox
  crowd: Crowd
  dataDir: string
  /** A process of the app that dies and comes back: with these settings besides those of the platforms. */
  addLives(env: Record<string, string>, options?: Pick<LivesOptions, 'strike' | 'mayEndItself'>): Lives
  addTorment(torment: Torment): void
  /** Counts something bad that happened, for the summary. */
  count(what: string): void
  /** Lets it rage until all are done. `pool` gives the app's database; it is asked when everything holds still. */
  rage(pool: () => Promise<Pool>): Promise<void>
  /** Ends every process and removes what they kept. */
  stop(): Promise<void>
}

export interface StormOptions {
  name: string
  platforms: PlatformName[]
  /** Telegram by webhook, not by long polling. */
  webhook?: boolean
  conversations: number
  /** Calls may reach the platform late, after newer ones. */
  mayBeLate?: boolean
}

const AT_ONCE = 32
const MOST_TOLD = 30
// Everybody stops in the middle of a word when so many are done, and the app dies in that moment.
const RECKONINGS = [1 / 3, 2 / 3, 1]

export async function prepareStorm(options: StormOptions): Promise<Storm> {
  const { name, platforms, webhook, conversations, mayBeLate = false } = options
  const seed = stormSeed()
  console.log(`${name}: STORM_SEED=${seed}`)
  const port = await steadyPort()
  const dataDir = tempFolder()
  const zalo = { webhookUrl: `http://127.0.0.1:${port}/webhooks/zalo` }
  // The platforms would try for hours, with longer waits.
  const sandbox = await startSandbox({ zalo, retryDelaysMs: Array(2000).fill(150) })
  const crowd = await gather({ sandbox, platforms, size: conversations, atOnce: AT_ONCE, random: seeded(seed) })
  const lives: Lives[] = []
  const torments: Torment[] = []
  const strikes = new Map<string, number>()
  const settings = {
    HOST: '127.0.0.1',
    PORT: String(port),
    DATA_DIR: dataDir,
    ...(platforms.includes('telegram') && telegramSettings(sandbox, webhook ? port : undefined)),
    ...(platforms.includes('zalo') && zaloSettings(sandbox)),
  }

  function count(what: string): void {
    strikes.set(what, (strikes.get(what) ?? 0) + 1)
  }

  /** Until so many are done; then everything holds still. Throws when it comes to nothing. */
  async function blow(enough: number): Promise<void> {
    for (const each of lives) each.rage()
    const relents = torments.map((torment, n) => begin(torment, seeded(seed + 100 + n), () => count(torment.name)))
    try {
      await crowd.done(enough)
    } finally {
      crowd.pause()
      await Promise.all([...lives.map((each) => each.calm()), ...relents.map((relent) => relent())])
    }
  }

  function told(): string {
    const complaints = lives.flatMap((each) => [...each.complaints].map(([words, times]) => `${times} x ${words}`))
    const crashes = lives.flatMap((each) => each.crashes)
    return [`What the app logged (${name}, seed ${seed}):`, ...complaints, ...crashes].join('\n')
  }

  function sum(of: (teller: Teller) => number): number {
    return crowd.tellers.reduce((total, teller) => total + of(teller), 0)
  }

  function summary(doubles: number, ms: number): string {
    return [
      `${name}: ${conversations} conversations, ${sum((t) => t.acts)} events`,
      `${lives.map((each) => `${each.deaths} kills (${each.youngDeaths} while starting)`).join(' + ')}`,
      ...[...strikes].map(([what, times]) => `${times} ${what}`),
      `${sum((t) => t.messages)} messages, ${doubles} of them twice`,
      `longest wait ${Math.round(Math.max(...crowd.tellers.map((t) => t.waited)))} ms, ${Math.round(ms / 1000)} s`,
    ].join(', ')
  }

  return {
    seed,
    sandbox,
    crowd,
    dataDir,
    addLives(env, more) {
      const random = seeded(seed + 1 + lives.length)
      const added = createLives({ env: { ...settings, ...env }, cwd: dataDir, random, crowd, ...more })
      lives.push(added)
      return added
    },
    addTorment: (torment) => void torments.push(torment),
    count,
    async rage(pool) {
      const began = performance.now()
      let doubles = 0
      // Zalo: a refresh token works once. Killed between using it and writing down the new pair, only a human can help.
      if (platforms.includes('zalo')) {
        await Promise.all(lives.map((each) => each.calm()))
        await ready(port)
      }
      for (const share of RECKONINGS) {
        const trouble = await blow(Math.ceil(conversations * share)).catch((error: Error) => error.message)
        const db = await pool()
        await quiet(db, sandbox)
        const { wrong, ...found } = await reckon(db, sandbox, crowd.tellers, { mayBeLate })
        doubles = found.doubles
        if (trouble) wrong.unshift(trouble)
        if (wrong.length > 0) throw new Error([`${name}:`, ...wrong.slice(0, MOST_TOLD), told()].join('\n'))
        crowd.resume()
      }
      if (lives.some((each) => each.crashes.length > 0)) throw new Error(told())
      const most = (lives.reduce((total, each) => total + each.deaths, 0) + (strikes.get('faults') ?? 0)) * AT_ONCE
      if (doubles > most) throw new Error(`${doubles} messages came twice: more than kills and faults explain`)
      console.log(summary(doubles, performance.now() - began))
    },
    async stop() {
      await Promise.all(lives.map((each) => each.stop()))
      await sandbox.stop()
      removeFolder(dataDir)
    },
  }
}

async function ready(port: number): Promise<void> {
  for (let ok = false; !ok; ) {
    ok = await fetch(`http://127.0.0.1:${port}/readyz`).then(
      (answer) => answer.ok,
      () => false,
    )
    if (!ok) await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
