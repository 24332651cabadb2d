import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'

export interface Proxy {
  /** The given URL, led through this proxy. */
  url: string
  /** Ends every connection and refuses new ones, as a server that is gone does. */
  cut(): Promise<void>
  mend(): Promise<void>
  /** Takes connections and never answers, as a server that hangs does. */
  stop(): Promise<void>
}

/** Stands before a server others use too, so that a test can take it away for itself alone. */
export async function startProxy(target: string): Promise<Proxy> {
  const { hostname, port } = new URL(target)
  const sockets = new Set<Socket>()
  let server: Server | undefined
  let ownPort = 0

  async function mend() {
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
        from.pipe(to)
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

  await mend()
  const url = new URL(target)
  url.host = `127.0.0.1:${ownPort}`
  return {
    url: url.href,
    cut,
    mend,
    async stop() {
      if (server?.listening) await cut()
    },
  }
}
