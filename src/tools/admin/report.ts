// What `npm run admin` prints, in the words of officers. Phone numbers are whole only where one nomination is asked for.

import { REQUESTS } from '../../flows/always/records.js'
import type { Answers } from '../../flows/interview/form.js'
import { type FullAnswer, fullAnswers } from '../../flows/interview/full-answer.js'
import { nominateForm } from '../../flows/nominate/form.js'
import { maskPhone, showPhone } from '../../flows/vi/phones.js'
import type {
  DraftCounts,
  listFailed,
  listNominations,
  openRequests,
  readNomination,
  retryFailed,
} from '../../store/admin.js'
import { pathOf } from '../../store/files/bytes.js'
import { table } from './table.js'

const KINDS: Record<string, string> = {
  individual: 'Một người',
  collective: 'Tập thể, nhóm',
  self: 'Tự giới thiệu',
  community: 'Cộng đồng nhân ái',
}
const STATES: Record<string, string> = { received: 'đã tiếp nhận', withdrawn: 'đã rút lại' }
export const CHANNELS: Record<string, string> = { telegram: 'Telegram', zalo: 'Zalo' }
const FILE_STATES: Record<string, string> = {
  wanted: 'đang tải về',
  lost: 'không tải về được',
  dropped: 'đã xóa',
}

type Nominations = Awaited<ReturnType<typeof listNominations>>
type Nomination = NonNullable<Awaited<ReturnType<typeof readNomination>>>
type Nominator = Nomination['nominators'][number]
type Requests = Awaited<ReturnType<typeof openRequests>>
type Failed = Awaited<ReturnType<typeof listFailed>>

export function nominationTable(nominations: Nominations): string[] {
  if (nominations.length === 0) return ['Chưa có hồ sơ nào.']
  const rows = nominations.map((n) => [
    n.code,
    moment(n.receivedAt),
    ...(isWithdrawn(n) ? ['', '', ''] : [KINDS[n.kind] ?? n.kind, n.nomineeName, n.unitText]),
    String(n.nominators.length),
    standing(n),
  ])
  const header = ['Mã', 'Nhận lúc', 'Loại', 'Người, tập thể', 'Đơn vị', 'Số người giới thiệu', 'Trạng thái']
  return [
    ...table(header, rows),
    '',
    `${nominations.length} hồ sơ. Xem toàn bộ một hồ sơ: npm run admin -- nomination MÃ`,
  ]
}

// Kept until its owners ask for erasure, and shown to nobody.
function isWithdrawn({ state }: { state: string }): boolean {
  return state === 'withdrawn'
}

type Told = Pick<Nomination['nominators'][number], 'submittedAt' | 'person'>

// A request does not mean what was sent after it.
function isLeaving({ submittedAt, person }: Told): boolean {
  return person?.tickets.some((request) => request.createdAt >= submittedAt) ?? false
}

function standing({ state, nominators }: { state: string; nominators: Told[] }): string {
  const leaving = nominators.filter(isLeaving)
  if (leaving.length > 0 && leaving.length === nominators.length) return 'chờ rút lại'
  const some = leaving.length > 0 ? ` (${leaving.length} người chờ rút lại)` : ''
  return (STATES[state] ?? state) + some
}

export function nominationLines(n: Nomination, dataDir: string): string[] {
  const about = [
    `Loại: ${KINDS[n.kind] ?? n.kind}`,
    `Đơn vị: ${n.unitText}${n.unitCode ? ` (mã ${n.unitCode})` : ' (ghi theo lời người giới thiệu)'}`,
  ]
  const head = [
    isWithdrawn(n) ? n.code : `${n.code} · ${n.nomineeName}`,
    ...(isWithdrawn(n) ? [] : about),
    `Trạng thái: ${standing({ ...n, nominators: n.nominators.filter((r) => !r.withdrawnAt) })}, nhận lúc ${moment(n.receivedAt)}`,
  ]
  const told = n.nominators.flatMap((nominator, at) => ['', ...nominatorLines(nominator, at + 1, dataDir)])
  // Phone numbers hold together on a phone's screen; here they are copied and searched for.
  return [...head, ...told].map((line) => line.replaceAll('\u00A0', ' '))
}

