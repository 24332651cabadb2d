import { createHash } from 'node:crypto'
import { parseUpdate } from '../../src/bot/telegram/parse.js'
import { flows } from '../../src/flows/index.js'
import type { Outbound } from '../../src/flows/message.js'
import { newSession, type Session } from '../../src/flows/session.js'
import { turn } from '../../src/flows/turn/turn.js'
import { buildPlaces } from '../../src/flows/vi/places.js'
import { readUnits } from '../../src/store/reference.js'
import { story } from '../support/story.js'
import { updateOf } from './citizens.js'

export interface Step {
  /** The conversation after the step, and what is said: what a turn writes. */
  state: Session
  reply: Outbound
}

/** One story told to the pure turn alone: what every contestant's steps are measured after. */
export function dryRun(): Step[] {
  const places = buildPlaces(readUnits())
  const steps: Step[] = []
  let state = newSession()
  let reply: Outbound = { text: '' }
  for (const [at, act] of story(0).entries()) {
    const now = Date.now()
    const id = () => uuid(at)
    const [event] = parseUpdate(updateOf(1, act, reply), now)
    const next = turn(state, event!.body, { now, places, id, who: { personId: '1', roles: [] } }, flows)
    state = next.session
    reply = next.effects.find((effect) => effect.do === 'say')?.message ?? reply
    steps.push({ state, reply })
  }
  return steps
}

function uuid(n: number): string {
  const hash = createHash('sha256').update(String(n)).digest('hex')
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-a${hash.slice(17, 20)}-${hash.slice(20, 32)}`
}
