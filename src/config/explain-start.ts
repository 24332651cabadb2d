import { StartError, unwritable } from '../ops/start-error.js'
import type { Config } from './config.js'

/** What to tell the person who started the app, undefined when the failure is a bug of ours. */
export function explainStartFailure(
  error: unknown,
  config?: Pick<Config, 'http' | 'sandbox' | 'dataDir'>,
): string | undefined {
  if (error instanceof StartError) return error.message
  const { code, syscall, path, port, address } = error as NodeJS.ErrnoException & { port?: number; address?: string }
  if (config && path?.startsWith(config.dataDir)) return unwritable(config.dataDir, code)
  if (syscall !== 'listen' && syscall !== 'getaddrinfo') return undefined
  const setting = config?.sandbox.on && port === config.sandbox.port ? 'SANDBOX_PORT' : 'PORT'
  if (code === 'EADDRINUSE')
    return `${setting}: ${port} is taken by another program; stop that one, or set another port`
  if (code === 'EACCES') return `${setting}: ${port} needs special rights; set a port above 1023`
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return `HOST: ${address ?? config?.http.host} is no address of this machine; set 127.0.0.1 or 0.0.0.0`
  return undefined
}
