import type { Outbound } from '../message.js'
import type { ButtonName } from '../news-buttons.js'

export type MemberEffect =
  | { do: 'joinUnit'; unit: string }
  | { do: 'leaveUnit'; unit: string }
  | { do: 'showUnits' }
  /** They agreed to news: who belongs to no unit hears the city's. */
  | { do: 'followNews' }
  /** Their consent to news ends; nothing else does. */
  | { do: 'endNews' }
  /** How many members there are below what somebody answers for, and how many may be written to. */
  | { do: 'countMembers' }
  | { do: 'makePoster'; unit: string }
  /** A button under a message that came was pressed: it counts as the result of that broadcast. */
  | { do: 'countPress'; id: string; button: ButtonName }
  /** The newest message that was sent to them, whole: a template of Zalo's holds its beginning only. */
  | { do: 'readNews' }

export interface MemberResults {
  joinUnit: { unit: string; unitName: string } | 'none'
  leaveUnit: { unit: string; unitName: string }[]
  showUnits: { unit: string; unitName: string }[]
  countMembers: MemberCount[]
  readNews: Outbound | 'none'
  makePoster: { unit: string; unitName: string; links: { channel: string; link: string }[] } | 'refused' | 'none'
}

/** Numbers only, of a unit and all below it. */
export interface MemberCount {
  unit: string
  unitName: string
  members: number
  /** How many may be written to now, by channel. */
  byChannel: Record<string, number>
  excluded: Record<string, number>
  /** The units below it that have most members. */
  below: { unitName: string; members: number }[]
}
