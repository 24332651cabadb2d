import { REQUESTS } from '../../flows/always/told.js'
import type { TicketKind } from '../../flows/effects/always.js'
import { maskPhone } from '../../flows/vi/phones.js'
import { clean, length } from '../../flows/vi/text.js'
import { audit, CONSOLE } from '../../store/audit.js'
import { transaction } from '../../store/database.js'
import { closeFor } from '../../store/desk/talk-close.js'
import { reachOf } from '../../store/news.js'
import { openRequests, replyToRequest, requesterOf } from '../../store/tickets.js'
import { type AdminCommands, Refusal } from './command.js'
import { toldLine, WHY } from './reachable.js'
import { table } from './table.js'
import { CHANNELS, fileLine, moment } from './words.js'

// One message on either platform.
const MAX_REPLY = 1500

export const commands: AdminCommands = {
  requests: {
    usage: 'requests',
    does: 'yêu cầu của người dân đang chờ trả lời, kèm thời hạn',
    async run(_given, { prisma, pool, now, config }) {
      await audit(pool, { by: CONSOLE, action: 'view', on: { kind: 'requests', id: 'open' } }, now)
      return requestTable(await openRequests({ prisma: await prisma(), pool }), now, config.dataDir)
    },
  },
  reply: {
    usage: 'reply SỐ "lời nhắn"',
    does: 'trả lời người đã yêu cầu, ngay trong Zalo hoặc Telegram của họ',
    async run({ words: [id = '', ...words] }, { prisma, pool, now }) {
      const text = clean(words.join(' '))
      if (!/^\d{1,18}$/.test(id) || text === '')
        throw new Refusal('Cách dùng: npm run admin -- reply 12 "Chào anh/chị, ..."')
      if (length(text) > MAX_REPLY) throw new Refusal(`Lời nhắn dài ${length(text)} ký tự, tối đa ${MAX_REPLY}.`)
      const personId = await requesterOf(await prisma(), BigInt(id))
      if (!personId) throw new Refusal(`Không có yêu cầu nào đang mở mang số ${id}.`)
      const reach = await reachOf(pool, personId, now)
      if ('why' in reach)
        throw new Refusal(`Không nhắn được cho người ấy: ${WHY[reach.why]}. Cán bộ liên hệ bằng cách khác.`)
      await transaction(pool, (tx) => replyToRequest(tx, { id, to: reach.to, text, by: CONSOLE, now }))
      const channel = CHANNELS[reach.to.channel] ?? reach.to.channel
      return [`Lời nhắn sẽ tới ${channel} của người ấy trong vài giây (khi Nhân Ái đang chạy).`]
    },
  },
  'close-request': {
    usage: 'close-request SỐ',
    does: 'ghi nhận một yêu cầu đã được trả lời xong',
    async run({ words: [id = ''] }, { pool, now }) {
      if (!/^\d{1,18}$/.test(id))
        throw new Refusal('Anh/chị ghi số của yêu cầu, ví dụ: npm run admin -- close-request 12')
      const closed = await transaction(pool, (tx) => closeFor(tx, { id, by: CONSOLE, now }))
      if (closed.is !== 'closed') throw new Refusal(`Không có yêu cầu nào đang mở mang số ${id}.`)
      return [`Đã đóng yêu cầu số ${id}.`, toldLine(closed.reach)]
    },
  },
}

type Requests = Awaited<ReturnType<typeof openRequests>>

/** `now`: epoch ms, by which a request is late. */
function requestTable(requests: Requests, now: number, dataDir: string): string[] {
  if (requests.length === 0) return ['Không có yêu cầu nào đang chờ.']
  const due = (at: Date | null) => (at ? `${moment(at)}${at.getTime() < now ? ' QUÁ HẠN' : ''}` : '')
  const rows = requests.map((r) => {
    const [known] = r.person.nominators
    return [
      String(r.id),
      REQUESTS[r.kind as TicketKind] ?? r.kind,
      moment(r.createdAt),
      due(r.replyBy),
      due(r.doBy),
      known ? `${known.name}, ${maskPhone(known.phone)}` : `người số ${r.personId} (chưa rõ tên)`,
      [...new Set(r.person.contacts.map((contact) => CHANNELS[contact.channel] ?? contact.channel))].join(', '),
    ]
  })
  const header = ['Số', 'Yêu cầu', 'Nhận lúc', 'Trả lời trước', 'Xong trước', 'Của ai', 'Kênh']
  const notes = requests.filter((r) => r.note).map((r) => `Số ${r.id}: ${withFiles(r, dataDir)}`)
  return [...table(header, rows), ...(notes.length > 0 ? ['', 'Lời nhắn kèm theo:', ...notes] : [])]
}

/** Pictures sent to an officer stand in the note by their ids. */
function withFiles({ note, person }: Requests[number], dataDir: string): string {
  return person.files.reduce((text, file) => text.replaceAll(file.id, () => fileLine(file, dataDir)), note ?? '')
}
