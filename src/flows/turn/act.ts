// What is understood in every state: the commands, by word, slash or button.

import { begin, TELL_AGAIN } from '../always/consent.js'
import { resume } from '../always/moves.js'
import { answerAsked } from '../always/small-talk.js'
import { currentQuestion, dropAnswer, finalAnswers, latestAnswer, putAnswer } from '../interview/form.js'
import { REPLY_WITHIN } from '../schedule.js'
import { activeDraft } from '../session.js'
import { type Asked, isAsked } from '../vi/asked.js'
import type { Command } from '../vi/keywords.js'
import {
  ask,
  draftLines,
  formOf,
  menuButtons,
  openDraft,
  openPanel,
  promptOf,
  putDraft,
  removeDraft,
  say,
  type Turn,
  titleOf,
} from './say.js'

const NOTHING_NOW = 'Dạ vâng. Khi cần, anh/chị cứ nhắn "bắt đầu" ạ.'
const THANKS = 'Dạ, Trợ lý cảm ơn anh/chị ạ. 🌸'

/** `rest` is what a button adds to its command. */
type Act = (t: Turn, rest: string) => void

const ACTS: Record<Exclude<Command, Asked>, Act> = {
  menu(t) {
    openPanel(t, 'home')
    ask(t)
  },
  nominate: (t) => nominate(t),
  resume(t) {
    t.session = { ...t.session, panel: undefined }
    const draft = activeDraft(t.session)
    const [only] = t.session.drafts
    if (draft) return ask(t)
    if (!only) return resume(t)
    if (t.session.drafts.length > 1) {
      openPanel(t, 'drafts')
      return ask(t)
    }
    openDraft(t, only.id)
    ask(t, `Mình kể tiếp ${titleOf(t, only)} nhé.`)
  },
  back,
  cancel: (t) => pause(t, 'Dạ, Trợ lý đã dừng lại.'),
  later: (t) => pause(t, 'Dạ, Trợ lý đã lưu lại.'),
  help,
  human(t) {
    t.effects.push({ do: 'openTicket', kind: 'human' })
    const kept = activeDraft(t.session) ? ' Những gì anh/chị đã kể vẫn được giữ nguyên.' : ''
    openPanel(t, 'human')
    ask(t, `Dạ, Trợ lý đã báo cán bộ Hội; cán bộ sẽ trả lời trong ${REPLY_WITHIN}.${kept}`)
  },
  optout(t) {
    t.session = { ...t.session, stopped: true }
    t.effects.push({ do: 'setProactive', on: false })
    say(t, {
      text: 'Dạ, từ giờ Trợ lý sẽ không gửi tin chủ động cho anh/chị nữa. Hồ sơ đã gửi vẫn được xem xét. Muốn nhận lại, anh/chị nhắn "nhận tin".',
    })
  },
  optin(t) {
    t.session = { ...t.session, stopped: undefined }
    t.effects.push({ do: 'setProactive', on: true })
    say(t, { text: 'Dạ, Trợ lý sẽ lại nhắn khi có việc cần. Muốn dừng, anh/chị nhắn "dừng nhận tin".' })
  },
  privacy(t) {
    openPanel(t, 'data')
    ask(t)
  },
  records(t, rest) {
    const skip = /^\d{1,6}$/.test(rest) ? Number(rest) : 0
    t.effects.push({ do: 'showRecords', drafts: draftLines(t), ...(skip > 0 ? { skip } : {}) })
  },
  deleteDraft(t) {
    const { drafts, panel } = t.session
    const draft = drafts.find((d) => d.id === panel?.draft) ?? activeDraft(t.session) ?? drafts.at(-1)
    if (!draft) return say(t, { text: 'Anh/chị không có bản nào đang kể dở ạ.', buttons: menuButtons(t) })
    openPanel(t, 'remove', draft.id)
    ask(t)
  },
  done: send,
  edit(t) {
    if (!activeDraft(t.session)) return resume(t)
    openPanel(t, 'edit')
    ask(t)
  },
  salutation(t) {
    openPanel(t, 'salutation')
    ask(t)
  },
  thanks(t) {
    if (activeDraft(t.session) && !t.session.panel) ask(t, THANKS)
    else say(t, { text: THANKS })
  },
  hello(t) {
    const { panel, greetedAt } = t.session
    const busy = panel ? panel.name !== 'home' : activeDraft(t.session) !== undefined
    if (!busy && greetedAt === undefined) return greet(t)
    if (!busy) openPanel(t, 'home')
    ask(t, 'Dạ, Trợ lý chào anh/chị ạ!')
  },
  yes: (t) => resume(t),
  no: notNow,
  skip: notNow,
}

/** Carries a command out; one we do not know (a button of an older release) leads back to where they were. */
export function act(t: Turn, command: Command, rest = ''): void {
  if (isAsked(command)) answerAsked(t, command, help)
  else if (Object.hasOwn(ACTS, command)) ACTS[command](t, rest)
  else if (promptOf(t)) ask(t)
  else resume(t)
}

