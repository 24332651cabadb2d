// Every effect as everybody, on what is theirs and on what is others': the right is checked where the deed is done. A new
// effect without a row here fails.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { HANDLERS } from '../../../src/bot/effects/index.js'
import type { Effect } from '../../../src/flows/effects.js'
import type { Role } from '../../../src/flows/roles.js'
import { CONSOLE, readAudit } from '../../../src/store/audit.js'
import { saveCalendar, shippedCalendar } from '../../../src/store/calendar.js'
import { draftBroadcast, steerBroadcast } from '../../../src/store/campaign/broadcasts.js'
import { type Tx, transaction } from '../../../src/store/database.js'
import { submitNomination } from '../../../src/store/nominate.js'
import { grantRole } from '../../../src/store/roles.js'
import { openTicket } from '../../../src/store/tickets.js'
import { NOW, organisation, person } from '../../store/organisation.js'
import { testDatabase } from '../../support/database.js'

const { pool, drop } = await testDatabase()
afterAll(drop)

interface Scoped {
  effect(made: Made): Effect
  /** Whether what came back shows or did something. */
  did(result: never): boolean
}
interface Made {
  code: string
  human: string
  erase: string
  broadcast: string
}

const string = (result: unknown) => typeof result !== 'string'
/** 'own': it can touch nothing but what is the actor's own. */
const ROWS: Record<keyof typeof HANDLERS, 'own' | 'todo' | Scoped> = {
  recordConsent: 'own',
  forget: 'own',
  clearWords: 'own',
  keepFile: 'own',
  dropFile: 'own',
  showRecords: 'own',
  showData: 'own',
  openTicket: 'own',
  withdrawConsent: 'own',
  setProactive: 'own',
  setReachable: 'own',
  refused: 'own',
  watchDraft: 'own',
  unwatchDraft: 'own',
  setTimer: 'own',
  dropTimer: 'own',
  submitNomination: 'own',
  joinUnit: 'own',
  leaveUnit: 'own',
  showUnits: 'own',
  draftBroadcast: {
    effect: () => ({
      do: 'draftBroadcast',
      draft: '00000000-0000-4000-8000-0000000000b2',
      form: { text: 'Chào anh chị em', buttons: [], unit: 'W1' },
    }),
    did: string,
  },
  testBroadcast: { effect: ({ broadcast }) => ({ do: 'testBroadcast', id: broadcast }), did: string },
  steerBroadcast: {
    effect: ({ broadcast }) => ({ do: 'steerBroadcast', id: broadcast, deed: 'send' }),
    did: (r: string | { is: string }) => typeof r !== 'string' && r.is === 'proposed',
  },
  showBroadcast: { effect: ({ broadcast }) => ({ do: 'showBroadcast', id: broadcast }), did: string },
  listBroadcasts: { effect: () => ({ do: 'listBroadcasts' }), did: (r: unknown[]) => r.length > 0 },
  listSeries: { effect: () => ({ do: 'listSeries' }), did: (r: unknown[]) => r.length > 0 },
  steerSeries: {
    effect: () => ({ do: 'steerSeries', id: '1', deed: 'pause' }),
    did: (r: { state: string }[]) => r[0]?.state === 'paused',
  },
  moveIssue: {
    effect: () => ({ do: 'moveIssue', id: '1', deed: 'skip' }),
    did: (r: { issues: unknown[] }[]) => r[0]?.issues.length === 0,
  },
  // The code decides, not who brings it.
  redeemInvite: 'own',
  createInvite: 'todo',
  listInvites: 'todo',
  revokeInvite: 'todo',
  listPeople: 'todo',
  openPerson: 'todo',
  endRole: 'todo',
  showAbsence: 'todo',
  setAbsence: 'todo',
  endAbsence: 'todo',
  openUnit: 'todo',
  changeUnit: 'todo',
  findNeeds: 'todo',
  openCard: 'todo',
  holdNeed: 'todo',
  pledge: 'todo',
  openMyPledge: 'todo',
  acceptProposal: 'todo',
  cancelPledge: 'todo',
  reportDelivery: 'todo',
  addAddress: 'todo',
  listAddresses: 'todo',
  openAddressFile: 'todo',
  setAddressState: 'todo',
  listPledges: 'todo',
  openPledge: 'todo',
  decidePledge: 'todo',
  proposePledge: 'todo',
  recordDelivery: 'todo',
  confirmDeliveries: 'todo',
  showCoverage: 'todo',
  takeRequest: {
    effect: ({ human }) => ({ do: 'takeRequest', ticket: human }),
    did: (r: { is: string }) => r.is === 'taken',
  },
  relay: {
    effect: ({ human }) => ({ do: 'relay', ticket: human, text: 'x' }),
    // Only the two who talk; nobody does yet.
    did: (r: string) => r !== 'over',
  },
  relayFile: 'own',
  endTalk: { effect: ({ human }) => ({ do: 'endTalk', ticket: human }), did: (r: string) => r === 'ended' },
  showDesk: { effect: () => ({ do: 'showDesk' }), did: (r: { files: number }) => r.files > 0 },
  listFiles: {
    effect: () => ({ do: 'listFiles', order: 'newest', skip: 0 }),
    did: (r: { lines: unknown[] }) => r.lines.length > 0,
  },
  openFile: { effect: ({ code }) => ({ do: 'openFile', code }), did: string },
  showPictures: { effect: ({ code }) => ({ do: 'showPictures', code }), did: string },
  listRequests: {
    effect: () => ({ do: 'listRequests', which: 'people', skip: 0 }),
    did: (r: { lines: unknown[] }) => r.lines.length > 0,
  },
  openRequest: { effect: ({ human }) => ({ do: 'openRequest', ticket: human }), did: string },
  releaseRequest: {
    effect: ({ human }) => ({ do: 'releaseRequest', ticket: human }),
    did: (r: string) => r === 'released',
  },
  closeRequest: { effect: ({ human }) => ({ do: 'closeRequest', ticket: human }), did: (r: string) => r === 'closed' },
  carryOut: {
    effect: ({ erase }) => ({ do: 'carryOut', ticket: erase, deed: 'erase', sure: true }),
    did: (r: { is: string }) => r.is === 'erased',
  },
}
/** What needs somebody to have taken the request first. */
const NEEDS_TALK = new Set(['relay', 'endTalk', 'releaseRequest'])

