// Doors that know a message as their own by more than a phrase.
import type { Door, OwnDoor, Turn } from '../flow.js'
import { activeDraft } from '../session.js'
import { wordsAlone } from '../vi/keywords.js'
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
