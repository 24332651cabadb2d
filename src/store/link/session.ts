// Two conversations become one, and one becomes two again. Pure.
import type { Session } from '../../flows/session.js'
import { newSession } from '../../flows/session.js'

/** What is agreed to, by purpose: as the proofs say, whose newest act counts. */
type Agreed = Session['consents']

/**
 * One conversation of both: every draft of both, and of two choices that of `newer`, whose owner has just written. What
 * waits for an answer on the other platform goes on waiting.
 */
export function joined(older: Session, newer: Session, agreed: Agreed, link: Session['link']): Session {
  const talk = [older.talk, newer.talk].flatMap((each) => each ?? []).sort((a, b) => b.until - a.until)[0]
  return {
    ...newSession(),
    ...defined({
      active: older.active ?? newer.active,
      panel: older.panel,
      shown: older.shown,
      open: older.active ? older.open : undefined,
      talk,
      profile: older.profile || newer.profile ? { ...older.profile, ...newer.profile } : undefined,
      salutation: newer.salutation ?? older.salutation,
      stopped: older.stopped ?? newer.stopped,
      greetedAt: Math.max(older.greetedAt ?? 0, newer.greetedAt ?? 0) || undefined,
      pleaAt: Math.max(older.pleaAt ?? 0, newer.pleaAt ?? 0) || undefined,
      nudgedAt: Math.max(older.nudgedAt ?? 0, newer.nudgedAt ?? 0) || undefined,
      aside: older.aside ?? newer.aside,
      link,
    }),
    drafts: [...older.drafts, ...newer.drafts].sort((a, b) => a.updatedAt - b.updatedAt),
    consents: agreed,
  }
}

/**
 * One side's part of a conversation that ends: the drafts that are theirs. Name and phone may be the other's: they go. None is
 * gone on with by itself: what it rests on may have been agreed to by the other.
 */
export function parted(
  session: Session,
  isTheirs: (draft: string) => boolean,
  agreed: Agreed,
  stopped: boolean,
): Session {
  const drafts = session.drafts.filter(({ id }) => isTheirs(id))
  return {
    ...newSession(),
    ...defined({
      salutation: session.salutation,
      stopped: stopped ? (true as const) : undefined,
      greetedAt: session.greetedAt,
      pleaAt: session.pleaAt,
      nudgedAt: session.nudgedAt,
    }),
    drafts,
    consents: agreed,
  }
}

function defined(fields: Partial<Session>): Partial<Session> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}
