import type { Card, NotDone, ReviewEffect, ReviewResults } from '../../effects/review.js'
import { LADDER } from '../../ladder.js'
import type { InventedFile } from '../invented/review.js'
import type { Memory, StandIn } from '../memory.js'

const UNDO_MS = 10 * 60_000
const SELF = 'người xét của Phường Lê Chân'
const ROUND = { round: '1', unitName: 'Phường Lê Chân', stage: 'cấp cơ sở' }

export const standIn: StandIn<ReviewEffect, ReviewResults> = {
  showQueue({ review }, _effect, now) {
    const open = waiting(review.files)
    const files = open.slice(0, 4).map(({ review: id, code, nominee, dueAt }) => ({ review: id, code, nominee, dueAt }))
    return { total: open.length, overdue: open.filter(({ dueAt }) => dueAt < now).length, files }
  },
  showFile(memory, { review }) {
    const file = fileOf(memory, review)
    return !file ? { is: 'none' } : file.out ? { is: 'barred' } : card(file)
  },
  tick: (memory, { review, key, value, anew }) =>
    withOpen(memory, review, (file) => {
      if (anew) file.ticks = {}
      else if (key && value) file.ticks = { ...file.ticks, [key]: value }
      return card(file)
    }),
  openDeed: (memory, { review }) => withOpen(memory, review, ({ code, nominee }) => ({ is: 'open', code, nominee })),
  decideReview: (memory, { review, verdict, reason }, now) =>
    withOpen(memory, review, (file) => {
      const marks = file.criteria.map(({ key }) => file.ticks[key])
      if (marks.includes(undefined)) return { is: 'untick', review, code: file.code }
      const failed = file.criteria.filter(({ key }) => file.ticks[key] === 'no').map(({ text }) => text)
      if (verdict === 'passed' && failed.length > 0) return { is: 'unmet', review, code: file.code, failed }
      if (!reason && (verdict === 'refused' || marks.includes('unclear')))
        return { is: 'reason', review, code: file.code, verdict }
      const { code, nominee } = file
      file.state = verdict
      file.decided = { decision: `${review}0`, at: now, verdict }
      return { is: 'decided', code, nominee, verdict, decision: `${review}0`, undoUntil: now + UNDO_MS }
    }),
  undoDecision({ review }, { decision }, now) {
    const file = review.files.find((each) => each.decided?.decision === decision)
    if (!file?.decided) return { is: 'over' }
    if (now - file.decided.at >= UNDO_MS) return { is: 'late', decision, minutes: 10 }
    file.state = 'waiting'
    file.decided = undefined
    return { is: 'undone', code: file.code, review: file.review }
  },
  askNominator: (memory, { review, question }) =>
    withOpen(memory, review, (file) => {
      file.state = 'asked'
      file.questions.push({ question })
      return { is: 'asked', code: file.code, reached: 1 }
    }),
  recuse: (memory, { review }) =>
    withOpen(memory, review, (file) => {
      file.out = true
      return { is: 'recused', code: file.code, passedOn: true }
    }),
  moveFile: (memory, { review, unit }) =>
    withOpen(memory, review, (file) => {
      file.state = 'moved'
      return { is: 'moved', code: file.code, unitName: `đơn vị ${unit}` }
    }),
  showQuestion({ review }, { question }) {
    const found = review.questions.get(question)
    return found && !found.answered ? found : undefined
  },
  answerQuestion({ review }, { question }) {
    const found = review.questions.get(question)
    if (!found || found.answered) return { is: 'over' }
    found.answered = true
    return { is: 'answered', code: found.code }
  },
  showOutcome: ({ review }, { decision }) => review.outcomes.get(decision),
  mergeFiles: (memory, { review: id, other: code }) =>
    withOpen(memory, id, (file) => {
      const other = memory.review.files.find((each) => each.code === code)
      if (!other) return { is: 'none' }
      const regroup = keep(memory, file, other)
      other.state = 'merged'
      file.told = [...file.told, ...other.told]
      file.similar = file.similar.filter((each) => each.code !== code)
      return { is: 'merged', code: file.code, other: code, regroup, review: id }
    }),
  showAccounts: (memory, { review }) =>
    withOpen(memory, review, ({ code, told }) => {
      const accounts = told.map(({ story }, n) => ({ account: String(n + 1), told: String(story) }))
      return { is: 'accounts', code, review, accounts }
    }),
  splitFile: (memory, { review, account }) =>
    withOpen(memory, review, (file) => {
      if (file.told.length < 2) return { is: 'only' }
      const regroup = keep(memory, file)
      const [apart] = file.told.splice(Number(account) - 1, 1)
      const made = { ...file, review: '9', code: 'NT-2026-000209', told: [apart!], similar: [], ticks: {} }
      memory.review.files.push(made)
      return { is: 'split', code: file.code, other: made.code, regroup, review }
    }),
  ungroup({ review }, { regroup }) {
    const before = review.regroups.get(regroup)
    if (!before) return { is: 'over' }
    review.regroups.delete(regroup)
    review.files = review.files.filter(({ review: id }) => id !== '9')
    for (const old of before) review.files = review.files.map((each) => (each.review === old.review ? old : each))
    return { is: 'ungrouped', code: before[0]!.code, review: before[0]!.review }
  },
  noteConsent(memory, { review, given, guardian }, now) {
    const file = fileOf(memory, review)
    if (file?.state !== 'passed') return { is: 'none' }
    file.consent = { given, at: now, ...(guardian && { guardian }) }
    return { is: 'noted', code: file.code, given }
  },
  giveConsent: (_memory, { code, given }) => ({ code, given, self: code !== 'NT-2026-000201' }),
  inviteNominee(memory, { review }, now) {
    const file = fileOf(memory, review)
    if (file?.state !== 'passed') return { is: 'none' }
    const doors = { telegram: 'https://t.me/nhan_ai_bot', zalo: 'https://zalo.me/123' }
    return { is: 'invited', code: file.code, secret: 'K7QM2XTP9HRC', expiresAt: now + 14 * 86_400_000, doors }
  },
  openConsent: (_memory, { secret }) =>
    secret === 'K7QM2XTP9HRC'
      ? { is: 'asked', code: 'NT-2026-000201', nominee: 'Nguyễn Thị Mẫu' }
      : { is: secret === 'K7QM2XTP9HRD' ? 'used' : 'wrong' },
  showRounds: () => [{ ...ROUND, reviewBy: Date.parse('2026-12-04T17:00:00+07:00') }],
  showRound: (memory, _effect, now) => report(memory, now),
  closeRound({ review }, { sure }) {
    const left = review.files.filter(({ state }) => state === 'waiting' || state === 'asked').length
    if (review.closed) return { is: 'over' }
    if (left > 0) return { is: 'left', round: ROUND.round, left }
    if (sure) review.closed = true
    return { is: sure ? 'closed' : 'sure', ...ROUND, received: review.files.length }
  },
  showDigest({ review }, _effect, now) {
    const open = waiting(review.files)
    return {
      waiting: open.length,
      overdue: open.filter(({ dueAt }) => dueAt < now).length,
      nearest: open[0]?.dueAt,
      late: false,
    }
  },
}

