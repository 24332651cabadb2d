// One turn of a conversation: what we remember + what came in -> what we remember next + what to do. JSON in, JSON out.
import type { Effect, Flows, Turn } from '../flow.js'
import { type Ctx, currentQuestion } from '../interview/form.js'
import { type Inbound, isAct, type Ours } from '../message.js'
import { addressed, inWords, type Salutation } from '../salutation.js'
import { activeDraft, isTalking, type Session } from '../session.js'
import { agreesToConsent } from '../vi/keywords.js'
import { readSelf } from '../vi/self.js'
import { act } from './act.js'
import { dropUntouched } from './drafts.js'
import { dropLeftFiles } from './files.js'
import { formOf } from './forms.js'
import { hear } from './hear.js'
import { letGoOld } from './held.js'
import { edited, remember } from './mend.js'
import { agreeFirst, ask, say, standsAbove } from './say.js'
import { leaveClosed } from './theirs.js'

/**
 * Runs one turn. Pure: the same session, inbound and ctx give the same result. Throws only on a bug of ours.
 * `flows` are the conversations of the release.
 */
export function turn(
  session: Session,
  inbound: Inbound,
  ctx: Ctx,
  flows: Flows,
): { session: Session; effects: Effect[] } {
  const t: Turn = { session, effects: [], ctx, flows, letGo: [] }
  if (typed(inbound).length > MOST_TYPED) {
    say(t, { text: FLOOD })
    return { session, effects: t.effects.map((effect) => inTheirForm(effect, session.salutation)) }
  }
  // A button pressed twice in one movement is answered once; anything in between makes it a new act.
  if (inbound.kind !== 'tap' && inbound.kind !== 'told')
    t.session = { ...session, tapped: undefined, tappedAt: undefined }
  if (t.session.aside && !t.session.aside.told && isAct(inbound) && inbound.kind !== 'withdrew')
    apologise(t, t.session.aside)
  letGoOld(t)
  callAsTheySay(t, inbound)
  const talking = isTalking(t.session, ctx.now)
  const agrees = () => inbound.kind === 'text' && agreesToConsent(inbound.text)
  // Words of agreement to an officer are none to us.
  if (isAct(inbound) && !(talking && agrees())) agreeFirst(t)
  const answers = () => agrees() || (inbound.kind === 'text' && flows.vocabulary.read(inbound.text, 'closed') === 'no')
  if (!talking && t.session.panel?.name === 'consent' && answers() && !standsAbove(t)) ask(t)
  else handle(t, inbound)
  dropUntouched(t)
  dropLeftFiles(t, session)
  remember(t, session, inbound)
  const { salutation, shown } = t.session
  const read = shown?.map((button) => ({ ...button, label: inWords(button.label, salutation) }))
  return {
    session: read ? { ...t.session, shown: read } : t.session,
    effects: t.effects.map((effect) => inTheirForm(effect, salutation)),
  }
}

/** Who calls themselves "bác" is called so; what they chose themselves stays. */
function callAsTheySay(t: Turn, inbound: Inbound): void {
  if (t.session.salutation || inbound.kind !== 'text' || isTalking(t.session, t.ctx.now)) return
  const self = readSelf(inbound.text)
  if (self) t.session = { ...t.session, salutation: self }
}

// Several messages as long as either platform takes them; no phone sends more at once, and nothing of it is looked at.
const MOST_TYPED = 20_000
const FLOOD =
  'Tin này dài quá nên Trợ lý không đọc được, và chưa ghi gì ạ. Anh/chị gửi thành nhiều tin ngắn giúp, mỗi tin vài đoạn; những gì đã kể trước đó vẫn còn nguyên.'

function typed(inbound: Inbound): string {
  if (inbound.kind === 'text' || inbound.kind === 'edited') return inbound.text
  if (inbound.kind === 'files') return inbound.caption ?? ''
  return inbound.kind === 'unusable' ? (inbound.words ?? '') : ''
}

function handle(t: Turn, inbound: Inbound): void {
  switch (inbound.kind) {
    case 'text':
    case 'tap':
    case 'start':
    case 'details':
      return act(t, hear(t, inbound))
    case 'unusable':
      act(t, hear(t, inbound))
      // What is written under a video is said like any other words; while they talk with a human it has gone along.
      if (inbound.words && !isTalking(t.session, t.ctx.now)) act(t, hear(t, { kind: 'text', text: inbound.words }))
      return
    case 'edited':
      return correct(t, inbound)
    case 'files': {
      const heard = hear(t, inbound)
      act(t, heard)
      // What is written under a picture belongs to a story; it is no name, no place, no yes.
      if (heard.is === 'files' && inbound.caption && takesCaption(t))
        act(t, hear(t, { kind: 'text', text: inbound.caption }))
      return
    }
    case 'arrived':
      if (inbound.quiet) return void t.effects.push({ do: 'setReachable', on: true })
      leaveClosed(t)
      return t.flows.happened(t, 'arrived')
    case 'left':
    case 'withdrew':
    case 'officerWrote':
      return t.flows.happened(t, inbound.kind)
    case 'ours':
      return tell(t, inbound)
    case 'told':
      return t.flows.told(t, inbound.asked, inbound.result)
    default:
      return inbound satisfies never
  }
}

/** News of ours that no conversation of this release knows is dropped: it is told to nobody, and nothing waits for it. */
function tell(t: Turn, { flow, what, about, more }: Ours): void {
  const known = (of: object | undefined, name: string) => of !== undefined && Object.hasOwn(of, name)
  const news =
    known(t.flows.all, flow) && known(t.flows.all[flow]!.news, what) ? t.flows.all[flow]!.news![what] : undefined
  if (!news || (news.unasked && t.session.stopped)) return
  news.tell(t, about, more)
  if (news.unasked) t.effects = t.effects.map((e) => (e.do === 'say' ? { ...e, unasked: true } : e))
}

/** Somebody edited a message: its answer follows, or it is heard anew where nothing was taken from it. */
function correct(t: Turn, inbound: Extract<Inbound, { kind: 'edited' }>): void {
  if (isTalking(t.session, t.ctx.now)) return act(t, hear(t, { kind: 'text', text: `(sửa lại) ${inbound.text}` }))
  const again = edited(t, inbound)
  if (again !== undefined) act(t, hear(t, { kind: 'text', text: again }))
}

function takesCaption(t: Turn): boolean {
  const draft = activeDraft(t.session)
  return !!draft && !t.session.panel && currentQuestion(formOf(t, draft), draft.answers)?.captions === true
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

/** Words as this person reads them; what is kept as proof of them is what was read. */
function inTheirForm(effect: Effect, to: Salutation | undefined): Effect {
  if (effect.do === 'say') {
    const { message, remark } = effect
    return { ...effect, message: addressed(message, to), ...(remark !== undefined && { remark: inWords(remark, to) }) }
  }
  return effect.do === 'recordConsent' ? { ...effect, text: inWords(effect.text, to) } : effect
}
