import { parseUpdate } from '../src/bot/telegram/parse.js'
import { bare } from './inbound/bare.js'
import { createCitizens } from './inbound/citizens.js'
import { conversation } from './inbound/conversations.js'
import { dryRun } from './inbound/dry-run.js'
import { longForm } from './inbound/long-form.js'
import { createBot } from './support/bot.js'
import { interleaved, ratio, type Sample, spread, table } from './support/figures.js'
import { startPostgres } from './support/postgres.js'

const ROUNDS = 5

/** Turns per second from a raw Telegram update to the reply's send call, beside a bare database loop and a plugin. */
export async function inbound(): Promise<void> {
  const postgres = await startPostgres()
  const citizens = createCitizens()
  const bot = await createBot(postgres.url, { send: citizens.hear })
  const steps = dryRun()
  const unsealed = await createBot(await postgres.another('unsealed'), { send: citizens.hear, open: true })
  const play = async (people: number, inFlight: number, with_ = bot) => {
    const give = (update: Parameters<typeof parseUpdate>[0]) => void with_.receive(parseUpdate(update, Date.now()))
    const found = await citizens.play(give, people, inFlight)
    await with_.idle()
    return found
  }
  try {
    await play(100, 32)
    await play(100, 32, unsealed)
    await bare(bot.pool, steps, 100, 32)
    await conversation(steps, 50, 32)
    if (process.env.INBOUND === 'sealed') {
      const found = await interleaved(ROUNDS, {
        'bot, 32': () => play(1_000, 32),
        'unsealed, 32': () => play(1_000, 32, unsealed),
      })
      reportSealing(found)
      await bot.close()
      return await unsealed.close()
    }
    const found = await interleaved(ROUNDS, {
      'bot, 1': () => play(200, 1),
      'bare pg, 1': () => bare(bot.pool, steps, 200, 1),
      'conversations, 1': () => conversation(steps, 60, 1),
      'bot, 32': () => play(2_000, 32),
      'unsealed, 32': () => play(2_000, 32, unsealed),
      'bare pg, 32': () => bare(bot.pool, steps, 1_000, 32),
      'conversations, 32': () => conversation(steps, 500, 32),
    })
    report(found, steps.length)
    await bot.close()
    await unsealed.close()
    await longForm(postgres.url)
  } finally {
    await postgres.stop()
  }
}

function report(found: Record<'bot, 32' | 'unsealed, 32', Sample[]> & Record<string, Sample[]>, turns: number): void {
  const rows = Object.entries(found).map(([name, samples]) => [
    name,
    ...(['perSecond', 'p50', 'p99'] as const).map((what) => spread(samples.map((each) => each[what]))),
  ])
  table(
    `Nominations told to the end, ${turns} turns each; the reply has left when the stub channel's send() is called`,
    ['what, people at once', 'turns/s', 'p50 ms', 'p99 ms'],
    rows,
  )
  const pairs = ['1', '32'].flatMap((n) => [
    [`bot / bare pg, ${n}`, ratio(found[`bot, ${n}`]!, found[`bare pg, ${n}`]!)],
    [`bot / conversations, ${n}`, ratio(found[`bot, ${n}`]!, found[`conversations, ${n}`]!)],
  ])
  table('Ratios of turns/s, paired by round', ['ratio', `median of ${ROUNDS} (min-max)`], pairs)
  reportSealing(found)
}

/** What sealing costs: the same bot, whose keys leave everything open, on a database of its own. */
function reportSealing(found: Record<'bot, 32' | 'unsealed, 32', Sample[]>): void {
  console.log(`RATIO inbound-sealed/unsealed ${ratio(found['bot, 32'], found['unsealed, 32'])}`)
}
