// What officers read of addresses and pledges.

import type { AddressResults, AlikeAddress, NotDone } from '../effects/address.js'
import type { Turn } from '../flow.js'
import { bold } from '../message.js'
import type { DeliveryLine, PledgeFile, PledgeLine } from '../needs.js'
import { ADDRESS_STATES, RHYTHMS, type Rhythm, showGroup, showQuantity } from '../needs.js'
import { verbatim } from '../salutation.js'
import { showList } from '../turn/list.js'
import { say } from '../turn/say.js'
import { showIsoDay } from '../vi/calendar.js'
import { showPhone } from '../vi/phones.js'
import { clip } from '../vi/text.js'

export const DESK = { label: 'Việc của cán bộ', token: 'c.desk' }
export const NOT_DONE: Record<NotDone, string> = {
  refused: 'Địa chỉ này thuộc đơn vị khác, nên Trợ lý chưa mở được ạ.',
  none: 'Trợ lý không tìm thấy mã này ạ.',
  incomplete:
    'Địa chỉ này chưa có nhu cầu và tóm tắt công khai. Anh/chị mở địa chỉ, bấm "Ghi kết quả khảo sát" để ghi cho đủ ạ.',
  taken:
    'Phần này đã có người nhận giúp, nên số lượng không ghi thấp hơn và lời ghi không đổi được. Anh/chị trả lời các đăng ký trước, rồi sửa nhu cầu ạ.',
  promised:
    'Địa chỉ này đang có người giữ chỗ, đăng ký hoặc đang giúp, nên Trợ lý chưa xóa được. Anh/chị trả lời hoặc dừng các đăng ký ấy trước (người đang giữ chỗ thì chờ hết 48 giờ), rồi xóa ạ.',
  notNow:
    'Việc này hiện không làm được: trạng thái đã thay đổi, số lượng không còn phù hợp, hoặc chính anh/chị là người đã ghi. Anh/chị mở lại để xem ạ.',
}

export const PLEDGE_STATES: Record<PledgeFile['state'], string> = {
  held: 'đang giữ chỗ',
  lapsed: 'hết hạn giữ chỗ',
  released: 'đã trả lại',
  asked: 'chờ cán bộ trả lời',
  proposed: 'chờ người giúp trả lời',
  agreed: 'đã đồng ý',
  done: 'hoàn thành',
  cancelled: 'người giúp đã hủy',
  refused: 'cán bộ không nhận',
}

const LESS =
  '\nVì dưới 5 hoàn cảnh cùng nhóm ở nơi này, thẻ công khai chỉ ghi nơi và nhóm rộng hơn để không ai nhận ra gia đình.'

/** A list with them is refused; an officer who enters them may have their new yes. */
const WAS_ERASED =
  'Trước đây có một gia đình cùng tên, cùng nơi đã xin rút hết thông tin. Anh/chị hỏi lại gia đình giúp ạ; nếu chưa đồng ý cho ghi lại, anh/chị mở địa chỉ và chọn "Xóa thông tin gia đình".'

/** What may be there already, for people to compare. */
export function alikeLine(alike: AlikeAddress[] = []): string[] {
  if (alike.length === 0) return []
  const each = alike.map(
    ({ code, unit, why }) => `${code} (${unit}, ${why === 'name' ? 'tên như nhau' : 'cùng số điện thoại'})`,
  )
  return [`Có thể trùng với ${each.join('; ')}. Anh/chị mở ra so giúp ạ; Trợ lý không tự gộp.`]
}

export function added(t: Turn, result: AddressResults['addAddress']): void {
  if (result === 'refused')
    return showList(t, { text: 'Nơi này không thuộc đơn vị của anh/chị, nên Trợ lý chưa ghi ạ.', buttons: [DESK] })
  if (typeof result === 'string') return showList(t, { text: NOT_DONE[result], buttons: [DESK] })
  const { code, coarse, state, alike, erased } = result
  const next =
    state === 'open'
      ? 'Mọi người đã xem và đăng ký giúp được.'
      : state === 'verified'
        ? 'Anh/chị mở địa chỉ, bấm "Mở nhận trợ giúp" để mọi người xem và đăng ký giúp.'
        : 'Khi đã xác minh, anh/chị mở lại để chuyển bước.'
  say(t, {
    text: `Đã ghi địa chỉ nhân đạo.\nMã số: ${bold(code)}\nTrạng thái: ${ADDRESS_STATES[state]}. ${next}${coarse ? LESS : ''}${[
      ...alikeLine(alike),
      ...(erased ? [WAS_ERASED] : []),
    ]
      .map((line) => `\n\n${line}`)
      .join('')}`,
    buttons: [
      { label: 'Mở địa chỉ', token: `c.addressFile.${code}` },
      { label: 'Nhập địa chỉ khác', token: 'c.address' },
      DESK,
    ],
  })
}

export function addresses(
  t: Turn,
  { lines, older }: AddressResults['listAddresses'],
  { skip }: { skip: number },
): void {
  const text = lines.map(
    ({ code, group, unit, state }) => `• ${bold(code)} · ${showGroup(group)} · ${unit} · ${ADDRESS_STATES[state]}`,
  )
  showList(t, {
    text: text.length > 0 ? text.join('\n') : 'Chưa có địa chỉ nhân đạo nào ạ.',
    buttons: [
      ...lines.map(({ code }) => ({ label: code, token: `c.addressFile.${code}` })),
      ...(older > 0 ? [{ label: 'Xem cũ hơn', token: `c.addresses.${skip + lines.length}` }] : []),
      DESK,
    ],
  })
}

