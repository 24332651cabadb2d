import type { ButtonName } from '../news-buttons.js'

export type MemberEffect =
  | { do: 'joinUnit'; unit: string }
  | { do: 'leaveUnit'; unit: string }
  | { do: 'showUnits' }
  /** A button under a message that came was pressed: it counts as the result of that broadcast. */
  | { do: 'countPress'; id: string; button: ButtonName }

export interface MemberResults {
  joinUnit: { unit: string; unitName: string } | 'none'
  leaveUnit: { unit: string; unitName: string }[]
  showUnits: { unit: string; unitName: string }[]
}
