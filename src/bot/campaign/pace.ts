// How fast broadcasts go: one rate per token over all processes, which leaves a fifth of each platform's limit to replies.
import type { Channel, ChannelName } from '../channel.js'

const SHARE = 0.8

/** Calls a second that broadcasts make of those that the platform takes. */
export const rateOf = ({ perSecond }: Channel) => perSecond * SHARE

/** How many people make a chunk: a second's worth, by the platforms' own limits. */
export const CHUNKS: Record<ChannelName, number> = { telegram: 24, zalo: 50 }
