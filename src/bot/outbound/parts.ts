import { createHash } from 'node:crypto'
import type { Outbound } from '../../flows/message.js'
import { SendError } from '../channel.js'
import { createRecent } from './recent.js'

const KEEP_MS = 15 * 60_000
const KEEP_MOST = 1000

/**
 * Sends the parts of a message in order. When one fails in a way that will be tried again, what has left is
 * remembered (in memory, for 15 minutes, as a hash of the message), so that the next try goes on from there instead
 * of repeating the first parts. The function it makes gives the platform's ids of all parts.
 */
export function createPartSender() {
  const begun = createRecent<string[]>({ most: KEEP_MOST, keepMs: KEEP_MS })

  return async function sendParts<Part>(
    message: { address: string; parts: Part[] },
    sendPart: (part: Part) => Promise<string>,
  ): Promise<string[]> {
    if (message.parts.length === 1) return [await sendPart(message.parts[0]!)]
    const key = createHash('sha256').update(JSON.stringify(message)).digest('base64')
    const ids = begun.get(key) ?? []
    begun.delete(key)
    try {
      for (const part of message.parts.slice(ids.length)) ids.push(await sendPart(part))
      return ids
    } catch (error) {
      if (ids.length > 0 && error instanceof SendError && isPassing(error)) begun.set(key, ids)
      throw error
    }
  }
}

/** How many calls a message becomes; one that cannot be sent is refused before its first. */
export function callsOf(message: Outbound, partsOf: (message: Outbound) => unknown[]): number {
  try {
    return partsOf(message).length
  } catch {
    return 1
  }
}

/** Makes it once for each object: a broadcast's message is the same for thousands. */
export function perObject<Of extends object, Made>(make: (of: Of) => Made): (of: Of) => Made {
  const known = new WeakMap<Of, Made>()
  return (of) => {
    const made = known.get(of) ?? make(of)
    known.set(of, made)
    return made
  }
}

function isPassing({ kind }: SendError): boolean {
  return kind === 'retry' || kind === 'slowDown' || kind === 'unknown'
}
