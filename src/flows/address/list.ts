// A list of addresses sent in chat: the officer sees what it would do before anything is taken.

import type { AddressResults, ListNews } from '../effects/address.js'
import type { Door, News, Panel, Turn } from '../flow.js'
import { bold, type FileRef } from '../message.js'
import { isTable } from '../papers.js'
import { verbatim } from '../salutation.js'
import { activeDraft } from '../session.js'
import { files } from '../turn/files.js'
import { showList } from '../turn/list.js'
import { ask, close, openPanel, resume, say } from '../turn/say.js'
import { list } from '../vi/phrases.js'

const DESK = { label: 'Việc của cán bộ', token: 'c.desk' }
const AGAIN = { label: 'Gửi tệp khác', token: 'c.addressList' }
const USE = /^([0-9a-f-]{36})~(check|take)(?:~(take|leave))?$/

export const listDoors: Door[] = [
  {
    command: 'addressList',
    label: 'Nhập danh sách địa chỉ',
    phrases: list('nhập danh sách địa chỉ; nhập danh sách hoàn cảnh'),
    desk: 45,
    open(t) {
      openPanel(t, 'address-list')
      ask(t)
    },
  },
  {
    command: 'useList',
    label: 'Nhập danh sách',
    open(t, rest) {
      const [, file, step, hidden] = USE.exec(rest) ?? []
      if (!file) return resume(t)
      t.effects.push({ do: 'useList', file, step: step as 'check' | 'take', hidden: hidden as 'take' | undefined })
    },
  },
]

/** A table that an officer simply sends: what it is for is asked. */
export function maybeList(t: Turn, [source, ...others]: FileRef[]): boolean {
  if (!source || others.length > 0 || !isTable(source)) return false
  openPanel(t, 'maybe-list', `${t.ctx.id(0).slice(0, 8)}${JSON.stringify(source)}`)
  ask(t)
  return true
}

const sourceIn = (about = '') => JSON.parse(about.slice(8)) as FileRef

function send(t: Turn, source: FileRef): void {
  close(t)
  t.effects.push({ do: 'sendList', file: t.ctx.id(0), source })
}

export const listPanels: Record<string, Panel> = {
  'address-list': {
    mode: 'free',
    numbers: false,
    ask: () => ({
      text: 'Anh/chị gửi tệp Excel (.xlsx) hoặc .csv tại đây ạ. Dòng tên cột gồm: mã ngoài, phường xã, nhóm, họ tên, năm sinh, người giám hộ, điện thoại, địa chỉ, hoàn cảnh, tóm tắt công khai, hình thức, nhu cầu, số lượng, đơn vị tính, nhịp, cần trước ngày, mức khẩn. Trợ lý xem thử trước, chỉ nhập khi anh/chị đồng ý.',
      options: [{ value: 'back', label: 'Thôi, quay lại' }],
    }),
    pick(t) {
      close(t)
      t.flows.door('desk')!.open(t, '')
    },
    text: (t) => ask(t, 'Trợ lý đang chờ một tệp danh sách.'),
    files(t, [source, ...others]) {
      if (others.length > 0) return ask(t, 'Mỗi lần Trợ lý đọc một tệp thôi ạ; anh/chị gửi từng tệp giúp.')
      send(t, source!)
    },
  },
  'maybe-list': {
    mode: 'closed',
    ask(_t, about) {
      const { name } = sourceIn(about)
      return {
        text: `Tệp${name ? ` “${verbatim(name)}”` : ' này'} có phải danh sách địa chỉ nhân đạo không ạ? Trợ lý xem thử trước, chỉ nhập khi anh/chị đồng ý.`,
        options: [
          { value: 'yes', label: 'Phải, xem thử giúp tôi' },
          { value: 'no', label: 'Không phải' },
        ],
      }
    },
    pick(t, value, _said, about) {
      const source = sourceIn(about)
      if (value === 'yes') return send(t, source)
      close(t)
      if (activeDraft(t.session)) files(t, [source])
      else resume(t, 'Dạ, Trợ lý chưa lưu tệp này ạ.')
    },
    files(t, sent) {
      if (!maybeList(t, sent)) ask(t, 'Mỗi lần Trợ lý đọc một tệp thôi ạ.')
    },
  },
}

export function reading(t: Turn, result: AddressResults['sendList'] | AddressResults['useList']): void {
  if (result === 'reading') return say(t, { text: 'Trợ lý đang đọc danh sách, anh/chị chờ một chút ạ.', buttons: [] })
  showList(t, {
    text:
      result === 'refused'
        ? 'Việc này dành cho cán bộ phụ trách đơn vị ạ.'
        : 'Danh sách này đã nhập xong, đang được đọc, hoặc không còn giữ nữa. Anh/chị gửi lại tệp nếu cần ạ.',
    buttons: [AGAIN, DESK],
  })
}

export const listNews: Record<string, News> = {
  list: { tell: (t, file, more) => tell(t, file, (more ?? {}) as ListNews) },
}

