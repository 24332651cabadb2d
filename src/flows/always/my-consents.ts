// What a person agrees to, one thing at a time: given by a clear act, withdrawn alone, never assumed. Law 91/2025/QH15
// articles 9, 10 and 16.
import type { Panel, Purpose, Turn } from '../flow.js'
import type { Draft } from '../session.js'
import { removeDraft } from '../turn/drafts.js'
import { ask, close, openPanel, resume, say } from '../turn/say.js'
import { isFromBefore, later, undoableUntil, waited, whyLater } from './later.js'

/** What belongs to no one conversation. */
export const PURPOSES: Record<string, Purpose> = {
  publish: {
    label: 'Nêu tên tôi',
    allows: 'nêu họ tên anh/chị khi đăng câu chuyện hoặc việc trợ giúp',
    ends: 'từ nay Hội không nêu tên anh/chị trong bài đăng; bài đã đăng Hội gỡ tên khi anh/chị nhắn cán bộ',
    offer: {
      version: '2026-11-1',
      text: 'Khi câu chuyện anh/chị giới thiệu, hoặc việc anh/chị trợ giúp, được đăng trên trang của Hội, anh/chị có đồng ý cho Hội nêu họ tên anh/chị không ạ?\n\nKhông nêu tên cũng không ảnh hưởng gì đến hồ sơ. Anh/chị rút lại lúc nào cũng được, ở mục "Quyền của tôi".',
    },
  },
  sensitive: {
    label: 'Chuyện riêng tư',
    allows: 'lưu chi tiết riêng tư anh/chị kể về chính mình (sức khỏe, hoàn cảnh gia đình)',
    ends: 'cán bộ Hội xóa các chi tiết riêng tư ấy khỏi hồ sơ',
    offer: {
      version: '2026-11-1',
      text: 'Sức khỏe và chuyện riêng của gia đình được pháp luật gọi là dữ liệu cá nhân nhạy cảm. Nếu trong lời kể có những chi tiết như vậy về chính anh/chị, anh/chị có đồng ý cho Hội lưu để cán bộ xem xét không ạ? Chỉ cán bộ phụ trách hồ sơ được đọc; Hội không đăng lên đâu cả.\n\nChi tiết về người khác, anh/chị chỉ kể khi người ấy đã đồng ý; về trẻ em thì cần cha mẹ hoặc người giám hộ đồng ý. Không đồng ý cũng không sao ạ.',
    },
    sent: true,
  },
}

/** Every purpose of this release, by its name. */
function purposes(t: Turn): [string, Purpose][] {
  return Object.values(t.flows.all).flatMap(({ purposes = {} }) => Object.entries(purposes))
}

/** What a consent is for, as people read it; one of an earlier release has its name alone. */
export const purposeLabel = (t: Turn, name: string): string => named(t, name)?.label ?? name

const agreed = (t: Turn) => purposes(t).filter(([name]) => t.session.consents[name] !== undefined)
const offered = (t: Turn) => purposes(t).filter(([name, { offer }]) => offer && t.session.consents[name] === undefined)
const named = (t: Turn, name = '') => purposes(t).find(([each]) => each === name)?.[1]