const made: Made = { code: '', human: '', erase: '', broadcast: '' }
const people: Record<string, string> = {}

beforeAll(async () => {
  await organisation(pool)
  await saveCalendar(pool, shippedCalendar())
  const citizen = await person(pool)
  await transaction(pool, async (tx) => {
    const form = {
      kind: 'individual' as const,
      nomineeName: 'Trần Văn A',
      unitCode: 'W1',
      unitText: 'Phường Một',
      nominatorName: 'Phạm Thị B',
      nominatorPhone: '+84912345678',
      files: [],
      formVersion: 1,
      answers: { kind: 'individual' },
    }
    made.code = (await submitNomination(tx, citizen, '00000000-0000-4000-8000-000000000001', form, NOW)).code
    made.human = (await openTicket(tx, citizen, { kind: 'human', replyBy: NOW }, NOW)).id
    made.erase = (await openTicket(tx, citizen, { kind: 'erase', replyBy: NOW }, NOW)).id
  })
  for (const [name, role, unit] of [
    ['theirs', 'officer', 'W1'],
    ['above', 'administrator', '31'],
    ['beside', 'officer', 'W2'],
    ['reviewer', 'reviewer', 'W1'],
    ['member', 'member', 'W1'],
    ['ended', 'officer', 'W1'],
  ] as [string, Role, string][]) {
    const id = await person(pool)
    people[name] = id
    const endsAt = name === 'ended' ? NOW - 1 : undefined
    await transaction(pool, (tx) =>
      grantRole(tx, { personId: id, role, unit, startsAt: NOW - 1000, endsAt, by: CONSOLE, now: NOW }),
    )
  }
  people.nobody = await person(pool)
  await transaction(pool, async (tx) => {
    const by = { personId: people.theirs!, channel: 'telegram' }
    const form = { text: 'Chào anh chị em', buttons: [], unit: 'W1' }
    const weekly = { ...form, weekly: { weekday: 1, hour: 8 } }
    await tx.query(`INSERT INTO campaign_setting VALUES ('31', false)`)
    const series = await draftBroadcast(tx, by, '00000000-0000-4000-8000-0000000000b0', weekly, NOW)
    await steerBroadcast(tx, { id: (series as { id: string }).id, deed: 'send', by, sizes: {}, now: NOW })
    await tx.query('DELETE FROM campaign_setting')
    const made1 = await draftBroadcast(tx, by, '00000000-0000-4000-8000-0000000000b1', form, NOW)
    made.broadcast = (made1 as { id: string }).id
  })
})

/** Runs it, looks, and takes it back. */
async function attempt(name: string, row: Scoped, prepare?: (tx: Tx) => Promise<void>) {
  let seen: { did: boolean; refused: number } | undefined
  await transaction(pool, async (tx) => {
    await prepare?.(tx)
    const effect = row.effect(made)
    const handle = HANDLERS[effect.do as keyof typeof HANDLERS] as (...args: unknown[]) => Promise<{ result: never }>
    const who = { personId: people[name]!, contactId: '0', channel: 'telegram', roles: [] }
    const before = (await readAudit(tx, { person: people[name] })).filter(({ action }) => action === 'refuse').length
    const { result } = await handle(tx, who, effect, NOW)
    const after = (await readAudit(tx, { person: people[name] })).filter(({ action }) => action === 'refuse').length
    seen = { did: row.did(result), refused: after - before }
    throw new Error('taken back')
  }).catch((error: Error) => {
    if (error.message !== 'taken back') throw error
  })
  return seen!
}

it('has a row for every effect', () => {
  expect(Object.keys(ROWS).sort()).toEqual(Object.keys(HANDLERS).sort())
})

const scoped = Object.entries(ROWS).filter((row): row is [string, Scoped] => typeof row[1] === 'object')

describe.each(scoped)('%s', (name, row) => {
  const taken = (by: string) => async (tx: Tx) => {
    if (NEEDS_TALK.has(name))
      await tx.query('UPDATE ticket SET taken_by = $2, taken_at = now() WHERE id = $1', [made.human, people[by]])
  }

  it.each(['theirs', 'above'])('is done for an officer %s', async (who) => {
    expect(await attempt(who, row, taken(who))).toEqual({ did: true, refused: 0 })
  })

  it.each(['beside', 'reviewer', 'member', 'ended', 'nobody'])('is not done for somebody %s', async (who) => {
    expect((await attempt(who, row, taken('theirs'))).did).toBe(false)
  })
})

it.each(['openFile', 'showPictures', 'openRequest', 'closeRequest', 'carryOut', 'takeRequest'])(
  '%s of another unit leaves a line in the audit',
  async (name) => {
    expect((await attempt('beside', ROWS[name as keyof typeof HANDLERS] as Scoped)).refused).toBe(1)
  },
)

for (const [name, row] of Object.entries(ROWS)) if (row === 'todo') it.todo(`${name} as everybody`)