const waiting = (files: InventedFile[]) =>
  files.filter(({ state, out }) => state === 'waiting' && !out).sort((a, b) => a.dueAt - b.dueAt)

const fileOf = ({ review }: Memory, id: string) => review.files.find((file) => file.review === id)

function card({ out: _out, decided: _decided, ...facts }: InventedFile): Card {
  return { is: 'card', ...facts }
}

/** What is done to a file that waits, or why it is not. */
function withOpen<R>(memory: Memory, id: string, done: (file: InventedFile) => R): R | NotDone {
  const file = fileOf(memory, id)
  if (!file) return { is: 'none' }
  if (file.out) return { is: 'barred' }
  if (file.state === 'waiting') return done(file)
  const { code, state, decided } = file
  return { is: 'closed', code, state, ...(decided && { by: SELF, at: decided.at, decision: decided.decision }) }
}

/** Remembers files as they are before they are put together or apart; gives the number of that. */
function keep({ review }: Memory, ...files: InventedFile[]): string {
  const regroup = String(review.regroups.size + 1)
  review.regroups.set(regroup, structuredClone(files))
  return regroup
}

function report({ review }: Memory, now: number): NonNullable<ReviewResults['showRound']> {
  const { files, closed } = review
  const count = (state: string) => files.filter((file) => file.state === state).length
  const decided = count('passed') + count('refused')
  const unasked = files.filter(({ state, consent }) => state === 'passed' && !consent)
  return {
    ...ROUND,
    submitBy: Date.parse('2026-12-04T17:00:00+07:00'),
    reviewBy: Date.parse('2026-12-04T17:00:00+07:00'),
    ladder: LADDER,
    ...(closed && { closedAt: now }),
    received: files.length,
    waiting: count('waiting'),
    asked: count('asked'),
    passed: count('passed'),
    refused: count('refused'),
    overdue: 0,
    unassigned: 0,
    units: [{ label: 'Phường Lê Chân', received: files.length, decided }],
    kinds: [{ kind: 'individual', count: files.length }],
    criteria: [],
    under: 0,
    takingPart: 0,
    medians: decided > 0 ? [{ stage: ROUND.stage, days: 3 }] : [],
    noConsent: unasked.length,
    unasked: unasked.map(({ review: id, code }) => ({ review: id, code })),
    closable: !closed && count('waiting') + count('asked') === 0,
    kept: !closed,
    takes: true,
  }
}
