import type { Movement } from '../programme.js'

/** What a sent nomination is, apart from its full answers: the part the store searches and joins by. */
export interface NominationForm {
  kind: 'individual' | 'collective' | 'self' | 'community'
  nomineeName: string
  /** Unit code of the organisation tree, or undefined when only words are known. */
  unitCode?: string
  unitText: string
  nominatorName: string
  /** E.164. */
  nominatorPhone: string
  files: string[]
  /** The movement it is for; that of the house where not given. */
  programme?: string
  /** Everything answered, by question key, with the form's version. */
  formVersion: number
  answers: Record<string, unknown>
}

export type NominateEffect =
  | { do: 'submitNomination'; draft: string; nomination: NominationForm }
  /** Movements with a form of their own that are open now. */
  | { do: 'showMovements' }
  | { do: 'openMovement'; code: string }

export interface NominateResults {
  showMovements: { code: string; name: string; label: string }[]
  /** Undefined where it is none, or not open now. */
  openMovement: Movement | undefined
  submitNomination: {
    code: string
    /** Somebody had put this nominee forward before; this account was joined to theirs. */
    joined: boolean
    /** They had put this nominee forward themselves before. */
    own: boolean
  }
}
