// An officer at work, and what each act of theirs did.
import type { HeldRole, Role } from '../../src/flows/roles.js'
import { type Play, play } from './play.js'

/** What the last act did, without what was only said. */
export let deeds: { do: string }[] = []

export const done = () => deeds.map((effect) => effect.do)

function settled(p: Play): Play {
  deeds = p.effects.filter((effect) => effect.do !== 'say')
  for (let n = 0; n < 5 && p.effects.some((effect) => effect.do !== 'say'); n++) p.tell()
  return p
}

export function tap(p: Play, token: string): Play {
  p.feed({ kind: 'tap', token })
  return settled(p)
}

export function says(p: Play, ...all: string[]): Play {
  for (const said of all) {
    p.say(said)
    settled(p)
  }
  return p
}

/** Somebody of this role who pressed this button, and said this. */
export function at(role: Role, token: string, ...said: string[]): Play {
  const p = play()
  const held: HeldRole = { role, unit: '11383', unitName: 'Phường Lê Chân' }
  p.who = { personId: '1', roles: [held] }
  p.feed({ kind: 'start' })
  return says(tap(p, token), ...said)
}
