// What leads somewhere from everywhere.
import { expect } from 'vitest'
import type { Effect } from '../../src/flows/effects.js'
import { flows } from '../../src/flows/index.js'
import type { Inbound } from '../../src/flows/message.js'
import type { Who } from '../../src/flows/roles.js'
import { type Draft, isTalking, type Session } from '../../src/flows/session.js'

interface Done {
  session: Session
  effects: Effect[]
}

/** What is typed, and whether somebody is where it should lead. */
const LEADS: Record<string, (done: Done, drafts: Draft[]) => boolean> = {
  'trang chính': ({ session, effects }) => session.panel?.name === 'home' && says(effects) !== undefined,
  'tiếp tục': ({ session, effects }, drafts) =>
    drafts.length === 0
      ? effects.length > 0
      : session.active !== undefined
        ? session.panel === undefined || session.panel.name === 'consent'
        : session.panel?.name === 'drafts',
  'gặp cán bộ': ({ session, effects }) => does(effects, 'openTicket') && session.panel?.name === 'human',
  'quyền của tôi': ({ session }) => session.panel?.name === 'data',
  'dừng nhận tin': ({ session, effects }) => session.stopped === true && does(effects, 'setProactive'),
}

const does = (effects: Effect[], name: string) => effects.some((effect) => effect.do === name)
const says = (effects: Effect[]) => effects.find((effect) => effect.do === 'say')

export function checkAlways(before: Session, who: Who, now: number, run: (input: Inbound) => Done): void {
  // A talk that passes through us is theirs alone; what it is left by is its own.
  if (isTalking(before, now) && before.talk?.lasting) return
  // A form of a role that has ended waits until it is given again.
  const drafts = before.drafts.filter(({ flow }) => flows.all[flow]!.for?.(who) ?? true)
  for (const [text, leads] of Object.entries(LEADS)) {
    const done = run({ kind: 'text', text })
    const where = `"${text}" at ${JSON.stringify(before.panel)} leads to ${JSON.stringify([done.session.panel, done.effects])}`
    expect(leads(done, drafts), where).toBe(true)
  }
}
