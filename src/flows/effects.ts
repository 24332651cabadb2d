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
 * ten photos; the tenth told what was refused as well). `unasked`: of
 * our own accord, so it obeys quiet hours.
 */
export interface Say {
  do: 'say'
  message: Outbound
  merge?: string
  unasked?: true
}

/** Of several says of one kind in a row only the last matters: ten photos get one answer. */
export function merged<E extends { do: string }>(effects: E[]): E[] {
  return effects.filter((effect, n) => {
    const { merge } = effect as Partial<Say>
    if (effect.do !== 'say' || !merge) return true
    const next = effects.slice(n + 1).find((e) => e.do === 'say') as Partial<Say> | undefined
    return next?.merge !== merge && !next?.merge?.startsWith(`${merge}.`)
  })
}
