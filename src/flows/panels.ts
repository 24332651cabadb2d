// Choices offered outside of any form: consent, which draft, confirm, my data. Each says what it asks and what a pick does.
import { NOMINATE_CONSENT } from './consent.js'
import { dropAnswer, type Option } from './interview.js'
import { agreesToConsent, readCommand } from './keywords.js'
import type { Button } from './message.js'
import { activeDraft } from './session.js'
import {
  ask,
  draftContents,
  draftLines,
  formOf,
  menuButtons,
  menuOptions,
  openDraft,
  openPanel,
  type Panel,
  putDraft,
  removeDraft,
  say,
  startDraft,
  type Turn,
  titleOf,
} from './turn.js'
import { clip } from './vi/text.js'

function leftWords(left: number): string {
  return left === 0 ? 'chỉ còn bước gửi đi' : `còn ${left} câu hỏi`
}

function close(t: Turn): void {
  t.session = { ...t.session, panel: undefined }
}

/** Where nothing is open: what somebody can do. */
const home: Panel = {
  mode: 'closed',
  yes: 'resume',
  token: (command) => `c.${command}`,
  ask(t) {
    const line = draftLines(t).at(-1)
    const left = line ? `Mình đang kể dở ${line.title}, ${leftWords(line.left)}. ` : ''
    return { text: `${left}Hôm nay anh/chị muốn làm gì ạ?`, options: menuOptions(t) }
  },
  // Its buttons are commands: the engine carries them out.
  pick: (t) => resume(t),
}

const consent: Panel = {
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
    else if (readCommand(text, 'closed') === 'no') consent.pick(t, 'no', text)
    // The words stand just above: once is enough on a small screen.
    else say(t, { text: 'Anh/chị bấm "Tôi đồng ý" hoặc "Tôi không đồng ý" giúp Trợ lý ạ.', buttons: consentButtons(t) })
  },
}

function consentButtons(t: Turn): Button[] {
  const options = consent.ask(t).options ?? []
  return options.map((o) => ({ label: o.label, token: `p.consent.${o.value}` }))
}

function refuse(t: Turn): void {
  // Somebody with earlier drafts or consents said no to the new words only: what they have stays theirs.
  if (t.session.drafts.length === 0 && Object.keys(t.session.consents).length === 0) t.effects.push({ do: 'forget' })
  say(t, {
    text: 'Dạ, Trợ lý hiểu và không lưu gì cả. Khi nào đổi ý, anh/chị cứ nhắn "bắt đầu". Cảm ơn anh/chị đã ghé qua!',
  })
}

const drafts: Panel = {
  mode: 'closed',
  ask(t) {
    const one = t.session.drafts.length === 1 ? draftLines(t)[0] : undefined
    const options: Option[] = t.session.drafts.map((draft) => ({
      value: one ? 'yes' : draft.id.slice(0, 8),
      label: clip(`Kể tiếp ${titleOf(t, draft)}`, 60),
    }))
    if (t.session.drafts.length < MAX_DRAFTS) options.push({ value: 'new', label: 'Kể về người khác' })
    return {
      text: one
        ? `Lần trước mình đang kể dở ${one.title}, ${leftWords(one.left)}. Anh/chị muốn kể tiếp chứ ạ?`
        : `Anh/chị đang có ${t.session.drafts.length} bản kể dở. Anh/chị chọn giúp Trợ lý ạ.`,
      options,
    }
  },
  pick(t, value) {
    close(t)
    if (value === 'new') return begin(t)
    const draft = t.session.drafts.find((d) => value === 'yes' || d.id.startsWith(value))
    if (draft) openDraft(t, draft.id)
    ask(t)
  },
}

