// One turn of a conversation: what we remember + what came in -> what we remember next + what to do. JSON in, JSON out.

import { panels } from '../always/index.js'
import { withdrawAll } from '../always/my-data.js'
import { comfort, maybePlea } from '../always/plea.js'
import { isWithOfficer, noteOf, officerWrote, toOfficer } from '../always/to-officer.js'
import { type Ctx, currentQuestion, type Form, type Option, putAnswer } from '../interview/form.js'
import type { Effect, Inbound } from '../message.js'
import { nominateForm } from '../nominate/form.js'
import { addressed, inWords, type Salutation } from '../salutation.js'
import { activeDraft, type Session } from '../session.js'
import { ANSWER_WORDS, ASKED, SMALL_TALK } from '../vi/keyword-table.js'
import { type Command, readCommand } from '../vi/keywords.js'
import { isPlea } from '../vi/plea.js'
import { isTelling } from '../vi/telling.js'
import { fold, hasDiacritics } from '../vi/text.js'
import { act, greet, nominate } from './act.js'
import { isPlainAnswer, toQuestion } from './answer.js'
import { dropLeftFiles, fileLost, files, nudge } from './files.js'
import { ask, CHOOSE, formOf, openPanel, type Panel, type Prompt, promptOf, putDraft, say, type Turn } from './say.js'

export type { Ctx } from '../interview/form.js'

// Impatience while an answer is on its way.
const DOUBLE_TAP_MS = 60_000

/** The forms of this release. */
export const FORMS: Record<string, Form> = { nominate: nominateForm }

/**
 * Runs one turn. Pure: the same session, inbound and ctx give the same result. Throws only on a bug of ours.
 * `forms` is a parameter so that a test can change a form under a conversation.
 */
export function turn(
  session: Session,
  inbound: Inbound,
  ctx: Ctx,
  forms: Record<string, Form> = FORMS,
): { session: Session; effects: Effect[] } {
  const t: Turn = { session, effects: [], ctx, forms, panels }
  // A button pressed twice in one movement is answered once; anything in between makes it a new act.
  if (inbound.kind !== 'tap') t.session = { ...session, tapped: undefined, tappedAt: undefined }
  if (t.session.aside && !t.session.aside.told && isAct(inbound)) apologise(t, t.session.aside)
  handle(t, inbound)
  if (inbound.kind !== 'fileLost') dropLeftFiles(t, session)
  return { session: t.session, effects: t.effects.map((effect) => inTheirForm(effect, t.session.salutation)) }
}

// What was open could not be read: they are told once, and somebody is asked to mend it.
function apologise(t: Turn, aside: NonNullable<Session['aside']>): void {
  t.session = { ...t.session, aside: { ...aside, told: true } }
  t.effects.push({
    do: 'openTicket',
    kind: 'human',
    note: '(Tự động) Không đọc được cuộc trò chuyện cũ; đã giữ riêng.',
  })
  say(t, {
    text: 'Rất tiếc, Trợ lý không mở lại được phần mình đang kể dở. Bản cũ vẫn được giữ và đã báo cán bộ Hội; hồ sơ đã gửi không bị ảnh hưởng. Mong anh/chị thông cảm ạ.',
  })
}

function isAct({ kind }: Inbound): boolean {
  return kind !== 'left' && kind !== 'officerWrote' && kind !== 'withdrew' && kind !== 'nudge' && kind !== 'fileLost'
}

// What is read, and what is kept as the proof of what was read.
function inTheirForm(effect: Effect, to: Salutation | undefined): Effect {
  if (effect.do === 'say') return { ...effect, message: addressed(effect.message, to) }
  return effect.do === 'recordConsent' ? { ...effect, text: inWords(effect.text, to) } : effect
}

function handle(t: Turn, inbound: Inbound): void {
  switch (inbound.kind) {
    case 'text':
      return text(t, inbound.text)
    case 'tap':
      return tap(t, inbound.token)
    case 'start':
      return isNominateLink(inbound.payload) ? act(t, 'nominate') : greet(t)
    case 'details':
      if (isWithOfficer(t)) return toOfficer(t, inbound)
      if (!toQuestion(t, inbound)) ask(t, 'Trợ lý cảm ơn, thông tin này hiện chưa cần tới ạ.')
      return
    case 'files':
      if (isWithOfficer(t)) return toOfficer(t, inbound)
      if (t.session.panel?.name === 'human') return t.panels.human!.text!(t, noteOf(t, inbound))
      if (files(t, inbound.files, inbound.caption) && inbound.caption && takesCaption(t)) text(t, inbound.caption)
      return
    case 'unusable':
      if (isWithOfficer(t)) return toOfficer(t, inbound)
      return ask(t, UNUSABLE[inbound.what])
    case 'arrived':
      t.effects.push({ do: 'setReachable', on: true })
      return inbound.quiet ? undefined : arrived(t)
    case 'left':
      return void t.effects.push({ do: 'setReachable', on: false })
    case 'officerWrote':
      return officerWrote(t, inbound.text)
    case 'withdrew':
      return withdrawAll(t)
    case 'nudge':
      return nudge(t, inbound.draft)
    case 'fileLost':
      return fileLost(t, inbound.file, inbound.reason)
    default:
      return inbound satisfies never
  }
}

