// Whether a nominee may be named in public: asked of them in chat where they told of themselves, else by a reviewer.

import type { CardFacts, ReviewResults } from '../effects/review.js'
import type { Door, News, Panel, Turn } from '../flow.js'
import { readOption } from '../interview/choice.js'
import { readInviteCode, showInviteCode } from '../invite-code.js'
import { bold } from '../message.js'
import { reviews } from '../roles.js'
import { verbatim } from '../salutation.js'
import { showList } from '../turn/list.js'
import { reason } from '../turn/reason.js'
import { ask, HOME, introduction, openPanel, resume, say } from '../turn/say.js'
import { dayAt, showDay } from '../vi/calendar.js'
import { wordsAlone } from '../vi/keywords.js'
import { notDone, QUEUE, toFile } from './words.js'

const CODE = /^[A-Z]{2}-\d{4}-\d{6}$/
/** What a deep link carries, and how the code is shown and typed: "YK" (ý kiến) tells it from an invitation to a role. */
const LINK = /^yk_([2-9A-Za-z-]{12,14})$/
const TYPED = /^(?:(?:mã|ma)(?: (?:số|so))?[\s:]*)?yk[\s_-]?([2-9a-z]{4}[\s-]?[2-9a-z]{4}[\s-]?[2-9a-z]{4})$/i

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
  {
    command: 'consentCode',
    label: 'Mã để họ tự trả lời',
    for: reviews,
    open: (t, review) => void t.effects.push({ do: 'inviteNominee', review }),
  },
  {
    command: 'openConsent',
    label: 'Mã hỏi ý kiến',
    link: LINK,
    heard: (said) => TYPED.exec(said.trim())?.[1],
    open: (t, typed) => void t.effects.push({ do: 'openConsent', secret: readInviteCode(typed) ?? '' }),
  },
  {
    command: 'publishNotMe',
    label: 'Không phải tôi',
    open: (t) => resume(t, 'Dạ, Trợ lý chưa ghi gì ạ. Anh/chị báo giúp người đã gửi mã rằng mã đến nhầm người.'),
  },
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

const AGES = [
  { value: 'y', label: 'đủ', words: ['rồi', 'đủ rồi', 'đã đủ', 'trên 16', 'người lớn', 'lớn rồi', 'đủ tuổi'] },
  { value: 'g', label: 'chưa đủ', words: ['chưa', 'chưa đủ tuổi', 'dưới 16', 'trẻ em', 'còn nhỏ', 'là trẻ em'] },
]

/** "18 tuổi", "em ấy 15 tuổi". */
function agedIn(said: string): string | undefined {
  const age = /(?:^| )(\d{1,3}) tuoi$/.exec(wordsAlone(said))?.[1]
  return age === undefined ? undefined : Number(age) >= 16 ? 'y' : 'g'
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
    read: (said) => readOption(said, AGES) ?? agedIn(said),
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
  { label: 'Mã để họ tự trả lời', token: `c.consentCode.${review}` },
]

/** The code, for who reviews the file to give it to its nominee. */
export function invited(t: Turn, found: ReviewResults['inviteNominee']): void {
  if (found.is !== 'invited') return notDone(t, found)
  const { telegram, zalo } = found.doors
  const shown = `YK-${showInviteCode(found.secret)}`
  showList(t, {
    text: [
      `Mã để người được giới thiệu trong hồ sơ ${found.code} tự trả lời có đồng ý nêu tên không:`,
      bold(shown),
      ...(telegram ? [`Telegram: mở ${telegram}?start=yk_${found.secret}`] : []),
      ...(zalo ? [`Zalo: mở ${zalo}, bấm Nhắn tin rồi gửi mã`] : []),
      '',
      `Anh/chị gửi riêng cho chính người ấy: ai mở mã trước thì là người trả lời. Mã dùng đến hết ngày ${showDay(dayAt(found.expiresAt))}; lấy mã mới thì mã chưa dùng trước đó thôi hiệu lực. Có trả lời, Trợ lý báo anh/chị.`,
    ].join('\n'),
    buttons: [QUEUE],
  })
}

