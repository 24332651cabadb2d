// What cannot be taken back happens only as it stood under the message that somebody read.
import { expect } from 'vitest'
import type { Effect } from '../../src/flows/effects.js'
import type { Inbound } from '../../src/flows/message.js'
import type { Session } from '../../src/flows/session.js'
import type { Shown } from './fuzz-life.js'

const STEERS = ['send', 'approve', 'cancel']
const IS_FINAL: { [K in Effect['do']]?: (effect: Extract<Effect, { do: K }>) => boolean } = {
  steerBroadcast: ({ deed }) => STEERS.includes(deed),
  sendAgain: () => true,
  sendTemplate: () => true,
  decideReview: () => true,
  recuse: () => true,
  closeRound: ({ sure }) => sure === true,
  eraseAddress: () => true,
  carryOut: () => true,
  closeRequest: () => true,
  endRole: () => true,
  decidePledge: ({ decision }) => decision !== 'agree',
  changeUnit: ({ change }) => change.is === 'merge' || change.is === 'close',
}

/** What of it cannot be taken back. */
export function finals(effects: Effect[]): string[] {
  return (
    effects
      .filter((effect) => (IS_FINAL[effect.do] as ((effect: Effect) => boolean) | undefined)?.(effect))
      // More words were read back again, under the same button.
      .map((effect) => JSON.stringify({ ...effect, reason: undefined }))
  )
}

interface Act {
  before: Session
  effects: Effect[]
  input: Inbound
  buttons: Shown[]
  /** The very button, where an old one was pressed. */
  pressed?: Shown
  run(from: Session, input: Inbound): Effect[]
}

// A golden transcript has the number of a button there.
const NUMBERED = ['erase-family']

export function checkFinal({ before, effects, input, buttons, pressed, run }: Act, where: string): void {
  const done = finals(effects)
  if (input.kind === 'tap') {
    const at = pressed ?? buttons.findLast(({ token }) => token === input.token)
    expect(at, `${done}: nobody was shown this button: ${where}`).toBeDefined()
    // Whatever is open now, a button does what it said when it was shown.
    expect(finals(run(at!.session, input)), `another thing than was read: ${where}`).toEqual(done)
    return
  }
  expect(input.kind, `${done} by ${where}`).toBe('text')
  const text = input.kind === 'text' ? input.text : ''
  const stood = before.shown ?? []
  const does = stood.filter(({ token }) => finals(run(before, { kind: 'tap', token })).join() === done.join())
  expect(does.length, `${done} with no button for it: ${where}`).toBeGreaterThan(0)
  // Where the platform has room for buttons their numbers stand nowhere.
  if (/^\d+[.)]?$/.test(text) && stood.length <= 5)
    expect(NUMBERED, `${done} by a bare number: ${where}`).toContain(before.panel?.name)
}
