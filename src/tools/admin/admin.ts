import path from 'node:path'
import { parseArgs } from 'node:util'
import { type Config, ConfigError, readConfig, readEnvironment } from '../../config/config.js'
import { StartError } from '../../ops/start-error.js'
import { rememberedOffset } from '../../sandbox/memory.js'
import { type Database, openDatabase } from '../../store/database.js'
import { findKeys } from '../../store/sealed/unlock.js'
import { joinDatabase } from '../join-database.js'
import { type AdminCommand, type Given, Refusal } from './command.js'
import { COMMANDS } from './index.js'

const NO_DATA = 'Chưa có dữ liệu nào: chạy "npm start" một lần rồi thử lại.'

/** Runs one command and gives the exit code. Errors are short, kind and on stderr. */
export async function admin(args: string[]): Promise<number> {
  try {
    const [name = '', ...rest] = args
    const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
    if (!command) throw new Refusal(help())
    const given = readArgs(command, rest)
    const config = readConfig(readEnvironment())
    // In the sandbox time may have been moved forward: deadlines and new rows go by its clock.
    const now = Date.now() + (config.sandbox.on ? await rememberedOffset(path.join(config.dataDir, 'sandbox')) : 0)
    const lines = await withDatabase(config, ({ prisma, pool }) => command.run(given, { prisma, pool, config, now }))
    console.log(lines.join('\n'))
    return 0
  } catch (error) {
    console.error(explain(error))
    return 1
  }
}

function readArgs({ usage, options }: AdminCommand, args: string[]): Given {
  try {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options: options ?? {} })
    return { words: positionals, options: values as Given['options'] }
  } catch {
    throw new Refusal(`Cách dùng: npm run admin -- ${usage}`)
  }
}

const COLUMN = 29

function help(): string {
  const lines = Object.values(COMMANDS).map(({ usage, does }) =>
    usage.length < COLUMN ? `  ${usage.padEnd(COLUMN)}${does}` : `  ${usage}\n${' '.repeat(COLUMN + 2)}${does}`,
  )
  return ['Cách dùng: npm run admin -- LỆNH', ...lines].join('\n')
}

async function withDatabase<T>(config: Config, work: (database: Database) => Promise<T>): Promise<T> {
  const joined = await joinDatabase(config)
  if (!joined) throw new Refusal(NO_DATA)
  const database = openDatabase(joined.url, { max: 2 })
  try {
    database.unlock(await findKeys(database.pool, { dataDir: config.dataDir, given: config.dataKey }))
    return await work(database)
  } finally {
    await database.close()
    await joined.leave()
  }
}

function explain(error: unknown): string {
  if (error instanceof Refusal) return error.message
  if (error instanceof ConfigError) return `Cài đặt chưa đúng: ${error.message}`
  if (error instanceof StartError) return `Không mở được cơ sở dữ liệu: ${error.message}`
  const { code, message } = error as { code?: string; message: string }
  // Prisma: the table, or the column, does not exist.
  if (code === 'P2021' || code === 'P2022' || /does not exist/.test(message)) return NO_DATA
  const last = message.trim().split('\n').at(-1)
  return `Không đọc được cơ sở dữ liệu: ${last || code}`
}
