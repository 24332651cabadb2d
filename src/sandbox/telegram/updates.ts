import { firstId, type SandboxClock } from '../clock.js'
import { ApiError } from './api-error.js'
import type { Happening, Update } from './types.js'

/** Bot API: a message waits 24 hours for the bot, a button press 150 seconds. */
const LIFETIME_MS = {
  message: 86_400_000,
  edited_message: 86_400_000,
  callback_query: 150_000,
  my_chat_member: 86_400_000,
}

export interface QueuedUpdate {
  id: number
  update: Update
  /** Updates of one lane are delivered one after the other: messages by chat, presses by user. */
  lane: string
  expires: number
}

export interface UpdateQueue {
  push<Kind extends keyof Happening>(kind: Kind, happening: Happening[Kind], lane: string): void
  /** The oldest waiting updates that have not expired; they stay until confirmed. */
  peek(limit: number): QueuedUpdate[]
  /** Confirms everything below `offset`; a negative offset keeps only that many from the end. */
  confirm(offset: number): void
  /** Whether an update is neither confirmed, dropped nor expired. */
  waits(queued: QueuedUpdate): boolean
  /** Confirms one. */
  done(id: number): void
  clear(): void
  readonly size: number
  /** Kinds the bot wants; empty = all of those the sandbox makes. */
  setAllowed(kinds: string[]): void
  readonly allowed: string[]
  onPush(listener: (queued: QueuedUpdate) => void): void
}

/** What the bot has not confirmed yet, shared by long polling and the webhook. */
export function createUpdateQueue(clock: SandboxClock): UpdateQueue {
  const waiting = new Map<number, QueuedUpdate>()
  const listeners: ((queued: QueuedUpdate) => void)[] = []
  let nextId = firstId()
  let allowed: string[] = []

  return {
    push(kind, happening, lane) {
      if (allowed.length > 0 && !allowed.includes(kind)) return
      const id = nextId++
      const queued = {
        id,
        update: { update_id: id, [kind]: happening },
        lane: `${kind} ${lane}`,
        expires: clock.now() + LIFETIME_MS[kind],
      }
      waiting.set(id, queued)
      for (const listener of listeners) listener(queued)
    },
    peek(limit) {
      const found: QueuedUpdate[] = []
      for (const queued of waiting.values()) {
        if (queued.expires <= clock.now()) waiting.delete(queued.id)
        else if (found.push(queued) === limit) break
      }
      return found
    },
    confirm(offset) {
      const below = offset < 0 ? ([...waiting.keys()].at(offset) ?? 0) : offset
      for (const id of waiting.keys()) {
        if (id >= below) break
        waiting.delete(id)
      }
    },
    waits: ({ id, expires }) => expires > clock.now() && waiting.has(id),
    done: (id) => void waiting.delete(id),
    clear: () => waiting.clear(),
    get size() {
      return waiting.size
    },
    setAllowed: (kinds) => {
      allowed = kinds
    },
    get allowed() {
      return allowed
    },
    onPush: (listener) => void listeners.push(listener),
  }
}

/** At most one waiting getUpdates: a second one ends the first with 409, as the Bot API does. */
export function createLongPoll(queue: UpdateQueue) {
  let end: ((error?: ApiError) => void) | undefined
  queue.onPush(() => end?.())

  return {
    end: (by: string) => end?.(new ApiError(409, `terminated by ${by}`)),
    /** Updates, or an empty list after `seconds`; also when the caller goes away. */
    async wait(limit: number, seconds: number, onGone: (listener: () => void) => void): Promise<Update[]> {
      end?.(
        new ApiError(409, 'terminated by other getUpdates request; make sure that only one bot instance is running'),
      )
      if (queue.peek(1).length === 0 && seconds > 0) {
        await new Promise<void>((resolve, reject) => {
          const timer = setTimeout(() => finish(), seconds * 1000)
          const finish = (error?: ApiError) => {
            clearTimeout(timer)
            if (end === finish) end = undefined
            if (error) reject(error)
            else resolve()
          }
          end = finish
          onGone(() => finish())
        })
      }
      return queue.peek(limit).map(({ update }) => update)
    },
  }
}
