import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { Redis } from 'ioredis'
import { freePort } from './free-port.js'
import { removeFolder, tempFolder } from './temp-folder.js'

export interface TestRedis {
  url: string
  stop(): Promise<void>
}

/** A Redis or Valkey server of its own that keeps nothing. Undefined when neither is installed: skip the tests then. */
export async function startRedis(): Promise<TestRedis | undefined> {
  const program = ['redis-server', 'valkey-server'].find((name) => spawnSync(name, ['--version']).status === 0)
  if (!program) return undefined
  const port = await freePort()
  const folder = tempFolder()
  const options = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--appendonly', 'no']
  // It must not outlive us, even when we are killed: the shell ends it when our end of its input is gone.
  const server = spawn('sh', ['-c', '"$@" & read _; kill -9 $!', 'sh', program, ...options], {
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  const exit = once(server, 'exit')

  const url = `redis://127.0.0.1:${port}`
  const client = new Redis(url, { retryStrategy: () => 20, maxRetriesPerRequest: 200 })
  client.on('error', () => {})
  await client.ping()
  client.disconnect()
  return {
    url,
    async stop() {
      server.stdin.end()
      await exit
      removeFolder(folder)
    },
  }
}
