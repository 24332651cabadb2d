// Every door, panel and form as every role. A new one without a row here fails.
import { describe, expect, it } from 'vitest'
import { FLOWS, flows } from '../../src/flows/index.js'
import { ROLES, type Role } from '../../src/flows/roles.js'
import { newSession } from '../../src/flows/session.js'
import { turn } from '../../src/flows/turn/turn.js'
import { NOON, places } from './play.js'

type For = 'everybody' | Role[]
const OFFICERS: Role[] = ['officer', 'approver', 'administrator']

/** Whom each conversation is for: its doors, panels and form, unless a door says less. */
const FLOW_ROWS: Record<keyof typeof FLOWS, For> = {
  always: 'everybody',
  nominate: 'everybody',
  talk: 'everybody',
  desk: OFFICERS,
  correct: OFFICERS,
  people: 'everybody',
  unit: ['administrator'],
  support: 'everybody',
  suggest: 'everybody',
  delivery: 'everybody',
  address: OFFICERS,
  member: 'everybody',
  campaign: OFFICERS,
  story: 'everybody',
  review: 'everybody',
  round: ['approver', 'administrator'],
  link: 'everybody',
}
/** Doors that are for fewer than their conversation. */
const DOOR_ROWS: Record<string, For> = {
  takeRequest: OFFICERS,
  members: OFFICERS,
  poster: OFFICERS,
  recordHelp: OFFICERS,
  receipt: OFFICERS,
  helpPictures: OFFICERS,
  closeRound: OFFICERS,
  closeRoundNow: OFFICERS,
  ...Object.fromEntries(
    ['tellable', 'tellStory', 'rewriteStory', 'withdrawStory', 'storyPictures', 'storyPicture', 'hidePicture'].map(
      (command): [string, For] => [command, OFFICERS],
    ),
  ),
  ...Object.fromEntries(
    ['fourEyes', 'setFourEyes', 'fourEyesUnit', 'theme', 'changeTheme', 'markUrgent'].map((command): [string, For] => [
      command,
      ['administrator'],
    ]),
  ),
  ...Object.fromEntries(
    [
      'reviews',
      'reviewFile',
      'reviewTick',
      'reviewPass',
      'reviewRefuse',
      'reviewAsk',
      'reviewRecuse',
      'reviewMove',
      'reviewMoveTo',
      'reviewUndo',
      ...[
        'reviewMerge',
        'reviewSplit',
        'reviewSplitOff',
        'reviewUngroup',
        'consentYes',
        'consentCode',
        'consentNo',
        'rounds',
        'round',
      ],
      ...['absence', 'absentWith', 'absentNow', 'absenceOver'],
    ].map((command): [string, For] => [command, ['reviewer', ...OFFICERS]]),
  ),
  ...Object.fromEntries(
    [...['invite', 'inviteAs', 'inviteFor', 'inviteAt', 'invites', 'revokeInvite'], ...['people', 'person']].map(
      (command) => [command, OFFICERS],
    ),
  ),
  myRoles: [...ROLES],
  endRole: [...ROLES],
}

const WHO = [undefined, ...ROLES]
const who = (role?: Role) => ({
  personId: '7',
  roles: role ? [{ role, unit: '11383', unitName: 'Phường Lê Chân' }] : [],
})
const ctx = (role?: Role) => ({
  now: NOON,
  places: places(),
  id: (n: number) => `${String(n).padStart(8, '0')}-0000-4000-8000-000000000000`,
  who: who(role),
})
const isFor = (rule: For, role?: Role) => rule === 'everybody' || (role !== undefined && rule.includes(role))

it('has a row for every conversation', () => {
  expect(Object.keys(FLOW_ROWS).sort()).toEqual(Object.keys(FLOWS).sort())
  for (const command of Object.keys(DOOR_ROWS)) expect(flows.door(command), command).toBeDefined()
})

// What a panel keeps in mind, where it is more than a deed and a number.
const ABOUT: Record<string, string> = {
  'unit-sure': JSON.stringify({ is: 'close', unit: '11383' }),
  'maybe-list': `00000001${JSON.stringify({ ref: 'r', kind: 'file', size: 1 })}`,
}

describe.each(WHO)('as %s', (role) => {
  it.each(flows.doors.map(({ command, flow }) => [command, flow] as const))('the door %s of %s', (command, flow) => {
    const rule = DOOR_ROWS[command] ?? FLOW_ROWS[flow as keyof typeof FLOWS]
    for (const rest of ['', '.12', '.NT-2026-000001', '.waiting-8', '.constructor']) {
      const { effects, session } = turn(newSession(), { kind: 'tap', token: `c.${command}${rest}` }, ctx(role), flows)
      const refused = effects.filter((effect) => effect.do === 'refused')
      if (isFor(rule, role)) expect(refused).toEqual([])
      else {
        // Refused plainly, noted, and nothing else done.
        expect(effects.map((effect) => effect.do)).toEqual(['refused', 'say'])
        expect(session.panel?.name).toBe('home')
        expect(session.drafts).toEqual([])
      }
    }
  })

  it('every panel, button by button, as if it had been open when the role ended', () => {
    for (const [flow, { panels = {} }] of Object.entries(FLOWS)) {
      const rule = FLOW_ROWS[flow as keyof typeof FLOWS]
      if (isFor(rule, role)) continue
      for (const name of Object.keys(panels)) {
        const about = ABOUT[name] ?? 'erase-12'
        const session = { ...newSession(), panel: { name, about } }
        const t = { session, effects: [], ctx: ctx('administrator'), flows, letGo: [] }
        const { options = [] } = panels[name]!.ask(t, about)
        const taps = options.map(({ value }) => panels[name]!.token?.(value) ?? `p.${name}.${value}`)
        for (const inbound of [
          ...taps.map((token) => ({ kind: 'tap' as const, token })),
          { kind: 'text' as const, text: 'Trần Văn A' },
        ]) {
          const { effects } = turn(session, inbound, ctx(role), flows)
          const done = effects.map((effect) => effect.do).filter((deed) => deed !== 'say' && deed !== 'refused')
          expect(done, `${name} ${JSON.stringify(inbound)}`).toEqual([])
        }
      }
    }
  })

  it('the menu shows what is theirs', () => {
    const t = { session: newSession(), effects: [], ctx: ctx(role), flows, letGo: [] }
    const shown = [flows.panel('home')!.panel, flows.panel('more')!.panel].flatMap((p) => p.ask(t).options ?? [])
    for (const { command, flow, menu } of flows.doors) {
      const rule = DOOR_ROWS[command] ?? FLOW_ROWS[flow as keyof typeof FLOWS]
      const isShown = shown.some(({ value }) => value === command)
      if (menu !== undefined && command !== 'menu') expect(isShown, command).toBe(isFor(rule, role))
    }
  })
})

it('a forged token of a panel or a form that is not open does nothing', () => {
  for (const token of [
    'p.carry-out.yes.erase-12',
    'p.close-request.yes.12',
    'q.00000000.kind.self',
    'c.file.DROP',
    'x',
  ]) {
    const { effects } = turn(newSession(), { kind: 'tap', token }, ctx(), flows)
    expect(
      effects.map((effect) => effect.do).filter((deed) => deed !== 'say' && deed !== 'refused'),
      token,
    ).toEqual([])
  }
})
