// How fast broadcasts go: one rate per token over all processes, which leaves a fifth of each platform's limit to replies.

import type { ChannelName } from '../channel.js'

/** Sends a second, and so how many make a chunk. Telegram: about 30 for bulk. Zalo: 4,000 calls a minute and app. */
export const RATES: Record<ChannelName, number> = { telegram: 24, zalo: 50 }

/** Without a limit chunks are larger: then the database's part of each send is smallest. */
export const WHOLE_CHUNK = 1_000
