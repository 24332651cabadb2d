// The organisation tree, as administrators change it in chat.
import type { UnitKind } from '../vi/unit-kinds.js'

export type UnitChange =
  | { is: 'add'; kind: UnitKind; name: string; parent: string }
  | { is: 'rename'; unit: string; name: string }
  | { is: 'merge'; unit: string; into: string }
  | { is: 'close'; unit: string }

export type UnitEffect = { do: 'openUnit'; unit: string } | { do: 'changeUnit'; change: UnitChange }

export interface OpenedUnit {
  code: string
  name: string
  kind: UnitKind
  parent?: { code: string; name: string }
  /** Open units right under it; people with a role for this very unit. */
  below: number
  people: number
}

export interface UnitResults {
  openUnit: OpenedUnit | 'refused' | 'none'
  /** The unit that stands now: the new one, the renamed one, the one that takes in. `why` is a sentence to be read. */
  changeUnit: { is: 'done'; code: string; name: string } | { is: 'not'; why: string } | { is: 'refused' }
}
