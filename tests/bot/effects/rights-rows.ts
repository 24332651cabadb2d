// Each effect: how it is tried, how one sees that it was done, and for whom it is.
import type { HANDLERS } from '../../../src/bot/effects/index.js'
import type { RoundOffer } from '../../../src/flows/effects/round.js'
import type { Effect } from '../../../src/flows/effects.js'
import { DAY, NOW } from '../../store/organisation.js'
import { ADDRESS, EVERYBODY, type Made, made, type Name, PLEDGE_DRAFT, pledgeForm } from './rights-world.js'

export const OFFICERS: Name[] = ['theirs', 'approver', 'above']
/** Who opens and moves rounds. */
const KEEPERS: Name[] = ['approver', 'above']
const REVIEWERS: Name[] = [...OFFICERS, 'reviewer']

export interface Scoped {
  effect(made: Made): Effect
  /** Whether what came back shows or did something. */
  did(result: never): boolean
  /** Who may; OFFICERS where not given. */
  may?: readonly Name[]
}
const TDP_ROUND = {
  programme: 'nguoi-tot-viec-thien',
  stage: 'unit',
  unit: 'TDP1',
  submitBy: NOW + DAY,
  reviewBy: NOW + DAY,
}
const string = (result: unknown) => typeof result !== 'string'
const is =
  (...words: string[]) =>
  (result: { is: string }) =>
    words.includes(result.is)
const some = ({ lines }: { lines: unknown[] }) => lines.length > 0

/** What anybody may see names nobody. */
const open = ({ cards }: { cards: unknown[] }) => cards.length > 0 && !/canary/i.test(JSON.stringify(cards))