function tell(t: Turn, file: string, found: ListNews): void {
  const use = (label: string, rest: string) => ({ label, token: `c.useList.${file}~${rest}` })
  if (found.refusal) return showList(t, { text: found.refusal, buttons: [AGAIN, DESK] })
  if (found.ask)
    return showList(t, {
      text: `Tệp có ${found.ask} dòng đang bị ẩn (do lọc, ẩn dòng hoặc ẩn cả trang tính). Anh/chị muốn lấy cả các dòng ấy không ạ?`,
      buttons: [use('Lấy cả dòng ẩn', 'check~take'), use('Bỏ qua dòng ẩn', 'check~leave'), AGAIN],
    })
  const { right = 0, wrong = 0, added = 0, needs = 0, same = 0, coarse = 0, refused = [], more = 0 } = found
  if (wrong > 0) {
    const cells = refused.map(({ row, column, reason }) => `• Dòng ${row}, cột "${column}": ${verbatim(reason)}`)
    const rest = more > 0 ? [`… và ${more} ô khác`] : []
    return showList(t, {
      text: [
        `${bold(`${right} dòng đúng, ${wrong} dòng cần sửa.`)} Chưa nhập dòng nào; anh/chị sửa rồi gửi lại cả tệp ạ.`,
        ...cells,
        ...rest,
        ...leftOut(found),
      ].join('\n'),
      ...(found.file ? { file: found.file } : {}),
      buttons: [AGAIN, DESK],
    })
  }
  const counts = countsOf(found)
  const less =
    coarse > 0 ? `\n${coarse} thẻ công khai chỉ ghi nơi và nhóm rộng hơn, vì dưới 5 hoàn cảnh cùng nhóm ở nơi ấy.` : ''
  const twins = alikeRows(found)
  const aside = `${notes(found)}${twins}`
  if (found.taken)
    return showList(t, {
      text: `${bold('Đã nhập danh sách:')} ${counts}.${added > 0 ? ' Các địa chỉ mới đang chờ khảo sát.' : ''}${differing(found)}${less}${aside}`,
      buttons: [{ label: 'Các địa chỉ nhân đạo', token: 'c.addresses' }, DESK],
    })
  if (added + needs === 0)
    return showList(t, {
      text: `${right} dòng đúng, nhưng ${same} địa chỉ trong tệp và nhu cầu của họ đều đã có; không có gì để nhập ạ.${differing(found)}${notes(found)}`,
      buttons: [AGAIN, DESK],
    })
  showList(t, {
    text: `${bold(`${right} dòng đúng, không dòng nào cần sửa`)}: ${counts}.${differing(found)}${aside}${aside ? '\n\n' : ' '}Anh/chị có nhập danh sách này không ạ?`,
    buttons: [use('Nhập danh sách', `take${found.hidden ? `~${found.hidden}` : ''}`), AGAIN, DESK],
  })
}

/** "3 địa chỉ mới, 2 nhu cầu mới của địa chỉ đã có, 5 địa chỉ đã có". */
function countsOf({ added = 0, needs = 0, same = 0 }: Pick<ListNews, 'added' | 'needs' | 'same'>): string {
  return [
    `${added} địa chỉ mới`,
    ...(needs > 0 ? [`${needs} nhu cầu mới của địa chỉ đã có`] : []),
    ...(same > 0 ? [`${same} địa chỉ đã có${needs > 0 ? '' : ' và giữ nguyên'}`] : []),
  ].join(', ')
}

/** New rows that may be a family known already: people compare, nothing is joined. */
function alikeRows({ alike = [], alikeMore = 0 }: Pick<ListNews, 'alike' | 'alikeMore'>): string {
  if (alike.length === 0) return ''
  const lines = alike.map((one) => `• Dòng ${one.row}: tên như ${one.with}`)
  const rest = alikeMore > 0 ? [`… và ${alikeMore} dòng khác`] : []
  return `\n\n${['Có thể là hoàn cảnh đã có, anh/chị so giúp (Trợ lý không tự gộp):', ...lines, ...rest].join('\n')}`
}

/** What the file says and nobody takes, a line each. */
const notes = (found: ListNews) => [...changedRows(found), ...leftOut(found)].map((line) => `\n${line}`).join('')

function changedRows({ changed = [], changedMore = 0 }: ListNews): string[] {
  if (changed.length === 0) return []
  const rows = changed.map(({ row, columns }) => `dòng ${row} (${columns.join(', ')})`)
  const all = [...rows, ...(changedMore > 0 ? [`và ${changedMore} dòng khác`] : [])].join('; ')
  return [`Gia đình đã có mà tệp ghi khác: ${all}. Trợ lý giữ thông tin đang có.`]
}

function leftOut({ unread = [], aside = [] }: ListNews): string[] {
  const rows = aside.join(', ')
  return [
    ...(unread.length > 0 ? [`Không dùng tới cột: ${unread.map(verbatim).join(', ')}.`] : []),
    ...(rows ? [`Không tính dòng tiêu đề nhỏ, tổng cộng, chữ ký: dòng ${rows}.`] : []),
  ]
}

/** What a list may not do in silence: change how much was asked for, while people may have pledged it. */
const differing = ({ differ = 0 }: Pick<ListNews, 'differ'>) =>
  differ > 0
    ? ` ${differ} nhu cầu đã có ghi số lượng khác trong tệp: Trợ lý giữ số đang có; muốn đổi thì mở địa chỉ và bấm "Sửa nhu cầu".`
    : ''
