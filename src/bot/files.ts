// Files people sent, fetched after the turn that mentioned them: pictures re-encoded without EXIF or GPS, papers by an
// allow-list, everything stored by content.

import { randomUUID } from 'node:crypto'
import type { Logger } from 'pino'
import { type LostFile, MAX_FILE_BYTES } from '../flows/turn/files.js'
import { atMost } from '../ops/at-most.js'
import { type Pool, type Tx, transaction } from '../store/database.js'
import { sideOf } from '../store/desk/talks.js'
import type { Storage } from '../store/files/bytes.js'
import {
  claimFile,
  holdBytes,
  keepMade,
  loseFile,
  retryFile,
  storedFile,
  type WantedFile,
} from '../store/files/rows.js'
import { tellPerson } from '../store/news.js'
import type { Address } from '../store/people.js'
import { type Use, useAddressList } from './address-list.js'
import { type ChannelName, type Channels, type FetchedFile, SendError } from './channel.js'
import { tellFile } from './effects/talk-news.js'
import { cleaned } from './pictures/cleaned.js'

interface Deps {
  pool: Pool
  channels: Channels
  storage: Storage
  now(): number
  log: Logger
  /** Asks for another try later; may be lost, tick finds the row again. */
  later(file: string, delayMs: number): void
}

// How channels say why a file will never come.
const REFUSED: Record<string, LostFile> = { 'too big': 'tooBig', 'not allowed': 'notAllowed' }

const TRIES = 5
const RETRY_MS = 15_000

/**
 * Fetches and stores one wanted file. A failure of the platform is tried again, then given up. Gives whom an event in their
 * inbox tells: the sender that it is lost, the other side of a talk that it has come. Throws for a failure of ours only.
 */
export const fetchFile = (deps: Deps, id: string): Promise<Address[]> => atOnce(() => fetchClaimed(deps, id))

/** Files that are in memory at a time, whoever sends them. */
const atOnce = atMost(16)

async function fetchClaimed(deps: Deps, id: string): Promise<Address[]> {
  const file = await claimFile(deps.pool, id, deps.now())
  if (!file) return []
  const result = await attempt(deps, file)
  if (typeof result === 'object') return result.told
  if (result === 'retry' && file.attempts < TRIES) {
    await retryFile(deps.pool, id, deps.now() + RETRY_MS)
    deps.later(id, RETRY_MS + 50)
    return []
  }
  return lose(deps, file, result === 'retry' ? 'gone' : result)
}

async function attempt(deps: Deps, file: WantedFile): Promise<{ told: Address[] } | 'retry' | LostFile> {
  if (file.purpose && file.sha256) return use(deps, file, await deps.storage.read(file.sha256))
  const channel = deps.channels[file.channel as ChannelName]
  if (!channel) return 'retry'
  let fetched: FetchedFile
  try {
    fetched = await channel.fetchFile(file.ref)
  } catch (error) {
    if (!(error instanceof SendError)) throw error
    deps.log.warn({ file: file.id, reason: error.message }, 'a file could not be fetched')
    if (error.kind !== 'refused') return 'retry'
    return REFUSED[error.message] ?? 'gone'
  }
  if (fetched.bytes.length > MAX_FILE_BYTES) return 'tooBig'
  if (file.purpose) return use(deps, file, fetched.bytes)
  const clean = await cleaned(fetched.bytes)
  if (typeof clean === 'string') return clean
  return transaction(deps.pool, async (tx) => {
    await holdBytes(tx)
    const sha256 = await deps.storage.put(clean.bytes)
    const stored = { sha256, mime: clean.mime, size: clean.bytes.length }
    await storedFile(tx, file.id, stored)
    return { told: await passOn(tx, file, stored, deps.now()) }
  })
}

/** Stored as it came, and what it is for is done; its sender hears what came of it. All of it or nothing. */
async function use(deps: Deps, file: WantedFile, bytes: Buffer): Promise<{ told: Address[] }> {
  const now = deps.now()
  const [use = '', ...rest] = file.purpose!.split('.')
  return transaction(deps.pool, async (tx) => {
    await holdBytes(tx)
    const sha256 = await deps.storage.put(bytes)
    await storedFile(tx, file.id, { sha256, mime: 'application/octet-stream', size: bytes.length })
    const { personId, channel } = file
    const { news, made } = await USES[use]!(tx, { id: file.id, personId, channel, bytes, rest }, now)
    if (made) {
      const hash = await deps.storage.put(made.bytes)
      await keepMade(tx, file, { id: randomUUID(), sha256: hash, size: made.bytes.length }, now)
      news.more = { ...news.more, file: { hash, name: made.name } }
    }
    const to = await tellPerson(tx, file.personId, { ...news, id: `${file.purpose}:${file.id}:${now}` }, now)
    return { told: to ? [to] : [] }
  })
}

// What files are used for, by the first word of their purpose.
const USES: Record<string, Use> = { address: useAddressList }

/** What was sent in a talk goes to its other side now. */
async function passOn(
  tx: Tx,
  { id, ticketId, personId }: WantedFile,
  stored: { sha256: string; mime: string; size: number },
  now: number,
): Promise<Address[]> {
  if (ticketId === null) return []
  const other = await sideOf(tx, ticketId, personId, now)
  return tellFile(tx, other, { ticket: ticketId, id, from: personId, ...stored }, now)
}

async function lose(deps: Deps, file: WantedFile, reason: LostFile): Promise<Address[]> {
  const now = deps.now()
  // Given up and told belong together: a crash in between would leave it counted as received.
  return transaction(deps.pool, async (tx) => {
    if (!(await loseFile(tx, file.id))) return []
    const news = { flow: 'always', what: 'fileLost', about: file.id, more: { reason }, id: `lost:${file.id}` }
    const to = await tellPerson(tx, file.personId, news, now)
    return to ? [to] : []
  })
}
