// "Sửa dữ liệu": an officer picks an answer, gives it anew, reads old and new, and says yes; whoever asked hears of it.
import type { SentForm } from '../effects/always.js'
import type { CorrectEffect, CorrectResults } from '../effects/correct.js'
import type { Flow, Turn } from '../flow.js'
import type { Ask, Input, Option } from '../interview/form.js'
import { bold } from '../message.js'
import { answers } from '../roles.js'
import { verbatim } from '../salutation.js'
import { formFor } from '../turn/forms.js'
import { showList } from '../turn/list.js'
import { keepsAsItIs, wordsOnly } from '../turn/reason.js'
import { ask, close, openPanel, resume, say } from '../turn/say.js'
import { clip } from '../vi/text.js'
import { amended, correctable } from './amend.js'

/** What was corrected, as its sender is told. */
interface News {
  code: string
  flow: string
  key: string
  answers: Record<string, unknown>
}

/** Where an officer is: request, form, answer; and what the panel shows or keeps of it. */
interface At {
  ticket: string
  of: string
  key: string
  text?: string
  options?: Option[]
  note?: unknown
  was?: unknown
  value?: unknown
}

// The first eight characters tell the buttons of one asking from those of another.
const put = (t: Turn, at: At) => `${t.ctx.id(0).slice(0, 8)}${JSON.stringify(at)}`

function readAt(about = ''): At {
  try {
    return JSON.parse(about.slice(8)) as At
  } catch {
    return { ticket: '', of: '', key: '' }
  }
}

const STOP: Option = { value: 'stop', label: 'Thôi, không sửa' }
const toRequest = (ticket: string) => ({ label: 'Mở yêu cầu', token: `c.request.${ticket}` })

/** The label as an officer reads it: the form speaks to whoever fills it in. */
const labelOf = (label: string) => label.replace(' của anh/chị', ' của người gửi')

const REST = /^(\d{1,18})(?:-([a-z]+-\d{1,18}))?(?:-(\w+))?$/

function open(t: Turn, rest: string, effect: (ticket: string, of?: string, key?: string) => CorrectEffect | false) {
  const [, ticket, of, key] = REST.exec(rest) ?? []
  const wanted = ticket !== undefined && effect(ticket, of, key)
  if (wanted) t.effects.push(wanted)
  else resume(t)
}

