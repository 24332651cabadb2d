// What a supporter hears: cards to choose from, what became of a hold and of a pledge.

import type { MyPledge, NeedCard, PledgeForm, Search, SupportResults } from '../effects/support.js'
import type { Sent, Turn } from '../flow.js'
import { dropAnswer, putAnswer } from '../interview/form.js'
import { bold } from '../message.js'
import {
  FORMS,
  type HelpForm,
  RHYTHMS,
  type Rhythm,
  showGroup,
  showQuantity,
  URGENCIES,
  type Urgency,
} from '../needs.js'
import { verbatim } from '../salutation.js'
import { afterQuiet, HOUR } from '../schedule.js'
import { activeDraft } from '../session.js'
import { beginWith } from '../turn/begin.js'
import { openDraft, putDraft, startDraft } from '../turn/drafts.js'
import { showList } from '../turn/list.js'
import { withOffer } from '../turn/offer.js'
import { say } from '../turn/say.js'
import { showIsoDay, showMoment } from '../vi/calendar.js'
import { clip } from '../vi/text.js'
import { answersOf, chosenOf } from './form.js'

export const MENU = { label: 'Trang chính', token: 'c.menu' }
const BROWSE = { label: 'Xem hoàn cảnh khác', token: 'c.support' }
const NO_MONEY =
  'Trợ lý không nhận tiền và không có số tài khoản; anh/chị đừng chuyển khoản cho ai tự xưng là Trợ lý nhé.'

export const STATES: Record<MyPledge['state'], string> = {
  held: 'đang giữ chỗ',
  lapsed: 'đã hết hạn giữ chỗ',
  released: 'đã trả lại',
  asked: 'đang chờ cán bộ trả lời',
  proposed: 'cán bộ đề nghị thay đổi, chờ anh/chị trả lời',
  agreed: 'cán bộ đã đồng ý',
  done: 'đã hoàn thành',
  cancelled: 'đã hủy',
  refused: 'cán bộ chưa nhận được',
}

export const sent: Sent = { states: STATES, open: 'myPledge' }

const help = (card: NeedCard) => ({ label: clip(`Tôi muốn giúp: ${card.what}`, 60), token: `c.giveHelp.${card.need}` })

function needLine({ form, what, left, measure, rhythm, neededBy }: NeedCard): string {
  const by = neededBy ? `, trước ngày ${showIsoDay(neededBy)}` : ''
  return `Cần ${FORMS[form as HelpForm].toLowerCase()}: ${verbatim(what)}, còn ${showQuantity(left, measure)} (${RHYTHMS[rhythm as Rhythm]}${by})`
}

function cardLines(card: NeedCard): string[] {
  const invented = card.invented ? ' (ví dụ, không có thật)' : ''
  return [
    `${bold(card.address)}${invented} · ${showGroup(card.group)} · ${card.unit} · ${URGENCIES[card.urgency as Urgency]}`,
    verbatim(card.summary),
    needLine(card),
  ]
}

const more = ({ by, unit = '', form = '', skip }: Search, seen: number) => ({
  label: 'Xem tiếp',
  token: `c.needs.${by}~${unit || form}~${skip + seen}`,
})

/** Which place was understood; where no card may name it, that these are of elsewhere. */
function nearLine(t: Turn, cards: NeedCard[], code = ''): string[] {
  const name = t.ctx.places.units.get(code)?.name
  if (!name) return []
  const there = cards.some(({ unit }) => unit === name)
  return [
    there
      ? `Gần ${name} nhất:`
      : `Ở ${name} hiện chưa có hoàn cảnh nào ghi rõ phường, xã; những nơi này trong thành phố đang cần nhất:`,
    '',
  ]
}

export function found(
  t: Turn,
  { cards, more: others }: SupportResults['findNeeds'],
  { search }: { search: Search },
): void {
  if (cards.length === 0)
    return showList(t, {
      text: 'Hiện chưa có hoàn cảnh nào như vậy đang chờ. Anh/chị thử cách tìm khác nhé.',
      buttons: [BROWSE, MENU],
    })
  const text = [
    ...(search.by === 'near' && search.skip === 0 ? nearLine(t, cards, search.unit) : []),
    ...cards.flatMap((card, n) => [`${n + 1}.`, ...cardLines(card), '']),
    'Anh/chị chọn việc mình muốn giúp ạ.',
  ].join('\n')
  showList(t, { text, buttons: [...cards.map(help), ...(others ? [more(search, cards.length)] : [MENU])] })
}

export function card(t: Turn, { cards }: SupportResults['openCard']): void {
  if (cards.length === 0)
    return showList(t, {
      text: 'Địa chỉ này hiện đã có đủ người giúp, hoặc không còn chờ. Mời anh/chị xem hoàn cảnh khác ạ.',
      buttons: [BROWSE, MENU],
    })
  const [first] = cards
  const lines = [...cardLines(first!), ...cards.slice(1).map(needLine)]
  showList(t, { text: [...lines, '', NO_MONEY].join('\n'), buttons: [...cards.map(help), BROWSE] })
}

