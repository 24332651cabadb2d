// Every effect a conversation may ask for, and every result one may be told. A conversation with effects of its own adds
// a line to each.
import type { AddressEffect, AddressResults } from './effects/address.js'
import type { AlwaysEffect, AlwaysResults } from './effects/always.js'
import type { CampaignEffect, CampaignResults } from './effects/campaign.js'
import type { CorrectEffect, CorrectResults } from './effects/correct.js'
import type { DeliveryEffect, DeliveryResults } from './effects/delivery.js'
import type { DeskEffect, DeskResults } from './effects/desk.js'
import type { LinkEffect, LinkResults } from './effects/link.js'
import type { MemberEffect, MemberResults } from './effects/member.js'
import type { NominateEffect, NominateResults } from './effects/nominate.js'
import type { PeopleEffect, PeopleResults } from './effects/people.js'
import type { ReviewEffect, ReviewResults } from './effects/review.js'
import type { RoundEffect, RoundResults } from './effects/round.js'
import type { StoryEffect, StoryResults } from './effects/story.js'
import type { SuggestEffect, SuggestResults } from './effects/suggest.js'
import type { SupportEffect, SupportResults } from './effects/support.js'
import type { TalkEffect, TalkResults } from './effects/talk.js'
import type { UnitEffect, UnitResults } from './effects/unit.js'
import type { Outbound } from './message.js'

/** What a turn wants done; the shell does it in the same transaction as the new session. */
export type Effect =
  | Say
  | AlwaysEffect
  | NominateEffect
  | SupportEffect
  | SuggestEffect
  | DeliveryEffect
  | AddressEffect
  | MemberEffect
  | ReviewEffect
  | RoundEffect
  | TalkEffect
  | DeskEffect
  | CorrectEffect
  | PeopleEffect
  | CampaignEffect
  | StoryEffect
  | UnitEffect
  | LinkEffect

/** What an effect found, by its name. */
export type Results = AlwaysResults &
  NominateResults &
  SupportResults &
  SuggestResults &
  DeliveryResults &
  AddressResults &
  MemberResults &
  ReviewResults &
  RoundResults &
  TalkResults &
  DeskResults &
  CorrectResults &
  PeopleResults &
  CampaignResults &
  StoryResults &
  UnitResults &
  LinkResults

/**
 * Of several says of one transaction with the same `merge`, or with more behind a dot, only the last is sent (an album of
 * ten photos; the tenth told what was refused as well). `remark`: what it says before the question; it goes along with the
 * next answer (a photo and a video get one answer that tells both). `unasked`: of our own accord, so it obeys quiet hours.
 * `ours`: news that nobody asked for here.
 */
export interface Say {
  do: 'say'
  message: Outbound
  merge?: string
  remark?: string
  unasked?: true
  ours?: true
}

/** What came together gets one answer. */
export function merged<E extends { do: string }>(effects: E[]): E[] {
  const kept: E[] = []
  for (const effect of effects) {
    const at = effect.do === 'say' ? kept.findLastIndex((one) => one.do === 'say') : -1
    const one = at === -1 ? undefined : inOne(kept[at] as unknown as Say, effect as unknown as Say)
    if (one) kept.splice(at, 1)
    kept.push((one as unknown as E) ?? effect)
  }
  return kept
}

/** Both in one answer, where they can be. */
function inOne(one: Say, next: Say): Say | undefined {
  const isSame = one.merge !== undefined && (next.merge === one.merge || next.merge?.startsWith(`${one.merge}.`))
  const { remark = '' } = next
  const before = remark.includes(one.remark ?? '') ? '' : one.remark!.replace(remark, '').trim()
  const goesAlong = next.remark !== undefined || isPlain(next)
  if (before === '' || !goesAlong) return isSame || (one.remark && next.remark) ? next : undefined
  const text = `${before}${remark === '' ? '\n\n' : ' '}${next.message.text}`
  return { ...next, remark: `${before} ${remark}`.trim(), message: { ...next.message, text } }
}

/** Words that answer what came, and nothing else. */
function isPlain({ message, unasked, ours }: Say): boolean {
  return !unasked && !ours && !message.photo && !message.file && !message.live && !message.document
}
