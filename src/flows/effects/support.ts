// What a supporter asks for: addresses to choose from, a hold, a pledge, its later life.
import type { PledgeState } from '../needs.js'

/** How addresses are looked for; `skip` as many as were seen. */
export interface Search {
  by: 'urgent' | 'near' | 'longest' | 'offer'
  /** Unit code, for 'near'. */
  unit?: string
  /** Form of help, for 'offer'. */
  form?: string
  skip: number
}

/** What everybody may know of a need. Quantities in thousandths. */
export interface NeedCard {
  need: string
  address: string
  group: string
  unit: string
  summary: string
  urgency: number
  form: string
  what: string
  measure: string
  left: number
  rhythm: string
  neededBy?: string
  invented: boolean
}

export interface PledgeForm {
  need: string
  organisation?: string
  /** Where the organisation is. */
  place?: string
  position?: string
  name: string
  phone: string
  starts: string
  note?: string
  /** Thousandths. */
  quantity: number
  /** Once, though the need comes again and again. */
  once?: true
  /** Day of the month, of help that comes every month. */
  monthDay?: number
}

/** What a supporter changes of their pledge: one thing at a time. `starts` may be a day of the month. */
export type PledgeChange =
  | { quantity: number }
  | { once: boolean }
  | { starts: string; monthDay?: number }
  | { note: string }

export type SupportEffect =
  | { do: 'findNeeds'; search: Search }
  | { do: 'openCard'; code: string }
  | { do: 'holdNeed'; need: string }
  | { do: 'pledge'; draft: string; pledge: PledgeForm }
  | { do: 'openMyPledge'; code: string }
  | { do: 'acceptProposal'; code: string }
  | { do: 'declineProposal'; code: string }
  | { do: 'changePledge'; code: string; change: PledgeChange }
  | { do: 'cancelPledge'; code: string; reason?: string }

/** A pledge as whoever made it sees it; quantities in thousandths. */
export interface MyPledge {
  code: string
  address: string
  unit: string
  state: PledgeState
  what: string
  measure: string
  quantity: number
  proposed?: number
  delivered: number
  rhythm: string
  /** The need's own rhythm. */
  needRhythm: string
  monthDay?: number
  starts?: string
  note?: string
  organisation?: string
  /** What the officer wrote with a proposal. */
  proposal?: string
  reason?: string
  /** Who the family is, once the officer has agreed and the family too. */
  family?: { name: string; place: string; phone?: string }
}

/**
 * Until then (epoch ms) the link of their accounts may be undone: somebody counts on what was pledged before it, and it stays
 * as it is.
 */
export interface Waits {
  waits: number
}

export interface SupportResults {
  findNeeds: { cards: NeedCard[]; more: boolean }
  openCard: { cards: NeedCard[] }
  /** `until`: epoch ms. 'full' comes with others to choose from. */
  holdNeed: { is: 'held'; card: NeedCard; until: number } | { is: 'full' | 'none'; others: NeedCard[] }
  pledge: { is: 'pledged'; pledge: MyPledge } | { is: 'full'; others: NeedCard[] }
  openMyPledge: MyPledge | 'none'
  acceptProposal: MyPledge | 'none' | Waits
  declineProposal: MyPledge | 'none'
  /** `left`: as much as could be pledged, where it is less; 'notNow' where it cannot be changed like this. */
  changePledge: MyPledge | 'none' | 'notNow' | { left: number; measure: string } | Waits
  cancelPledge: MyPledge | 'none' | Waits
}
