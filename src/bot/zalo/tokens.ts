import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import { messageOf } from '../../ops/wording.js'
import type { ZaloTokenPair, ZaloTokenStore, ZaloTokens } from '../../store/zalo-tokens.js'
import { SendError } from '../channel.js'
import type { GrantedTokens } from './oauth.js'

// A refresh that failed is not tried again by every message.
const PAUSE_MS = { passing: 5_000, lasting: 60_000, unasked: 600_000 }
const SAVE_WAITS_MS = [50, 250, 1000]
const CURE = 'paste a new ZALO_REFRESH_TOKEN and start again'

interface KeeperDeps {
  store: ZaloTokenStore
  /** ZALO_REFRESH_TOKEN. */
  seed: string
  /** Uses up a refresh token; throws as `exchange` in oauth.ts. */
  exchange: (refreshToken: string) => Promise<GrantedTokens>
  /** Whether an access token is still taken; throws SendError when Zalo does not answer. */
  isAlive: (accessToken: string) => Promise<boolean>
  now: () => number
  log: Logger
}

/**
 * Keeps the OA's token pair alive. Zalo: an access token lives 25 hours and dies when the next one is given; a refresh
 * token works once. So one refresh at a time over all processes, a mark before it is sent, the new pair written before
 * it is used, and no second try while it is open whether the first one happened.
 */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: one state machine over tokens that work once; splitting it moves variables, not complexity
