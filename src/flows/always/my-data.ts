// "Quyền của tôi": what we hold of a person, and their right to see, mend, delete and withdraw.
import type { Panel, Turn } from '../flow.js'
import { ERASE_WITHIN, REPLY_WITHIN } from '../schedule.js'
import { draftContents, removeDraft } from '../turn/drafts.js'
import { ask, close, openPanel, resume, say } from '../turn/say.js'
import { showMoment } from '../vi/calendar.js'
import { undoableUntil } from './later.js'

export const data: Panel = {
  mode: 'closed',
  anyTime: true,
  ask: () => ({
    text: `Dữ liệu là của anh/chị. Anh/chị muốn làm gì ạ? Hội trả lời trong ${REPLY_WITHIN}; việc xóa hoàn tất trong ${ERASE_WITHIN}.`,
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

export const erase: Panel = {
  mode: 'closed',
  ask: () => ({
    text: `Trợ lý sẽ xóa ngay mọi bản kể dở, và chuyển yêu cầu xóa các hồ sơ đã gửi tới cán bộ Hội (hoàn tất trong ${ERASE_WITHIN}). Anh/chị có chắc không ạ?`,
    options: [
      { value: 'yes', label: 'Xóa dữ liệu của tôi' },
      { value: 'no', label: 'Thôi, giữ lại' },
    ],
  }),
  pick(t, value) {
    close(t)
    if (value === 'no') return resume(t, 'Dạ, Trợ lý giữ nguyên.')
    const until = undoableUntil(t)
    if (until !== undefined) return eraseLater(t, until)
    for (const draft of t.session.drafts) removeDraft(t, draft.id)
    t.session = { ...t.session, profile: undefined, addresses: undefined, salutation: undefined, aside: undefined }
    t.effects.push({ do: 'clearWords' }, { do: 'openTicket', kind: 'erase' })
    say(t, {
      text: 'Dạ, các bản kể dở đã được xóa. Yêu cầu xóa hồ sơ đã gửi đã tới cán bộ Hội; Hội sẽ báo lại anh/chị ạ.',
    })
  },
}

/** Whoever joined this account with a code they saw somewhere must not destroy what its owner can still take back. */
function eraseLater(t: Turn, until: number): void {
  t.effects.push({ do: 'openTicket', kind: 'erase' })
  say(t, {
    text: `Dạ, yêu cầu xóa đã tới cán bộ Hội. Vì Zalo và Telegram của anh/chị mới được liên kết, chưa có gì bị xóa trước ${showMoment(until)}: tới lúc ấy, tài khoản kia còn gỡ liên kết được nếu không phải anh/chị làm. Sau đó Hội xóa và báo lại anh/chị ạ.`,
  })
}
