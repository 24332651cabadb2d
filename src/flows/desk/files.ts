// Files of an officer's scope, as a list and as a card.

import type { DeskResults, FilesAsked, OpenedFile } from '../effects/desk.js'
import type { Turn } from '../flow.js'
import { fullAnswers } from '../interview/full-answer.js'
import { type Button, bold, type Outbound } from '../message.js'
import { verbatim } from '../salutation.js'
import { NOMINATION_STATES } from '../states.js'
import { formFor } from '../turn/forms.js'
import { dayAt, showDay, showMoment } from '../vi/calendar.js'
import { showPhone } from '../vi/phones.js'
import { clip } from '../vi/text.js'
import { BACK } from './words.js'

const ORDERS = { newest: 'mới nhất', waiting: 'chờ lâu nhất' }

/** For an officer; people read the state of what they sent in other words. */
export function filesMessage(_t: Turn, { lines, older }: DeskResults['listFiles'], asked: FilesAsked): Outbound {
  const { order, find, skip } = asked
  const other = order === 'newest' ? 'waiting' : 'newest'
  const buttons: Button[] = [
    ...lines.map((line) => ({ label: clip(`${line.code} · ${line.about}`, 60), token: `c.file.${line.code}` })),
    ...(older > 0 && !find ? [{ label: 'Xem tiếp', token: `c.files.${order}-${skip + lines.length}` }] : []),
    ...(skip > 0 || find ? [] : [{ label: `Xếp theo ${ORDERS[other]}`, token: `c.files.${other}-0` }]),
    { label: 'Tìm hồ sơ', token: 'c.findFile' },
    { label: 'Việc của cán bộ', token: 'c.desk' },
  ]
  if (lines.length === 0) {
    const text = find
      ? `Trong phạm vi của anh/chị không có hồ sơ nào khớp "${verbatim(find)}" ạ.`
      : skip > 0
        ? 'Không còn hồ sơ nào nữa ạ.'
        : 'Đơn vị của anh/chị chưa có hồ sơ nào ạ.'
    return { text, buttons }
  }
  const head = find ? `Hồ sơ khớp "${verbatim(find)}"` : `Hồ sơ của đơn vị, ${ORDERS[order]}`
  const shown = lines.map(
    (line, n) =>
      `${n + 1}. ${bold(line.code)} · ${verbatim(line.about)}\n   ${verbatim(line.unit)}, gửi ${showDay(dayAt(line.at))}, ${NOMINATION_STATES[line.state] ?? line.state}${line.tellers > 1 ? `, ${line.tellers} người kể` : ''}`,
  )
  const more = older > 0 ? [`và ${older} hồ sơ nữa`] : []
  return { text: [bold(head), ...shown, ...more].join('\n'), buttons }
}

export function fileCard(t: Turn, file: OpenedFile): Outbound {
  const form = formFor(t, file.flow, file.accounts[0]?.answers ?? {})
  const accounts = file.accounts.map((account, n) => {
    const head = file.accounts.length > 1 ? `Lời kể ${n + 1}` : 'Lời kể'
    const phone = showPhone(account.phone)
    // The phone stands under the name already, and the form words its label for the one who tells.
    const told = form ? fullAnswers(form, account.answers).filter(({ text }) => text !== phone) : []
    return [
      bold(`${head} của ${verbatim(account.name)}${account.withdrawn ? ' (đã rút lại)' : ''}`),
      `${phone} · gửi lúc ${showMoment(account.at)}`,
      ...told.map(({ label, text }) => `• ${label}: ${verbatim(text)}`),
    ].join('\n')
  })
  const head = `${bold(`${file.code} · ${verbatim(file.about)}`)}\n${verbatim(file.unit)} · ${NOMINATION_STATES[file.state] ?? file.state}`
  return {
    text: [head, ...accounts].join('\n\n'),
    buttons: [
      ...(file.pictures > 0 ? [{ label: `Xem ảnh (${file.pictures})`, token: `c.pictures.${file.code}` }] : []),
      ...BACK('files'),
    ],
  }
}
