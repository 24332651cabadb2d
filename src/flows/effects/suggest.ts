// Somebody tells the Hội of a family in need.

export interface Suggestion {
  /** They are the family themselves. */
  own: boolean
  /** Unit code, where the place is known; the words they gave in any case. */
  unit?: string
  unitText: string
  details: string
  /** The family's name, and where they live: unknown to many who tell of them. */
  family?: string
  place?: string
  name: string
  /** E.164. */
  phone: string
}

export type SuggestEffect = { do: 'suggestAddress'; draft: string; suggestion: Suggestion }

export interface SuggestResults {
  /** 'tooMany' where as many of theirs wait as one person may send. */
  suggestAddress: { code: string; unit: string } | 'tooMany'
}
