import type { Outbound } from '../../flows/message.js'
import { SendError } from '../channel.js'

export type Picture = NonNullable<Outbound['photo']>

/** The bytes of a picture, read or drawn. Throws SendError (refused) when they cannot be read: no other try will find them. */
export async function readPicture(readFile: (hash: string) => Promise<Buffer>, picture: Picture): Promise<Buffer> {
  // The drawing libraries and the fonts are loaded at the first picture: a start does not wait for them.
  if (typeof picture !== 'string') return (await import('../pictures/draw.js')).draw(picture)
  try {
    return await readFile(picture)
  } catch {
    throw new SendError('refused', 'the picture cannot be read')
  }
}

/** What a platform's copy of it is remembered by. */
export function keyOf(picture: Picture): string {
  return typeof picture === 'string' ? picture : JSON.stringify(picture)
}
