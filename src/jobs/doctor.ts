import { Redis } from 'ioredis'
import { type Finding, findingsOf } from '../ops/finding.js'
import { within } from '../ops/within.js'
import { oneLine } from '../ops/wording.js'

const ANSWER_MS = 5000
// BullMQ: Redis 6.2 or newer, or a Valkey.
const OLDEST = [6, 2] as const

/** Looks at the queue's server without changing it. One that lives in PostgreSQL is looked at with the database. */
export async function checkQueue(redisUrl: string | undefined): Promise<Finding[]> {
  const { ok, warn, bad, list } = findingsOf('queue')
  if (redisUrl === undefined) {
    ok('lives in PostgreSQL (no REDIS_URL)')
    return list
  }
  const { host } = new URL(redisUrl)
  const redis = new Redis(redisUrl, { lazyConnect: true, retryStrategy: () => null, maxRetriesPerRequest: 0 })
  // The reason of a failed connection comes here, the command only says that it is closed.
  let reason: unknown
  redis.on('error', (error) => {
    reason ??= error
  })
  try {
    await within(ANSWER_MS, redis.connect())
    const info = await within(ANSWER_MS, redis.info())
    const read = (field: string) => new RegExp(`^${field}:(.*?)\\r?$`, 'm').exec(info)?.[1]
    const valkey = read('valkey_version')
    const version = read('redis_version') ?? ''
    const [major = 0, minor = 0] = version.split('.').map(Number)
    const tooOld = !valkey && (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1]))
    const what = `${valkey ? `Valkey ${valkey}` : `Redis ${version}`} at ${host}`
    if (tooOld) warn(what, 'use Redis 6.2 or newer')
    else ok(what)
    const policy = read('maxmemory_policy')
    if (policy && policy !== 'noeviction')
      warn(
        `maxmemory-policy is ${policy}: when its memory is full it throws away queued jobs`,
        'set maxmemory-policy to noeviction in redis.conf',
      )
  } catch (error) {
    bad(
      `the server at ${host} does not answer (${oneLine(reason ?? error)})`,
      'check REDIS_URL and that Redis is running; without REDIS_URL the queue lives in PostgreSQL',
    )
  } finally {
    redis.disconnect()
  }
  return list
}
