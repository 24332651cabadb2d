// What a person has sent and what we hold of them, told in chat.

import type { AlwaysResults, HeldData, SentRecord, TicketKind } from '../effects/always.js'
import type { Turn } from '../flow.js'
import { type DraftContents, type DraftLine, fullAnswers } from '../interview/full-answer.js'
import { leftWords } from '../interview/how-much-left.js'
import { bold, type Outbound } from '../message.js'
import { SALUTATIONS, verbatim } from '../salutation.js'
import { verbOf } from '../turn/drafts.js'
import { menuOptions } from '../turn/menu.js'
import { dayAt, showDay } from '../vi/calendar.js'
import { showPhone } from '../vi/phones.js'
import { capitalised, clip } from '../vi/text.js'
import { purposeLabel } from './my-consents.js'

const MENU = { label: 'Trang chính', token: 'c.menu' }

/** What people ask officers for. */
export const REQUESTS: Record<TicketKind, string> = {
  human: 'gặp cán bộ',
  correct: 'sửa dữ liệu',
  erase: 'xóa dữ liệu',
  withdraw: 'rút lại đồng ý',
}

function stateOf(t: Turn, { flow, state }: SentRecord): string {
  return t.flows.all[flow]?.sent?.states[state] ?? state
}

/** So many of the newest have a button of their own, where their conversation can open them. */
const MOST_OPEN = 6

/** "Hồ sơ của tôi": a page of what was sent, after the newest `skip`; `older` ones are left. */
export function recordsMessage(
  t: Turn,
  { records: sent, older }: AlwaysResults['showRecords'],
  drafts: DraftLine[],
  skip = 0,
): Outbound {
  const lines = sent.map(
    (r) => `• ${bold(r.code)} · ${verbatim(r.about)} · gửi ngày ${showDay(dayAt(r.submittedAt))}: ${stateOf(t, r)}`,
  )
  if (older > 0) lines.push(andOlder(older, 'hồ sơ'))
  const more = older > 0 ? [olderButton(skip + sent.length)] : []
  if (skip > 0) {
    const text = [bold('Hồ sơ cũ hơn của anh/chị'), ...lines].join('\n')
    return { text: lines.length > 0 ? text : 'Không còn hồ sơ nào cũ hơn ạ.', buttons: [...more, MENU] }
  }
  const verb = verbOf(t, ...t.session.drafts)
  lines.push(...drafts.map((d) => `• Đang ${verb} dở: ${d.title}, ${leftWords(d.left)}`))
  if (lines.length === 0)
    return {
      text: 'Anh/chị chưa gửi hồ sơ nào ạ.',
      buttons: [...invitations(t), MENU],
    }
  const open = sent.slice(0, MOST_OPEN).flatMap(({ flow, code, about }) => {
    const door = t.flows.all[flow]?.sent?.open
    return door ? [{ label: clip(`${code}: ${verbatim(about)}`, 60), token: `c.${door}.${code}` }] : []
  })
  const resume = drafts.length > 0 ? [{ label: `${capitalised(verb)} tiếp`, token: 'c.resume' }] : []
  return { text: [bold('Hồ sơ của anh/chị'), ...lines].join('\n'), buttons: [...resume, ...open, ...more, MENU] }
}

/** The first door of each form, for who has sent nothing yet. */
function invitations(t: Turn): { label: string; token: string }[] {
  const forms = Object.values(t.flows.all).flatMap(({ form, doors: [first] }) => (form && first ? [first.command] : []))
  return menuOptions(t)
    .filter(({ value }) => forms.includes(value))
    .map(({ label, value }) => ({ label, token: `c.${value}` }))
}

const andOlder = (count: number, what: string) => `và ${count} ${what} cũ hơn`
const olderButton = (skip: number) => ({ label: 'Xem hồ sơ cũ hơn', token: `c.records.${skip}` })

/** "Xem dữ liệu của tôi": everything held, half-told stories whole. */
export function dataMessage(t: Turn, data: HeldData, drafts: DraftContents[]): Outbound {
  const to = t.session.salutation
  const consents = data.consents.map(
    (c) =>
      `${purposeLabel(t, c.purpose)}: đồng ý ngày ${showDay(dayAt(c.givenAt))} (bản ${c.version})${c.withdrawnAt ? `, rút lại ngày ${showDay(dayAt(c.withdrawnAt))}` : ''}`,
  )
  const sent = data.sent.map(
    (r) => `${r.code} (${verbatim(r.about)}${r.state === 'received' ? '' : `, ${stateOf(t, r)}`})`,
  )
  const requests = data.requests.map(
    (r) =>
      `${REQUESTS[r.kind as TicketKind] ?? r.kind} ngày ${showDay(dayAt(r.createdAt))}, ${r.closedAt ? 'đã xong' : 'đang chờ'}${r.note ? `: “${verbatim(r.note)}”` : ''}`,
  )
  const line = (label: string, values: string[]) => `• ${label}: ${values.length > 0 ? values.join('; ') : 'không có'}`
  const more = (count: number, what: string) => (count > 0 ? [andOlder(count, what)] : [])
  const held = [
    bold('Hội đang giữ những thông tin sau của anh/chị'),
    line('Liên lạc từ', [showDay(dayAt(data.since))]),
    line(
      'Kênh',
      data.channels.map((c) => (c === 'zalo' ? 'Zalo' : 'Telegram')),
    ),
    line('Họ tên', data.names),
    line('Điện thoại', data.phones.map(showPhone)),
    ...(to ? [line('Cách xưng hô', [SALUTATIONS[to]])] : []),
    // Two accounts that became one may have agreed to the same on one day.
    line('Sự đồng ý', [...new Set(consents)]),
    line('Hồ sơ đã gửi', [...sent, ...more(data.older, 'hồ sơ')]),
    line('Yêu cầu với cán bộ', [...requests, ...more(data.olderRequests, 'yêu cầu')]),
    line('Ảnh, tệp', data.files > 0 ? [`${data.files}`] : []),
    ...data.lines.map(({ label, values }) => line(label, values.map(verbatim))),
    ...(drafts.length === 0 ? [line('Đang làm dở', [])] : []),
  ]
  const told = drafts.map(({ title, answers }) =>
    [bold(`Đang làm dở: ${title}`), ...answers.map(({ label, text }) => `• ${label}: ${verbatim(text)}`)].join('\n'),
  )
  return {
    text: [held.join('\n'), ...told].join('\n\n'),
    buttons: [
      ...(data.older > 0 ? [olderButton(data.sent.length)] : []),
      { label: 'Nhận thành tệp', token: 'c.dataFile' },
      { label: 'Quyền của tôi', token: 'c.privacy' },
      MENU,
    ],
  }
}

