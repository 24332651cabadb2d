// `npm run admin -- withdraw` and `erase`: what an officer carries out for a citizen's request, told in their words.

import { REQUESTS } from '../../flows/always/told.js'
import type { TicketKind } from '../../flows/effects/always.js'
import { CONSOLE } from '../../store/audit.js'
import { type Pool, transactionAgain } from '../../store/database.js'
import { eraseFor, type Gone, type Undone, withdrawFor } from '../../store/deeds.js'
import { type AdminCommands, Refusal } from './command.js'
import { toldLine, WHY } from './reachable.js'
import { moment } from './words.js'

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

/** Withdraws for a request and gives what to print. Throws Refusal. */
export async function withdraw(
  pool: Pool,
  { id, code, all }: Order & { code: string },
  now: number,
): Promise<string[]> {
  const order = { id: numberOf(id, 'withdraw'), code: code === '' ? undefined : code.toUpperCase() }
  const done = await transactionAgain(pool, (tx) => withdrawFor(tx, { ...order, by: CONSOLE, sure: all, now }))
  if (done.is === 'nothing')
    throw new Refusal(`Người của yêu cầu số ${id} không có hồ sơ nào mã "${code}" đang được dùng.`)
  if (done.is === 'otherKind')
    throw new Refusal(
      done.kind === 'erase' && code !== ''
        ? `Yêu cầu số ${id} là xóa dữ liệu, không chỉ rút một hồ sơ: npm run admin -- erase ${id}`
        : `Yêu cầu số ${id} là "${REQUESTS[done.kind as TicketKind]}". Rút một hồ sơ thì ghi cả mã: npm run admin -- withdraw ${id} NT-2026-000001`,
    )
  if (done.is !== 'withdrawn') return undone(done, id, `withdraw ${id}`)
  return [
    done.codes.length > 0
      ? `Đã rút lại ${done.codes.length} hồ sơ: ${done.codes.join(', ')}. Lời kể của người khác trong cùng hồ sơ vẫn được dùng.`
      : 'Người ấy không có hồ sơ nào đang được dùng.',
    toldLine(done.reach),
    done.closed
      ? `Đã đóng yêu cầu số ${id}.`
      : `Yêu cầu số ${id} vẫn mở; khi không còn việc gì khác: npm run admin -- close-request ${id}`,
  ]
}

/** Erases whoever asked for it and gives what to print. Throws Refusal. */
export async function erase(pool: Pool, { id, all }: Order, now: number): Promise<string[]> {
  const order = { id: numberOf(id, 'erase'), by: CONSOLE, sure: all, now }
  const done = await transactionAgain(pool, (tx) => eraseFor(tx, order))
  if (done.is === 'otherKind')
    throw new Refusal(
      `Yêu cầu số ${id} là "${REQUESTS[done.kind as TicketKind]}", không phải xóa dữ liệu. Xóa cần chính người ấy xác nhận: mời họ nhắn "quyền của tôi" rồi chọn "Xóa".`,
    )
  if (done.is !== 'erased') return undone(done, id, `erase ${id}`)
  return [`Đã xóa theo yêu cầu số ${id}:`, ...erasedLines(done), toldLine(done.reach), `Đã đóng yêu cầu số ${id}.`]
}

function undone(done: Exclude<Undone, { is: 'otherKind' }>, id: string, command: string): string[] {
  if (done.is === 'think') throw new Refusal(thinkFirst(command, worries(done)))
  if (done.is === 'over')
    return [
      `Yêu cầu số ${id} đã đóng lúc ${moment(done.at)}: không làm gì thêm. Nếu việc ấy chưa làm, người ấy cần yêu cầu lại.`,
    ]
  if (done.is === 'linked')
    throw new Refusal(
      `Chưa làm gì: người ấy vừa liên kết hai tài khoản, tài khoản đầu còn gỡ được nếu không phải họ làm. Làm lại sau ${moment(new Date(done.until))}.`,
    )
  throw new Refusal(`Không có yêu cầu nào mang số ${id}. Xem danh sách: npm run admin -- requests`)
}

/** What cannot be made good afterwards. */
function worries({ since, drafts, reach }: Extract<Undone, { is: 'think' }>): string[] {
  const { sent, questions } = since
  return [
    ...(sent.length > 0
      ? [`Sau khi yêu cầu, người ấy còn gửi ${sent.join(', ')}: hỏi lại xem họ có muốn bỏ cả hồ sơ này không.`]
      : []),
    // Their half-told stories went when they asked: these are new.
    ...(drafts > 0 ? [`Sau khi yêu cầu, người ấy lại đang kể dở ${drafts} câu chuyện.`] : []),
    ...(questions.length > 0
      ? [`Họ còn đang chờ gặp cán bộ (yêu cầu số ${questions.join(', ')}); lời nhắn trong đó cũng sẽ mất.`]
      : []),
    ...(reach && 'why' in reach
      ? [`Không nhắn báo được cho họ: ${WHY[reach.why]}. Gọi điện trước: số điện thoại trong hồ sơ cũng sẽ mất.`]
      : []),
  ]
}

function thinkFirst(command: string, reasons: string[]): string {
  return [
    'Chưa làm gì, vì:',
    ...reasons.map((reason) => `- ${reason}`),
    `Vẫn làm: npm run admin -- ${command} --all`,
  ].join('\n')
}

function erasedLines({ request, erased }: Gone): string[] {
  const { gone, shared, about, files, requests, messages, consents } = erased
  return [
    `- hồ sơ đã gửi: ${gone.length > 0 ? gone.join(', ') : 'không có'}`,
    ...(shared.length > 0 ? [`- lời kể của người ấy trong ${shared.join(', ')}; lời kể của người khác vẫn còn`] : []),
    ...(about.length > 0
      ? [`  ${about.join(', ')} nói về chính người ấy: cán bộ xem có phải xóa cả lời kể của người khác không`]
      : []),
    `- bản kể dở: ${request.drafts}`,
    `- ảnh, tệp: ${files}${files > 0 ? ' (xóa khỏi máy chủ trong vài giây, khi Nhân Ái đang chạy)' : ''}`,
    `- tin còn giữ lời: ${messages}`,
    ...(requests.length > 0
      ? [`- lời nhắn trong ${requests.length} yêu cầu khác còn mở; các yêu cầu ấy cũng đã đóng`]
      : []),
    `Giữ lại: mã tài khoản trên nền tảng, và ${consents} lần đồng ý kèm ngày làm bằng chứng.`,
  ]
}

function numberOf(id: string, command: string): string {
  if (!/^\d{1,18}$/.test(id)) throw new Refusal(`Anh/chị ghi số của yêu cầu, ví dụ: npm run admin -- ${command} 12`)
  return id
}
