// What is understood in every state: the commands, by word, slash or button.
import type { Turn } from '../flow.js'
import { currentQuestion, dropAnswer, finalAnswers, latestAnswer, putAnswer } from '../interview/form.js'
import { DAY, REPLY_WITHIN } from '../schedule.js'
import { activeDraft } from '../session.js'
import { draftLines, openDraft, putDraft, removeDraft, titleOf, verbOf } from '../turn/drafts.js'
import { filesIn } from '../turn/files.js'
import { formOf } from '../turn/forms.js'
import { menuButtons } from '../turn/menu.js'
import { withOffer } from '../turn/offer.js'
import { LIST } from '../turn/own-words.js'
import { ask, askOn, CHOOSE, HOME, openPanel, resume, say, WHO_WE_ARE } from '../turn/say.js'
import type { Asked } from '../vi/asked.js'
import type { Command } from '../vi/keywords.js'

const NOTHING_NOW = 'Dạ vâng. Khi cần, anh/chị cứ nhắn "bắt đầu" ạ.'
/** To "thôi", "hủy", "dừng" over a list: what it lists is not touched by that. */
const AS_IT_WAS = 'Dạ vâng, mọi thứ trong danh sách vẫn giữ nguyên ạ. Khi cần, anh/chị cứ nhắn "bắt đầu".'
const THANKS = 'Dạ, Trợ lý cảm ơn anh/chị ạ. 🌸'

/** `rest` is what a button adds to its command. */
export const COMMANDS: Record<Exclude<Command, Asked>, (t: Turn, rest: string) => void> = {
  menu(t) {
    openPanel(t, HOME)
    ask(t)
  },
  resume: goOn,
  back,
  cancel: (t) => pause(t, 'Dạ, Trợ lý đã dừng lại.'),
  later: (t) => pause(t, 'Dạ, Trợ lý đã lưu lại.'),
  help,
  human(t) {
    const { pleaAt } = t.session
    const urgent = pleaAt !== undefined && t.ctx.now - pleaAt < DAY
    t.effects.push({ do: 'openTicket', kind: 'human', ...(urgent ? { urgent } : {}) })
    const kept = activeDraft(t.session) ? ' Những gì anh/chị đã kể vẫn được giữ nguyên.' : ''
    openPanel(t, 'human')
    ask(t, `Dạ, Trợ lý đã báo cán bộ Hội; cán bộ sẽ trả lời trong ${REPLY_WITHIN}.${kept}`)
  },
  optout(t) {
    t.session = { ...t.session, stopped: true }
    t.effects.push({ do: 'setProactive', on: false })
    t.flows.happened(t, 'stopped')
    say(t, {
      text: 'Dạ, từ giờ Trợ lý sẽ không gửi tin chủ động cho anh/chị nữa. Hồ sơ đã gửi vẫn được xem xét. Muốn nhận lại, anh/chị nhắn "nhận tin".',
    })
  },
  optin(t) {
    t.session = { ...t.session, stopped: undefined }
    t.effects.push({ do: 'setProactive', on: true })
    say(t, withOffer(t, { text: 'Dạ, Trợ lý sẽ lại nhắn khi có việc cần. Muốn dừng, anh/chị nhắn "dừng nhận tin".' }))
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
    const draft = drafts.find((d) => d.id === panel?.about) ?? activeDraft(t.session) ?? drafts.at(-1)
    if (!draft) return say(t, { text: 'Anh/chị không có bản nào đang kể dở ạ.', buttons: menuButtons(t) })
    openPanel(t, 'remove', draft.id)
    ask(t)
  },
  done: send,
  edit(t) {
    if (!activeDraft(t.session)) return t.session.panel ? ask(t, CHOOSE) : resume(t)
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
    const busy = panel ? panel.name !== HOME : activeDraft(t.session) !== undefined
    if (!busy && greetedAt === undefined) return greet(t)
    if (!busy) openPanel(t, HOME)
    ask(t, 'Dạ, Trợ lý chào anh/chị ạ!')
  },
  yes: (t) => resume(t),
  no: notNow,
  skip: notNow,
}

/** Says hello and what can be done. */
export function greet(t: Turn): void {
  const { greetedAt, panel } = t.session
  // Following and pressing "Message" arrive as two events: one greeting is enough while it is what they look at.
  if (panel?.name === HOME && greetedAt !== undefined && t.ctx.now - greetedAt < 5_000) return
  t.session = { ...t.session, greetedAt: t.ctx.now }
  openPanel(t, HOME)
  const invitations = Object.values(t.flows.all).flatMap(({ invitation }) => invitation ?? [])
  ask(
    t,
    t.session.drafts.length > 0
      ? 'Chào mừng anh/chị quay lại!'
      : [`Chào anh/chị! ${WHO_WE_ARE}`, ...invitations].join(' '),
  )
}

/** Pressing Zalo's "Message" in the middle of something is no wish to begin anew. */
export function arrived(t: Turn): void {
  t.effects.push({ do: 'setReachable', on: true })
  const { panel } = t.session
  const busy = panel ? panel.name !== HOME : activeDraft(t.session) !== undefined
  if (busy) ask(t, 'Chào mừng anh/chị quay lại!')
  else greet(t)
}

function goOn(t: Turn): void {
  // Nothing is half done: what they go on with is what they were asked to agree to.
  if (t.session.drafts.length === 0 && t.session.panel?.name === 'consent') return ask(t)
  t.session = { ...t.session, panel: undefined }
  const [only] = t.session.drafts
  if (activeDraft(t.session)) return askOn(t)
  if (!only) return resume(t)
  if (t.session.drafts.length > 1) {
    openPanel(t, 'drafts')
    return ask(t)
  }
  openDraft(t, only.id)
  askOn(t, `Mình ${verbOf(t, only)} tiếp ${titleOf(t, only)} nhé.`)
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
  // What one tap answered one step takes back.
  const giver = form.questions.find((q) => q.gives && q.key === draft.order.at(-1))
  if (giver) {
    putDraft(t, [giver.key, ...giver.gives!].reduce(dropAnswer, draft))
    return ask(t)
  }
  const key = latestAnswer(form, draft)
  if (key === undefined) return ask(t, 'Dạ, trước câu này chưa có câu trả lời nào để sửa ạ.')
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
  openPanel(t, HOME)
  say(t, { text: NOTHING_NOW, buttons: menuButtons(t) })
}

function pause(t: Turn, remark: string): void {
  const draft = activeDraft(t.session)
  const text = t.session.panel?.name === LIST ? AS_IT_WAS : NOTHING_NOW
  t.session = { ...t.session, active: undefined, panel: undefined, open: undefined }
  if (!draft) return say(t, { text, buttons: menuButtons(t) })
  say(t, {
    text: `${remark} Bản ${verbOf(t, draft)} được giữ nguyên; khi tiện, anh/chị nhắn "tiếp tục". Muốn bỏ hẳn thì nhắn "xóa bản nháp" ạ.`,
    buttons: [
      { label: 'Tiếp tục', token: 'c.resume' },
      { label: 'Xóa bản nháp', token: 'c.deleteDraft' },
    ],
  })
}

export function help(t: Turn): void {
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
  const answers = finalAnswers(form, draft.answers)
  t.effects.push(form.send(draft, answers))
  if (form.filesKey !== undefined) t.letGo.push(...filesIn(answers[form.filesKey]))
  removeDraft(t, draft.id)
  t.session = { ...t.session, panel: undefined, profile: form.profile?.(answers) ?? t.session.profile }
}
