// A half-done draft has been quiet for a day or three.
import type { Turn } from '../flow.js'
import { afterQuiet, DAY, isQuiet, nextNudge } from '../schedule.js'
import { isTalking } from '../session.js'
import { isEmpty, removeDraft, replaceDraft, titleOf } from '../turn/drafts.js'
import { ask, openPanel, say } from '../turn/say.js'

/** A reminder is due: sent once if the draft is still quiet and the hour decent. */
export function remind(t: Turn, id: string): void {
  const draft = t.session.drafts.find((d) => d.id === id)
  if (!draft || isEmpty(draft)) return
  const { now } = t.ctx
  const due = nextNudge(draft)
  if (due === undefined) return
  const busyElsewhere = t.session.drafts.some((d) => d.id !== id && d.updatedAt > now - DAY)
  // A talk with a human is not rung into.
  const talk = isTalking(t.session, now) ? t.session.talk?.until : undefined
  const at =
    due > now ? due : isQuiet(now) ? afterQuiet(now) : busyElsewhere ? afterQuiet(now + DAY) : talk && afterQuiet(talk)
  if (at !== undefined) return void t.effects.push({ do: 'watchDraft', draft: id, at })

  const nudged = { ...draft, nudges: draft.nudges + 1 }
  replaceDraft(t, nudged)
  const next = nextNudge(nudged)
  // One that came late (Tết, the system was away) leaves the next a day of its own.
  if (next !== undefined) t.effects.push({ do: 'watchDraft', draft: id, at: Math.max(next, afterQuiet(now + DAY)) })
  openPanel(t, 'nudged', id)
  ask(t)
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
