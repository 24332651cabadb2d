// Who a family is, and how to reach them, is corrected: an answer at a time, read as the form reads it.
import type { AddressResults, FamilyChange } from '../effects/address.js'
import type { Door, Panel, Turn } from '../flow.js'
import type { Input } from '../interview/form.js'
import { showList } from '../turn/list.js'
import { staysAsItIs, wordsOnly } from '../turn/reason.js'
import { ask, close, openPanel, resume } from '../turn/say.js'
import { changed, readSeen } from './file.js'
import { form } from './form.js'

const CODE = /^DCND-\d{4}-\d{4,9}(?:_\d+)?$/
const KEEP = { value: 'back', label: 'Thôi, giữ nguyên' }

/** What may be corrected, and how it is asked for. */
const ASKED = {
  name: 'Họ tên người cần giúp (hoặc chủ hộ) ghi thế nào cho đúng ạ?',
  birthYear: 'Người cần giúp sinh năm nào ạ?',
  guardian: 'Họ tên người giám hộ là gì ạ?',
  phone: 'Số điện thoại của gia đình nay là số nào ạ?',
  place: 'Nay gia đình ở đâu ạ? Ví dụ: "số 5, tổ 3". Không gửi vị trí trên bản đồ.',
  details: 'Hoàn cảnh cụ thể nay ra sao ạ? Anh/chị ghi lại cả mục này giúp.',
}
type Key = keyof typeof ASKED

const LABELS: Record<Key, string> = {
  name: 'Họ tên',
  birthYear: 'Năm sinh',
  guardian: 'Người giám hộ',
  phone: 'Điện thoại',
  place: 'Nơi ở',
  details: 'Hoàn cảnh',
}

const questionOf = (key: Key) => form.questions.find((question) => question.key === key)!

/** What is noted on the way to an answer travels behind the code. */
const noteIn = (about: string): unknown =>
  about.includes(' ') ? JSON.parse(about.slice(about.indexOf(' '))) : undefined
/** The code, and what of it was seen. */
const headOf = (about = '') => about.split(' ')[0]!

const askingAt = (t: Turn, about: string) => ({
  answers: {},
  note: noteIn(about),
  profile: undefined,
  ctx: t.ctx,
})

function next(t: Turn, panel: string, about: string, remark?: string): void {
  openPanel(t, panel, about)
  ask(t, remark)
}

function back(t: Turn, about: string): void {
  close(t)
  t.effects.push({ do: 'openAddressFile', code: readSeen(headOf(about)).code })
}

function changeOf(key: Key, answer: string): FamilyChange {
  return (key === 'birthYear' ? { birthYear: Number(answer) || undefined } : { [key]: answer }) as FamilyChange
}

function read(t: Turn, key: Key, about: string, input: Input): void {
  const reading = questionOf(key).read(input, askingAt(t, about))
  if ('again' in reading) return ask(t, reading.again)
  if ('note' in reading) return next(t, `mend-${key}`, `${headOf(about)} ${JSON.stringify(reading.note)}`, reading.say)
  close(t)
  t.effects.push({ do: 'changeFamily', ...readSeen(headOf(about)), change: changeOf(key, reading.answer as string) })
}

const panelOf = (key: Key): Panel => ({
  mode: 'free',
  numbers: false,
  ask(t, about = '') {
    const { text, options = [] } = questionOf(key).ask(askingAt(t, about))
    const none = key === 'phone' && options.length === 0 ? [{ value: 'none', label: 'Không còn số nào' }] : []
    return { text: noteIn(about) === undefined ? ASKED[key] : text, options: [...options, ...none, KEEP] }
  },
  read: (said) => (staysAsItIs(said) ? KEEP.value : undefined),
  pick(t, value, _said, about = '') {
    if (value === KEEP.value) return back(t, about)
    if (value !== 'none' || key !== 'phone') return read(t, key, about, { kind: 'pick', value })
    close(t)
    t.effects.push({ do: 'changeFamily', ...readSeen(headOf(about)), change: { phone: '' } })
  },
  text: (t, text) => read(t, key, t.session.panel?.about ?? '', { kind: 'text', text }),
  files: wordsOnly,
})

export function familyChanged(t: Turn, found: AddressResults['changeFamily'], { code }: { code: string }): void {
  if (typeof found === 'string' || !('givesAway' in found)) return changed(t, found)
  showList(t, {
    text: `Lời giới thiệu công khai của ${code} đang có ${found.givesAway} này, nên Trợ lý chưa ghi. Anh/chị sửa lời giới thiệu trước giúp ạ.`,
    buttons: [
      { label: 'Sửa thông tin công khai', token: `c.publicCard.${code}` },
      { label: 'Mở địa chỉ', token: `c.addressFile.${code}` },
    ],
  })
}

export const familyDoors: Door[] = [
  {
    command: 'family',
    label: 'Sửa thông tin gia đình',
    open: (t, code) => (CODE.test(code) ? next(t, 'mend-family', code) : resume(t)),
  },
]

const KEYS = Object.keys(ASKED) as Key[]

export const familyPanels: Record<string, Panel> = {
  'mend-family': {
    mode: 'closed',
    ask: (_t, about = '') => ({
      text: `Anh/chị muốn sửa gì về gia đình ở ${readSeen(about).code} ạ? Phần này chỉ cán bộ đơn vị xem được.`,
      options: [...KEYS.map((key) => ({ value: key, label: LABELS[key] })), KEEP],
    }),
    pick: (t, value, _said, code = '') => (value === KEEP.value ? back(t, code) : next(t, `mend-${value}`, code)),
  },
  ...Object.fromEntries(KEYS.map((key) => [`mend-${key}`, panelOf(key)])),
}
