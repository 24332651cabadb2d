// Stories of good people, told in public: of nominees who passed and agreed to be named.

export type StoryEffect =
  /** The newest that may be shown, after the newest `skip`. */
  | { do: 'readStory'; skip: number }
  /** Files of somebody's units that may be told in public, and those that are. */
  | { do: 'listTellable' }
  | { do: 'openTellable'; code: string }
  | { do: 'publishStory'; code: string; text: string }
  | { do: 'withdrawStory'; code: string }

export interface Tellable {
  code: string
  name: string
  /** It is told already. */
  told: boolean
}

export interface StoryResults {
  /** `older`: how many there are behind it. */
  readStory: { text: string; older: number } | 'none'
  listTellable: Tellable[]
  openTellable: (Tellable & { unitName: string; deeds: string[]; text?: string }) | 'none'
  publishStory: { code: string; text: string } | 'none'
  withdrawStory: Tellable[]
}