function openPanelOf({ session, panels }: Turn): Panel | undefined {
  return session.panel && panels[session.panel.name]
}

// Pressing Zalo's "Message" in the middle of something is no wish to begin anew.
function arrived(t: Turn): void {
  const { panel } = t.session
  const busy = panel ? panel.name !== 'home' : activeDraft(t.session) !== undefined
  if (busy) ask(t, 'Chào mừng anh/chị quay lại!')
  else greet(t)
}

// What is written under a picture belongs to a story; it is no name, no place, no yes.
function takesCaption(t: Turn): boolean {
  const draft = activeDraft(t.session)
  return !!draft && !t.session.panel && currentQuestion(formOf(t, draft), draft.answers)?.captions === true
}

const UNUSABLE: Record<Extract<Inbound, { kind: 'unusable' }>['what'], string> = {
  sticker: 'Trợ lý cảm ơn anh/chị. Trợ lý chưa đọc được nhãn dán, mình tiếp tục nhé.',
  voice: 'Trợ lý chưa nghe được tin thoại. Anh/chị gõ chữ giúp Trợ lý, hoặc nhờ người nhà gõ hộ ạ.',
  video: 'Trợ lý chưa xem được video. Anh/chị gửi ảnh, hoặc kể bằng chữ giúp Trợ lý ạ.',
  location: 'Trợ lý không lưu vị trí của anh/chị. Anh/chị gõ tên phường, xã giúp Trợ lý ạ.',
  other: 'Trợ lý chưa hiểu tin nhắn này. Anh/chị gõ chữ hoặc bấm nút giúp Trợ lý ạ.',
}

function isNominateLink(payload?: string): boolean {
  return payload !== undefined && /^(nominate|gioi[-_]?thieu)$/i.test(payload)
}

function text(t: Turn, said: string): void {
  if (said === '') return ask(t, UNUSABLE.other)
  const prompt = promptOf(t)
  const named = prompt && labelled(prompt.options, said, t.session.salutation)
  if (prompt && named) return tap(t, prompt.token(named.value), said)
  const nth =
    prompt?.numbersPick && /^\d{1,2}[.)]?$/.test(said) ? prompt.options[Number.parseInt(said, 10) - 1] : undefined
  if (prompt && nth) return tap(t, prompt.token(nth.value), nth.label)

  const command = readCommand(said, prompt ? prompt.mode : 'closed')
  if (command === 'ambiguous' && prompt) {
    const { panel } = t.session
    // What it may confirm stays in mind behind it.
    if (panel?.name !== 'unsure') t.session = { ...t.session, panel: { ...panel, name: 'unsure', over: panel?.name } }
    return ask(t)
  }
  const clear = command === 'ambiguous' ? undefined : command
  if (clear && !ANSWER_WORDS.has(clear) && !SMALL_TALK.has(clear) && !ASKED.has(clear)) {
    t.session = { ...t.session, officerAt: undefined, hushTold: undefined }
    return act(t, clear)
  }
  if (isWithOfficer(t)) return toOfficer(t, { kind: 'text', text: said })
  const open = openPanelOf(t)
  if (clear && (SMALL_TALK.has(clear) || (ASKED.has(clear) && !open?.toOfficer))) return act(t, clear)
  if (!clear && isPlea(said) && maybePlea(t)) return comfort(t)
  if (prompt && open) return panelText(t, open, prompt, said, clear)
  if (toQuestion(t, { kind: 'text', text: said, command: clear })) return
  if (clear) return act(t, clear)
  openPanel(t, 'home')
  lost(t, said)
}

/** What is no command and no answer: a story that nobody has asked for yet, or something we do not understand. */
function lost(t: Turn, said: string): void {
  if (isTelling(said)) nominate(t, true)
  else ask(t, LOST)
}

// A label typed in full is its button, also where it happens to be a command; without marks if it can mean no other.
function labelled(options: Option[], said: string, to: Salutation | undefined): Option | undefined {
  const exact = options.find((o) => inWords(o.label, to).toLowerCase() === said.toLowerCase())
  if (exact || hasDiacritics(said) || readCommand(said, 'closed') === 'ambiguous') return exact
  const [only, ...others] = options.filter((o) => fold(inWords(o.label, to)) === fold(said))
  return others.length === 0 ? only : undefined
}