/** A reminder of a half-done draft, waiting for yes or later. */
const nudged: Panel = {
  mode: 'closed',
  ask(t, id) {
    const draft = t.session.drafts.find((d) => d.id === id)
    const line = draft && draftLines(t)[t.session.drafts.indexOf(draft)]
    const left =
      !line || line.left > 8
        ? 'vẫn đang được giữ'
        : line.left === 0
          ? 'chỉ còn bước gửi đi'
          : `chỉ còn ${line.left} câu hỏi`
    return {
      text: `Anh/chị ơi, ${line?.title ?? 'bản kể dở'} ${left}. Mình kể nốt nhé? Không bắt buộc đâu ạ.\n\nMuốn thôi nhận tin nhắc, anh/chị nhắn "dừng nhận tin".`,
      options: [
        { value: 'yes', label: 'Kể tiếp' },
        { value: 'no', label: 'Để sau' },
        { value: 'delete', label: 'Xóa bản nháp' },
      ],
    }
  },
  pick(t, value, _said, id) {
    close(t)
    if (value === 'delete') {
      openPanel(t, 'remove', id)
      return ask(t)
    }
    if (value === 'no') {
      // Put aside: "cảm ơn nhé" is no answer to its question.
      t.session = { ...t.session, active: undefined, open: undefined }
      return say(t, { text: 'Dạ vâng, Trợ lý vẫn giữ. Khi tiện, anh/chị nhắn "tiếp tục" ạ.' })
    }
    if (id && t.session.drafts.some((d) => d.id === id)) openDraft(t, id)
    resume(t)
  },
}

// Enough for a busy commune officer, few enough to choose from.
const MAX_DRAFTS = 5

/** A new nomination: consent first, once per version of its words. */
export function begin(t: Turn): void {
  if (t.session.consents[NOMINATE_CONSENT.purpose] === NOMINATE_CONSENT.version) {
    startDraft(t, 'nominate')
    return ask(t)
  }
  openPanel(t, 'consent')
  ask(t)
}

const remove: Panel = {
  mode: 'closed',
  ask(t, id) {
    const draft = t.session.drafts.find((d) => d.id === id)
    return {
      text: `Anh/chị muốn xóa hẳn ${draft ? titleOf(t, draft) : 'bản kể dở'} ạ? Xóa rồi thì không lấy lại được.`,
      options: [
        { value: 'yes', label: 'Xóa hẳn' },
        { value: 'no', label: 'Giữ lại' },
      ],
    }
  },
  pick(t, value, _said, id) {
    close(t)
    if (value === 'no') return ask(t, 'Dạ, Trợ lý giữ nguyên.')
    const draft = t.session.drafts.find((d) => d.id === id)
    if (draft) removeDraft(t, draft.id)
    say(t, { text: 'Dạ, Trợ lý đã xóa bản kể dở.', buttons: menuButtons(t) })
  },
}

const edit: Panel = {
  mode: 'closed',
  ask(t) {
    const draft = activeDraft(t.session)
    const form = draft && formOf(t, draft)
    const options =
      draft && form
        ? form.questions
            .filter((q) => (q.when?.(draft.answers) ?? true) && q.key in draft.answers)
            .map((q) => ({ value: q.key, label: q.label }))
        : []
    return { text: 'Anh/chị muốn sửa câu nào ạ?', options: [...options, { value: 'back', label: 'Không sửa nữa' }] }
  },
  pick(t, value) {
    close(t)
    const draft = activeDraft(t.session)
    if (draft && value in draft.answers) putDraft(t, { ...dropAnswer(draft, value), editing: value })
    ask(t)
  },
}

const data: Panel = {
  mode: 'closed',
  ask: () => ({
    text: 'Dữ liệu là của anh/chị. Anh/chị muốn làm gì ạ? Hội trả lời trong 2 ngày làm việc; việc xóa hoàn tất trong 20 ngày.',
    options: [
      { value: 'view', label: 'Xem dữ liệu của tôi' },
      { value: 'correct', label: 'Sửa' },
      { value: 'erase', label: 'Xóa' },
      { value: 'withdraw', label: 'Rút lại đồng ý' },
      { value: 'back', label: 'Quay về' },
    ],
  }),
  pick(t, value) {
    close(t)
    if (value === 'view') return void t.effects.push({ do: 'showData', drafts: draftContents(t) })
    if (value === 'back') return resume(t)
    openPanel(t, value)
    ask(t)
  },
}

/** A word to the officers: what they are asked for, written in one message, becomes a request of this kind. */
function word(kind: 'correct' | 'human', spec: { text: string; nothing: string; passedOn: string }): Panel {
  return {
    mode: 'free',
    ask: () => ({ text: spec.text, options: [{ value: 'back', label: spec.nothing }] }),
    pick(t) {
      close(t)
      resume(t)
    },
    text(t, text) {
      const said = readCommand(text, 'closed')
      // Politeness is no request: "không", "xong" have nothing to add, "dạ", "có" are about to.
      if (said === 'no' || said === 'skip' || said === 'done') return this.pick(t, 'back', text)
      if (said === 'yes') return ask(t)
      close(t)
      t.effects.push({ do: 'openTicket', kind, note: text })
      resume(t, spec.passedOn)
    },
  }
}