/** Others to choose from, where this one is taken. */
function offerOthers(t: Turn, others: NeedCard[], why: string): void {
  const lines = others.flatMap((other) => ['', ...cardLines(other)])
  showList(t, { text: [why, ...lines].join('\n'), buttons: [...others.map(help), BROWSE] })
}

const FULL =
  'Việc này vừa có người nhận đủ rồi ạ, thật mừng cho gia đình! Tấm lòng của anh/chị vẫn rất quý; những nơi này còn đang chờ:'

export function held(t: Turn, result: SupportResults['holdNeed']): void {
  if (result.is !== 'held') return offerOthers(t, result.others, FULL)
  const { card, until } = result
  t.effects.push({
    do: 'setTimer',
    flow: 'support',
    what: 'holdEnds',
    about: card.need,
    at: afterQuiet(until - 12 * HOUR),
  })
  say(t, { text: `Trợ lý giữ chỗ này cho anh/chị đến ${showMoment(until)}:\n${cardLines(card).join('\n')}` })
  const draft = t.session.drafts.find(({ flow }) => flow === 'support')
  if (!draft) return beginWith(t, 'support', 'need', chosenOf(card))
  openDraft(t, draft.id)
  // A quantity of something else is no answer to how much of this.
  const quantity = (draft.answers.quantity ?? draft.kept.quantity) as { measure: string } | undefined
  const { quantity: _kept, ...kept } = draft.kept
  const asked = dropAnswer(draft, 'quantity')
  const next = quantity?.measure === card.measure ? asked : { ...asked, kept }
  putDraft(t, putAnswer(next, 'need', chosenOf(card)))
  askAgain(t)
}

function askAgain(t: Turn): void {
  t.flows.door('resume')!.open(t, '')
}

export function pledged(t: Turn, result: SupportResults['pledge'], asked: { pledge: PledgeForm }): void {
  t.effects.push({ do: 'dropTimer', flow: 'support', what: 'holdEnds', about: asked.pledge.need })
  if (result.is === 'full') {
    keepAnswers(t, asked.pledge)
    return offerOthers(t, result.others, FULL)
  }
  const { pledge } = result
  remember(t, pledge)
  const receipt = {
    text: `Cảm ơn tấm lòng của anh/chị! 🌸 Hội đã nhận đăng ký.\nMã số: ${bold(pledge.code)}\n${showQuantity(pledge.quantity, pledge.measure)}: ${verbatim(pledge.what)}\nCán bộ Hội ${pledge.unit} sẽ trả lời anh/chị tại đây. ${NO_MONEY}`,
    buttons: [view(pledge.code), BROWSE],
  }
  say(t, withOffer(t, receipt))
}

/** Somebody was quicker: all that was answered waits for another choice. */
function keepAnswers(t: Turn, pledge: PledgeForm): void {
  startDraft(t, 'support')
  const draft = activeDraft(t.session)!
  const answers = answersOf(pledge)
  putDraft(t, { ...draft, answers, order: Object.keys(answers) })
  t.session = { ...t.session, active: undefined }
}

/** Newest first; those given up, or never agreed on, are forgotten. */
const MOST_ADDRESSES = 10

/** The addresses somebody helps are offered where a form asks for one. */
export function remember(t: Turn, { address, state }: MyPledge): void {
  const others = (t.session.addresses ?? []).filter((code) => code !== address)
  const helps = ['asked', 'proposed', 'agreed', 'done'].includes(state)
  t.session = { ...t.session, addresses: (helps ? [address, ...others] : others).slice(0, MOST_ADDRESSES) }
}

export const view = (code: string) => ({ label: 'Xem đăng ký', token: `c.myPledge.${code}` })

/** The draft that is about this need, if they have one. */
function draftAbout(t: Turn, need: string): boolean {
  return t.session.drafts.some(
    ({ flow, answers }) => flow === 'support' && (answers.need as NeedCard | undefined)?.need === need,
  )
}

const RESUME = { label: 'Làm tiếp', token: 'c.resume' }

export function holdEnds(t: Turn, need: string): void {
  if (draftAbout(t, need))
    say(t, {
      text: 'Chỗ anh/chị giữ để giúp một địa chỉ nhân đạo sắp hết hạn (48 giờ). Anh/chị muốn hoàn tất đăng ký chứ ạ?',
      buttons: [RESUME, MENU],
    })
}

export function lapsed(t: Turn, need: string): void {
  if (draftAbout(t, need))
    say(t, {
      text: 'Chỗ anh/chị giữ đã hết 48 giờ nên được mở lại cho mọi người. Bản đăng ký vẫn còn; nếu việc ấy chưa có ai nhận, anh/chị làm tiếp là được ạ.',
      buttons: [RESUME, BROWSE],
    })
}
