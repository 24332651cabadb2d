// Before anything of a conversation is kept, its words are agreed to, by a clear act.
import type { Consent, Panel, Turn } from '../flow.js'
import { activeDraft } from '../session.js'
import { agreed } from '../turn/begin.js'
import { removeDraft } from '../turn/drafts.js'
import { hold, letGo } from '../turn/held.js'
import { ask, buttonsOf, close, promptOf, say } from '../turn/say.js'
import { agreesToConsent, readCommand } from '../vi/keywords.js'
import { mayTellOfNeed } from '../vi/plea.js'
import { PLAIN_PRONOUN } from '../vi/pronouns.js'
import { isTelling } from '../vi/telling.js'
import { fold } from '../vi/text.js'
import { isFromBefore, removeLater, undoableUntil } from './later.js'

/** `about` is the conversation whose words are agreed to. */
export const consent: Panel = {
  mode: 'free',
  plain: true,
  again: (t) => consentOf(t).words.question,
  ask: (t) => ({
    text: consentOf(t).text,
    options: [
      { value: 'yes', label: 'Tôi đồng ý' },
      { value: 'no', label: 'Tôi không đồng ý' },
      { value: 'full', label: 'Đọc bản đầy đủ' },
    ],
  }),
  pick(t, value, said, about) {
    const { purpose, version, text, full, words } = consentOf(t)
    if (value === 'full') return again(t, `${full}\n\nAnh/chị có đồng ý không ạ?`)
    close(t)
    if (value === 'no') {
      letGo(t)
      const chosen = activeDraft(t.session)
      const until = undoableUntil(t)
      if (chosen && until !== undefined && isFromBefore(t, chosen)) return removeLater(t, chosen, until)
      if (chosen?.flow === whose(t, about)) removeDraft(t, chosen.id)
      return refuse(t)
    }
    t.effects.push({ do: 'recordConsent', purpose, version, text, reply: said })
    t.session = { ...t.session, consents: { ...t.session.consents, [purpose]: version } }
    // What was chosen before the question for consent waits behind it.
    if (activeDraft(t.session)?.flow !== whose(t, about)) agreed(t, whose(t, about), words.begun)
    else ask(t, words.begun)
  },
  // Only a clear act counts: "dạ", "ừ", "ok" or an emoji is not consent.
  text(t, text) {
    const about = t.session.panel?.about
    if (agreesToConsent(text)) consent.pick(t, 'yes', text, about)
    else if (NOT_YET.test(fold(text))) again(t, TAKE_TIME)
    else if (REFUSAL.test(fold(text)) || readCommand(text, 'closed') === 'no') consent.pick(t, 'no', text, about)
    // The words stand just above: once is enough on a small screen.
    else if (WHY.test(fold(text))) again(t, consentOf(t).words.because)
    else if (isTelling(text)) {
      hold(t, whose(t), text)
      again(t, consentOf(t).words.first)
    } else again(t, mayTellOfNeed(text) ? CHOOSE + IN_NEED : CHOOSE)
  },
}

// "Chưa", "dạ chưa ạ", "chưa đọc xong": no refusal.
const NOT_YET = new RegExp(
  `^(?:da,? )?(?:(?:${PLAIN_PRONOUN}) )?chua(?!\\p{L})|^(?:da,? |thoi,? )?de (?:${PLAIN_PRONOUN}) (?:nghi|doc|xem|hoi|can nhac|suy nghi)(?!\\p{L})`,
  'u',
)
// Not in every closed question: there "bác không đồng ý" may be of somebody else.
const REFUSAL = new RegExp(
  `^(?:da,? )?(?:(?:${PLAIN_PRONOUN}) )?(?:khong|ko|k) (?:dong y|chap nhan|muon)(?: (?:a|dau|nhe|nua))*[.! ]*$|^(?:da,? )?thoi,? (?:khong|ko|k|khoi)(?: (?:a|can|dau|nhe|nua|em|chau))*[.! ]*$`,
)
const CHOOSE = 'Anh/chị bấm "Tôi đồng ý" hoặc "Tôi không đồng ý" giúp Trợ lý ạ.'
const IN_NEED = ' Đang cần giúp gấp thì anh/chị nhắn "tôi cần giúp", Trợ lý báo cán bộ ngay, chưa cần đồng ý gì ạ.'
const WHY = /^(?:vi |tai )?sao(?:[ ?]|$)|de lam gi|bao gio|bao lau|den khi nao/
const TAKE_TIME =
  'Dạ, anh/chị cứ thong thả đọc ạ. Khi nào thấy ổn, anh/chị bấm "Tôi đồng ý"; nếu không muốn thì bấm "Tôi không đồng ý" giúp Trợ lý ạ.'

/** Asked before there were two conversations, it was the first one's. */
function whose(t: Turn, about = t.session.panel?.about): string {
  return about ?? Object.keys(t.flows.all).find((flow) => t.flows.all[flow]!.consent) ?? ''
}

function consentOf(t: Turn): Consent {
  const consent = t.flows.all[whose(t)]?.consent
  if (!consent) throw new Error(`no consent of ${whose(t)}`)
  return consent
}

function again(t: Turn, text: string): void {
  say(t, { text, buttons: buttonsOf(promptOf(t)!) })
}

function refuse(t: Turn): void {
  // Somebody with earlier drafts or consents said no to the new words only: what they have stays theirs.
  if (t.session.drafts.length === 0 && Object.keys(t.session.consents).length === 0) t.effects.push({ do: 'forget' })
  say(t, {
    text: 'Dạ, Trợ lý hiểu và không lưu gì cả. Khi nào đổi ý, anh/chị cứ nhắn "bắt đầu". Cảm ơn anh/chị đã ghé qua!',
    buttons: [{ label: 'Bắt đầu lại', token: 'c.menu' }],
  })
}
