// What reviewers do, within the turn's transaction.

import type { ReviewEffect } from '../../flows/effects/review.js'
import type { Tx } from '../../store/database.js'
import { tellPerson } from '../../store/news.js'
import type { Address } from '../../store/people.js'
import * as ask from '../../store/review/ask.js'
import { giveConsent, noteConsent } from '../../store/review/consent.js'
import { inviteNominee, openConsent } from '../../store/review/consent-code.js'
import * as decide from '../../store/review/decide.js'
import { openRoundReport, roundsFor } from '../../store/review/figures.js'
import { cardOf, queueOf } from '../../store/review/files.js'
import * as handoff from '../../store/review/handoff.js'
import { outcomeFor } from '../../store/review/outcome.js'
import * as regroup from '../../store/review/regroup.js'
import { digestOf } from '../../store/review/reminders.js'
import { closeRoundFor } from '../../store/review/round-changes.js'
import type { Handlers } from './effect.js'

export const review: Handlers<ReviewEffect> = {
  showQueue: async (tx, who, _effect, now) => ({ result: await queueOf(tx, who.personId, now) }),
  showFile: async (tx, who, { review: id }, now) => ({ result: await cardOf(tx, id, who, now) }),
  tick: async (tx, by, effect, now) => ({ result: await decide.tickCriterion(tx, { ...effect, by, now }) }),
  openDeed: async (tx, by, { review: id, deed }, now) => ({
    result: await decide.openFor(tx, { review: id, by, now }, deed),
  }),
  decideReview: async (tx, by, effect, now) => ({ result: await decide.decide(tx, { ...effect, by, now }) }),
  async undoDecision(tx, by, effect, now) {
    const undone = await decide.undo(tx, { ...effect, by, now })
    if (undone.is !== 'undone') return { result: undone }
    const { people, ...result } = undone
    const news = { what: 'reopened', about: result.review, more: { code: result.code }, id: `undo:${effect.decision}` }
    return { result, after: { revisit: await tellAll(tx, people, news, now) } }
  },
  async askNominator(tx, by, effect, now) {
    const asked = await ask.askNominator(tx, { ...effect, by, now })
    if (asked.is !== 'asked') return { result: asked }
    const { code, question, people } = asked
    const told = await tellAll(tx, people, { what: 'more', about: question, id: `more:${question}` }, now)
    return { result: { is: 'asked', code, reached: told.length }, after: { revisit: told } }
  },
  recuse: async (tx, by, effect, now) => ({ result: await handoff.recuse(tx, { ...effect, by, now }) }),
  moveFile: async (tx, by, effect, now) => ({ result: await handoff.moveFile(tx, { ...effect, by, now }) }),
  showQuestion: async (tx, who, { question }) => ({ result: await ask.questionFor(tx, question, who.personId) }),
  async answerQuestion(tx, by, { question, answer }, now) {
    const found = await ask.answer(tx, { question, text: answer, by, now })
    if (found.is !== 'answered') return { result: found }
    const { code, reviewer, review: id } = found
    const news = { what: 'answered', about: id, more: { code }, id: `answered:${question}` }
    const told = await tellAll(tx, reviewer ? [reviewer] : [], news, now)
    return { result: { is: 'answered', code }, after: { revisit: told } }
  },
  async mergeFiles(tx, by, effect, now) {
    const merged = await regroup.merge(tx, { ...effect, by, now })
    if (merged.is !== 'merged') return { result: merged }
    const { people, ...result } = merged
    const news = { what: 'joined', about: result.other, more: { into: result.code }, id: `merge:${result.regroup}` }
    return { result, after: { revisit: await tellAll(tx, people, news, now) } }
  },
  showAccounts: async (tx, by, effect, now) => ({ result: await regroup.accountsOf(tx, { ...effect, by, now }) }),
  splitFile: async (tx, by, effect, now) => ({ result: await regroup.split(tx, { ...effect, by, now }) }),
  ungroup: async (tx, by, effect, now) => ({ result: await regroup.ungroup(tx, { ...effect, by, now }) }),
  noteConsent: async (tx, by, effect, now) => ({ result: await noteConsent(tx, { ...effect, by, now }) }),
  async giveConsent(tx, by, effect, now) {
    const found = await giveConsent(tx, { ...effect, by, now })
    if (!found) return { result: found }
    const { madeBy, ...result } = found
    const news = {
      what: 'nomineeSaid',
      about: result.code,
      more: { given: result.given },
      id: `said:${result.code}:${now}`,
    }
    return { result, after: { revisit: await tellAll(tx, madeBy ? [madeBy] : [], news, now) } }
  },
  inviteNominee: async (tx, by, effect, now) => ({ result: await inviteNominee(tx, { ...effect, by, now }) }),
  openConsent: async (tx, by, effect, now) => ({ result: await openConsent(tx, { ...effect, by, now }) }),
  showRounds: async (tx, who, _effect, now) => ({ result: await roundsFor(tx, who.personId, now, ROUNDS) }),
  showRound: async (tx, by, { round }, now) => ({ result: await openRoundReport(tx, { round, by, now }) }),
  closeRound: async (tx, by, effect, now) => ({ result: await closeRoundFor(tx, { ...effect, by, now }) }),
  showOutcome: async (tx, who, { decision }) => ({ result: await outcomeFor(tx, decision, who.personId) }),
  showDigest: async (tx, who, _effect, now) => ({ result: await digestOf(tx, who.personId, now) }),
}

const ROUNDS = 8

interface ReviewNews {
  what: string
  about: string
  id: string
  more?: Record<string, unknown>
}

/** Tells each of these people; gives where those who can be reached are. */
export async function tellAll(tx: Tx, people: string[], news: ReviewNews, now: number): Promise<Address[]> {
  const told: Address[] = []
  for (const person of people) {
    const address = await tellPerson(tx, person, { flow: 'review', ...news, id: `review:${news.id}:${person}` }, now)
    if (address) told.push(address)
  }
  return told
}
