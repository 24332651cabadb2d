import type { OwnDoor, Turn } from '../flow.js'

/** The door behind a button of a campaign message: the one that says so of itself (`underNews`). */
export function doorBehind(t: Turn, button: string): OwnDoor | undefined {
  return t.flows.doors.find(({ underNews }) => underNews === button)
}