export function moved(t: Turn, result: AddressResults['setAddressState']): void {
  if (typeof result === 'string') return showList(t, { text: NOT_DONE[result], buttons: [DESK] })
  showList(t, {
    text: `${bold(result.code)}: ${ADDRESS_STATES[result.state]}.${result.coarse ? LESS : ''}`,
    buttons: [{ label: 'Mở địa chỉ', token: `c.addressFile.${result.code}` }, DESK],
  })
}

function pledgeLine({ code, quantity, measure, what, unit, state, unconfirmed }: PledgeLine): string {
  const waits = unconfirmed > 0 ? ', có lần giúp chờ xác nhận' : ''
  return `${bold(code)} · ${showQuantity(quantity, measure)}: ${verbatim(what)} · ${unit} · ${PLEDGE_STATES[state]}${waits}`
}

export function pledges(t: Turn, { lines, older }: AddressResults['listPledges'], { skip }: { skip: number }): void {
  showList(t, {
    text:
      lines.length > 0
        ? lines.map((line) => `• ${pledgeLine(line)}`).join('\n')
        : 'Không có đăng ký trợ giúp nào đang chờ ạ.',
    buttons: [
      ...lines.map(({ code, what }) => ({ label: clip(`${code} ${what}`, 40), token: `c.pledge.${code}` })),
      ...(older > 0 ? [{ label: 'Xem tiếp', token: `c.pledges.${skip + lines.length}` }] : []),
      DESK,
    ],
  })
}

/** So many of the newest are shown: a card stays within one message. */
const SHOWN = 6

function deliveryLine({ day, quantity, worth, changed, pictures, confirmed, byCode }: DeliveryLine, measure: string) {
  const more = [
    worth === undefined ? '' : `khoảng ${showQuantity(worth * 1000, 'đồng')}`,
    changed === undefined ? '' : `“${verbatim(changed)}”`,
    pictures > 0 ? `${pictures} ảnh` : '',
    confirmed ? (byCode ? 'gia đình đã xác nhận' : 'đã xác nhận') : 'chờ xác nhận',
  ].filter(Boolean)
  return `• ${showIsoDay(day)}: ${showQuantity(quantity, measure)}, ${more.join(', ')}`
}

export function pledge(t: Turn, found: PledgeFile | NotDone): void {
  if (typeof found === 'string') return showList(t, { text: NOT_DONE[found], buttons: [DESK] })
  const { code, state } = found
  const by = found.organisation
    ? `${verbatim(found.organisation)}${found.place ? `, ${verbatim(found.place)}` : ''} (${verbatim(found.name)}, ${verbatim(found.position ?? '')})`
    : verbatim(found.name)
  const lines = [
    pledgeLine(found),
    `Địa chỉ: ${found.address}; nhịp: ${RHYTHMS[found.rhythm as Rhythm]}${found.monthDay ? `, ngày ${found.monthDay}` : ''}; đã giúp ${showQuantity(found.delivered, found.measure)}`,
    `Người giúp: ${by}, ${found.phone ? showPhone(found.phone) : 'không còn số điện thoại'}${found.starts ? `; thời gian: ${verbatim(found.starts)}` : ''}`,
    ...found.deliveries.slice(0, SHOWN).map((line) => deliveryLine(line, found.measure)),
    ...(found.note ? [`Lời nhắn: ${verbatim(found.note)}`] : []),
    ...(found.reason ? [`Lý do: ${verbatim(found.reason)}`] : []),
    ...(found.proposed !== undefined
      ? [
          `Đã đề nghị: ${showQuantity(found.proposed, found.measure)}${found.proposal ? ` (“${verbatim(found.proposal)}”)` : ''}`,
        ]
      : []),
  ]
  const act = (command: string, label: string) => ({ label, token: `c.${command}.${code}` })
  const buttons = {
    asked: [act('agreePledge', 'Đồng ý'), act('proposePledge', 'Đề nghị thay đổi'), act('refusePledge', 'Không nhận')],
    proposed: [act('refusePledge', 'Không nhận')],
    agreed: [
      ...(found.unconfirmed > 0 ? [act('confirmHelp', 'Xác nhận đã giúp'), act('receipt', 'Tạo mã cho gia đình')] : []),
      act('recordHelp', 'Ghi một lần giúp'),
      ...(found.rhythm !== 'once' && found.delivered > 0 && found.unconfirmed === 0
        ? [act('finishPledge', 'Kết thúc, đã giúp đủ')]
        : []),
      act('refusePledge', 'Dừng đăng ký này'),
    ],
  }[state as 'asked' | 'proposed' | 'agreed']
  const pictures = found.deliveries.some(({ pictures }) => pictures > 0) ? [act('helpPictures', 'Xem ảnh')] : []
  showList(t, { text: lines.join('\n'), buttons: [...(buttons ?? []), ...pictures, DESK] })
}

/** What a supporter did. */
export function news(words: string) {
  return (t: Turn, code: string, more?: Record<string, unknown>): void =>
    say(t, {
      text: `${bold(code)}: ${words} (${verbatim(String(more?.what ?? ''))}).`,
      buttons: [{ label: 'Mở đăng ký', token: `c.pledge.${code}` }, DESK],
    })
}
