// What people ask officers for: as a list, as a card, and what was carried out.

import type { CarriedOut, Deed, DeskResults, OpenedRequest, RequestLine, Which } from '../effects/desk.js'
import type { Turn } from '../flow.js'
import { type Button, bold, type Outbound } from '../message.js'
import { verbatim } from '../salutation.js'
import { showList } from '../turn/list.js'
import { buttonsOf, openPanel, promptOf, say } from '../turn/say.js'
import { showMoment } from '../vi/calendar.js'
import { showPhone } from '../vi/phones.js'
import { BACK, HIDDEN } from './words.js'

const KINDS: Record<string, string> = {
  human: 'muốn gặp cán bộ',
  correct: 'sửa dữ liệu',
  erase: 'xóa dữ liệu',
  withdraw: 'rút lại đồng ý',
}
const TAKEN = { mine: 'anh/chị đã nhận', others: 'cán bộ khác đã nhận' }

const listOf = (kind: string) => (kind === 'human' ? 'requests' : 'dataRequests')

function due({ replyBy, doBy }: Pick<RequestLine, 'replyBy' | 'doBy'>): string {
  const done = doBy === undefined ? '' : `, xong trước ${showMoment(doBy)}`
  return `trả lời trước ${showMoment(replyBy)}${done}`
}

export function requestsMessage(
  { lines, older }: DeskResults['listRequests'],
  { which, skip }: { which: Which; skip: number },
): Outbound {
  const command = which === 'people' ? 'requests' : 'dataRequests'
  const buttons: Button[] = [
    ...lines.map((line) => ({
      label: `Số ${line.ticket}: ${KINDS[line.kind] ?? line.kind}`,
      token: `c.request.${line.ticket}`,
    })),
    ...(older > 0 ? [{ label: 'Xem tiếp', token: `c.${command}.${skip + lines.length}` }] : []),
    { label: 'Việc của cán bộ', token: 'c.desk' },
  ]
  if (lines.length === 0)
    return { text: skip > 0 ? 'Không còn yêu cầu nào nữa ạ.' : 'Không có yêu cầu nào đang chờ ạ.', buttons }
  const shown = lines.map(
    (line, n) =>
      `${n + 1}. ${line.urgent ? bold('GẤP · ') : ''}${bold(`Số ${line.ticket}`)} ${KINDS[line.kind] ?? line.kind}, ${verbatim(line.unit)}\n   ${due(line)}${line.taken ? `, ${TAKEN[line.taken]}` : ''}`,
  )
  const head = which === 'people' ? 'Người dân cần gặp' : 'Yêu cầu về dữ liệu'
  return { text: [bold(head), ...shown, ...(older > 0 ? [`và ${older} yêu cầu nữa`] : [])].join('\n'), buttons }
}

export function requestCard(request: OpenedRequest): Outbound {
  const { ticket, kind, unit, at, note, name, phone, channels, taken, closed } = request
  const who = [name && verbatim(name), phone && showPhone(phone), channels.join(', ')].filter(Boolean).join(' · ')
  const text = [
    bold(`Yêu cầu số ${ticket}: ${KINDS[kind] ?? kind}`),
    `${verbatim(unit)} · nhận lúc ${showMoment(at)}`,
    due(request),
    `Người yêu cầu: ${who}`,
    ...(note ? [`Họ nhắn: ${verbatim(note)}`] : []),
    ...(taken ? [`Tình trạng: ${TAKEN[taken]}`] : []),
    ...(closed ? ['Yêu cầu này đã đóng.'] : []),
  ].join('\n')
  return { text, buttons: [...(closed ? [] : deedsOf(request)), ...BACK(listOf(kind))] }
}

function deedsOf({ ticket, kind, taken }: OpenedRequest): Button[] {
  const take = { label: taken === 'mine' ? 'Nói chuyện tiếp' : 'Nhận', token: `c.takeRequest.${ticket}` }
  return [
    ...(taken === 'others' ? [] : [take]),
    ...(kind === 'withdraw' ? [{ label: 'Ngừng dùng hồ sơ', token: `c.withdrawFor.${ticket}` }] : []),
    ...(kind === 'correct' ? [{ label: 'Sửa dữ liệu', token: `c.correctFor.${ticket}` }] : []),
    ...(kind === 'erase' ? [{ label: 'Xóa dữ liệu', token: `c.eraseFor.${ticket}` }] : []),
    ...(taken === 'mine' ? [{ label: 'Trả lại', token: `c.releaseRequest.${ticket}` }] : []),
    ...(taken === 'others' ? [] : [{ label: 'Đã giải quyết xong', token: `c.closeRequest.${ticket}` }]),
  ]
}

/** What became of a deed, or what to think of first. */
export function deedDone(t: Turn, result: CarriedOut, deed: Deed, ticket: string): void {
  switch (result.is) {
    case 'think':
      openPanel(t, 'carry-out-anyway', `${deed}-${ticket}`)
      return say(t, { text: worries(result), buttons: buttonsOf(promptOf(t)!) })
    case 'refused':
    case 'none':
      return showList(t, HIDDEN[result.is])
    default:
      return showList(t, { text: doneText(result, ticket), buttons: BACK('dataRequests') })
  }
}

function worries({ sent, drafts, questions, unreachable }: Extract<CarriedOut, { is: 'think' }>): string {
  return [
    bold('Chưa làm gì, vì:'),
    ...(sent.length > 0 ? [`• Sau khi yêu cầu, người ấy còn gửi ${sent.join(', ')}.`] : []),
    ...(drafts > 0 ? [`• Người ấy lại đang kể dở ${drafts} câu chuyện.`] : []),
    ...(questions.length > 0 ? [`• Họ còn đang chờ gặp cán bộ (yêu cầu số ${questions.join(', ')}).`] : []),
    ...(unreachable ? ['• Trợ lý không nhắn báo được cho họ; anh/chị gọi điện trước giúp ạ.'] : []),
    'Anh/chị vẫn muốn làm không ạ?',
  ].join('\n')
}

function doneText(result: Exclude<CarriedOut, { is: 'think' | 'refused' | 'none' }>, ticket: string): string {
  const told = (reached: boolean) =>
    reached ? 'Trợ lý đã báo cho họ.' : 'Trợ lý chưa báo được cho họ; anh/chị báo giúp bằng cách khác ạ.'
  switch (result.is) {
    case 'withdrawn': {
      const codes =
        result.codes.length > 0
          ? `Đã ngừng dùng: ${result.codes.join(', ')}.`
          : 'Người ấy không có hồ sơ nào đang được dùng.'
      return `${codes} ${told(result.told)}`
    }
    case 'erased': {
      const gone = result.gone.length > 0 ? result.gone.join(', ') : 'không có'
      const shared = result.shared.length > 0 ? ` Lời kể của người khác trong ${result.shared.join(', ')} vẫn còn.` : ''
      return `Đã xóa theo yêu cầu số ${ticket}. Hồ sơ: ${gone}; ảnh, tệp: ${result.files}.${shared} ${told(result.told)}`
    }
    case 'linked':
      return `Chưa làm gì: người ấy vừa liên kết Zalo với Telegram, và tài khoản đầu còn gỡ được nếu không phải họ làm. Anh/chị làm giúp sau ${showMoment(result.until)} ạ.`
    case 'otherKind':
      return `Yêu cầu số ${ticket} không phải là việc này ạ.`
    default:
      return `Yêu cầu số ${ticket} đã đóng từ trước, nên Trợ lý không làm gì thêm ạ.`
  }
}
