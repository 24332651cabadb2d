// The menu of this person, read from the doors that are theirs.
import type { OwnDoor, Turn } from '../flow.js'
import type { Option } from '../interview/form.js'
import type { Button } from '../message.js'
import { activeDraft } from '../session.js'
import { capitalised, clip } from '../vi/text.js'
import { titleOf, verbOf } from './drafts.js'

/** Zalo shows five buttons; more of them are a numbered list. */
export const ROOM = 5

/** Whether a door is for the person of this turn: its conversation's rule and its own. */
export function isTheirs(t: Turn, door: OwnDoor): boolean {
  return isFor(t, door.flow) && (door.for?.(t.ctx.who) ?? true)
}

/** Whether a conversation is for them at all. */
export function isFor(t: Turn, flow: string): boolean {
  return t.flows.all[flow]?.for?.(t.ctx.who) ?? true
}

/** What somebody can do from anywhere, as buttons that always work. */
export function menuButtons(t: Turn): Button[] {
  return menuOptions(t).map(({ label, value }) => ({ label, token: `c.${value}` }))
}

/** The same as commands by their labels. More than there is room for wait behind "Xem thêm". */
export function menuOptions(t: Turn): Option[] {
  const all = everything(t)
  return all.length <= ROOM ? all : [...all.slice(0, ROOM - 1), { label: 'Xem thêm', value: 'more' }]
}

/** What "Xem thêm" shows. */
export function moreOptions(t: Turn): Option[] {
  return everything(t).slice(ROOM - 1)
}

function everything(t: Turn): Option[] {
  const draft = activeDraft(t.session) ?? t.session.drafts.findLast(({ flow }) => isFor(t, flow))
  const resume = draft
    ? [{ label: clip(`${capitalised(verbOf(t, draft))} tiếp ${titleOf(t, draft)}`, 60), value: 'resume' }]
    : []
  const doors = t.flows.doors
    .filter((door) => door.menu !== undefined && isTheirs(t, door))
    .sort((a, b) => a.menu! - b.menu!)
  return [...resume, ...doors.map(({ label, command }) => ({ label, value: command }))]
}