export const correct: Flow = {
  for: answers,
  doors: [
    {
      command: 'correctFor',
      label: 'Sửa dữ liệu',
      open: (t, rest) => open(t, rest, (ticket) => ({ do: 'listCorrectable', ticket })),
    },
    {
      command: 'correctOf',
      label: 'Sửa hồ sơ',
      open: (t, rest) => open(t, rest, (ticket, of) => of !== undefined && { do: 'openAnswers', ticket, of }),
    },
    {
      command: 'correctAnswer',
      label: 'Sửa câu trả lời',
      open: (t, rest) =>
        open(t, rest, (ticket, of, key) => of !== undefined && { do: 'openAnswers', ticket, of, ...(key && { key }) }),
    },
  ],
  panels: {
    'correct-value': {
      mode: 'free',
      ask: (_t, about) => {
        const { text = '', options = [] } = readAt(about)
        return { text, options: [...options, STOP] }
      },
      read: (said) => (keepsAsItIs(said) ? STOP.value : undefined),
      pick(t, value, _said, about) {
        const at = readAt(about)
        if (value !== STOP.value) return give(t, at, { kind: 'pick', value })
        close(t)
        t.effects.push({ do: 'openAnswers', ticket: at.ticket, of: at.of })
      },
      text: (t, text) => give(t, readAt(t.session.panel?.about), { kind: 'text', text }),
      files: wordsOnly,
    },
    'correct-sure': {
      mode: 'closed',
      numbers: false,
      ask: (_t, about) => ({
        text: readAt(about).text ?? '',
        options: [{ value: 'yes', label: 'Sửa' }, { value: 'again', label: 'Gõ lại' }, STOP],
      }),
      pick(t, choice, _said, about) {
        const { ticket, of, key, was, value } = readAt(about)
        close(t)
        if (choice === 'yes') t.effects.push({ do: 'correctAnswer', ticket, of, key, was, value })
        else t.effects.push({ do: 'openAnswers', ticket, of, ...(choice === 'again' && { key }) })
      },
    },
  },
  told: {
    listCorrectable(t, found, { ticket }) {
      if (found.is !== 'records') return hidden(t, found.is, ticket)
      const [only, ...others] = found.records
      if (only && others.length === 0) return void t.effects.push({ do: 'openAnswers', ticket, of: only.of })
      showList(t, {
        text: only
          ? `Người ấy đã gửi ${found.records.length} hồ sơ. Anh/chị sửa hồ sơ nào ạ?`
          : 'Người ấy không có hồ sơ nào đang được dùng để sửa ạ.',
        buttons: [
          ...found.records.map(({ of, code, about }) => ({
            label: clip(`${code} · ${about}`, 60),
            token: `c.correctOf.${ticket}-${of}`,
          })),
          toRequest(ticket),
        ],
      })
    },
    openAnswers(t, found, asked) {
      if (found.is !== 'record') return hidden(t, found.is, asked.ticket)
      if (asked.key === undefined) return showAnswers(t, asked.ticket, found.record)
      take(t, found.record, asked)
    },
    correctAnswer(t, result, { ticket, of, key }) {
      if (result.is === 'corrected') return done(t, result, ticket, key)
      if (result.is !== 'changed' && result.is !== 'unfit') return hidden(t, result.is, ticket)
      const text =
        result.is === 'changed'
          ? 'Câu trả lời này vừa được sửa bởi một cán bộ khác, nên Trợ lý chưa ghi gì. Anh/chị xem lại giúp ạ.'
          : UNFIT
      showList(t, { text, buttons: [{ label: 'Xem lại', token: `c.correctOf.${ticket}-${of}` }, toRequest(ticket)] })
    },
  },
  news: {
    corrected: {
      tell(t, _ticket, more) {
        const { code, flow, key, answers: given } = more as unknown as News
        const question = formFor(t, flow, given)?.questions.find((each) => each.key === key)
        if (!question) return
        say(t, {
          text: `Theo yêu cầu của anh/chị, cán bộ Hội đã sửa mục "${question.label}" trong hồ sơ ${bold(code)}. Nay là:\n${verbatim(question.show(given[key], given))}\n\nNếu chưa đúng, anh/chị nhắn "gặp cán bộ" giúp ạ.`,
          buttons: [{ label: 'Hồ sơ của tôi', token: 'c.records' }],
        })
      },
    },
  },
}

const UNFIT =
  'Sửa như vậy thì còn phải hỏi thêm câu khác, nên Trợ lý chưa ghi gì. Anh/chị trò chuyện để người ấy kể lại phần này giúp ạ.'

function hidden(t: Turn, is: 'none' | 'refused' | 'over' | 'otherKind' | 'linked', ticket: string): void {
  const text = {
    none: 'Trợ lý không tìm thấy mục này ạ.',
    refused: 'Yêu cầu này thuộc đơn vị khác, ngoài phạm vi được phân công của anh/chị ạ.',
    over: `Yêu cầu số ${ticket} đã đóng từ trước, nên Trợ lý không sửa gì thêm ạ.`,
    otherKind: `Yêu cầu số ${ticket} không phải là sửa dữ liệu ạ.`,
    linked:
      'Người này vừa liên kết Zalo với Telegram; trong 24 giờ tài khoản kia còn gỡ được nếu không phải họ làm. Qua lúc ấy, anh/chị sửa giúp ạ.',
  }[is]
  showList(t, { text, buttons: [{ label: 'Yêu cầu về dữ liệu', token: 'c.dataRequests' }] })
}

