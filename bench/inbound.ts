import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { bare } from './inbound/bare.js'
import { conversation } from './inbound/conversations.js'
import { dryRun } from './inbound/dry-run.js'
import { longForm } from './inbound/long-form.js'
import type { ToPlayer } from './inbound/player.js'
import { createBot } from './support/bot.js'
import { type Build, buildOf, thisBuild } from './support/build.js'
import { interleaved, median, printRatio, ratio, type Sample, spread, table } from './support/figures.js'
import { startPostgres } from './support/postgres.js'

const ROUNDS = 5

/**
 * Turns per second from a raw Telegram update to the reply's send call, beside a bot that seals nothing, a bare database
 * loop and a plugin, and with `--beside COMMIT` beside an earlier build.
 */
export async function inbound(commit?: string): Promise<void> {
  const before = commit ? buildOf(commit) : undefined
  const postgres = await startPostgres()
  const bot = await openPlayer(thisBuild)
  const unsealed = await openPlayer(thisBuild, 'open')
  const earlier = before && (await openPlayer(before))
  const steps = dryRun()
  // Only for its tables and its connections.
  const { pool, close } = await createBot(postgres.url, { send() {} })
  const contestants = (inFlight: number, people: { bot: number; bare: number; conversations: number }) => ({
    [`bot, ${inFlight}`]: () => bot.play(people.bot, inFlight),
    [`unsealed, ${inFlight}`]: () => unsealed.play(people.bot, inFlight),
    ...(earlier && { [`before, ${inFlight}`]: () => earlier.play(people.bot, inFlight) }),
    [`bare pg, ${inFlight}`]: () => bare(pool, steps, people.bare, inFlight),
    [`conversations, ${inFlight}`]: () => conversation(steps, people.conversations, inFlight),
  })
  try {
    for (const player of [bot, unsealed, earlier]) await player?.play(100, 32)
    await bare(pool, steps, 100, 32)
    await conversation(steps, 50, 32)
    // One person is measured before any herd: what four servers tidy up after thousands would be measured with them.
    const one = await interleaved(ROUNDS, contestants(1, { bot: 60, bare: 60, conversations: 60 }))
    const herd = await interleaved(ROUNDS, contestants(32, { bot: 2_000, bare: 1_000, conversations: 500 }))
    report({ ...one, ...herd }, steps.length)
    await close()
    // Sealed by a key of its own.
    await longForm(await postgres.another('long_form'))
  } finally {
    for (const player of [bot, unsealed, earlier]) await player?.close()
    await postgres.stop()
    before?.remove()
  }
}

async function openPlayer({ root }: Build, open?: 'open') {
  const player: ChildProcess = fork(
    fileURLToPath(new URL('./inbound/player.ts', import.meta.url)),
    [root, ...(open ? [open] : [])],
    {
      cwd: root,
      execArgv: ['--import', 'tsx'],
    },
  )
  await once(player, 'message')
  const tell = (message: ToPlayer) => void player.send(message)
  return {
    async play(people: number, inFlight: number): Promise<Sample> {
      const played = once(player, 'message') as Promise<[Sample]>
      tell({ people, inFlight })
      return (await played)[0]
    },
    async close() {
      const gone = once(player, 'exit')
      tell({ stop: true })
      await gone
    },
  }
}

function report(found: Record<string, Sample[]>, turns: number): void {
  const rows = Object.entries(found).map(([name, samples]) => [
    name,
    ...(['perSecond', 'p50', 'p99'] as const).map((what) => spread(samples.map((each) => each[what]))),
  ])
  table(
    `Nominations told to the end, ${turns} turns each; the reply has left when the stub channel's send() is called`,
    ['what, people at once', 'turns/s', 'p50 ms', 'p99 ms'],
    rows,
  )
  const others = ['unsealed', 'bare pg', 'conversations', 'before'].filter((other) => found[`${other}, 1`])
  const pairs = ['1', '32'].flatMap((n) => others.map((other) => [n, other] as const))
  table(
    'Ratios of turns/s, paired by round',
    ['ratio', `median of ${ROUNDS} (min-max)`],
    pairs.map(([n, other]) => [`bot / ${other}, ${n}`, ratio(found[`bot, ${n}`]!, found[`${other}, ${n}`]!)]),
  )
  for (const [n, other] of pairs) {
    const each = found[`bot, ${n}`]!.map(({ perSecond }, at) => perSecond / found[`${other}, ${n}`]![at]!.perSecond)
    printRatio(`turns-${n}/${other.replace(' ', '-')}`, median(each))
  }
}