/** With one consent its own question; with more, which. */
export const withdraw: Panel = {
  mode: 'closed',
  ask(t) {
    const mine = agreed(t)
    const none = mine.length === 0 ? 'Anh/chị chưa đồng ý việc nào ạ. ' : ''
    const lines = mine.map(([, { allows }]) => `• ${allows}`)
    const text =
      mine.length > 0
        ? [
            'Anh/chị đang đồng ý cho Hội:',
            ...lines,
            '',
            'Rút lại việc nào thì việc ấy dừng, các việc khác vẫn như cũ. Anh/chị có chắc không ạ?',
          ].join('\n')
        : `${none}Anh/chị có thể đồng ý thêm, hoặc dừng tất cả ạ.`
    const [only] = mine
    return {
      text: mine.length === 1 ? `Nếu rút lại đồng ý, ${only![1].ends}. Anh/chị có chắc không ạ?` : text,
      options: [
        ...(mine.length === 1
          ? [{ value: 'yes', label: 'Rút lại đồng ý' }]
          : mine.map(([name, { label }]) => ({ value: name, label: `Rút: ${label}` }))),
        { value: 'all', label: 'Dừng tất cả' },
        { value: 'no', label: 'Thôi, giữ nguyên' },
        ...(offered(t).length > 0 ? [{ value: 'more', label: 'Đồng ý thêm việc khác' }] : []),
      ],
    }
  },
  pick(t, value) {
    close(t)
    if (value === 'no') return resume(t, 'Dạ, Trợ lý giữ nguyên.')
    if (value === 'all') {
      t.session = { ...t.session, stopped: true }
      t.effects.push({ do: 'setProactive', on: false })
      const until = withdrawAll(t)
      if (until !== undefined)
        return say(t, {
          text: `Dạ, từ giờ không còn tin nào tự gửi tới anh/chị. Mọi đồng ý được rút lại từ bây giờ. Còn việc xóa bản kể dở, ngừng dùng hồ sơ đã gửi: ${lowered(whyLater(until))}`,
        })
      return say(t, {
        text: 'Dạ, Trợ lý đã dừng tất cả: mọi đồng ý được rút lại, bản kể dở đã xóa, không còn tin nào tự gửi tới. Hồ sơ đã gửi được chuyển cán bộ Hội để ngừng dùng.',
      })
    }
    if (value === 'more') {
      openPanel(t, 'agreeWhat')
      return ask(t)
    }
    const name = value === 'yes' ? (agreed(t)[0]?.[0] ?? '') : value
    if (value === 'yes') return takeBack(t, name)
    openPanel(t, 'withdrawOne', name)
    ask(t)
  },
}

/** What may be agreed to by itself, apart from where something is withdrawn. */
export const agreeWhat: Panel = {
  mode: 'closed',
  ask: (t) => ({
    text: 'Không việc nào bắt buộc cả. Anh/chị muốn đọc và đồng ý thêm việc nào ạ?',
    options: [...offered(t).map(([name, { label }]) => ({ value: name, label })), { value: 'back', label: 'Quay về' }],
  }),
  pick(t, value) {
    close(t)
    if (!named(t, value)?.offer) return resume(t)
    openPanel(t, 'agreeTo', value)
    ask(t)
  },
}

export const withdrawOne: Panel = {
  mode: 'closed',
  ask: (t, about) => ({
    text: `Nếu rút lại, ${named(t, about)?.ends ?? 'việc ấy dừng'}. Các việc khác vẫn như cũ. Anh/chị có chắc không ạ?`,
    options: [
      { value: 'yes', label: 'Rút lại đồng ý' },
      { value: 'no', label: 'Thôi, giữ nguyên' },
    ],
  }),
  pick(t, value, _said, about = '') {
    close(t)
    if (value === 'no') return resume(t, 'Dạ, Trợ lý giữ nguyên.')
    takeBack(t, about)
  },
}

/** Words of its own, and a clear yes: nothing else is one. */
export const agreeTo: Panel = {
  mode: 'closed',
  ask: (t, about) => ({
    text: named(t, about)?.offer?.text ?? '',
    options: [
      { value: 'agree', label: 'Tôi đồng ý' },
      { value: 'no', label: 'Tôi không đồng ý' },
    ],
  }),
  pick(t, value, said, about = '') {
    close(t)
    const offer = named(t, about)?.offer
    if (value === 'no' || !offer) return resume(t, 'Dạ, Trợ lý ghi nhận anh/chị không đồng ý.')
    const { version, text } = offer
    t.effects.push({ do: 'recordConsent', purpose: about, version, text, reply: said })
    t.session = { ...t.session, consents: { ...t.session.consents, [about]: version } }
    resume(t, 'Cảm ơn anh/chị. Trợ lý đã ghi lại; muốn rút lại, anh/chị nhắn "quyền của tôi" ạ.')
  },
}