/** A new nomination, or one that is half told. `told`: they have begun to tell already. */
export function nominate(t: Turn, told = false): void {
  t.session = { ...t.session, panel: undefined }
  if (t.session.drafts.length === 0) return begin(t, told)
  openPanel(t, 'drafts')
  ask(t, told ? TELL_AGAIN : undefined)
}

/** Says hello and what can be done. */
export function greet(t: Turn): void {
  const { greetedAt, panel } = t.session
  // Following and pressing "Message" arrive as two events: one greeting is enough while it is what they look at.
  if (panel?.name === 'home' && greetedAt !== undefined && t.ctx.now - greetedAt < 5_000) return
  t.session = { ...t.session, greetedAt: t.ctx.now }
  openPanel(t, 'home')
  ask(
    t,
    t.session.drafts.length > 0
      ? 'Chào mừng anh/chị quay lại!'
      : 'Chào anh/chị! Đây là Trợ lý Nhân ái của Hội Chữ thập đỏ thành phố Hải Phòng, một chương trình trả lời tự động. Nếu anh/chị biết một người đang lặng lẽ làm việc thiện, hãy kể cho chúng tôi nghe nhé.',
  )
}

// "Back" takes back the latest answer; while a place or a date is being confirmed it only drops the reading; while an
// answer is edited from the summary it restores the old one.
function back(t: Turn): void {
  t.session = { ...t.session, open: undefined }
  if (t.session.panel) {
    t.session = { ...t.session, panel: undefined }
    return resume(t)
  }
  const draft = activeDraft(t.session)
  if (!draft) return resume(t)
  const form = formOf(t, draft)
  const current = currentQuestion(form, draft.answers)
  if (draft.editing && current?.key === draft.editing && draft.editing in draft.kept) {
    putDraft(t, putAnswer(draft, draft.editing, draft.kept[draft.editing]))
    return ask(t, 'Dạ, Trợ lý giữ như cũ.')
  }
  if (current && !current.pieces && current.key in draft.notes) {
    const { [current.key]: _heard, ...notes } = draft.notes
    putDraft(t, { ...draft, notes })
    return ask(t)
  }
  const key = latestAnswer(form, draft)
  if (key === undefined) return ask(t, 'Đây là câu đầu tiên ạ.')
  if (current && draft.edited?.key === key) {
    putDraft(t, { ...putAnswer(draft, key, draft.edited.value), edited: undefined })
    return ask(t, 'Dạ, Trợ lý giữ như cũ.')
  }
  // From the complete summary on, a changed answer is one like any other.
  putDraft(t, dropAnswer(current ? draft : { ...draft, edited: undefined }, key))
  ask(t)
}

// "Không" to "what would you like to do?" is an answer: nothing more is asked.
function notNow(t: Turn): void {
  if (activeDraft(t.session)) return resume(t)
  openPanel(t, 'home')
  say(t, { text: NOTHING_NOW, buttons: menuButtons(t) })
}

function pause(t: Turn, remark: string): void {
  const draft = activeDraft(t.session)
  t.session = { ...t.session, active: undefined, panel: undefined, open: undefined }
  if (!draft) return say(t, { text: NOTHING_NOW, buttons: menuButtons(t) })
  say(t, {
    text: `${remark} Bản kể được giữ nguyên; khi tiện, anh/chị nhắn "tiếp tục". Muốn bỏ hẳn thì nhắn "xóa bản nháp" ạ.`,
    buttons: [
      { label: 'Tiếp tục', token: 'c.resume' },
      { label: 'Xóa bản nháp', token: 'c.deleteDraft' },
    ],
  })
}

function help(t: Turn): void {
  ask(
    t,
    [
      'Anh/chị có thể nhắn bất cứ lúc nào:',
      '• "quay lại": sửa câu vừa trả lời',
      '• "để sau": lưu lại, khi rảnh nhắn "tiếp tục"',
      '• "hồ sơ của tôi": xem điều đã gửi',
      '• "quyền của tôi": xem, sửa, xóa dữ liệu',
      '• "xưng hô": chọn cách Trợ lý gọi anh/chị',
      '• "dừng nhận tin": không nhận tin nhắc nữa',
      '• "gặp cán bộ": nói chuyện với người thật',
    ].join('\n'),
  )
}

function send(t: Turn): void {
  const draft = activeDraft(t.session)
  if (!draft) return resume(t)
  const form = formOf(t, draft)
  // Edited meanwhile, or the form has a new question: nothing leaves half-done.
  if (currentQuestion(form, draft.answers)) return ask(t)
  const nomination = form.submission(finalAnswers(form, draft.answers))
  t.effects.push({ do: 'submitNomination', draft: draft.id, nomination })
  const { nominatorName: name, nominatorPhone: phone } = nomination
  removeDraft(t, draft.id)
  t.session = { ...t.session, panel: undefined, profile: { name, phone } }
}
