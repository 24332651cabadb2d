// Stories of good people, told in public: of nominees who passed and agreed to be named.

export type StoryEffect =
  /** The newest that may be shown, after the newest `skip`. */
  | { do: 'readStory'; skip: number }
  /** Files of somebody's units that may be told in public, and those that are. */
  | { do: 'listTellable' }
  | { do: 'openTellable'; code: string }
  | { do: 'publishStory'; code: string; text: string }
  | { do: 'withdrawStory'; code: string }
  /** The pictures of a told file, from which one may be shown with its story. */
  | { do: 'storyPictures'; code: string }
  /** `picture`: the beginning of its content hash; without one, none is shown any more. `note`: how those in it were asked. */
  | { do: 'pictureStory'; code: string; picture?: { hash: string; note: string; guardian: boolean } }

export interface Tellable {
  code: string
  name: string
  /** It is told already. */
  told: boolean
}

export interface StoryResults {
  /** `older`: how many there are behind it. */
  readStory: { text: string; older: number; photo?: string } | 'none'
  listTellable: Tellable[]
  openTellable: (Tellable & { unitName: string; deeds: string[]; text?: string; photo?: string }) | 'none'
  publishStory: { code: string; text: string } | 'none'
  withdrawStory: Tellable[]
  /** By content hash. */
  storyPictures: { code: string; pictures: string[] } | 'none'
  /** 'child': the nominee is a child, whose guardian has to agree. */
  pictureStory: { code: string; shown: boolean } | 'none' | 'child'
}
