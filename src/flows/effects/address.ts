// What officers do with addresses and pledges of their units.
import type { FileRef } from '../message.js'
import type { AddressState, Group, HelpForm, PledgeFile, PledgeLine, Rhythm, Urgency } from '../needs.js'

/** A need as it is entered; `quantity` in thousandths of `measure`. */
export interface NewNeed {
  form: HelpForm
  what: string
  measure: string
  quantity: number
  rhythm: Rhythm
  /** ISO day. */
  neededBy?: string
}

/** `quantity` in thousandths; `neededBy` an ISO day, or empty for none; a need that ended asks for no more than was promised. */
export type NeedChange = { quantity: number } | { what: string } | { neededBy: string } | { ended: true }

/** One thing of a public card; `unit`: a code. */
export type CardChange = { summary: string } | { group: Group } | { unit: string }

/** One thing of who is behind an address; an empty guardian or phone, or no year, where there is none. */
export type FamilyChange =
  | { name: string }
  | { birthYear: number | undefined }
  | { guardian: string }
  | { phone: string }
  | { place: string }
  | { details: string }

/** Somebody else has changed it since it was shown: nothing was, and this is the file now. */
export interface Meanwhile {
  meanwhile: AddressFile
}

/** What the public words would give away of the family, in Vietnamese: nothing was changed. */
export interface GivenAway {
  givesAway: string
}

/** Who is behind an address. */
interface Family {
  name: string
  birthYear?: number
  guardian?: string
  /** E.164. */
  phone?: string
  place: string
  details: string
  /** The papers were seen by whoever enters it. */
  papersSeen: boolean
  /** The family agreed that a matched supporter may know who they are. */
  consented: boolean
}

/** An address as it is entered: what everybody may see, and who is behind it. */
export interface NewAddress extends Family {
  unit: string
  group: Group
  summary: string
  urgency: Urgency
  state: AddressState
  needs: NewNeed[]
  listKey?: string
}

export type AddressEffect =
  /** `of`: the code of a suggested address that this completes after a visit. */
  | { do: 'addAddress'; draft: string; address: NewAddress; of?: string }
  | { do: 'listAddresses'; skip: number }
  /** `survey`: to write down what a visit found. */
  | { do: 'openAddressFile'; code: string; survey?: true }
  | { do: 'setAddressState'; code: string; state: AddressState; reason?: string }
  /**
   * The family (or the guardian) lets whoever helps know who they are, or does so no longer. `guardian`: who agreed for a
   * child, where the file does not know them yet.
   */
  | { do: 'setFamilyConsent'; code: string; agreed: boolean; guardian?: string }
  /** What the family needs is changed after it was entered; `need` is its number. `seen`: the file's, as the officer read it. */
  | { do: 'addNeed'; code: string; need: NewNeed }
  | { do: 'changeNeed'; code: string; need: string; change: NeedChange; seen?: string }
  /** What everybody reads of it is corrected. */
  | { do: 'changeCard'; code: string; change: CardChange; seen?: string }
  /** Who the family is, or how to reach them, is corrected. */
  | { do: 'changeFamily'; code: string; change: FamilyChange; seen?: string }
  /** All that tells who the family is goes, for good. */
  | { do: 'eraseAddress'; code: string }
  | { do: 'listPledges'; skip: number }
  | { do: 'openPledge'; code: string }
  | { do: 'decidePledge'; code: string; decision: 'agree' | 'refuse' | 'finish'; reason?: string }
  /** `quantity`: thousandths. */
  | { do: 'proposePledge'; code: string; quantity: number; words?: string }
  | { do: 'confirmDeliveries'; code: string }
  | { do: 'showCoverage' }
  /** A list that was sent: fetched, and looked at. */
  | { do: 'sendList'; file: string; source: FileRef }
  /** The same list looked at again, saying what is meant with hidden rows, or taken. */
  | { do: 'useList'; file: string; step: 'check' | 'take'; hidden?: 'take' | 'leave' }

