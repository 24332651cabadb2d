// What is done about what was heard. The one place that checks whom a conversation is for.
import type { OwnDoor, Turn } from '../flow.js'
import { dropAnswer } from '../interview/form.js'
import { activeDraft } from '../session.js'
import type { Command } from '../vi/keywords.js'
import { mayTellOfNeed } from '../vi/plea.js'
import { keepAnswer, MAY_BE_CUT, toQuestion } from './answer.js'
import { askBack, behind, FONTS, UNSURE } from './ask-back.js'
import { putDraft } from './drafts.js'
import { unasked } from './files.js'
import { formOf } from './forms.js'
import { type Heard, panelOf } from './hear.js'
import { ELSEWHERE, mend, SENT } from './mend.js'
import { isTheirs } from './menu.js'
import { nameOfSent, noteOf } from './note.js'
import { ask, CHOOSE, close, HOME, missed, NOT_THEIRS, OR_OFFICER, openPanel, promptOf, resume, say } from './say.js'
import { leaveClosed, mayUse } from './theirs.js'

const UNUSABLE = {
  sticker: '🌸',
  voice: 'Trợ lý chưa nghe được tin thoại. Anh/chị gõ chữ giúp Trợ lý, hoặc nhờ người nhà gõ hộ ạ.',
  video: 'Trợ lý chưa xem được video. Anh/chị gửi ảnh, hoặc kể bằng chữ giúp Trợ lý ạ.',
  location: 'Trợ lý không lưu vị trí của anh/chị ạ.',
  poll: 'Trợ lý chưa đọc được bình chọn. Anh/chị gõ chữ giúp Trợ lý ạ.',
  payment: 'Trợ lý không nhận tiền qua đây, anh/chị đừng chuyển khoản ạ. Muốn ủng hộ, anh/chị nhắn "gặp cán bộ".',
  other: 'Trợ lý chưa đọc được tin nhắn kiểu này. Anh/chị gõ chữ hoặc bấm nút giúp Trợ lý ạ.',
}
const LOST = 'Xin lỗi anh/chị, Trợ lý chưa hiểu ý này. Anh/chị chọn giúp Trợ lý, hoặc nhắn "gặp cán bộ" ạ.'
const IN_NEED = ' Anh/chị hay người nhà đang cần giúp gấp thì nhắn "tôi cần giúp", Trợ lý báo cán bộ ngay ạ.'
const BY_NUMBER = 'Trợ lý chưa tìm thấy mục này trong danh sách trên. Anh/chị trả lời bằng số thứ tự giúp Trợ lý ạ.'
const review = (send = 'Gửi đi') => `Anh/chị xem lại giúp, rồi bấm "${send}", "Sửa" hoặc "Để sau" ạ.`

/** What is heard the same whatever is open: the buttons of a form are not. */
function isElsewhereToo({ is, tapped = '' }: Heard): boolean {
  return ['door', 'plea', 'forHuman', 'again'].includes(is) && !tapped.startsWith('q.')
}

export function act(t: Turn, heard: Heard): void {
  if (heard.tapped !== undefined) noteTap(t, heard.tapped)
  const closed = leaveClosed(t)
  if (closed !== undefined && !isElsewhereToo(heard)) return refuse(t, closed)
  follow(t, heard)
}

function follow(t: Turn, heard: Heard): void {
  switch (heard.is) {
    case 'door':
      if (heard.byWord) endHour(t)
      return enter(t, heard.door, heard.rest)
    case 'pick':
      if (!mayUse(t, heard.panel)) return refuse(t, heard.panel.flow)
      return heard.panel.panel.pick(t, heard.value, heard.said, t.session.panel?.about)
    case 'panelWords':
      if (!mayUse(t, heard.panel)) return refuse(t, heard.panel.flow)
      noteCut(t, heard.said)
      return heard.panel.panel.text!(t, heard.said)
    case 'mend':
    case 'edit':
    case 'answer':
    case 'keep':
    case 'review':
      return inForm(t, heard)
    case 'ambiguous':
    case 'asked':
    case 'converted':
    case 'sure':
      return inDoubt(t, heard)
    case 'passed':
      close(t)
      return act(t, heard.behind)
    case 'missed':
      t.session = { ...t.session, panel: { ...t.session.panel!, missed: true } }
      return ask(t, 'Xin lỗi, Trợ lý chưa rõ ạ.')
    case 'forHuman': {
      const { flow, about } = t.session.talk!
      return t.flows.all[flow]?.talk?.(t, about, heard.words)
    }
    case 'forOfficer':
      return toOfficer(t, heard)
    case 'panelFiles':
      return mayUse(t, heard.panel) ? heard.panel.panel.files!(t, heard.files) : refuse(t, heard.panel.flow)
    case 'plea':
      return open(t, 'plea', heard.said)
    case 'files':
      return unasked(t, heard.files.files, heard.files.caption)
    case 'elsewhere':
      return say(t, { text: heard.sent ? SENT : ELSEWHERE })
    case 'unneeded':
      return ask(t, 'Cảm ơn anh/chị. Số điện thoại này, khi nào cần Trợ lý sẽ hỏi lại ạ.')
    case 'unusable':
      return ask(t, UNUSABLE[heard.what], `unusable.${heard.what}`)
    case 'byNumber':
      return say(t, { text: missed(t) ? `${BY_NUMBER} ${OR_OFFICER}` : BY_NUMBER })
    case 'choose':
      return ask(t, missed(t) ? `${CHOOSE} ${OR_OFFICER}` : CHOOSE)
    case 'lost':
      return lost(t, heard.said)
    case 'old':
      return stale(t)
    case 'again':
      return
    // A button of an older release leads back to where they were.
    case 'unknownDoor':
      return promptOf(t) ? ask(t) : resume(t)
    default:
      return heard satisfies never
  }
}