function nominatorLines(nominator: Nominator, nth: number, dataDir: string): string[] {
  const joined = nominator.joined ? ', ghép vào hồ sơ có trước' : ''
  if (nominator.withdrawnAt)
    return [`── Người giới thiệu ${nth}: đã rút lại lời kể lúc ${moment(nominator.withdrawnAt)}, không dùng nữa`]
  const leaving = isLeaving(nominator) ? ', chờ rút lại' : ''
  return [
    `── Người giới thiệu ${nth}: ${nominator.name}, ${showPhone(nominator.phone)} (gửi lúc ${moment(nominator.submittedAt)}${joined}${leaving})`,
    ...fullAnswers(nominateForm, nominator.answers as Answers).map(answerLine),
    ...nominator.files.map((file) => `  Tệp minh chứng: ${fileLine(file, dataDir)}`),
  ]
}

function answerLine({ label, text }: FullAnswer): string {
  return `  ${label}: ${text.replaceAll('\n', '\n    ')}`
}

function fileLine(file: Nominator['files'][number], dataDir: string): string {
  const name = file.name ?? (file.kind === 'photo' ? 'ảnh' : 'tệp')
  if (file.state !== 'stored' || !file.sha256) return `${name} (${FILE_STATES[file.state] ?? file.state})`
  return `${name} (${file.mime}, ${Math.ceil((file.size ?? 0) / 1024)} KB): ${pathOf(dataDir, file.sha256)}`
}

/** `now`: epoch ms, by which a request is late. */
export function requestTable(requests: Requests, now: number, dataDir: string): string[] {
  if (requests.length === 0) return ['Không có yêu cầu nào đang chờ.']
  const due = (at: Date | null) => (at ? `${moment(at)}${at.getTime() < now ? ' QUÁ HẠN' : ''}` : '')
  const rows = requests.map((r) => {
    const [known] = r.person.nominators
    return [
      String(r.id),
      REQUESTS[r.kind] ?? r.kind,
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

export function failedLines({ events, messages, waiting }: Failed): string[] {
  const soon = waiting > 0 ? [`${waiting} tin nền tảng chưa nhận, đang chờ tự gửi lại.`] : []
  if (events.length + messages.length === 0) return ['Không có tin nào bị lỗi.', ...soon]
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
    ...soon,
  ]
}

export function retryLines({ events, messages, late }: Awaited<ReturnType<typeof retryFailed>>): string[] {
  return [
    events + messages === 0
      ? 'Không có tin nào để làm lại.'
      : `${events} tin nhận sẽ được xử lý lại, ${messages} tin sẽ được gửi lại trong vài giây tới (khi Nhân Ái đang chạy).`,
    ...(late > 0 ? [`${late} tin không gửi lại: người ấy đã nhận tin mới hơn, hoặc lời trong đó đã xóa.`] : []),
  ]
}

export function draftLines({ people, drafts, day, week }: DraftCounts): string[] {
  return [
    `Bản kể dở: ${drafts}, của ${people} người.`,
    `Có trả lời thêm trong 24 giờ qua: ${day}; trong 7 ngày qua: ${week}.`,
    'Nội dung bản kể dở là riêng của người kể, không xem được ở đây.',
  ]
}

const clock = new Intl.DateTimeFormat('vi-VN', {
  timeZone: 'Asia/Ho_Chi_Minh',
  day: '2-digit',
  month: '2-digit',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
})

/** "21/11/2026 09:05" in Hải Phòng. */
export function moment(at: Date): string {
  const part = Object.fromEntries(clock.formatToParts(at).map(({ type, value }) => [type, value]))
  return `${part.day}/${part.month}/${part.year} ${part.hour}:${part.minute}`
}
