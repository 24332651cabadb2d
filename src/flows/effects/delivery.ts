// Help that happened: written down by who gave it or by an officer, confirmed by somebody else.

/** What the form knows of the pledge that was helped with; quantities in thousandths. */
export interface Helped {
  code: string
  what: string
  measure: string
  /** The most that can still be recorded. */
  rest: number
  /** Whether it is the person's own pledge, or they are an officer of its unit. */
  by: 'supporter' | 'officer'
}

export interface DeliveryForm {
  code: string
  quantity: number
  /** ISO day. */
  day: string
  /** In đồng. */
  worth?: number
  changed?: string
  /** Pictures that the family agreed to. */
  files: string[]
}

export type DeliveryEffect =
  | { do: 'openDelivery'; code: string }
  | { do: 'recordDelivery'; draft: string; delivery: DeliveryForm }
  /** An officer makes the one-time code that the family confirms by. */
  | { do: 'makeReceipt'; code: string }
  /** Whoever brings it: the family, their guardian, or the supporter who heard it from them. `pledge` is a number or a code. */
  | { do: 'useReceipt'; pledge: string; digits: string }
  | { do: 'showHelpPictures'; code: string }

/** Why nothing was done: 'over' has no code, or it is over; 'tooMany' wrong tries ended it. */
export type ReceiptUsed = { is: 'confirmed'; code: string } | { is: 'wrong'; left: number } | { is: 'over' | 'tooMany' }

export interface DeliveryResults {
  openDelivery: Helped | 'none'
  recordDelivery: { code: string; by: Helped['by'] } | 'notNow'
  /** `digits` is the only place it is ever seen; `until`: epoch ms. */
  makeReceipt: { code: string; digits: string; until: number } | 'refused' | 'none' | 'notNow'
  useReceipt: ReceiptUsed
  /** Content hashes. */
  showHelpPictures: { pictures: string[] } | 'refused' | 'none'
}