const LOST = 'Xin lỗi anh/chị, Trợ lý chưa hiểu ý này. Anh/chị chọn giúp Trợ lý, hoặc nhắn "gặp cán bộ" ạ.'

const LONG_LIST = 9
const BY_NUMBER = 'Trợ lý chưa tìm thấy mục này trong danh sách trên. Anh/chị trả lời bằng số thứ tự giúp Trợ lý ạ.'

function panelText(t: Turn, panel: Panel, prompt: Prompt, said: string, command?: Command): void {
  // In a free panel (consent) no "yes" of politeness counts, only what the panel reads.
  const wanted = panel.mode === 'free' ? undefined : command === 'yes' ? (panel.yes ?? 'yes') : command
  const picked = prompt.options.find((o) => o.value === (panel.read?.(said) ?? wanted))
  if (picked) return tap(t, prompt.token(picked.value), said)
  if (panel.text) return panel.text(t, said)
  if (panel.passing) {
    const { panel: asked } = t.session
    if (asked && !asked.missed && !command && !isPlainAnswer(t, { kind: 'text', text: said })) {
      t.session = { ...t.session, panel: { ...asked, missed: true } }
      return ask(t, 'Xin lỗi, Trợ lý chưa rõ ạ.')
    }
    t.session = { ...t.session, panel: undefined }
    return command === 'no' || command === 'skip' ? act(t, command) : text(t, said)
  }
  if (panel === t.panels.home && command && ANSWER_WORDS.has(command)) return act(t, command)
  // The list stands just above: once is enough on a small screen.
  if (prompt.options.length > LONG_LIST && prompt.numbersPick) return say(t, { text: BY_NUMBER })
  if (panel === t.panels.home) lost(t, said)
  else ask(t, CHOOSE)
}

function pickPanel(t: Turn, name: string, value: string, said: string): void {
  const { draft, over } = t.session.panel ?? {}
  t.panels[name]!.pick(t, value, said, draft)
  if (name !== 'unsure') return
  if (value === 'stop') return act(t, 'cancel')
  const open = over === undefined ? undefined : t.panels[over]
  if (over !== undefined && open) {
    t.session = { ...t.session, panel: { name: over, draft } }
    return panelText(t, open, promptOf(t)!, 'đúng', 'yes')
  }
  if (!toQuestion(t, { kind: 'text', text: 'đúng', command: 'yes' })) ask(t)
}

function tap(t: Turn, token: string, typed?: string): void {
  const [kind, owner = '', key = '', value = ''] = token.split('.')
  const { now } = t.ctx
  const twice = t.session.tapped === token && now - (t.session.tappedAt ?? 0) < DOUBLE_TAP_MS
  t.session = { ...t.session, tapped: token, tappedAt: now, officerAt: undefined, hushTold: undefined }
  if (kind === 'c') return act(t, owner as Command, key)
  if (kind === 'p') {
    const { panel } = t.session
    const isOpen = panel?.name === owner && (panel.draft ?? '').startsWith(value)
    const mayBe = isOpen || (!twice && t.panels[owner]?.anyTime && (!panel || panel.name === 'home'))
    const picked = mayBe ? t.panels[owner]?.ask(t, panel?.draft).options?.find((o) => o.value === key) : undefined
    if (picked) return pickPanel(t, owner, picked.value, typed ?? picked.label)
    return twice ? undefined : stale(t)
  }
  const draft = activeDraft(t.session)
  if (kind !== 'q' || !draft?.id.startsWith(owner)) return twice ? undefined : stale(t)
  const question = currentQuestion(formOf(t, draft), draft.answers)
  if ((question?.key ?? 'summary') !== key) return twice ? undefined : stale(t)
  t.session = { ...t.session, panel: undefined }
  if (!question) return act(t, value === 'send' ? 'done' : value === 'edit' ? 'edit' : 'later')
  if (value === 'keep' && key in draft.kept && question.valid(draft.kept[key])) {
    putDraft(t, putAnswer(draft, key, draft.kept[key]))
    t.session = { ...t.session, open: undefined }
    return ask(t)
  }
  toQuestion(t, { kind: 'pick', value })
}

// An old button gets a kind answer, never a wrong write.
function stale(t: Turn): void {
  if (activeDraft(t.session) || (t.session.panel && t.session.panel.name !== 'home'))
    return ask(t, 'Nút này thuộc về một câu trước đó. Muốn sửa câu đã trả lời, anh/chị bấm "Quay lại" ạ.')
  openPanel(t, 'home')
  ask(t, 'Nút này không còn dùng được nữa.')
}
