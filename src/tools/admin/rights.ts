// `npm run admin -- withdraw` and `erase`: what an officer carries out for a citizen's request, in one transaction.
import { erasedMessage, REQUESTS, withdrawnMessage } from '../../flows/always/records.js'
import type { Outbound } from '../../flows/message.js'
import { type Pool, type Tx, transaction } from '../../store/database.js'
import { owe } from '../../store/outbox.js'
import {
  closeTicket,
  contactsOf,
  type Erased,
  erasePerson,
  hasSent,
  lockRequest,
  type Request,
  sinceRequest,
  withdrawSent,
} from '../../store/rights.js'
import { type AdminCommands, Refusal } from './command.js'
import { reachable } from './reachable.js'
import { CHANNELS, moment } from './words.js'

export const commands: AdminCommands = {
  withdraw: {
    usage: 'withdraw SỐ [MÃ]',
    does: 'ngừng dùng các hồ sơ người ấy đã gửi (có MÃ: chỉ hồ sơ ấy), báo họ',
    options: { all: { type: 'boolean' } },
    run: ({ words: [id = '', ...code], options }, { pool, now }) =>
      withdraw(pool, { id, code: code.join(' '), all: Boolean(options.all) }, now),
  },
  erase: {
    usage: 'erase SỐ',
    does: 'xóa dữ liệu của người đã yêu cầu xóa, báo họ, đóng yêu cầu',
    options: { all: { type: 'boolean' } },
    async run({ words: [id = '', ...more], options }, { pool, now }) {
      if (more.length > 0)
        throw new Refusal(
          `Lệnh erase xóa tất cả của một người, không xóa riêng từng hồ sơ: chỉ ghi số của yêu cầu, npm run admin -- erase ${id}`,
        )
      return erase(pool, { id, all: Boolean(options.all) }, now)
    },
  },
}

interface Order {
  /** The request's number, as typed. */
  id: string
  /** Go on although there is something to think of first. */
  all: boolean
}

/**
 * Ends the use of everything somebody sent who asked to withdraw; with `code` of that one nomination, whatever request
 * asked for it. Tells them, closes the request if it asked for no more than this, gives what to print. Throws Refusal.
 */
export function withdraw(pool: Pool, { id, code, all }: Order & { code: string }, now: number): Promise<string[]> {
  return transaction(pool, async (tx) => {
    const request = await take(tx, id, 'withdraw')
    if (request.closedAt) return [already(request, request.closedAt)]
    if (code === '' && request.kind !== 'withdraw')
      throw new Refusal(
        `Yêu cầu số ${id} là "${REQUESTS[request.kind]}". Rút một hồ sơ thì ghi cả mã: npm run admin -- withdraw ${id} NT-2026-000001`,
      )
    if (request.kind === 'erase')
      throw new Refusal(`Yêu cầu số ${id} là xóa dữ liệu, không chỉ rút một hồ sơ: npm run admin -- erase ${id}`)
    const { sent } = await sinceRequest(tx, request)
    if (code === '' && sent.length > 0 && !all) throw new Refusal(thinkFirst(`withdraw ${id}`, [SENT_SINCE(sent)]))
    const codes = await withdrawSent(tx, request.personId, code === '' ? undefined : code.toUpperCase(), now)
    if (code !== '' && codes.length === 0)
      throw new Refusal(`Người của yêu cầu số ${id} không có hồ sơ nào mã "${code}" đang được dùng.`)
    const told = await tell(tx, request, withdrawnMessage(codes), now)
    const isDone = request.kind === 'withdraw' && !(await hasSent(tx, request.personId))
    if (isDone) await closeTicket(tx, request.id, now)
    return [
      codes.length > 0
        ? `Đã rút lại ${codes.length} hồ sơ: ${codes.join(', ')}. Lời kể của người khác trong cùng hồ sơ vẫn được dùng.`
        : 'Người ấy không có hồ sơ nào đang được dùng.',
      told,
      isDone
        ? `Đã đóng yêu cầu số ${id}.`
        : `Yêu cầu số ${id} vẫn mở; khi không còn việc gì khác: npm run admin -- close-request ${id}`,
    ]
  })
}