/** What is asked about before it counts, and what becomes of it. */
function inDoubt(t: Turn, heard: Extract<Heard, { is: 'ambiguous' | 'asked' | 'converted' | 'sure' }>): void {
  switch (heard.is) {
    case 'ambiguous': {
      askBack(t, UNSURE)
      return ask(t)
    }
    case 'asked':
      return ask(t)
    case 'converted': {
      askBack(t, FONTS)
      t.session = { ...t.session, converted: heard.text }
      return ask(t)
    }
    case 'sure': {
      t.session = { ...behind(t).session, converted: undefined }
      return act(t, heard.behind)
    }
  }
}

function inForm(t: Turn, heard: Extract<Heard, { is: 'answer' | 'keep' | 'review' | 'mend' | 'edit' }>): void {
  const draft = activeDraft(t.session)!
  if (heard.tapped !== undefined) close(t)
  if (heard.is === 'review') return ask(t, review(formOf(t, draft).sendLabel))
  if (heard.is === 'keep') return keepAnswer(t, heard.key)
  if (heard.is === 'mend') return mend(t, draft, heard.key, heard.text, heard.adds)
  if (heard.is === 'edit') {
    putDraft(t, { ...dropAnswer(draft, heard.key), editing: heard.key })
    return ask(t)
  }
  toQuestion(t, heard.input)
}

/** Takes a door by the name of its command, as its button does. */
export function open(t: Turn, command: Command | 'greet' | 'plea' | 'more', rest = ''): void {
  const door = t.flows.door(command)
  if (!door) throw new Error(`no door ${command}`)
  enter(t, door, rest)
}

function enter(t: Turn, door: OwnDoor, rest: string): void {
  if (!isTheirs(t, door)) return refuse(t, door.flow)
  door.open(t, rest)
}

/** It is not theirs, or no longer: said plainly, noted, nothing done. */
function refuse(t: Turn, flow: string): void {
  t.effects.push({ do: 'refused', flow })
  openPanel(t, HOME)
  ask(t, NOT_THEIRS)
}

/** Long words to an officer may go on in the next message, when their panel is closed. */
function noteCut(t: Turn, said: string): void {
  const open = panelOf(t)
  const key = open?.panel.toOfficer && said.length >= MAY_BE_CUT ? t.session.panel?.name : undefined
  if (key) noteRest(t, key, 'words')
  else t.session = { ...t.session, cut: undefined }
}

/** More of it comes right after, and belongs to the same panel. */
function noteRest(t: Turn, key: string, what: 'words' | 'files'): void {
  t.session = { ...t.session, cut: { draft: '', key, text: what, at: t.ctx.now } }
}

/** Six pictures are six notes. */
function toOfficer(t: Turn, { words, to }: Extract<Heard, { is: 'forOfficer' }>): void {
  if (words.kind === 'files') noteRest(t, to, 'files')
  t.flows.panel(to)!.panel.text!(t, noteOf(t, words), nameOfSent(words))
}

/** A button was taken: a second tap of the same movement is not answered twice, and an hour that was left to an officer ends. */
function noteTap(t: Turn, token: string): void {
  t.session = { ...t.session, tapped: token, tappedAt: t.ctx.now }
  endHour(t)
}

/** A talk that ends by itself ends with any button or command; one that lasts is for the two who talk to end. */
function endHour(t: Turn): void {
  if (t.session.talk && !t.session.talk.lasting) t.session = { ...t.session, talk: undefined }
  t.session = { ...t.session, hushTold: undefined }
}

/** What is no command and no answer: a story that nobody has asked for yet, or something we do not understand. */
function lost(t: Turn, said: string): void {
  openPanel(t, HOME)
  for (const [, flow] of Object.entries(t.flows.all)) if (flow.catches?.(t, said)) return
  ask(t, mayTellOfNeed(said) ? LOST + IN_NEED : LOST)
}

// An old button gets a kind answer, never a wrong write.
function stale(t: Turn): void {
  if (activeDraft(t.session) || (t.session.panel && t.session.panel.name !== HOME))
    return ask(
      t,
      'Nút này của câu trước rồi ạ. Muốn sửa câu đã trả lời, anh/chị bấm "Quay lại"; còn không, mình trả lời câu này nhé:',
    )
  openPanel(t, HOME)
  ask(t, 'Nút này cũ rồi ạ, mình chọn ở đây nhé:')
}
