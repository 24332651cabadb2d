import path from 'node:path'
import { parseArgs } from 'node:util'
import { type Config, ConfigError, readConfig, readEnvironment } from '../config.js'
import { clean, length } from '../flows/vi/text.js'
import { rememberedOffset } from '../sandbox/memory.js'
import { StartError } from '../start-error.js'
import {
  closeRequest,
  countDrafts,
  listFailed,
  listNominations,
  openRequests,
  readNomination,
  replyToRequest,
  requesterOf,
  retryFailed,
} from '../store/admin.js'
import { type Database, openDatabase } from '../store/database.js'
import { contactsOf } from '../store/rights.js'
import {
  CHANNELS,
  draftLines,
  failedLines,
  nominationLines,
  nominationTable,
  requestTable,
  retryLines,
} from './admin-report.js'
import { erase, withdraw } from './admin-rights.js'
import { UNITS_HELP, units } from './admin-units.js'
import { joinDatabase } from './join-database.js'
import { reachable } from './reachable.js'
import { Refusal } from './refusal.js'

const HELP = `Cách dùng: npm run admin -- LỆNH
  nominations [--all]          hồ sơ, mới nhất ở trên (--all: không giới hạn số dòng)
  nomination NT-2026-000001    toàn bộ một hồ sơ
  requests                     yêu cầu của người dân đang chờ trả lời, kèm thời hạn
  reply SỐ "lời nhắn"          trả lời người đã yêu cầu, ngay trong Zalo hoặc Telegram của họ
  close-request SỐ             ghi nhận một yêu cầu đã được trả lời xong
  withdraw SỐ [MÃ]             ngừng dùng các hồ sơ người ấy đã gửi (có MÃ: chỉ hồ sơ ấy), báo họ
  erase SỐ                     xóa dữ liệu của người đã yêu cầu xóa, báo họ, đóng yêu cầu
  failed                       tin nhận và tin gửi bị lỗi
  retry                        xử lý lại tin nhận bị lỗi, gửi lại tin không gửi được
  drafts                       số bản kể dở (chỉ đếm, không xem nội dung)
${UNITS_HELP}`

// One message on either platform.
const MAX_REPLY = 1500

const NO_DATA = 'Chưa có dữ liệu nào: chạy "npm start" một lần rồi thử lại.'

type Prisma = Database['prisma']
type Command = (
  prisma: Prisma,
  input: {
    arg: string
    words: string
    all: boolean
    args: string[]
    config: Config
    pool: Database['pool']
    now: number
  },
) => Promise<string[]>

const COMMANDS: Record<string, Command> = {
  nominations: async (prisma, { all }) => nominationTable(await listNominations(prisma, { all })),
  async nomination(prisma, { arg, config }) {
    const found = await readNomination(prisma, arg.toUpperCase())
    if (!found) throw new Refusal(`Không có hồ sơ mã "${arg}". Xem danh sách: npm run admin -- nominations --all`)
    return nominationLines(found, config.dataDir)
  },
  requests: async (prisma, { now, config }) => requestTable(await openRequests(prisma), now, config.dataDir),
  async reply(prisma, { arg, words, pool, now }) {
    const text = clean(words)
    if (!/^\d{1,18}$/.test(arg) || text === '')
      throw new Refusal('Cách dùng: npm run admin -- reply 12 "Chào anh/chị, ..."')
    if (length(text) > MAX_REPLY) throw new Refusal(`Lời nhắn dài ${length(text)} ký tự, tối đa ${MAX_REPLY}.`)
    const personId = await requesterOf(prisma, BigInt(arg))
    if (!personId) throw new Refusal(`Không có yêu cầu nào đang mở mang số ${arg}.`)
    const reach = reachable(await contactsOf(pool, personId), now)
    if ('why' in reach) throw new Refusal(`Không nhắn được cho người ấy: ${reach.why}. Cán bộ liên hệ bằng cách khác.`)
    await replyToRequest(prisma, BigInt(arg), reach.to, text, now)
    const channel = CHANNELS[reach.to.channel] ?? reach.to.channel
    return [`Lời nhắn sẽ tới ${channel} của người ấy trong vài giây (khi Nhân Ái đang chạy).`]
  },
  async 'close-request'(prisma, { arg, now }) {
    if (!/^\d{1,18}$/.test(arg))
      throw new Refusal('Anh/chị ghi số của yêu cầu, ví dụ: npm run admin -- close-request 12')
    if (!(await closeRequest(prisma, BigInt(arg), now)))
      throw new Refusal(`Không có yêu cầu nào đang mở mang số ${arg}.`)
    return [`Đã đóng yêu cầu số ${arg}.`]
  },
  failed: async (prisma) => failedLines(await listFailed(prisma)),
  retry: async (prisma, { now }) => retryLines(await retryFailed(prisma, now)),
  withdraw: (_prisma, { pool, arg, words, all, now }) => withdraw(pool, { id: arg, code: words, all }, now),
  async erase(_prisma, { pool, arg, words, all, now }) {
    if (words !== '')
      throw new Refusal(
        `Lệnh erase xóa tất cả của một người, không xóa riêng từng hồ sơ: chỉ ghi số của yêu cầu, npm run admin -- erase ${arg}`,
      )
    return erase(pool, { id: arg, all }, now)
  },
  drafts: async (prisma, { now }) => draftLines(await countDrafts(prisma, now)),
  units: (_prisma, { pool, args }) => units(pool, args),
}

/** Runs one command and gives the exit code. Errors are one line on stderr. */
export async function admin(args: string[]): Promise<number> {
  try {
    const { name, arg, words, all } = readArgs(args)
    const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
    if (!command) throw new Refusal(HELP)
    const config = readConfig(readEnvironment())
    // In the sandbox time may have been moved forward: deadlines and new rows go by its clock.
    const now = Date.now() + (config.sandbox.on ? await rememberedOffset(path.join(config.dataDir, 'sandbox')) : 0)
    const lines = await withDatabase(config, ({ prisma, pool }) =>
      command(prisma, { arg, words, all, args: args.slice(1), config, pool, now }),
    )
    console.log(lines.join('\n'))
    return 0
  } catch (error) {
    console.error(explain(error))
    return 1
  }
}

function readArgs(args: string[]): { name: string; arg: string; words: string; all: boolean } {
  try {
    const { values, positionals } = parseArgs({
      args: args[0] === 'units' ? args.slice(0, 1) : args,
      allowPositionals: true,
      options: { all: { type: 'boolean' } },
    })
    return {
      name: positionals[0] ?? '',
      arg: positionals[1] ?? '',
      words: positionals.slice(2).join(' '),
      all: values.all ?? false,
    }
  } catch {
    throw new Refusal(HELP)
  }
}

async function withDatabase<T>(config: Config, work: (database: Database) => Promise<T>): Promise<T> {
  const joined = await joinDatabase(config)
  if (!joined) throw new Refusal(NO_DATA)
  const database = openDatabase(joined.url, { max: 2 })
  try {
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
