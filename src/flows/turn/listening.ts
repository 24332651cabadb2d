// Who else may be meant by a message: doors that know it as their own by more than a phrase, officers where it is a plea.
import type { Door, OwnDoor, Turn } from '../flow.js'
import { currentQuestion } from '../interview/form.js'
import { activeDraft } from '../session.js'
import { wordsAlone } from '../vi/keywords.js'
import { formOf } from './forms.js'
import { isTheirs } from './menu.js'

interface ByWord {
  is: 'door'
  door: OwnDoor
  rest: string
  byWord: true
}

/** A message that a door of theirs knows as its own, by what is written in it; an officer's before everybody's. */
export function forADoor(t: Turn, said: string, free: boolean): ByWord | undefined {
  let everybodys: ByWord | undefined
  for (const door of t.flows.listening) {
    if (!isTheirs(t, door)) continue
    const rest = door.heard?.(said, free) ?? deskWork(t, door, said, free)
    if (rest === undefined) continue
    const heard: ByWord = { is: 'door', door, rest, byWord: true }
    if (t.flows.all[door.flow]?.for ?? door.for) return heard
    everybodys ??= heard
  }
  return everybodys
}

/** Work of officers is known by its name from anywhere but a question of a form, whose answer may be called the same. */
function deskWork(t: Turn, { desk, label }: Door, said: string, free: boolean): '' | undefined {
  const isAsked = free || (activeDraft(t.session) && !t.session.panel)
  return desk !== undefined && !isAsked && wordsAlone(said) === wordsAlone(label) ? '' : undefined
}

/** Words of distress can only be the person's own: at home, at consent, at a question that no story answers. */
export function maybePlea(t: Turn): boolean {
  const { session, flows } = t
  if (session.panel) return flows.panel(session.panel.name)?.panel.plain === true
  const draft = activeDraft(session)
  if (!draft) return true
  const form = formOf(t, draft)
  return form.plain?.includes(currentQuestion(form, draft.answers)?.key ?? '') ?? false
}