const correct = word('correct', {
  text: 'Bản đang kể dở thì anh/chị tự sửa được ở bước xem lại. Với hồ sơ đã gửi, anh/chị ghi mã hồ sơ và điều cần sửa trong một tin, cán bộ Hội sẽ làm giúp ạ.',
  nothing: 'Không sửa nữa',
  passedOn: 'Trợ lý đã chuyển yêu cầu sửa tới cán bộ Hội. Hội sẽ trả lời anh/chị trong 2 ngày làm việc ạ.',
})

const erase: Panel = {
  mode: 'closed',
  ask: () => ({
    text: 'Trợ lý sẽ xóa ngay mọi bản kể dở, và chuyển yêu cầu xóa các hồ sơ đã gửi tới cán bộ Hội (hoàn tất trong 20 ngày). Anh/chị chắc chứ ạ?',
    options: [
      { value: 'yes', label: 'Xóa dữ liệu của tôi' },
      { value: 'no', label: 'Thôi, giữ lại' },
    ],
  }),
  pick(t, value) {
    close(t)
    if (value === 'no') return resume(t, 'Dạ, Trợ lý giữ nguyên.')
    for (const draft of t.session.drafts) removeDraft(t, draft.id)
    t.session = { ...t.session, profile: undefined }
    t.effects.push({ do: 'clearWords' }, { do: 'openTicket', kind: 'erase' })
    say(t, {
      text: 'Dạ, các bản kể dở đã được xóa. Yêu cầu xóa hồ sơ đã gửi đã tới cán bộ Hội; Hội sẽ báo lại anh/chị ạ.',
    })
  },
}

const withdraw: Panel = {
  mode: 'closed',
  ask: () => ({
    text: 'Nếu rút lại đồng ý, Trợ lý xóa các bản kể dở và Hội ngừng xử lý các hồ sơ anh/chị đã gửi. Anh/chị chắc chứ ạ?',
    options: [
      { value: 'yes', label: 'Rút lại đồng ý' },
      { value: 'no', label: 'Thôi, giữ nguyên' },
    ],
  }),
  pick(t, value) {
    close(t)
    if (value === 'no') return resume(t, 'Dạ, Trợ lý giữ nguyên.')
    withdrawAll(t)
    say(t, {
      text: 'Dạ, Trợ lý đã ghi nhận việc rút lại đồng ý và chuyển tới cán bộ Hội. Cảm ơn anh/chị đã đồng hành.',
    })
  },
}

/** Consent withdrawn, in chat or through the platform: nothing half-done stays, officers are told. */
export function withdrawAll(t: Turn): void {
  for (const draft of t.session.drafts) removeDraft(t, draft.id)
  t.session = { ...t.session, consents: {}, profile: undefined, panel: undefined }
  t.effects.push({ do: 'withdrawConsent' }, { do: 'clearWords' }, { do: 'openTicket', kind: 'withdraw' })
}

/** Back to where they were: the question, or home. */
export function resume(t: Turn, remark?: string): void {
  if (!activeDraft(t.session)) openPanel(t, 'home')
  ask(t, remark)
}

/** What to tell the officer; the request itself is open already. */
const human = word('human', {
  text: 'Anh/chị muốn hỏi hoặc nhắn điều gì ạ? Anh/chị ghi trong một tin, kèm số điện thoại nếu muốn cán bộ gọi lại.',
  nothing: 'Không cần ghi thêm',
  passedOn: 'Dạ, Trợ lý đã chuyển lời tới cán bộ ạ.',
})

const unsure: Panel = {
  mode: 'closed',
  ask: () => ({
    text: 'Ý anh/chị là "đúng" hay "dừng lại" ạ?',
    options: [
      { value: 'yes', label: 'Đúng' },
      { value: 'stop', label: 'Dừng lại' },
    ],
  }),
  // The engine answers, knowing the question that was open.
  pick: close,
}

export const panels: Record<string, Panel> = {
  home,
  consent,
  drafts,
  nudged,
  remove,
  edit,
  data,
  correct,
  erase,
  withdraw,
  human,
  unsure,
}
