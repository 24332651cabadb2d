import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'

export interface ServerProxy {
  /** The given URL, led through this proxy. */
  url: string
  /** Ends every connection and refuses new ones, as a server that is gone does. */
  cut(): Promise<void>
  /** Takes connections again, for `target` or the one it had. */
  mend(target?: string): Promise<void>
  /** How many have knocked in vain since the cut: it takes connections only to end them. */
  cutAtTheDoor(): Promise<{ knocks(): number }>
  /** While frozen, nothing that is sent arrives, as with a server that hangs. */
  freeze(frozen: boolean): void
  stop(): Promise<void>
}

/** Stands before a server others use too, so that a test can take it away for itself alone. */
export async function startProxy(target: string): Promise<ServerProxy> {
  let { hostname, port } = new URL(target)
  const sockets = new Set<Socket>()
  let server: Server | undefined
  let ownPort = 0
  let frozen = false

  async function mend(next?: string) {
    if (server?.listening) await cut()
    if (next) ({ hostname, port } = new URL(next))
    server = createServer((near) => {
      const far = connect(Number(port), hostname)
      for (const [from, to] of [
        [near, far],
        [far, near],
      ] as const) {
        sockets.add(from)
        from.on('error', () => {})
        from.on('close', () => {
          sockets.delete(from)
          to.destroy()
        })
        from.on('data', (bytes) => void to.write(bytes))
        if (frozen) from.pause()
      }
    })
    server.listen(ownPort, '127.0.0.1')
    await once(server, 'listening')
    ownPort = (server.address() as AddressInfo).port
  }

  async function cut() {
    const closed = once(server!, 'close')
    server!.close()
    for (const socket of sockets) socket.destroy()
    await closed
  }

  async function cutAtTheDoor() {
    await cut()
    let knocks = 0
    server = createServer((near) => {
      knocks++
      near.on('error', () => {})
      near.destroy()
    })
    server.listen(ownPort, '127.0.0.1')
    await once(server, 'listening')
    return { knocks: () => knocks }
  }

  await mend()
  const url = new URL(target)
  url.host = `127.0.0.1:${ownPort}`
  return {
    url: url.href,
    cut,
    cutAtTheDoor,
    mend,
    freeze(next) {
      frozen = next
      for (const socket of sockets) socket[frozen ? 'pause' : 'resume']()
    },
    async stop() {
      if (server?.listening) await cut()
    },
  }
}