/** The same as a file for their own use, which other programs can read. */
export function dataFile(t: Turn, data: HeldData, drafts: DraftContents[]): Outbound {
  const day = (at?: number) => (at === undefined ? undefined : new Date(at).toISOString())
  const held = {
    'Lập lúc': day(t.ctx.now),
    'Bên giữ': 'Hội Chữ thập đỏ thành phố Hải Phòng',
    'Liên lạc từ': day(data.since),
    Kênh: data.channels,
    'Họ tên': data.names,
    'Điện thoại': data.phones,
    'Cách xưng hô': t.session.salutation && SALUTATIONS[t.session.salutation],
    'Không nhận tin tự gửi': t.session.stopped === true,
    'Sự đồng ý': data.consents.map((c) => ({
      'Về việc': purposeLabel(t, c.purpose),
      Bản: c.version,
      'Trả lời': c.reply,
      Qua: c.channel,
      'Đồng ý lúc': day(c.givenAt),
      'Rút lại lúc': day(c.withdrawnAt),
    })),
    'Đã gửi': data.sent.map((r) => ({
      Mã: r.code,
      Về: r.about,
      'Tình trạng': stateOf(t, r),
      'Gửi lúc': day(r.submittedAt),
    })),
    'Nội dung đã gửi': data.forms.map(({ code, flow, about, answers }) => ({
      Mã: code,
      Về: about,
      'Câu trả lời': wordsOf(t, flow, answers),
    })),
    'Yêu cầu với cán bộ': data.requests.map((r) => ({
      Loại: REQUESTS[r.kind as TicketKind] ?? r.kind,
      'Lời nhắn': r.note,
      'Gửi lúc': day(r.createdAt),
      'Xong lúc': day(r.closedAt),
    })),
    'Số ảnh, tệp': data.files,
    ...Object.fromEntries(data.lines.map(({ label, values }) => [label, values])),
    'Đang làm dở': drafts.map(({ title, answers }) => ({
      Về: title,
      'Câu trả lời': Object.fromEntries(answers.map(({ label, text }) => [label, text])),
    })),
  }
  return {
    text: 'Đây là tệp có những thông tin Hội đang giữ của anh/chị. Anh/chị cất ở nơi chỉ mình xem được nhé.',
    document: { name: 'du-lieu-cua-toi', json: JSON.stringify(held, null, 2) },
    buttons: [{ label: 'Quyền của tôi', token: 'c.privacy' }, MENU],
  }
}

function wordsOf(t: Turn, flow: string, answers: Record<string, unknown>): Record<string, string> {
  const form = t.flows.all[flow]?.form
  const told = form ? fullAnswers(form.of?.(answers) ?? form, answers) : []
  return Object.fromEntries(told.map(({ label, text }) => [label, text]))
}

/** An officer has ended the use of what a person sent; `codes` is empty where there was nothing. */
export function withdrawnMessage(codes: string[]): Outbound {
  const done =
    codes.length > 0
      ? `Hội đã ngừng dùng hồ sơ anh/chị rút lại: ${codes.map(bold).join(', ')}.`
      : 'Hội đã ghi nhận việc rút lại đồng ý; hiện không có hồ sơ nào của anh/chị đang được dùng.'
  return { text: `Theo yêu cầu của anh/chị, ${done} Cảm ơn anh/chị đã đồng hành.`, buttons: [MENU] }
}

/** An officer has erased a person. It holds nothing of theirs; `shared`: others told of the same nominee. */
export function erasedMessage({ shared }: { shared: boolean }): Outbound {
  const others = shared ? ' Lời kể của người khác về cùng một tấm gương là của họ nên vẫn được giữ.' : ''
  return {
    text: `Hội đã xóa xong mọi điều anh/chị kể và gửi ạ.${others} Chỉ còn giữ, làm bằng chứng theo quy định: mã tài khoản ứng dụng và ngày liên lạc; các lần đồng ý, rút lại (ngày, câu trả lời); loại và ngày của các yêu cầu; lựa chọn không nhận tin, nếu có.`,
    buttons: [MENU],
  }
}
