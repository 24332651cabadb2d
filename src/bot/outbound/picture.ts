import { SendError } from '../channel.js'

/** The bytes of a stored picture. Throws SendError (refused) when they cannot be read: no other try will find them. */
export async function readPicture(readFile: (hash: string) => Promise<Buffer>, hash: string): Promise<Buffer> {
  try {
    return await readFile(hash)
  } catch {
    throw new SendError('refused', 'the picture cannot be read')
  }
}
