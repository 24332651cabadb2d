// Every effect a conversation may ask for, and every result one may be told. A conversation with effects of its own adds
// a line to each.
import type { AddressEffect, AddressResults } from './address/effects.js'
import type { AlwaysEffect, AlwaysResults } from './always/effects.js'
import type { CampaignEffect, CampaignResults } from './campaign/effects.js'
import type { CorrectEffect, CorrectResults } from './correct/effects.js'
import type { DeliveryEffect, DeliveryResults } from './delivery/effects.js'
import type { DeskEffect, DeskResults } from './desk/effects.js'
import type { LinkEffect, LinkResults } from './link/effects.js'
import type { MemberEffect, MemberResults } from './member/effects.js'
import type { Outbound } from './message.js'
import type { NominateEffect, NominateResults } from './nominate/effects.js'
import type { PeopleEffect, PeopleResults } from './people/effects.js'
import type { ReviewEffect, ReviewResults } from './review/effects.js'
import type { StoryEffect, StoryResults } from './story/effects.js'
import type { SuggestEffect, SuggestResults } from './suggest/effects.js'
import type { SupportEffect, SupportResults } from './support/effects.js'
import type { TalkEffect, TalkResults } from './talk/effects.js'
import type { UnitEffect, UnitResults } from './unit/effects.js'

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
  TalkResults &
  DeskResults &
  CorrectResults &
  PeopleResults &
  CampaignResults &
  StoryResults &
  UnitResults &
  LinkResults

/**
 * Of several says of one transaction with the same `merge` only the last is sent (an album of ten photos). `unasked`: of
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
    return next?.merge !== merge
  })
}
