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
  /** Everything answered, by question key, with the form's version. */
  formVersion: number
  answers: Record<string, unknown>
}

export type NominateEffect = { do: 'submitNomination'; draft: string; nomination: NominationForm }

export interface NominateResults {
  submitNomination: {
    code: string
    /** Somebody had put this nominee forward before; this account was joined to theirs. */
    joined: boolean
    /** They had put this nominee forward themselves before. */
    own: boolean
  }
}
