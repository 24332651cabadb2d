// Every effect as everybody, on what is theirs and on what is others': the right is checked where the deed is done. A new
// effect without a row here fails.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { HANDLERS } from '../../../src/bot/effects/index.js'
import type { NewAddress } from '../../../src/flows/address/effects.js'
import type { Effect } from '../../../src/flows/effects.js'
import type { Role } from '../../../src/flows/roles.js'
import { addAddress } from '../../../src/store/address.js'
import { CONSOLE, readAudit } from '../../../src/store/audit.js'
import { saveCalendar, shippedCalendar } from '../../../src/store/calendar.js'
import { draftBroadcast, steerBroadcast } from '../../../src/store/campaign/broadcasts.js'
import { type Tx, transaction } from '../../../src/store/database.js'
import { recordDelivery } from '../../../src/store/deliveries.js'
import { createInvite } from '../../../src/store/invites.js'
import { submitNomination } from '../../../src/store/nominate.js'
import { askNominator, decide, UNDO_MS } from '../../../src/store/review/decide.js'
import { cardOf } from '../../../src/store/review/files.js'
import { saveProgrammes, shippedProgrammes } from '../../../src/store/review/programmes.js'
import { openRound } from '../../../src/store/review/rounds.js'
import { endRole, grantRole } from '../../../src/store/roles.js'
import { agreePledge, lockPledge, makePledge, proposePledge } from '../../../src/store/support.js'
import { openTicket } from '../../../src/store/tickets.js'
import { DAY, NOW, organisation, person } from '../../store/organisation.js'
import { testDatabase } from '../../support/database.js'

const { pool, drop } = await testDatabase()
afterAll(drop)

/** Everybody who tries each effect. `owner` put the reviewed files forward and made the pledges. */
const EVERYBODY = ['theirs', 'above', 'beside', 'reviewer', 'member', 'ended', 'nobody', 'owner'] as const
type Name = (typeof EVERYBODY)[number]
const OFFICERS: Name[] = ['theirs', 'above']
const REVIEWERS: Name[] = [...OFFICERS, 'reviewer']

interface Scoped {
  effect(made: Made): Effect
  /** Whether what came back shows or did something. */
  did(result: never): boolean
  /** Who may; OFFICERS where not given. */
  may?: readonly Name[]
}
/** What there is to be touched: all of it W1's. */
type Made = Record<
  | ('code' | 'human' | 'erase' | 'broadcast')
  | ('waiting' | 'decision' | 'question')
  | ('invite' | 'grant' | 'person')
  | ('address' | 'need' | 'asked' | 'proposed' | 'agreed' | 'helped'),
  string
>

const string = (result: unknown) => typeof result !== 'string'
const is =
  (...words: string[]) =>
  (result: { is: string }) =>
    words.includes(result.is)
const some = ({ lines }: { lines: unknown[] }) => lines.length > 0

const PLEDGE_DRAFT = '00000000-0000-4000-8000-0000000000c0'
const ADDRESS: NewAddress = {
  unit: 'W1',
  group: 'elder',
  summary: 'Một cụ già sống một mình, sức yếu.',
  urgency: 2,
  state: 'open',
  name: 'Canary Văn Kín',
  place: 'số 5 canary',
  details: 'canary trong hồ sơ riêng',
  papersSeen: true,
  consented: true,
  needs: [{ form: 'material', what: 'gạo', measure: 'suất', quantity: 100_000, rhythm: 'once' }],
}
const pledgeForm = (need: string) => ({
  need,
  quantity: 1000,
  name: 'Canary Lan',
  phone: '+84912345678',
  starts: 'canary mai',
})
/** What anybody may see names nobody. */
const open = ({ cards }: { cards: unknown[] }) => cards.length > 0 && !/canary/i.test(JSON.stringify(cards))