/** Erases whoever asked for it, tells them, closes their requests, gives what to print. Throws Refusal. */
export function erase(pool: Pool, { id, all }: Order, now: number): Promise<string[]> {
  return transaction(pool, async (tx) => {
    const request = await take(tx, id, 'erase')
    if (request.closedAt) return [already(request, request.closedAt)]
    if (request.kind !== 'erase')
      throw new Refusal(
        `Yêu cầu số ${id} là "${REQUESTS[request.kind]}", không phải xóa dữ liệu. Xóa cần chính người ấy xác nhận: mời họ nhắn "quyền của tôi" rồi chọn "Xóa".`,
      )
    const worries = all ? [] : await eraseWorries(tx, request, now)
    if (worries.length > 0) throw new Refusal(thinkFirst(`erase ${id}`, worries))
    const erased = await erasePerson(tx, request, now)
    const told = await tell(tx, request, erasedMessage({ shared: erased.shared.length > 0 }), now)
    return [`Đã xóa theo yêu cầu số ${id}:`, ...erasedLines(request, erased), told, `Đã đóng yêu cầu số ${id}.`]
  })
}

/** What cannot be made good afterwards. */
async function eraseWorries(tx: Tx, request: Request, now: number): Promise<string[]> {
  const { sent, questions } = await sinceRequest(tx, request)
  const reach = reachable(await contactsOf(tx, request.personId), now)
  return [
    ...(sent.length > 0 ? [SENT_SINCE(sent)] : []),
    // Their half-told stories went when they asked: these are new.
    ...(request.drafts > 0 ? [`Sau khi yêu cầu, người ấy lại đang kể dở ${request.drafts} câu chuyện.`] : []),
    ...(questions.length > 0
      ? [`Họ còn đang chờ gặp cán bộ (yêu cầu số ${questions.join(', ')}); lời nhắn trong đó cũng sẽ mất.`]
      : []),
    ...('why' in reach
      ? [`Không nhắn báo được cho họ: ${reach.why}. Gọi điện trước: số điện thoại trong hồ sơ cũng sẽ mất.`]
      : []),
  ]
}

const SENT_SINCE = (codes: string[]) =>
  `Sau khi yêu cầu, người ấy còn gửi ${codes.join(', ')}: hỏi lại xem họ có muốn bỏ cả hồ sơ này không.`

function thinkFirst(command: string, worries: string[]): string {
  return [
    'Chưa làm gì, vì:',
    ...worries.map((worry) => `- ${worry}`),
    `Vẫn làm: npm run admin -- ${command} --all`,
  ].join('\n')
}

function erasedLines(request: Request, { gone, shared, about, files, requests, messages, consents }: Erased): string[] {
  return [
    `- hồ sơ đã gửi: ${gone.length > 0 ? gone.join(', ') : 'không có'}`,
    ...(shared.length > 0 ? [`- lời kể của người ấy trong ${shared.join(', ')}; lời kể của người khác vẫn còn`] : []),
    ...(about.length > 0
      ? [`  ${about.join(', ')} nói về chính người ấy: cán bộ xem có phải xóa cả lời kể của người khác không`]
      : []),
    `- bản kể dở: ${request.drafts}`,
    `- ảnh, tệp: ${files}${files > 0 ? ' (xóa khỏi máy chủ trong vài giây, khi Nhân Ái đang chạy)' : ''}`,
    `- tin còn giữ lời: ${messages}`,
    ...(requests > 0 ? [`- lời nhắn trong ${requests} yêu cầu khác còn mở; các yêu cầu ấy cũng đã đóng`] : []),
    `Giữ lại: mã tài khoản trên nền tảng, và ${consents} lần đồng ý kèm ngày làm bằng chứng.`,
  ]
}

async function take(tx: Tx, id: string, command: string): Promise<Request> {
  if (!/^\d{1,18}$/.test(id)) throw new Refusal(`Anh/chị ghi số của yêu cầu, ví dụ: npm run admin -- ${command} 12`)
  const request = await lockRequest(tx, id)
  if (!request) throw new Refusal(`Không có yêu cầu nào mang số ${id}. Xem danh sách: npm run admin -- requests`)
  return request
}

function already({ id }: Request, closedAt: Date): string {
  return `Yêu cầu số ${id} đã đóng lúc ${moment(closedAt)}: không làm gì thêm. Nếu việc ấy chưa làm, người ấy cần yêu cầu lại.`
}

/** Owes them the news, in the same transaction; the running app delivers it. */
async function tell(tx: Tx, { personId }: Request, message: Outbound, now: number): Promise<string> {
  const reach = reachable(await contactsOf(tx, personId), now)
  if ('why' in reach) return `Chưa báo được cho người ấy: ${reach.why}. Cán bộ báo giúp bằng cách khác.`
  await owe(tx, [reach.to], message, now)
  const channel = CHANNELS[reach.to.channel] ?? reach.to.channel
  return `Lời báo sẽ tới ${channel} của người ấy trong vài giây (khi Nhân Ái đang chạy).`
}
