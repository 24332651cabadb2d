import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'

// Below the ports that systems give to outgoing connections. Of those one may be taken while the app is down, even by
// somebody who knocks at it: TCP lets a knock at a port nobody listens on connect to itself.
const FIRST = 20_000
const LAST = 32_000

/** A port of 127.0.0.1 that stays ours while nobody listens on it. */
export async function steadyPort(): Promise<number> {
  const port = randomInt(FIRST, LAST)
  const free = await new Promise<boolean>((resolve) => {
    const server = createServer().on('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
  return free ? port : steadyPort()
}
