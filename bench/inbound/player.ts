// One build's bot with its own citizens and database, in a process of its own: the build's folder and, where nothing is to
// be sealed, "open" are its arguments.
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { parseUpdate } from '../../src/bot/telegram/parse.js'
import type { createBot } from '../support/bot.js'
import type { startPostgres } from '../support/postgres.js'
import type { createCitizens } from './citizens.js'

export type ToPlayer = { people: number; inFlight: number } | { stop: true }

const root = process.argv[2]!
const load = async <Module>(file: string) => (await import(pathToFileURL(path.join(root, file)).href)) as Module
const { startPostgres: start } = await load<{ startPostgres: typeof startPostgres }>('bench/support/postgres.ts')
const { createBot: create } = await load<{ createBot: typeof createBot }>('bench/support/bot.ts')
const { createCitizens: people } = await load<{ createCitizens: typeof createCitizens }>('bench/inbound/citizens.ts')
const { parseUpdate: parse } = await load<{ parseUpdate: typeof parseUpdate }>('src/bot/telegram/parse.ts')

const postgres = await start()
const citizens = people()
const bot = await create(postgres.url, {
  send: citizens.hear,
  ...(process.argv[3] === 'open' && { open: true as const }),
})

process.on('message', async (message: ToPlayer) => {
  if ('stop' in message) {
    await bot.close()
    await postgres.stop()
    process.exit()
  }
  const give = (update: Parameters<typeof parse>[0]) => void bot.receive(parse(update, Date.now()))
  const found = await citizens.play(give, message.people, message.inFlight)
  await bot.idle()
  process.send!(found)
})
process.send!('ready')
