// `npm run admin -- correct`: what somebody asked to have corrected, answer by answer; the same deed as in chat.

import { amended, correctable } from '../../flows/correct/amend.js'
import type { SentForm } from '../../flows/effects/always.js'
import { FLOWS } from '../../flows/index.js'
import type { AnyQuestion, Reading } from '../../flows/interview/form.js'
import { buildPlaces } from '../../flows/vi/places.js'
import { clean } from '../../flows/vi/text.js'
import { CONSOLE } from '../../store/audit.js'
import { type Corrected, correctFor, sentBy } from '../../store/correct.js'
import { type Pool, transaction } from '../../store/database.js'
import { loadUnits } from '../../store/units.js'
import { type AdminCommands, Refusal } from './command.js'
import { toldLine } from './reachable.js'

export const commands: AdminCommands = {
  correct: {
    usage: 'correct SỐ [MÃ MỤC "giá trị mới"]',
    does: 'sửa một mục người ấy đã gửi, báo họ; chưa có --yes thì chỉ đọc lại cũ và mới',
    options: { yes: { type: 'boolean' } },
    async run({ words: [id = '', code = '', key = '', ...words], options }, { pool, now }) {
      if (!/^\d{1,18}$/.test(id)) throw new Refusal('Anh/chị ghi số của yêu cầu, ví dụ: npm run admin -- correct 12')
      const found = await transaction(pool, (tx) => sentBy(tx, { id, by: CONSOLE, now }))
      if (found.is !== 'forms') throw new Refusal(undone(found.is, id))
      if (code === '') return found.forms.flatMap(contents)
      const form = found.forms.find((each) => each.code === code.toUpperCase())
      if (!form) throw new Refusal(`Người của yêu cầu số ${id} không có hồ sơ nào mã "${code}" đang được dùng.`)
      const question = questionsOf(form).find((each) => each.key === key)
      if (!question) throw new Refusal(`Không có mục "${key}". Các mục sửa được:\n${contents(form).join('\n')}`)
      return correct(pool, { id, form, question, said: clean(words.join(' ')), sure: Boolean(options.yes), now })
    },
  },
}

interface Wish {
  id: string
  form: SentForm
  question: AnyQuestion
  said: string
  sure: boolean
  now: number
}

async function correct(pool: Pool, { id, form, question, said, sure, now }: Wish): Promise<string[]> {
  const value = await read(pool, form, question, said, now)
  const { key, label } = question
  const answers = amended(formOf(form)!, form.answers, key, value)
  if (!answers) throw new Refusal(undone('unfit', id))
  const show = (of: unknown) => (of === undefined ? 'chưa có' : (question.full ?? question.show)(of, answers))
  const lines = [`${form.code}, ${label}`, `Cũ: ${show(form.answers[key])}`, `Mới: ${show(value)}`]
  if (!sure) return [...lines, 'Chưa ghi gì. Ghi thật: thêm --yes']
  const wish = { id, by: CONSOLE, of: form.of, key, was: form.answers[key], value, now }
  const done = await transaction(pool, (tx) => correctFor(tx, wish))
  if (done.is !== 'corrected') throw new Refusal(undone(done.is, id))
  return [
    ...lines,
    'Đã sửa.',
    toldLine(done.reach),
    `Yêu cầu số ${id} vẫn mở; khi không còn gì để sửa: npm run admin -- close-request ${id}`,
  ]
}

/** As the form's own question reads it; what it would read back is agreed to, for the terminal reads back anyway. */
async function read(pool: Pool, form: SentForm, question: AnyQuestion, said: string, now: number): Promise<unknown> {
  const ctx = { now, id: () => '', places: buildPlaces(await loadUnits(pool)) }
  const asking = { answers: form.answers, profile: undefined, ctx }
  let reading: Reading<unknown> = question.read({ kind: 'text', text: said }, { ...asking, note: undefined })
  for (const agreed of ['xong', 'đúng']) {
    if (!('note' in reading)) break
    const { note } = reading
    const next = question.read({ kind: 'text', text: agreed }, { ...asking, note })
    if ('answer' in next) reading = next
    else if (agreed === 'đúng') throw new Refusal(`Giá trị này chưa rõ. ${question.ask({ ...asking, note }).text}`)
  }
  if ('answer' in reading) return reading.answer
  throw new Refusal('again' in reading ? reading.again : 'Giá trị này chưa rõ.')
}

function questionsOf({ flow, answers }: SentForm): AnyQuestion[] {
  const form = formOf({ flow, answers })
  return form ? correctable(form, answers).filter(({ key }) => key in answers) : []
}

function formOf({ flow, answers }: Pick<SentForm, 'flow' | 'answers'>) {
  const form = FLOWS[flow as keyof typeof FLOWS]?.form
  return form?.of?.(answers) ?? form
}

function contents(form: SentForm): string[] {
  const lines = questionsOf(form).map(
    ({ key, label, show }) => `  ${key.padEnd(12)}${label}: ${show(form.answers[key], form.answers)}`,
  )
  return [`${form.code} · ${form.about}`, ...lines]
}

function undone(is: Exclude<Corrected['is'], 'corrected'>, id: string): string {
  return {
    none: `Không có yêu cầu nào mang số ${id}, hoặc hồ sơ không còn. Xem danh sách: npm run admin -- requests`,
    refused: `Yêu cầu số ${id} không thuộc phạm vi này.`,
    over: `Yêu cầu số ${id} đã đóng: không sửa gì thêm. Nếu cần, người ấy yêu cầu lại.`,
    otherKind: `Yêu cầu số ${id} không phải là sửa dữ liệu.`,
    linked: 'Hai tài khoản của người ấy vừa được liên kết và còn gỡ được trong 24 giờ. Qua lúc ấy, làm lại.',
    changed: 'Mục này vừa được sửa bởi người khác. Xem lại rồi làm lại.',
    unfit: 'Sửa như vậy thì còn phải hỏi thêm câu khác, nên chưa ghi gì.',
  }[is]
}
