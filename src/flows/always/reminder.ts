// A half-done draft has been quiet for a day or three.
import type { Turn } from '../flow.js'
import { afterQuiet, DAY, isQuiet, nextNudge } from '../schedule.js'
import { type Draft, isTalking } from '../session.js'
import { isEmpty, removeDraft, replaceDraft, titleOf } from '../turn/drafts.js'
import { ask, openPanel, say } from '../turn/say.js'

/**
 * A reminder is due: sent once if the draft is still quiet and the hour decent. It is of the draft touched last, and counts for
 * every other that is due too: nobody is reminded twice within a day.
 */
export function remind(t: Turn, id: string): void {
  const draft = t.session.drafts.find((d) => d.id === id)
  if (!draft || isEmpty(draft)) return
  const { now } = t.ctx
  const due = nextNudge(draft)
  if (due === undefined) return
  const at = due > now ? due : waitsUntil(t, draft)
  if (at !== undefined) return void t.effects.push({ do: 'watchDraft', draft: id, at })

  const among = t.session.drafts.filter((each) => !isEmpty(each) && isDue(each, now))
  for (const each of among) {
    const nudged = { ...each, nudges: each.nudges + 1 }
    replaceDraft(t, nudged)
    const next = nextNudge(nudged)
    if (next !== undefined) t.effects.push({ do: 'watchDraft', draft: each.id, at: next })
  }
  t.session = { ...t.session, nudgedAt: now }
  openPanel(t, 'nudged', among.reduce((last, each) => (each.updatedAt > last.updatedAt ? each : last)).id)
  ask(t)
}

function isDue(draft: Draft, now: number): boolean {
  const at = nextNudge(draft)
  return at !== undefined && at <= now
}

/** Until when (epoch ms) a reminder that is due has to wait; undefined where it may be sent now. */
function waitsUntil({ session, ctx: { now } }: Turn, { id }: Draft): number | undefined {
  if (isQuiet(now)) return afterQuiet(now)
  const busyElsewhere = session.drafts.some((d) => d.id !== id && d.updatedAt > now - DAY)
  if (busyElsewhere) return afterQuiet(now + DAY)
  // Those that came late (Tết, the system was away) would come together.
  const { nudgedAt } = session
  if (nudgedAt !== undefined && nudgedAt > now - DAY) return afterQuiet(nudgedAt + DAY)
  // A talk with a human is not rung into.
  return isTalking(session, now) && session.talk ? afterQuiet(session.talk.until) : undefined
}

/** Drafts that nobody has touched since `before` (epoch ms) have been kept long enough: they go, and their owner is told. */
export function draftsOver(t: Turn, before: string): void {
  const over = t.session.drafts.filter((draft) => draft.updatedAt < Number(before))
  if (over.length === 0) return
  const told = over.filter((draft) => !isEmpty(draft)).map((draft) => titleOf(t, draft))
  for (const { id } of over) removeDraft(t, id)
  if (told.length === 0 || t.session.stopped) return
  say(t, {
    text: `Đã lâu anh/chị chưa quay lại với ${told.join('; ')}, nên theo quy định về lưu giữ dữ liệu, Trợ lý đã xóa phần kể dở. Khi nào tiện, anh/chị kể lại từ đầu giúp Trợ lý nhé.`,
    buttons: [{ label: 'Trang chính', token: 'c.menu' }],
  })
}