export function createTokenKeeper({ store, seed, exchange, isAlive, now, log }: KeeperDeps) {
  let current: ZaloTokens | undefined
  let underWay: Promise<string> | undefined
  let failed: { error: SendError; until: number } | undefined
  let nextUnasked = 0
  // What the last renewal gave. Called dead as well, the fault is not the token's: the app is off, a permission gone.
  let renewed: { token: string; until: number } | undefined
  // A pair that Postgres would not take: the only copy.
  let unsaved: { from: string; pair: ZaloTokenPair; at: number } | undefined

  function settle(dead?: string): Promise<string> {
    underWay ??= store
      .exclusively(() => locked(dead))
      .finally(() => {
        underWay = undefined
      })
    return underWay.catch((error) => {
      if (!(error instanceof SendError)) throw new SendError('retry', `token store: ${messageOf(error)}`)
      // Whatever happened to the token, the message that needed it has not left.
      throw error.kind === 'unknown' ? new SendError('retry', error.message) : error
    })
  }

  /** A living access token. Throws SendError. */
  async function access(): Promise<string> {
    if (current && !unsaved && livesAt(current, now()) && !isDue(current, now())) return current.accessToken!
    return settle()
  }

  /** With the lock held: a good token, from the line as it stands or by a refresh. */
  async function locked(dead: string | undefined): Promise<string> {
    if (unsaved) {
      await save(unsaved)
      if (unsaved) return adopt({ ...unsaved.pair, issuedAt: unsaved.at })
    }
    const line = (await store.read()) ?? (await begin())
    if (line.refreshingAt !== undefined && livesAt(line, now()) && line.accessToken !== dead) {
      return afterLostAnswer(line)
    }
    const good = livesAt(line, now()) && line.accessToken !== dead ? line : undefined
    if (good && !isDue(good, now())) {
      failed = undefined
      return adopt(good)
    }
    if (failed && now() < failed.until) {
      if (good) return adopt(good)
      throw failed.error
    }
    return refresh(line, good)
  }

  /** A process that only sends may come first. */
  async function begin(): Promise<ZaloTokens> {
    await store.plant(seed, now())
    return (await store.read())!
  }

  async function refresh(line: ZaloTokens, good: ZaloTokens | undefined): Promise<string> {
    await store.begin(line.refreshToken, now(), good === undefined)
    let granted: GrantedTokens
    try {
      granted = await exchange(line.refreshToken)
    } catch (error) {
      return afterFailure(line, good, error)
    }
    const { accessToken, refreshToken, lifeMs } = granted
    const at = now()
    const pair = { accessToken, refreshToken, expiresAt: at + lifeMs }
    await save({ from: line.refreshToken, pair, at })
    failed = undefined
    log.info({ goodUntil: new Date(pair.expiresAt).toISOString() }, 'zalo: token refreshed')
    return adopt({ ...pair, issuedAt: at })
  }

  async function afterFailure(line: ZaloTokens, good: ZaloTokens | undefined, error: unknown): Promise<string> {
    if (!(error instanceof SendError)) throw error
    if (error.kind === 'unknown') {
      if (good) return afterLostAnswer(good)
      // Without a living token nothing can be asked. Trying again does no harm: if the refresh did happen, its pair is
      // lost in any case, and Zalo will say so.
      throw fail(new SendError('retry', `the answer to a token refresh was lost (${error.message})`))
    }
    await store.cancel(line.refreshToken)
    const cause = `Zalo did not refresh the token (${error.message})`
    fail(error.kind === 'misconfigured' ? new SendError('misconfigured', `${cause}: ${CURE}`) : error)
    if (good) return adopt(good)
    throw failed!.error
  }

  /** The old access token dies when a new pair is given: while it lives, the refresh did not happen. */
  async function afterLostAnswer(line: ZaloTokens): Promise<string> {
    if (failed?.error.kind === 'misconfigured' && now() < failed.until) throw failed.error
    if (!(await isAlive(line.accessToken!))) {
      throw fail(new SendError('misconfigured', `a Zalo token refresh happened and its answer was lost: ${CURE}`))
    }
    await store.cancel(line.refreshToken)
    fail(new SendError('retry', 'the answer to a token refresh was lost'))
    return adopt(line)
  }

  function fail(error: SendError): SendError {
    failed = { error, until: now() + PAUSE_MS[error.kind === 'misconfigured' ? 'lasting' : 'passing'] }
    log.error({ kind: error.kind, detail: error.message }, 'zalo: token not refreshed')
    return error
  }

  function adopt(line: ZaloTokens): string {
    current = line
    return line.accessToken!
  }

  async function save(pending: { from: string; pair: ZaloTokenPair; at: number }): Promise<void> {
    unsaved = pending
    for (const wait of [0, ...SAVE_WAITS_MS]) {
      await sleep(wait)
      try {
        await store.save(pending.from, pending.pair, pending.at)
        unsaved = undefined
        return
      } catch (error) {
        log.error({ reason: messageOf(error) }, 'zalo: the new token could not be saved, it is only in memory')
      }
    }
  }

  return {
    /** Plants the operator's refresh token if it is new. Throws what Postgres throws. */
    async start(): Promise<void> {
      const planted = await store.exclusively(() => store.plant(seed, now()))
      if (planted) log.info('zalo: starting from a new ZALO_REFRESH_TOKEN')
    },
    access,
    /**
     * Refreshes in time though nobody is written to. Zalo: an unused refresh token dies after three months, and each
     * refresh gives a new one. Never rejects: what goes wrong is in the log, and tried again later.
     */
    async keepAlive(): Promise<void> {
      if (now() < nextUnasked) return
      await access().catch(() => {})
      if (failed) nextUnasked = now() + PAUSE_MS.unasked
    },
    /** Another token than the one Zalo called dead. Throws SendError. */
    async renew(dead: string): Promise<string> {
      const other = await underWay?.catch(() => undefined)
      if (other !== undefined && other !== dead) return other
      if (renewed?.token === dead && now() < renewed.until) {
        throw new SendError('misconfigured', 'Zalo does not take a token it has just given')
      }
      const token = await settle(dead)
      renewed = { token, until: now() + PAUSE_MS.lasting }
      return token
    },
    /** Why the last refresh failed, in one line, while it matters. */
    trouble: (): string | undefined => failed?.error.message,
  }
}

function livesAt({ accessToken, expiresAt }: ZaloTokens, now: number): boolean {
  return accessToken !== undefined && expiresAt !== undefined && now < expiresAt
}

/** True when less than a fifth of its life is left. */
function isDue({ issuedAt, expiresAt = 0 }: ZaloTokens, now: number): boolean {
  return expiresAt - now < (expiresAt - issuedAt) / 5
}
