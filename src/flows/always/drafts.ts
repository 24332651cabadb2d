// Half-done drafts: which one, a reminder of one, doing away with one, mending one.

import { applicable, dropAnswer, type Option } from '../interview/form.js'
import { FEW, leftWords } from '../interview/how-much-left.js'
import { activeDraft } from '../session.js'
import { isPlainAnswer, toQuestion } from '../turn/answer.js'
import {
  ask,
  CHOOSE,
  draftLines,
  formOf,
  menuButtons,
  openDraft,
  openPanel,
  type Panel,
  putDraft,
  removeDraft,
  say,
  titleOf,
} from '../turn/say.js'
import { readCommand } from '../vi/keywords.js'
import { clip } from '../vi/text.js'
import { begin } from './consent.js'
import { close, resume } from './moves.js'

// Enough for a busy commune officer, few enough to choose from.
const MAX_DRAFTS = 5

export const drafts: Panel = {
  mode: 'closed',
  ask(t) {
    const one = t.session.drafts.length === 1 ? draftLines(t)[0] : undefined
    const options: Option[] = t.session.drafts.map((draft) => ({
      value: one ? 'yes' : draft.id.slice(0, 8),
      label: clip(`Kể tiếp ${titleOf(t, draft)}`, 60),
    }))
    if (t.session.drafts.length < MAX_DRAFTS) options.push({ value: 'new', label: 'Kể về người khác' })
    return {
      text: one
        ? `Lần trước mình đang kể dở ${one.title}, ${leftWords(one.left)}. Anh/chị muốn kể tiếp chứ ạ?`
        : `Anh/chị đang có ${t.session.drafts.length} bản kể dở. Anh/chị chọn giúp Trợ lý ạ.`,
      options,
    }
  },
  pick(t, value) {
    close(t)
    if (value === 'new') return begin(t)
    const draft = t.session.drafts.find((d) => value === 'yes' || d.id.startsWith(value))
    if (draft) openDraft(t, draft.id)
    ask(t)
  },
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
    return {
      text: `Anh/chị ơi, ${line?.title ?? 'bản kể dở'} ${left}. Mình kể nốt nhé? Không bắt buộc đâu ạ.\n\nMuốn thôi nhận tin nhắc, anh/chị nhắn "dừng nhận tin".`,
      options: [
        { value: 'yes', label: 'Kể tiếp' },
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
    resume(t)
  },
  // Who answers the question that is still open simply goes on.
  text(t, text) {
    const id = t.session.panel?.draft
    const said = readCommand(text, 'closed')
    const input = { kind: 'text' as const, text, command: said === 'ambiguous' ? undefined : said }
    if (id === t.session.active && isPlainAnswer(t, input)) {
      close(t)
      toQuestion(t, input)
    } else if (said === 'done') this.pick(t, 'yes', text, id)
    else ask(t, CHOOSE)
  },
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
            .filter((q) => q.key in draft.answers)
            .map((q) => ({ value: q.key, label: q.label }))
        : []
    return { text: 'Anh/chị muốn sửa câu nào ạ?', options: [...options, { value: 'back', label: 'Không sửa nữa' }] }
  },
  pick(t, value) {
    close(t)
    const draft = activeDraft(t.session)
    if (draft && value in draft.answers) putDraft(t, { ...dropAnswer(draft, value), editing: value })
    ask(t)
  },
}