/** One consent withdrawn: what rests on it ends, everything else stays. */
function takeBack(t: Turn, name: string): void {
  const purpose = named(t, name)
  const until = undoableUntil(t)
  if (until !== undefined && (purpose?.sent || restingOn(t, name).some((draft) => isFromBefore(t, draft)))) {
    later(t, 'withdrawWaited', [name], until)
    endConsents(t, name)
    if (purpose?.sent) askOfficers(t, name)
    return say(t, {
      text: `Dạ, đồng ý ấy được rút lại từ bây giờ. Còn việc xóa bản kể dở, ngừng dùng hồ sơ đã gửi: ${lowered(whyLater(until))}`,
      buttons: MENU,
    })
  }
  end(t, name)
  if (purpose?.sent) askOfficers(t, name)
  say(t, {
    text: purpose?.sent
      ? 'Dạ, Trợ lý đã ghi nhận việc rút lại đồng ý và chuyển tới cán bộ Hội. Cảm ơn anh/chị đã đồng hành.'
      : 'Dạ, Trợ lý đã ghi nhận việc rút lại đồng ý; việc ấy dừng từ bây giờ.',
    buttons: MENU,
  })
}

const MENU = [{ label: 'Trang chính', token: 'c.menu' }]

const lowered = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)

/** What is half told by this consent. */
function restingOn(t: Turn, name: string): Draft[] {
  const flows = Object.keys(t.flows.all).filter((flow) => t.flows.all[flow]!.consent?.purpose === name)
  return t.session.drafts.filter((draft) => flows.includes(draft.flow))
}

function end(t: Turn, name: string): void {
  for (const draft of restingOn(t, name)) removeDraft(t, draft.id)
  endConsents(t, name)
}

/** Nothing more is told by it; what is half told stays for now. */
function endConsents(t: Turn, name: string): void {
  const { active, open } = t.session
  const rests = restingOn(t, name).some(({ id }) => id === active)
  const { [name]: _gone, ...consents } = t.session.consents
  t.session = {
    ...t.session,
    consents,
    active: rests ? undefined : active,
    open: rests ? undefined : open,
    ...(Object.keys(consents).length === 0 ? { profile: undefined, addresses: undefined } : {}),
  }
  t.effects.push({ do: 'withdrawConsent', purpose: name })
}

function askOfficers(t: Turn, name: string): void {
  const note = `Rút đồng ý: ${named(t, name)?.label}`
  t.effects.push({ do: 'openTicket', kind: 'withdraw', purpose: name, note })
}

/**
 * Consent withdrawn as a whole, in chat or through the platform: nothing half-done stays, officers are told. Gives when the
 * rest is done (epoch ms), where it has to wait.
 */
export function withdrawAll(t: Turn): number | undefined {
  const until = undoableUntil(t)
  if (until === undefined) {
    endAll(t)
    t.effects.push({ do: 'clearWords' })
  } else {
    later(t, 'withdrawWaited', [''], until)
    t.session = { ...t.session, consents: {}, active: undefined, open: undefined, panel: undefined }
    t.effects.push({ do: 'withdrawConsent' })
  }
  t.effects.push({ do: 'openTicket', kind: 'withdraw' })
  return until
}

function endAll(t: Turn): void {
  for (const draft of t.session.drafts) removeDraft(t, draft.id)
  t.session = {
    ...t.session,
    consents: {},
    profile: undefined,
    addresses: undefined,
    panel: undefined,
    aside: undefined,
  }
  t.effects.push({ do: 'withdrawConsent' })
}

/**
 * The time has come: what rests on the consent called so goes, or on all of them. One that they have given again since stays:
 * they have thought better of it.
 */
export const withdrawWaited = waited((t, name = '') => {
  const isGiven = (purpose: string) => t.session.consents[purpose] !== undefined
  const meant = name === '' ? purposes(t).map(([purpose]) => purpose) : [name]
  const isGivenAgain = meant.some(isGiven)
  if (name === '' && !isGivenAgain) endAll(t)
  else for (const purpose of meant) if (!isGiven(purpose)) end(t, purpose)
  if (t.session.stopped || isGivenAgain) return
  say(t, { text: 'Dạ, việc rút lại đồng ý anh/chị yêu cầu đã xong ạ.', buttons: MENU })
})