/** 'own': it can touch nothing but what is the actor's own. */
const ROWS: Record<keyof typeof HANDLERS, 'own' | Scoped> = {
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
  showQueue: 'own',
  showFile: { effect: ({ waiting }) => ({ do: 'showFile', review: waiting }), did: is('card'), may: REVIEWERS },
  tick: {
    effect: ({ waiting }) => ({ do: 'tick', review: waiting, key: 'x', value: 'yes' }),
    did: is('card'),
    may: REVIEWERS,
  },
  decideReview: {
    effect: ({ waiting }) => ({ do: 'decideReview', review: waiting, verdict: 'refused', reason: 'x' }),
    did: is('decided'),
    may: REVIEWERS,
  },
  undoDecision: {
    effect: ({ decision }) => ({ do: 'undoDecision', decision, reason: 'x' }),
    did: is('undone'),
    // Whoever decided it, and who reviews for a unit above.
    may: ['reviewer', 'above'],
  },
  askNominator: {
    effect: ({ waiting }) => ({ do: 'askNominator', review: waiting, question: 'x' }),
    did: is('asked'),
    may: REVIEWERS,
  },
  recuse: {
    effect: ({ waiting }) => ({ do: 'recuse', review: waiting, reason: 'x' }),
    did: is('recused'),
    may: REVIEWERS,
  },
  moveFile: {
    effect: ({ waiting }) => ({ do: 'moveFile', review: waiting, unit: 'W2', reason: 'x' }),
    did: is('moved'),
    may: REVIEWERS,
  },
  showQuestion: {
    effect: ({ question }) => ({ do: 'showQuestion', question }),
    did: (r: unknown) => r !== undefined,
    may: ['owner'],
  },
  answerQuestion: {
    effect: ({ question }) => ({ do: 'answerQuestion', question, answer: 'x' }),
    did: is('answered'),
    may: ['owner'],
  },
  showOutcome: {
    effect: ({ decision }) => ({ do: 'showOutcome', decision }),
    did: (r: unknown) => r !== undefined,
    may: ['owner'],
  },
  showDigest: 'own',
  // The code decides, not who brings it.
  redeemInvite: 'own',
  createInvite: { effect: () => ({ do: 'createInvite', role: 'reviewer', unit: 'W1' }), did: string },
  listInvites: { effect: () => ({ do: 'listInvites', skip: 0 }), did: some },
  revokeInvite: { effect: ({ invite }) => ({ do: 'revokeInvite', invite }), did: (r: string) => r === 'revoked' },
  listPeople: {
    effect: () => ({ do: 'listPeople', skip: 0 }),
    did: (r: { lines: { person: string }[] }) => r.lines.some(({ person: id }) => id === made.person),
  },
  openPerson: { effect: ({ person: id }) => ({ do: 'openPerson', person: id }), did: string },
  endRole: { effect: ({ grant }) => ({ do: 'endRole', grant }), did: (r: string) => r === 'ended' },
  showAbsence: 'own',
  setAbsence: 'own',
  endAbsence: 'own',
  openUnit: { effect: () => ({ do: 'openUnit', unit: 'W1' }), did: string, may: ['above'] },
  changeUnit: {
    effect: () => ({ do: 'changeUnit', change: { is: 'rename', unit: 'W1', name: 'Phường Mới' } }),
    did: is('done'),
    may: ['above'],
  },
  findNeeds: { effect: () => ({ do: 'findNeeds', search: { by: 'urgent', skip: 0 } }), did: open, may: EVERYBODY },
  openCard: { effect: ({ address }) => ({ do: 'openCard', code: address }), did: open, may: EVERYBODY },
  holdNeed: { effect: ({ need }) => ({ do: 'holdNeed', need }), did: is('held'), may: EVERYBODY },
  pledge: {
    // Sent again: whose it is gets it again, and nobody else another's.
    effect: ({ need }) => ({ do: 'pledge', draft: PLEDGE_DRAFT, pledge: pledgeForm(need) }),
    did: is('pledged'),
    may: ['owner'],
  },
  openMyPledge: { effect: ({ agreed }) => ({ do: 'openMyPledge', code: agreed }), did: string, may: ['owner'] },
  acceptProposal: {
    effect: ({ proposed }) => ({ do: 'acceptProposal', code: proposed }),
    did: (r: { state: string }) => r.state === 'agreed',
    may: ['owner'],
  },
  cancelPledge: {
    effect: ({ asked }) => ({ do: 'cancelPledge', code: asked }),
    did: (r: { state: string }) => r.state === 'cancelled',
    may: ['owner'],
  },
  reportDelivery: {
    effect: ({ agreed }) => ({ do: 'reportDelivery', code: agreed }),
    did: (r: { delivered: number }) => r.delivered > 0,
    may: ['owner'],
  },
  addAddress: { effect: () => ({ do: 'addAddress', draft: PLEDGE_DRAFT, address: ADDRESS }), did: string },
  listAddresses: { effect: () => ({ do: 'listAddresses', skip: 0 }), did: some },
  openAddressFile: { effect: ({ address }) => ({ do: 'openAddressFile', code: address }), did: string },
  setAddressState: {
    effect: ({ address }) => ({ do: 'setAddressState', code: address, state: 'paused' }),
    did: string,
  },
  listPledges: { effect: () => ({ do: 'listPledges', skip: 0 }), did: some },
  openPledge: { effect: ({ asked }) => ({ do: 'openPledge', code: asked }), did: string },
  decidePledge: { effect: ({ asked }) => ({ do: 'decidePledge', code: asked, decision: 'agree' }), did: string },
  proposePledge: { effect: ({ asked }) => ({ do: 'proposePledge', code: asked, quantity: 500 }), did: string },
  recordDelivery: { effect: ({ agreed }) => ({ do: 'recordDelivery', code: agreed }), did: string },
  confirmDeliveries: { effect: ({ helped }) => ({ do: 'confirmDeliveries', code: helped }), did: string },
  showCoverage: { effect: () => ({ do: 'showCoverage' }), did: (r: unknown[]) => r.length > 0 },
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

const made = {} as Made
const people = {} as Record<Name, string>

beforeAll(async () => {
  await organisation(pool)
  await saveCalendar(pool, shippedCalendar())
  await saveProgrammes(pool, shippedProgrammes(), NOW)
  for (const [name, role, unit] of [
    ['theirs', 'officer', 'W1'],
    ['above', 'administrator', '31'],
    ['beside', 'officer', 'W2'],
    ['reviewer', 'reviewer', 'W1'],
    ['member', 'member', 'W1'],
    ['ended', 'officer', 'W1'],
  ] as [Name, Role, string][]) {
    const id = await person(pool)
    people[name] = id
    const endsAt = name === 'ended' ? NOW - 1 : undefined
    await transaction(pool, (tx) =>
      grantRole(tx, { personId: id, role, unit, startsAt: NOW - 1000, endsAt, by: CONSOLE, now: NOW }),
    )
  }
  people.nobody = await person(pool)
  people.owner = await person(pool)
  made.person = await person(pool)
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
    const appointed = {
      personId: made.person,
      role: 'reviewer',
      unit: 'W1',
      startsAt: NOW,
      by: CONSOLE,
      now: NOW,
    } as const
    made.grant = await grantRole(tx, appointed)
    made.invite = (
      (await createInvite(tx, { role: 'reviewer', unit: 'W1', by: CONSOLE, now: NOW })) as { id: string }
    ).id
  })
  await transaction(pool, reviews)
  await transaction(pool, pledges)
  // After the round has taken in what was there: this file waits for none.
  const citizen = await person(pool)
  await transaction(pool, async (tx) => {
    made.code = await nominated(tx, citizen, 0)
    made.human = (await openTicket(tx, citizen, { kind: 'human', replyBy: NOW }, NOW)).id
    made.erase = (await openTicket(tx, citizen, { kind: 'erase', replyBy: NOW }, NOW)).id
  })
})

