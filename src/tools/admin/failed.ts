import { listFailed, retryFailed } from '../../store/failed.js'
import type { AdminCommands } from './command.js'
import { table } from './table.js'
import { CHANNELS, moment } from './words.js'

export const commands: AdminCommands = {
  failed: {
    usage: 'failed',
    does: 'tin nhận, tin gửi và việc đến hạn bị lỗi',
    run: async (_given, { prisma }) => failedLines(await listFailed(await prisma())),
  },
  retry: {
    usage: 'retry',
    does: 'xử lý lại tin nhận bị lỗi, gửi lại tin không gửi được',
    run: async (_given, { prisma, now }) => retryLines(await retryFailed(await prisma(), now)),
  },
}

type Failed = Awaited<ReturnType<typeof listFailed>>

function failedLines({ events, messages, waiting, timers }: Failed): string[] {
  const soon = waiting > 0 ? [`${waiting} tin nền tảng chưa nhận, đang chờ tự gửi lại.`] : []
  if (events.length + messages.length + timers.length === 0) return ['Không có tin hay việc nào bị lỗi.', ...soon]
  const came = events.map((e) => [String(e.id), moment(e.receivedAt), CHANNELS[e.channel] ?? e.channel, e.error ?? ''])
  const left = messages.map((m) => [
    String(m.id),
    moment(m.createdAt),
    CHANNELS[m.contact.channel] ?? m.contact.channel,
    m.kind,
    m.reason ?? '',
  ])
  return [
    ...(came.length > 0 ? ['Tin nhận chưa xử lý được (chạy lại: npm run admin -- retry)'] : []),
    ...(came.length > 0 ? table(['Số', 'Nhận lúc', 'Kênh', 'Lỗi'], came) : []),
    ...(came.length > 0 && left.length > 0 ? [''] : []),
    ...(left.length > 0 ? ['Tin không gửi được (gửi lại: npm run admin -- retry)'] : []),
    ...(left.length > 0 ? table(['Số', 'Lúc', 'Kênh', 'Loại', 'Lý do'], left) : []),
    ...timerLines(timers),
    ...soon,
  ]
}

function timerLines(timers: Failed['timers']): string[] {
  if (timers.length === 0) return []
  const rows = timers.map(({ kind, fireOn, error }) => [kind, moment(fireOn), error ?? ''])
  return [
    'Việc đến hạn gặp lỗi, mỗi phút tự làm lại một lần (xem nhật ký)',
    ...table(['Việc', 'Làm lại lúc', 'Lỗi'], rows),
  ]
}

function retryLines({ events, messages, late }: Awaited<ReturnType<typeof retryFailed>>): string[] {
  return [
    events + messages === 0
      ? 'Không có tin nào để làm lại.'
      : `${events} tin nhận sẽ được xử lý lại, ${messages} tin sẽ được gửi lại trong vài giây tới (khi Nhân Ái đang chạy).`,
    ...(late > 0 ? [`${late} tin không gửi lại: người ấy đã nhận tin mới hơn, hoặc lời trong đó đã xóa.`] : []),
  ]
}