function showAnswers(t: Turn, ticket: string, { of, flow, code, about, answers: given }: SentForm): void {
  const form = formFor(t, flow, given)
  const questions = form ? correctable(form, given).filter(({ key }) => key in given) : []
  showList(t, {
    text: `${bold(`${code} · ${verbatim(about)}`)}\nAnh/chị sửa mục nào ạ?`,
    buttons: [
      ...questions.map(({ key, label, show }) => ({
        label: clip(`${labelOf(label)}: ${verbatim(show(given[key], given))}`, 60),
        token: `c.correctAnswer.${ticket}-${of}-${key}`,
      })),
      toRequest(ticket),
    ],
  })
}

/** What the officer typed or pressed; the answers it belongs to are read again, they are not kept here. */
function give(t: Turn, { ticket, of, key, note }: At, input: Input): void {
  t.effects.push({ do: 'openAnswers', ticket, of, key, input, note })
}

/** The form's own question reads it, as it reads whoever fills it in. */
function take(
  t: Turn,
  { of, flow, answers: given }: SentForm,
  { ticket, key = '', input, note }: Extract<CorrectEffect, { do: 'openAnswers' }>,
): void {
  const form = formFor(t, flow, given)
  const question = form && correctable(form, given).find((each) => each.key === key)
  if (!form || !question) return hidden(t, 'none', ticket)
  const asking = { answers: given, profile: undefined, ctx: t.ctx }
  const old = key in given ? verbatim((question.full ?? question.show)(given[key], given)) : 'chưa có'
  const at = { ticket, of, key }
  const askFor = (text: string, options: Ask['options'], kept?: unknown) => {
    t.session = { ...t.session, active: undefined, open: undefined }
    openPanel(t, 'correct-value', put(t, { ...at, text, options, note: kept }))
    ask(t)
  }
  const anew = `Mục "${labelOf(question.label)}" mới là gì ạ? Anh/chị gõ lại cả mục.`
  if (!input) {
    t.session = { ...t.session, active: undefined, open: undefined }
    openPanel(
      t,
      'correct-value',
      put(t, { ...at, text: anew, options: question.ask({ ...asking, note: undefined }).options }),
    )
    return ask(t, `${bold('Hiện là:')}\n${old}`)
  }
  const reading = question.read(input, { ...asking, note })
  if ('again' in reading) {
    const open = question.ask({ ...asking, note })
    return askFor(`${reading.again}\n\n${note === undefined ? anew : open.text}`, open.options, note)
  }
  if ('note' in reading) {
    const next = question.ask({ ...asking, note: reading.note })
    const text = [reading.say, reading.note === undefined ? anew : next.text].filter(Boolean).join('\n\n')
    return askFor(text, next.options, reading.note)
  }
  const after = amended(form, given, key, reading.answer)
  if (!after) return askFor(`${UNFIT}\n\n${anew}`, question.ask({ ...asking, note: undefined }).options)
  const text = `${bold(labelOf(question.label))}\nCũ: ${old}\nMới: ${verbatim((question.full ?? question.show)(reading.answer, after))}\n\nAnh/chị sửa chứ ạ?`
  openPanel(t, 'correct-sure', put(t, { ...at, text, was: given[key], value: reading.answer }))
  ask(t)
}

function done(
  t: Turn,
  { record, told }: Extract<CorrectResults['correctAnswer'], { is: 'corrected' }>,
  ticket: string,
  key: string,
): void {
  const label = formFor(t, record.flow, record.answers)?.questions.find((each) => each.key === key)?.label ?? key
  const reached = told ? 'Trợ lý đã báo cho họ.' : 'Trợ lý chưa báo được cho họ; anh/chị báo giúp bằng cách khác ạ.'
  showList(t, {
    text: `Đã sửa "${labelOf(label)}" trong ${record.code}. ${reached} Còn mục khác, anh/chị sửa tiếp; xong cả thì đóng yêu cầu giúp ạ.`,
    buttons: [
      { label: 'Sửa mục khác', token: `c.correctFor.${ticket}` },
      { label: 'Đã giải quyết xong', token: `c.closeRequest.${ticket}` },
      toRequest(ticket),
    ],
  })
}
