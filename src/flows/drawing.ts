// Pictures of ours, as data: a message carries what is to be seen, the shell draws it when the message leaves. So the row
// of a message is all there is of its picture: nothing to keep in step, nothing left behind when the row is cleared.

/** One bar: `value` of `of` (whole numbers) in its own words `shown`; without `of` bars compare with each other. */
export interface Bar {
  label: string
  value: number
  of?: number
  shown: string
}

/** Figures as bars, at most 30 of them; the caller puts the same figures into the text of the message. */
export interface Bars {
  is: 'bars'
  title: string
  bars: Bar[]
  note?: string
}

/** A card to keep or to pass on, for example a thank-you. Lines are wrapped; names come as people wrote them. */
export interface Card {
  is: 'card'
  title: string
  lines: string[]
  foot?: string
}

/** One or two QR codes with what stands under each, for a wall or a leaflet. */
export interface Poster {
  is: 'poster'
  title: string
  lines: string[]
  codes: { link: string; caption: string }[]
  foot?: string
}

export type Drawing = Bars | Card | Poster
