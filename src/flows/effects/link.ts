// Two accounts of one human are joined by a code, and parted again.

export type LinkEffect =
  | { do: 'makeLinkCode' }
  | { do: 'useLinkCode'; code: string }
  /** Somebody with a role answers on the platform that holds it. */
  | { do: 'agreeLink'; link: string; yes: boolean }
  | { do: 'endLink' }

export interface LinkResults {
  makeLinkCode: MadeCode
  useLinkCode: UsedCode
  agreeLink: AgreedLink
  endLink: 'parting' | 'none'
}

/** `until`: epoch ms. */
export type MadeCode =
  | { is: 'made'; code: string; until: number }
  | { is: 'tooMany'; until: number }
  | { is: 'already' }

export type UsedCode =
  | { is: 'wrong' | 'own' | 'sameChannel' | 'already' }
  | { is: 'tooMany'; until: number }
  /** `channel` is the other platform, whose account made the code. */
  | { is: 'joining'; link: string; makerId: string; channel: string }
  /** A role is held `here`, or `there`: whoever holds it has to agree on that platform. */
  | { is: 'waiting'; link: string; makerId: string; channel: string; here: boolean; there: boolean }

export type AgreedLink =
  | { is: 'over'; other?: undefined }
  | { is: 'joining' | 'waiting' | 'over'; other: string; refused: boolean }
