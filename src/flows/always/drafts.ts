// Half-done drafts: which one, a reminder of one, doing away with one, mending one.
import type { Panel, Turn } from '../flow.js'
import { applicable, dropAnswer, type Option } from '../interview/form.js'
import { FEW, leftWords } from '../interview/how-much-left.js'
import { activeDraft, type Draft } from '../session.js'
import { isPlainAnswer, toQuestion } from '../turn/answer.js'
import { begin } from '../turn/begin.js'
import { draftLines, isEmpty, openDraft, putDraft, removeDraft, titleOf, verbOf } from '../turn/drafts.js'
import { formOf } from '../turn/forms.js'
import { isFor, menuButtons } from '../turn/menu.js'
import { ask, askOn, CHOOSE, close, openPanel, resume, say } from '../turn/say.js'
import { readCommand } from '../vi/keywords.js'
import { capitalised, clip } from '../vi/text.js'
import { isFromBefore, removeLater, undoableUntil } from './later.js'

// Enough for a busy commune officer, few enough to choose from.
const MAX_DRAFTS = 5

/** `about`: the conversation whose door was taken; without it all drafts are meant. */
export const drafts: Panel = {
  mode: 'closed',
  ask(t, about) {
    const among = choices(t, about)
    const [one] = among.length === 1 ? among : []
    const options: Option[] = among.map((draft) => ({
      value: one ? 'yes' : draft.id.slice(0, 8),
      label: clip(`${capitalised(verbOf(t, draft))} tiếp ${titleOf(t, draft)}`, 60),
    }))
    const flow = about ?? among.at(-1)?.flow ?? ''
    const another = isFor(t, flow) ? t.flows.all[flow]?.form?.another : undefined
    if (another && t.session.drafts.length < MAX_DRAFTS) options.push({ value: 'new', label: another })
    const verb = verbOf(t, ...among)
    const left = one && leftWords(draftLines(t)[t.session.drafts.indexOf(one)]!.left)
    return {
      text: one
        ? `Lần trước mình đang ${verb} dở ${titleOf(t, one)}, ${left}. Anh/chị muốn ${verb} tiếp chứ ạ?`
        : `Anh/chị đang có ${among.length} bản ${verb} dở. Anh/chị chọn giúp Trợ lý ạ.`,
      options,
    }
  },
  pick(t, value, _said, about) {
    const among = choices(t, about)
    close(t)
    if (value === 'new') return begin(t, about ?? among.at(-1)!.flow)
    const draft = among.find((d) => value === 'yes' || d.id.startsWith(value))
    if (draft) openDraft(t, draft.id)
    askOn(t)
  },
}

function choices(t: Turn, flow?: string): Draft[] {
  return t.session.drafts.filter((draft) => flow === undefined || draft.flow === flow)
}

/** A reminder of a half-done draft, waiting for yes or later. */
export const nudged: Panel = {
  mode: 'closed',
  // A number may be the answer to the question that is still open.
  numbers: false,
  ask(t, id) {
    const draft = t.session.drafts.find((d) => d.id === id)
    const line = draft && draftLines(t)[t.session.drafts.indexOf(draft)]
    const left = !line || line.left > FEW ? 'vẫn đang được giữ' : leftWords(line.left)
    const verb = draft ? verbOf(t, draft) : 'kể'
    return {
      text: [
        `Anh/chị ơi, ${line?.title ?? 'bản kể dở'} ${left}. Mình ${verb} nốt nhé? Không bắt buộc đâu ạ.`,
        ...otherDrafts(t, id),
        'Muốn thôi nhận tin nhắc, anh/chị nhắn "dừng nhận tin".',
      ].join('\n\n'),
      options: [
        { value: 'yes', label: `${capitalised(verb)} tiếp` },
        { value: 'no', label: 'Để sau' },
        { value: 'delete', label: 'Xóa bản nháp' },
      ],
    }
  },
  pick(t, value, _said, id) {
    close(t)
    if (value === 'delete') {
      openPanel(t, 'remove', id)
      return ask(t)
    }
    if (value === 'no') {
      // Put aside: "cảm ơn nhé" is no answer to its question.
      t.session = { ...t.session, active: undefined, open: undefined }
      return say(t, { text: 'Dạ vâng, Trợ lý vẫn giữ. Khi tiện, anh/chị nhắn "tiếp tục" ạ.' })
    }
    if (id && t.session.drafts.some((d) => d.id === id)) openDraft(t, id)
    if (!activeDraft(t.session)) return resume(t)
    askOn(t)
  },
  // Who answers the question that is still open simply goes on.
  text(t, text) {
    const id = t.session.panel?.about
    const said = readCommand(text, 'closed')
    const input = { kind: 'text' as const, text, command: said === 'ambiguous' ? undefined : said }
    if (id === t.session.active && isPlainAnswer(t, input)) {
      close(t)
      toQuestion(t, input)
    } else if (said === 'done') this.pick(t, 'yes', text, id)
    else ask(t, CHOOSE)
  },
}

/** What a reminder of one draft says of the others. */
function otherDrafts(t: Turn, id?: string): string[] {
  const others = t.session.drafts.filter((draft) => draft.id !== id && !isEmpty(draft))
  if (others.length === 0) return []
  return [
    `Trợ lý cũng đang giữ ${others.length} bản ${verbOf(t, ...others)} dở khác; muốn xem, anh/chị nhắn "hồ sơ của tôi".`,
  ]
}

export const remove: Panel = {
  mode: 'closed',
  numbers: false,
  ask(t, id) {
    const draft = t.session.drafts.find((d) => d.id === id)
    return {
      text: `Anh/chị muốn xóa hẳn ${draft ? titleOf(t, draft) : 'bản kể dở'} ạ? Xóa rồi thì không lấy lại được.`,
      options: [
        { value: 'yes', label: 'Xóa hẳn' },
        { value: 'no', label: 'Giữ lại' },
      ],
    }
  },
  pick(t, value, _said, id) {
    close(t)
    if (value === 'no') return ask(t, 'Dạ, Trợ lý giữ nguyên.')
    const draft = t.session.drafts.find((d) => d.id === id)
    const until = undoableUntil(t)
    if (draft && until !== undefined && isFromBefore(t, draft)) return removeLater(t, draft, until)
    if (draft) removeDraft(t, draft.id)
    say(t, { text: 'Dạ, Trợ lý đã xóa bản kể dở.', buttons: menuButtons(t) })
  },
}

export const edit: Panel = {
  mode: 'closed',
  ask(t) {
    const draft = activeDraft(t.session)
    const form = draft && formOf(t, draft)
    const options =
      draft && form
        ? applicable(form, draft.answers)
            .filter((q) => q.key in draft.answers && !q.chosen)
            .map((q) => ({ value: q.key, label: q.label }))
        : []
    return { text: 'Anh/chị muốn sửa câu nào ạ?', options: [...options, { value: 'back', label: 'Không sửa nữa' }] }
  },
  pick(t, value) {
    close(t)
    const draft = activeDraft(t.session)
    const isChosen = draft && formOf(t, draft).questions.some((q) => q.key === value && q.chosen)
    if (draft && value in draft.answers && !isChosen) putDraft(t, { ...dropAnswer(draft, value), editing: value })
    ask(t)
  },
}
