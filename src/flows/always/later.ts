// Two accounts that became one a short while ago may be the work of somebody who only saw a code. Until the first of them can
// no longer undo it, nothing is destroyed that was there before: what was asked for is done when that time is over, and not
// at all where the link was undone meanwhile. Why: docs/decisions/two-accounts.md.
import type { News, Turn } from '../flow.js'
import { UNDO_MS } from '../schedule.js'
import type { Draft } from '../session.js'
import { removeDraft } from '../turn/drafts.js'
import { say } from '../turn/say.js'
import { showMoment } from '../vi/calendar.js'

/** Until when (epoch ms) the link of their accounts can be undone by the first of them; undefined where nothing waits. */
export function undoableUntil({ session: { link }, ctx }: Turn): number | undefined {
  return link && ctx.now < link.since + UNDO_MS ? link.since + UNDO_MS : undefined
}

/** Whether a draft was begun before the two accounts became one. */
export const isFromBefore = ({ session: { link } }: Turn, { startedAt }: Draft): boolean =>
  link !== undefined && startedAt < link.since

export const whyLater = (until: number): string =>
  `Vì Zalo và Telegram của anh/chị mới được liên kết, việc này được làm vào ${showMoment(until)}: tới lúc ấy, tài khoản kia còn gỡ liên kết được nếu không phải anh/chị làm. Liên kết bị gỡ trước đó thì yêu cầu này cũng thôi ạ.`

/** Asks for `what` of our news when the time is over; it is told which link it waited for, and `of`. */
export function later(t: Turn, what: string, of: readonly (string | number)[], at: number, flow = 'always'): void {
  t.effects.push({ do: 'setTimer', flow, what, about: [t.session.link!.id, ...of].join('.'), at })
}

/** News that does what waited, where its link has not been undone. */
export const waited = (work: (t: Turn, ...of: string[]) => void): News => ({
  tell(t, about) {
    const [link, ...of] = about.split('.')
    if (t.session.link?.id === link) work(t, ...of)
  },
})

export function removeLater(t: Turn, draft: Draft, until: number): void {
  later(t, 'removeWaited', [draft.id, t.ctx.now], until)
  t.session = { ...t.session, active: undefined, open: undefined }
  say(t, {
    text: `Dạ, Trợ lý đã ghi nhận việc xóa bản kể dở. ${whyLater(until)}`,
    buttons: [{ label: 'Trang chính', token: 'c.menu' }],
  })
}

/** Whoever has gone on with it since has thought better of it. */
export const removeWaited = waited((t, id = '', asked = '') => {
  const draft = t.session.drafts.find((each) => each.id === id)
  if (draft && draft.updatedAt <= Number(asked)) removeDraft(t, id)
})
