import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Effect } from '../../src/flows/effects.js'
import type { HeldRole } from '../../src/flows/roles.js'
import { activeDraft } from '../../src/flows/session.js'
import { newLife, OFFICERS, SAID } from './fuzz-life.js'
import { SENDS } from './fuzz-rules.js'
import { held, officerStep, type Step, step } from './fuzz-steps.js'

function citizen(steps: Step[]): void {
  const life = newLife(SAID)
  for (const s of steps) life.take(s)
  // However it went: who wants to can always tell a story to its end.
  life.take({ do: 'act', inbound: { kind: 'tap', token: 'c.resume' } })
  let done: Effect[] = []
  const sent = () => done.some((e) => SENDS.includes(e.do))
  for (let n = 0; n < 200 && !sent(); n++) done = life.take({ do: 'answer' })
  const { session } = life
  expect(sent(), `stuck at ${JSON.stringify(session.panel)} ${activeDraft(session)?.order}`).toBe(true)
}

function officer(roles: HeldRole[], steps: Step[]): void {
  const life = newLife(OFFICERS, roles)
  for (const s of steps) life.take(s)
}

const RUNS = Number(process.env.FUZZ_RUNS ?? 80)
const length = { minLength: 20, maxLength: 120 }

describe('whatever people do', { timeout: RUNS * 1000 }, () => {
  it('they are answered, nothing they told is lost, no file is left behind', () => {
    fc.assert(fc.property(fc.array(step, length), citizen), { numRuns: RUNS })
  })

  it('officers do nothing that cannot be taken back without having read it', () => {
    fc.assert(fc.property(held, fc.array(officerStep, length), officer), { numRuns: RUNS })
  })
})