/** 'own': it can touch nothing but what is the actor's own. */
export const ROWS: Record<keyof typeof HANDLERS, 'own' | Scoped> = {
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
  showMovements: 'own',
  openMovement: 'own',
  joinUnit: 'own',
  leaveUnit: 'own',
  showUnits: 'own',
  countPress: 'own',
  readNews: 'own',
  followNews: 'own',
  endNews: 'own',
  // Counts what the actor answers for, whoever they are.
  countMembers: 'own',
  makePoster: { effect: () => ({ do: 'makePoster', unit: 'W1' }), did: string },
  makeLinkCode: 'own',
  useLinkCode: 'own',
  agreeLink: 'own',
  endLink: 'own',
  draftBroadcast: {
    effect: () => ({
      do: 'draftBroadcast',
      draft: '00000000-0000-4000-8000-0000000000b2',
      fresh: '00000000-0000-4000-8000-0000000000b2',
      form: { text: 'Chào anh chị em', buttons: [], unit: 'W1' },
      answers: {},
    }),
    did: string,
  },
  previewBroadcast: { effect: ({ broadcast }) => ({ do: 'previewBroadcast', id: broadcast }), did: string },
  narrowBroadcast: {
    effect: ({ broadcast }) => ({ do: 'narrowBroadcast', id: broadcast, by: { channel: 'zalo' } }),
    did: string,
  },
  // Only whoever wrote it.
  editBroadcast: { effect: ({ broadcast }) => ({ do: 'editBroadcast', id: broadcast }), did: string, may: ['theirs'] },
  reportBroadcast: { effect: ({ broadcast }) => ({ do: 'reportBroadcast', id: broadcast }), did: string },
  testBroadcast: { effect: ({ broadcast }) => ({ do: 'testBroadcast', id: broadcast }), did: string },
  steerBroadcast: {
    effect: ({ broadcast }) => ({ do: 'steerBroadcast', id: broadcast, deed: 'send' }),
    did: (r: string | { is: string }) => typeof r !== 'string' && r.is === 'proposed',
  },
  markUrgent: { effect: ({ broadcast }) => ({ do: 'markUrgent', id: broadcast }), did: string, may: ['above'] },
  // Nothing of it is over: those who may are told so.
  sendAgain: { effect: ({ broadcast }) => ({ do: 'sendAgain', id: broadcast }), did: (r: string) => r === 'over' },
  showBroadcast: { effect: ({ broadcast }) => ({ do: 'showBroadcast', id: broadcast }), did: string },
  listBroadcasts: { effect: () => ({ do: 'listBroadcasts' }), did: (r: unknown[]) => r.length > 0 },
  // What is shipped is no secret; which officers alone open (tests/flows/rights.test.ts).
  listTemplates: 'own',
  useTemplate: {
    effect: () => ({ do: 'useTemplate', key: 'humanitarian-month' }),
    did: string,
    may: [...OFFICERS, 'beside'],
  },
  sendTemplate: {
    effect: () => ({ do: 'sendTemplate', key: 'humanitarian-month' }),
    did: string,
    may: [...OFFICERS, 'beside'],
  },
  listSeries: { effect: () => ({ do: 'listSeries' }), did: (r: unknown[]) => r.length > 0 },
  steerSeries: {
    effect: () => ({ do: 'steerSeries', id: '1', deed: 'pause' }),
    did: (r: { state: string }[]) => r[0]?.state === 'paused',
  },
  moveSlot: {
    effect: () => ({ do: 'moveSlot', id: '1', slot: { weekday: 3, hour: 9 } }),
    did: (r: { weekday: number }[] | 'taken') => r !== 'taken' && r[0]?.weekday === 3,
  },
  showTheme: { effect: () => ({ do: 'showTheme', year: 2027 }), did: string, may: ['above'] },
  setTheme: { effect: () => ({ do: 'setTheme', year: 2027, text: 'Trao yêu thương' }), did: string, may: ['above'] },
  moveIssue: {
    effect: () => ({ do: 'moveIssue', id: '1', deed: 'skip' }),
    did: (r: { issues: unknown[] }[]) => r[0]?.issues.length === 0,
  },
  setFourEyes: { effect: () => ({ do: 'setFourEyes', unit: 'W1', on: false }), did: string, may: ['above'] },
  listFourEyes: { effect: () => ({ do: 'listFourEyes', unit: 'W1' }), did: string, may: ['above'] },
  showQueue: 'own',
  showFile: { effect: ({ waiting }) => ({ do: 'showFile', review: waiting }), did: is('card'), may: REVIEWERS },
  tick: {
    effect: ({ waiting }) => ({ do: 'tick', review: waiting, key: 'x', value: 'yes' }),
    did: is('card'),
    may: REVIEWERS,
  },
  openDeed: {
    effect: ({ waiting }) => ({ do: 'openDeed', review: waiting, deed: 'recuseWhy' }),
    did: is('open'),
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
  mergeFiles: {
    effect: ({ waiting, code }) => ({ do: 'mergeFiles', review: waiting, other: code, reason: 'x' }),
    did: is('merged'),
    may: REVIEWERS,
  },
  showAccounts: {
    effect: ({ waiting }) => ({ do: 'showAccounts', review: waiting }),
    did: is('accounts'),
    may: REVIEWERS,
  },
  splitFile: {
    // There is only one account: who may split is told so.
    effect: ({ waiting, account }) => ({ do: 'splitFile', review: waiting, account, reason: 'x' }),
    did: is('only', 'split'),
    may: REVIEWERS,
  },
  ungroup: {
    effect: ({ regroup }) => ({ do: 'ungroup', regroup }),
    did: is('ungrouped'),
    may: REVIEWERS,
  },
  noteConsent: {
    effect: ({ passed }) => ({ do: 'noteConsent', review: passed, given: true, note: 'x' }),
    did: is('noted'),
    may: REVIEWERS,
  },
  inviteNominee: {
    effect: ({ passed }) => ({ do: 'inviteNominee', review: passed }),
    did: is('invited'),
    may: REVIEWERS,
  },
  giveConsent: {
    effect: ({ self }) => ({ do: 'giveConsent', code: self, given: true }),
    did: (r: unknown) => r !== undefined,
    may: ['owner'],
  },
  readStory: { effect: () => ({ do: 'readStory', skip: 0 }), did: string, may: EVERYBODY },
  listTellable: { effect: () => ({ do: 'listTellable' }), did: (r: unknown[]) => r.length > 0 },
  openTellable: { effect: ({ self }) => ({ do: 'openTellable', code: self }), did: string },
  publishStory: { effect: ({ self }) => ({ do: 'publishStory', code: self, text: 'Một chuyện khác' }), did: string },
  storyPictures: { effect: ({ self }) => ({ do: 'storyPictures', code: self }), did: string },
  pictureStory: { effect: ({ self }) => ({ do: 'pictureStory', code: self }), did: string },
  withdrawStory: {
    effect: ({ self }) => ({ do: 'withdrawStory', code: self }),
    did: (r: { told: boolean }[]) => r.some(({ told }) => !told),
  },
  showRounds: { effect: () => ({ do: 'showRounds' }), did: (r: unknown[]) => r.length > 0, may: REVIEWERS },
  showRound: {
    effect: ({ round }) => ({ do: 'showRound', round }),
    did: (r: unknown) => r !== undefined,
    may: REVIEWERS,
  },
  closeRound: {
    effect: ({ round }) => ({ do: 'closeRound', round }),
    // It has files that wait: whose right it is hears how many.
    did: (r: { is: string }) => r.is === 'left',
  },
  // What there is to be opened, for their own units.
  offerRound: { effect: () => ({ do: 'offerRound' }), did: (r: RoundOffer) => r.programmes.length > 0, may: KEEPERS },
  openRound: {
    effect: () => ({ do: 'openRound', round: TDP_ROUND, answers: {} }),
    // One is open for the whole ward: whose right it is hears that.
    did: (r: { fault?: string }) => r.fault === 'twice',
    may: KEEPERS,
  },
  moveRound: {
    effect: ({ round }) => ({ do: 'moveRound', round, to: NOW + 3 * DAY, from: NOW + DAY }),
    did: is('moved'),
    may: KEEPERS,
  },
  changeLadder: {
    effect: ({ round }) => ({ do: 'changeLadder', round, to: 'fewer' }),
    did: is('changed'),
    may: KEEPERS,
  },
  // The code decides, not who brings it.
  openConsent: 'own',
  takeRound: { effect: ({ round }) => ({ do: 'takeRound', round }), did: is('taken'), may: KEEPERS },
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
  suggestAddress: 'own',
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
  declineProposal: {
    effect: ({ proposed }) => ({ do: 'declineProposal', code: proposed }),
    did: (r: { state: string }) => r.state === 'asked',
    may: ['owner'],
  },
  changePledge: {
    effect: ({ asked }) => ({ do: 'changePledge', code: asked, change: { quantity: 2000 } }),
    did: (r: { quantity: number }) => r.quantity === 2000,
    may: ['owner'],
  },
  cancelPledge: {
    effect: ({ asked }) => ({ do: 'cancelPledge', code: asked }),
    did: (r: { state: string }) => r.state === 'cancelled',
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
  setFamilyConsent: {
    effect: ({ address }) => ({ do: 'setFamilyConsent', code: address, agreed: false }),
    did: (r: { consented: boolean }) => r.consented === false,
  },
  addNeed: {
    effect: ({ address }) => ({
      do: 'addNeed',
      code: address,
      need: { form: 'material', what: 'chăn ấm', measure: 'cái', quantity: 1000, rhythm: 'once' },
    }),
    did: string,
  },
  changeCard: {
    effect: ({ address }) => ({ do: 'changeCard', code: address, change: { group: 'sick' } }),
    did: string,
  },
  changeFamily: {
    effect: ({ address }) => ({ do: 'changeFamily', code: address, change: { phone: '+84912345699' } }),
    did: string,
  },
  // Somebody has promised help for it: whose right it is hears that.
  eraseAddress: {
    effect: ({ address }) => ({ do: 'eraseAddress', code: address }),
    did: (r: string) => r === 'promised',
  },
  changeNeed: {
    effect: ({ address, need }) => ({ do: 'changeNeed', code: address, need, change: { quantity: 900_000_000 } }),
    did: string,
  },
  openDelivery: {
    effect: ({ agreed }) => ({ do: 'openDelivery', code: agreed }),
    did: string,
    may: [...OFFICERS, 'owner'],
  },
  recordDelivery: {
    effect: ({ agreed }) => ({
      do: 'recordDelivery',
      draft: PLEDGE_DRAFT,
      delivery: { code: agreed, quantity: 1000, day: '2026-11-20', files: [] },
    }),
    did: string,
    may: [...OFFICERS, 'owner'],
  },
  makeReceipt: { effect: ({ helped }) => ({ do: 'makeReceipt', code: helped }), did: string },
  // The code decides, not who brings it.
  useReceipt: 'own',
  showHelpPictures: { effect: ({ helped }) => ({ do: 'showHelpPictures', code: helped }), did: string },
  confirmDeliveries: { effect: ({ helped }) => ({ do: 'confirmDeliveries', code: helped }), did: string },
  // A list of their own; what is in it is taken of their units alone, and the right is looked at again then.
  sendList: 'own',
  useList: 'own',
  showCoverage: { effect: () => ({ do: 'showCoverage' }), did: (r: { registered: number }) => r.registered > 0 },
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
  closeRequest: {
    effect: ({ human }) => ({ do: 'closeRequest', ticket: human }),
    did: (r: string) => r.startsWith('closed'),
  },
  listCorrectable: { effect: ({ correct }) => ({ do: 'listCorrectable', ticket: correct }), did: is('records') },
  openAnswers: {
    effect: ({ correct, sent }) => ({ do: 'openAnswers', ticket: correct, of: sent }),
    did: is('record'),
  },
  correctAnswer: {
    effect: ({ correct, sent }) => ({
      do: 'correctAnswer',
      ticket: correct,
      of: sent,
      key: 'byPhone',
      was: '+84912345678',
      value: '+84987654321',
    }),
    did: is('corrected'),
  },
  carryOut: {
    effect: ({ erase }) => ({ do: 'carryOut', ticket: erase, deed: 'erase', sure: true }),
    did: (r: { is: string }) => r.is === 'erased',
  },
}
