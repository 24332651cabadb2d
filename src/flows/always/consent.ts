import type { Button } from '../message.js'
import { NOMINATE_CONSENT } from '../nominate/consent.js'
import { ask, openPanel, type Panel, say, startDraft, type Turn } from '../turn/say.js'
import { agreesToConsent, readCommand } from '../vi/keywords.js'
import { PLAIN_PRONOUN } from '../vi/pronouns.js'
import { isTelling } from '../vi/telling.js'
import { fold } from '../vi/text.js'
import { close } from './moves.js'

/** A new nomination: consent first, once per version of its words. `told`: they have begun to tell already. */
export function begin(t: Turn, told = false): void {
  if (t.session.consents[NOMINATE_CONSENT.purpose] === NOMINATE_CONSENT.version) {
    startDraft(t, 'nominate')
    return ask(t, told ? TELL_AGAIN : undefined)
  }
  openPanel(t, 'consent')
  ask(t, told ? CONSENT_FIRST : undefined)
}

/** Of a story that came before its question. */
export const TELL_AGAIN =
  'Cảm ơn anh/chị đã muốn kể. Trợ lý hỏi từng câu để ghi cho đủ; tới câu chuyện, anh/chị gửi lại lời vừa rồi giúp nhé.'
// Nothing about anybody is kept before they agree.
const CONSENT_FIRST =
  'Cảm ơn anh/chị đã muốn kể. Lời vừa rồi Trợ lý chưa ghi lại, vì cần anh/chị đồng ý trước; sau đó Trợ lý hỏi từng câu, anh/chị gửi lại giúp nhé.'

export const consent: Panel = {
  mode: 'free',
  ask: () => ({
    text: NOMINATE_CONSENT.text,
    options: [
      { value: 'yes', label: 'Tôi đồng ý' },
      { value: 'no', label: 'Tôi không đồng ý' },
      { value: 'full', label: 'Đọc bản đầy đủ' },
    ],
  }),
  pick(t, value, said) {
    if (value === 'full') {
      return say(t, { text: `${NOMINATE_CONSENT.full}\n\nAnh/chị đồng ý chứ ạ?`, buttons: consentButtons(t) })
    }
    close(t)
    if (value === 'no') return refuse(t)
    const { purpose, version, text } = NOMINATE_CONSENT
    t.effects.push({ do: 'recordConsent', purpose, version, text, reply: said })
    t.session = { ...t.session, consents: { ...t.session.consents, [purpose]: version } }
    startDraft(t, 'nominate')
    ask(
      t,
      'Cảm ơn anh/chị. Mình bắt đầu nhé, mất khoảng 5 phút. Lúc nào bận, anh/chị cứ dừng lại; Trợ lý giữ nguyên mọi câu trả lời.',
    )
  },
  // Only a clear act counts: "dạ", "ừ", "ok" or an emoji is not consent.
  text(t, text) {
    if (agreesToConsent(text)) consent.pick(t, 'yes', text)
    else if (NOT_YET.test(fold(text))) say(t, { text: TAKE_TIME, buttons: consentButtons(t) })
    else if (REFUSAL.test(fold(text)) || readCommand(text, 'closed') === 'no') consent.pick(t, 'no', text)
    // The words stand just above: once is enough on a small screen.
    else if (WHY.test(fold(text))) say(t, { text: BECAUSE, buttons: consentButtons(t) })
    else if (isTelling(text)) say(t, { text: CONSENT_FIRST, buttons: consentButtons(t) })
    else say(t, { text: 'Anh/chị bấm "Tôi đồng ý" hoặc "Tôi không đồng ý" giúp Trợ lý ạ.', buttons: consentButtons(t) })
  },
}

// "Chưa", "dạ chưa ạ", "chưa đọc xong": no refusal.
const NOT_YET = new RegExp(`^(?:da,? )?(?:(?:${PLAIN_PRONOUN}) )?chua(?!\\p{L})`, 'u')
// Not in every closed question: there "bác không đồng ý" may be of somebody else.
const REFUSAL = new RegExp(`^(?:da,? )?(?:(?:${PLAIN_PRONOUN}) )?(?:khong|ko|k) dong y(?: (?:a|dau|nhe))*[.! ]*$`)
const WHY = /^(?:vi |tai )?sao |de lam gi|bao gio|bao lau|den khi nao/
const BECAUSE =
  'Dạ, thông tin chỉ để cán bộ Hội xác minh và xét biểu dương, giữ đến hết năm 2028, không bán. Anh/chị bấm "Đọc bản đầy đủ" để xem kỹ; đồng ý hay không là tùy anh/chị ạ.'
const TAKE_TIME =
  'Dạ, anh/chị cứ thong thả đọc ạ. Khi nào thấy ổn, anh/chị bấm "Tôi đồng ý"; nếu không muốn thì bấm "Tôi không đồng ý" giúp Trợ lý ạ.'

function consentButtons(t: Turn): Button[] {
  const options = consent.ask(t).options ?? []
  return options.map((o) => ({ label: o.label, token: `p.consent.${o.value}` }))
}

function refuse(t: Turn): void {
  // Somebody with earlier drafts or consents said no to the new words only: what they have stays theirs.
  if (t.session.drafts.length === 0 && Object.keys(t.session.consents).length === 0) t.effects.push({ do: 'forget' })
  say(t, {
    text: 'Dạ, Trợ lý hiểu và không lưu gì cả. Khi nào đổi ý, anh/chị cứ nhắn "bắt đầu". Cảm ơn anh/chị đã ghé qua!',
    buttons: [{ label: 'Bắt đầu lại', token: 'c.menu' }],
  })
}