async function nominated(tx: Tx, by: string, n: number): Promise<string> {
  const form = {
    kind: 'individual' as const,
    nomineeName: `Trần Văn ${'ABCD'[n]}`,
    unitCode: 'W1',
    unitText: 'Phường Một',
    nominatorName: 'Phạm Thị B',
    nominatorPhone: '+84912345678',
    files: [],
    formVersion: 1,
    answers: { kind: 'individual' },
  }
  return (await submitNomination(tx, by, `00000000-0000-4000-8000-00000000000${n}`, form, NOW)).code
}

/** Three files of the owner's in a round of W1: one waits, one the reviewer has decided, of one they asked for more. */
async function reviews(tx: Tx): Promise<void> {
  const codes: string[] = []
  for (const n of [1, 2, 3]) codes.push(await nominated(tx, people.owner, n))
  const round = { programme: 'nguoi-tot-viec-thien', stage: 'unit', unit: 'W1', opensAt: NOW }
  await openRound(tx, { ...round, submitBy: NOW + DAY, reviewBy: NOW + DAY }, CONSOLE, NOW)
  const by = { personId: people.reviewer, channel: 'telegram' }
  const ids: string[] = []
  for (const code of codes) {
    const { rows } = await tx.query<{ id: string }>(
      'SELECT v.id FROM review v JOIN nomination n ON n.id = v.nomination_id WHERE n.code = $1',
      [code],
    )
    const { id } = rows[0]!
    const card = await cardOf(tx, id, by, NOW)
    const ticks = Object.fromEntries((card.is === 'card' ? card.criteria : []).map(({ key }) => [key, 'yes']))
    await tx.query('UPDATE review SET ticks = $2 WHERE id = $1', [id, JSON.stringify(ticks)])
    ids.push(id)
  }
  made.waiting = ids[0]!
  const decided = await decide(tx, { review: ids[1]!, verdict: 'passed', by, now: NOW })
  made.decision = (decided as { decision: string }).decision
  const asked = await askNominator(tx, { review: ids[2]!, question: 'x', by, now: NOW })
  made.question = (asked as { question: string }).question
}

