// Whether a nominee may be named in public: asked of them in chat where they told of themselves, else by a reviewer.

import type { CardFacts, ReviewResults } from '../effects/review.js'
import type { Door, News, Panel, Turn } from '../flow.js'
import { reviews } from '../roles.js'
import { reason } from '../turn/reason.js'
import { ask, openPanel, resume, say } from '../turn/say.js'
import { dayAt, showDay } from '../vi/calendar.js'
import { notDone, QUEUE, toFile } from './words.js'

const CODE = /^[A-Z]{2}-\d{4}-\d{6}$/

/** `about` of the panels: the review, then y, n, or g where a guardian agrees for a child. */
const asking = (panel: 'consentAge' | 'consentHow', given: 'y' | 'n') => (t: Turn, id: string) => {
  openPanel(t, panel, `${id}-${given}`)
  ask(t)
}

export const doors: Door[] = [
  { command: 'publishYes', label: 'Tôi đồng ý', open: (t, code) => given(t, code, true) },
  { command: 'publishChild', label: 'Tôi chưa đủ 16 tuổi', open: child },
  { command: 'publishNo', label: 'Tôi không đồng ý', open: (t, code) => given(t, code, false) },
  { command: 'consentYes', label: 'Đồng ý nêu tên', for: reviews, open: asking('consentAge', 'y') },
  { command: 'consentNo', label: 'Không nêu tên', for: reviews, open: asking('consentHow', 'n') },
]

function given(t: Turn, code: string, yes: boolean): void {
  if (CODE.test(code)) t.effects.push({ do: 'giveConsent', code, given: yes })
  else resume(t)
}

/** A child's own yes is not enough: nothing is noted, and officers go on to ask. */
function child(t: Turn): void {
  say(t, {
    text: 'Cảm ơn em đã nói thật. Việc này cần cha, mẹ hoặc người giám hộ của em đồng ý nữa, nên Hội chưa nêu tên em; cán bộ sẽ hỏi gia đình ạ. 🌸',
    buttons: [RECORDS],
  })
}

const later = (t: Turn) => {
  t.session = { ...t.session, panel: undefined }
  resume(t, 'Dạ, Trợ lý chưa ghi gì ạ.')
}

export const panels: Record<string, Panel> = {
  consentAge: {
    mode: 'closed',
    ask: () => ({
      text: 'Người được giới thiệu đã đủ 16 tuổi chưa ạ? Chưa đủ 16 thì cần cha, mẹ hoặc người giám hộ đồng ý.',
      options: [
        { value: 'y', label: 'Đã đủ 16 tuổi' },
        { value: 'g', label: 'Chưa đủ 16 tuổi' },
        { value: 'no', label: 'Thôi, để sau' },
      ],
    }),
    pick(t, value, _said, about = '') {
      if (value === 'no') return later(t)
      openPanel(t, 'consentHow', `${about.split('-')[0]}-${value}`)
      ask(t)
    },
  },
  consentHow: reason({
    text: (about) =>
      about.endsWith('-g')
        ? 'Anh/chị đã hỏi cha, mẹ hoặc người giám hộ nào, bằng cách nào, hôm nào ạ? Em từ 7 tuổi trở lên thì hỏi cả em. Ví dụ: "gặp mẹ em là chị Lan chiều 5/12, chị và em đều đồng ý". Lời này được lưu làm bằng chứng.'
        : 'Anh/chị đã hỏi người được giới thiệu bằng cách nào, hôm nào ạ? Ví dụ: "gọi điện sáng 5/12, bác đồng ý". Lời này được lưu làm bằng chứng.',
    send: 'Ghi lại',
    read: 'Lời này được lưu làm bằng chứng.',
    back: toFile,
    done(t, about, note) {
      const [review = '', yes] = about.split('-')
      const guardian = yes === 'g' && { guardian: true as const }
      t.effects.push({ do: 'noteConsent', review, given: yes !== 'n', note, ...guardian })
    },
  }),
}

/** How it stands, on the card of a file that passed; and the buttons to record it. */
export function consentLine({ consent }: CardFacts): string {
  if (!consent) return 'Người được giới thiệu: chưa hỏi ý kiến. Chưa có ý kiến thì chưa công khai tên ạ.'
  const who = consent.guardian ? 'Người giám hộ của em được giới thiệu' : 'Người được giới thiệu'
  return `${who}: ${consent.given ? 'đồng ý' : 'không đồng ý'} nêu tên công khai (${showDay(dayAt(consent.at))}).`
}

export const consentButtons = (review: string) => [
  { label: 'Đồng ý nêu tên', token: `c.consentYes.${review}` },
  { label: 'Không nêu tên', token: `c.consentNo.${review}` },
]

export function noted(t: Turn, found: ReviewResults['noteConsent']): void {
  if (found.is !== 'noted') return notDone(t, found)
  const what = found.given ? 'đồng ý' : 'không đồng ý'
  say(t, {
    text: `Đã ghi: người được giới thiệu trong hồ sơ ${found.code} ${what} nêu tên công khai ạ.`,
    buttons: [QUEUE],
  })
}

export function thanked(t: Turn, found: ReviewResults['giveConsent']): void {
  if (!found) return say(t, { text: 'Hồ sơ này hiện không cần trả lời nữa ạ.', buttons: [RECORDS] })
  const text = found.given
    ? 'Cảm ơn anh/chị. Hội chỉ nêu họ tên, đơn vị và việc tốt đã kể. Đổi ý lúc nào, anh/chị nhắn "quyền của tôi" ạ. 🌸'
    : 'Dạ, Trợ lý đã ghi: Hội không nêu tên anh/chị công khai. Việc tốt của anh/chị vẫn rất đáng quý ạ. 🌸'
  say(t, { text, buttons: [RECORDS] })
}

const RECORDS = { label: 'Hồ sơ của tôi', token: 'c.records' }

/** To whoever told of themselves, once it has passed. */
export const consent: News = {
  tell: (t, code) =>
    say(t, {
      text: `Hồ sơ ${code} của anh/chị đã được xét đạt. Hội xin phép hỏi: anh/chị có đồng ý để Hội nêu họ tên, đơn vị và việc tốt của mình công khai không ạ? Không đồng ý cũng không ảnh hưởng gì đến kết quả.`,
      buttons: [
        { label: 'Tôi đồng ý', token: `c.publishYes.${code}` },
        { label: 'Tôi không đồng ý', token: `c.publishNo.${code}` },
        { label: 'Tôi chưa đủ 16 tuổi', token: `c.publishChild.${code}` },
      ],
    }),
}