export interface AddressLine {
  code: string
  group: string
  unit: string
  state: AddressState
}

/** An address that may be the same family as another: by the name (and age), or the telephone number. */
export interface AlikeAddress {
  code: string
  unit: string
  why: 'name' | 'phone'
}

/** The whole of an address, for officers of its unit. */
export interface AddressFile extends AddressLine, Family {
  unitCode: string
  summary: string
  reason?: string
  /** The last change that is in it: a correction is checked against those after. */
  seen?: string
  /** Others that may be the same family. */
  alike?: AlikeAddress[]
  /** Who told of it. */
  suggestedBy?: { own: boolean; name: string; phone: string }
  needs: {
    id: string
    form: string
    what: string
    measure: string
    quantity: number
    taken: number
    rhythm: string
    neededBy?: string
  }[]
}

/** Where nothing was done, why. */
export type NotDone = 'refused' | 'none' | 'notNow' | 'incomplete' | 'taken' | 'promised'

export interface CoverageLine {
  unit: string
  form: string
  registered: number
  helped: number
  /** Epoch ms of the oldest that nobody helps. */
  since?: number
}

export interface Coverage {
  /** Needs, per unit and form. */
  lines: CoverageLine[]
  /** Addresses; helped with any of their needs. */
  registered: number
  helped: number
  /** Addresses nobody helps, the longest waiting first; `since`: epoch ms. Not all of them. */
  waiting: { code: string; unit: string; since: number }[]
}

/** What came of a list; `about` is the file. */
export interface ListNews {
  /** Why the whole file is no list. */
  refusal?: string
  /** So many rows are hidden, and nobody has said what is meant with them. */
  ask?: number
  hidden?: 'take' | 'leave'
  taken?: boolean
  right?: number
  wrong?: number
  added?: number
  same?: number
  /** New needs of known addresses, and known ones of which the list says another quantity. */
  needs?: number
  differ?: number
  coarse?: number
  /** Known families of whom the list says something else, by row; and how many beyond those. */
  changed?: { row: number; columns: string[] }[]
  changedMore?: number
  /** Headings that mean nothing here. */
  unread?: string[]
  /** Rows that are nobody's, by number. */
  aside?: number[]
  /** New rows that may be an address known already, or one of another row. */
  alike?: { row: number; with: string }[]
  /** Such rows beyond those. */
  alikeMore?: number
  refused?: { row: number; column: string; reason: string }[]
  /** Wrong cells beyond those. */
  more?: number
  /** The list with what is wrong marked in it. */
  file?: { hash: string; name: string }
}

export interface AddressResults {
  /** `erased`: a family known by the same name, place and year has had its record erased. */
  addAddress: { code: string; coarse: boolean; state: AddressState; alike?: AlikeAddress[]; erased?: boolean } | NotDone
  listAddresses: { lines: AddressLine[]; older: number }
  openAddressFile: AddressFile | NotDone
  setAddressState: { code: string; state: AddressState; coarse: boolean } | NotDone
  /** 'guardian': it is about a child, and nobody is known who may agree. */
  setFamilyConsent: AddressFile | NotDone | 'guardian'
  addNeed: AddressFile | NotDone
  changeNeed: AddressFile | NotDone | Meanwhile
  changeCard: AddressFile | NotDone | GivenAway | Meanwhile
  changeFamily: AddressFile | NotDone | GivenAway | Meanwhile
  /** `alike`: others that may be the same family, and stay. */
  eraseAddress: { code: string; alike: string[] } | NotDone
  listPledges: { lines: PledgeLine[]; older: number }
  openPledge: PledgeFile | NotDone
  decidePledge: PledgeFile | NotDone
  proposePledge: PledgeFile | NotDone
  confirmDeliveries: PledgeFile | NotDone
  showCoverage: Coverage
  sendList: 'reading' | 'refused'
  useList: 'reading' | 'none'
}
