// A half-done draft has been quiet for a day or three.
import type { Turn } from '../flow.js'
import { afterQuiet, DAY, isQuiet, nextNudge } from '../schedule.js'
import { isTalking } from '../session.js'
import { isEmpty, replaceDraft } from '../turn/drafts.js'
import { ask, openPanel } from '../turn/say.js'

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