/** An address of W1 and the owner's pledges for it, each as far as its name says. */
async function pledges(tx: Tx): Promise<void> {
  const { id, code } = await addAddress(tx, ADDRESS, CONSOLE, NOW)
  made.address = code
  made.need = (await tx.query<{ id: string }>('SELECT id FROM need WHERE address_id = $1', [id])).rows[0]!.id
  for (const [n, state] of (['asked', 'proposed', 'agreed', 'helped'] as const).entries()) {
    const row = await makePledge(tx, people.owner, PLEDGE_DRAFT.replace(/0$/, `${n}`), pledgeForm(made.need), NOW)
    if (row === 'full') throw new Error('nothing left')
    made[state] = row.code
    if (state === 'proposed') await proposePledge(tx, row, 500, null)
    if (state === 'agreed' || state === 'helped') await agreePledge(tx, row, null, NOW)
    if (state === 'helped')
      await recordDelivery(tx, (await lockPledge(tx, 'id', row.id))!, { by: people.owner, now: NOW })
  }
}

/** Runs it, looks, and takes it back. */
async function attempt(name: Name, row: Scoped, prepare?: (tx: Tx) => Promise<void>) {
  let seen: { did: boolean; refused: number } | undefined
  await transaction(pool, async (tx) => {
    await prepare?.(tx)
    const effect = row.effect(made)
    const handle = HANDLERS[effect.do as keyof typeof HANDLERS] as (...args: unknown[]) => Promise<{ result: never }>
    const who = { personId: people[name], contactId: '0', channel: 'telegram', roles: [] }
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
  const may = row.may ?? OFFICERS
  const taken = (by: Name) => async (tx: Tx) => {
    if (NEEDS_TALK.has(name))
      await tx.query('UPDATE ticket SET taken_by = $2, taken_at = now() WHERE id = $1', [made.human, people[by]])
  }

  it.each(may)('is done for somebody %s', async (who) => {
    expect(await attempt(who, row, taken(who))).toEqual({ did: true, refused: 0 })
  })

  it.each(EVERYBODY.filter((who) => !may.includes(who)))('is not done for somebody %s', async (who) => {
    expect((await attempt(who, row, taken('theirs'))).did).toBe(false)
  })
})

it.each([
  'openFile',
  'showPictures',
  'openRequest',
  'closeRequest',
  'carryOut',
  'takeRequest',
  'showFile',
  'decideReview',
  'undoDecision',
  'openPerson',
  'endRole',
  'revokeInvite',
  'createInvite',
  'openUnit',
  'changeUnit',
  'openAddressFile',
  'openPledge',
  'addAddress',
])('%s of another unit leaves a line in the audit', async (name) => {
  expect((await attempt('beside', ROWS[name as keyof typeof HANDLERS] as Scoped)).refused).toBe(1)
})

describe('undoDecision', () => {
  const row = ROWS.undoDecision as Scoped

  it('is not done for whoever decided and is no reviewer any more', async () => {
    const ended = async (tx: Tx) => {
      const { rows } = await tx.query<{ id: string }>('SELECT id FROM role_grant WHERE person_id = $1', [
        people.reviewer,
      ])
      expect(await endRole(tx, { grantId: rows[0]!.id, by: CONSOLE, now: NOW })).toBe('ended')
    }
    expect(await attempt('reviewer', row, ended)).toEqual({ did: false, refused: 1 })
  })

  it('is not done for a nominator, however high', async () => {
    const raised = async (tx: Tx) => {
      await grantRole(tx, { personId: people.owner, role: 'administrator', unit: '31', by: CONSOLE, now: NOW })
    }
    expect((await attempt('owner', row, raised)).did).toBe(false)
  })

  it('is not done for whoever decided when ten minutes are over', async () => {
    const late = async (tx: Tx) => {
      await tx.query('UPDATE decision SET at = $2 WHERE id = $1', [made.decision, new Date(NOW - UNDO_MS)])
    }
    expect((await attempt('reviewer', row, late)).did).toBe(false)
  })
})