const REFUSED: Record<'wrong' | 'used' | 'expired' | 'over' | 'notYours', string> = {
  wrong: 'Trợ lý không tìm thấy mã này. Anh/chị xem lại giúp từng ký tự, hoặc hỏi lại người đã gửi mã ạ.',
  used: 'Mã này đã có người mở rồi. Anh/chị xin người gửi một mã mới giúp Trợ lý ạ.',
  expired: 'Mã này đã hết hạn. Anh/chị xin người gửi một mã mới giúp Trợ lý ạ.',
  over: 'Hồ sơ này hiện không cần trả lời nữa ạ.',
  notYours:
    'Mã này dành cho chính người được giới thiệu, nên Trợ lý chưa mở được ạ. Anh/chị chuyển mã cho người ấy giúp Hội.',
}

/** The nominee, who may never have written before. */
export function opened(t: Turn, found: ReviewResults['openConsent']): void {
  if (found.is !== 'asked') {
    const minutes = found.is === 'tooMany' ? Math.max(1, Math.ceil((found.until - t.ctx.now) / 60_000)) : 0
    const why =
      found.is === 'tooMany'
        ? `Anh/chị đã nhập sai mã nhiều lần. Anh/chị thử lại sau khoảng ${minutes} phút giúp Trợ lý ạ.`
        : REFUSED[found.is]
    openPanel(t, HOME)
    return ask(t, introduction(t) + why)
  }
  showList(t, {
    text: `${introduction(t)}Hội xin gửi lời chúc mừng ${bold(verbatim(found.nominee))}: hồ sơ ${found.code}, do người khác giới thiệu, đã được xét đạt. ${MAY_WE}`,
    buttons: [...ANSWERS(found.code), { label: 'Không phải tôi', token: 'c.publishNotMe' }],
  })
}

const MAY_WE =
  'Hội xin phép hỏi: anh/chị có đồng ý để Hội nêu họ tên, đơn vị và việc tốt của mình công khai không ạ? Không đồng ý cũng không ảnh hưởng gì đến kết quả.'
const ANSWERS = (code: string) => [
  { label: 'Tôi đồng ý', token: `c.publishYes.${code}` },
  { label: 'Tôi không đồng ý', token: `c.publishNo.${code}` },
  { label: 'Tôi chưa đủ 16 tuổi', token: `c.publishChild.${code}` },
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
  if (!found) return say(t, { text: REFUSED.over, buttons: [RECORDS] })
  const later = found.self ? 'nhắn "quyền của tôi"' : 'bấm lại nút ở trên, hoặc nhắn "gặp cán bộ"'
  const text = found.given
    ? `Cảm ơn anh/chị. Hội chỉ nêu họ tên, đơn vị và việc tốt đã kể. Đổi ý lúc nào, anh/chị ${later} ạ. 🌸`
    : 'Dạ, Trợ lý đã ghi: Hội không nêu tên anh/chị công khai. Việc tốt của anh/chị vẫn rất đáng quý ạ. 🌸'
  say(t, { text, buttons: found.self ? [RECORDS] : [] })
}

const RECORDS = { label: 'Hồ sơ của tôi', token: 'c.records' }

/** To whoever gave a nominee their code. */
export const nomineeSaid: News = {
  tell: (t, code, more) =>
    say(t, {
      text: `Người được giới thiệu trong hồ sơ ${code} vừa trả lời: ${more?.given ? 'đồng ý' : 'không đồng ý'} nêu tên công khai. Trợ lý đã ghi vào hồ sơ ạ.`,
      buttons: [QUEUE],
    }),
}

/** To whoever told of themselves, once it has passed. */
export const consent: News = {
  tell: (t, code) =>
    say(t, {
      text: `Hồ sơ ${code} của anh/chị đã được xét đạt. ${MAY_WE}`,
      buttons: ANSWERS(code),
    }),
}
