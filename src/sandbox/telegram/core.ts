import { firstId } from '../clock.js'
import type { Person } from '../people.js'
import type { PlatformDeps } from '../platform.js'
import { ApiError, badRequest } from './api-error.js'
import { createFileStore } from './files.js'
import type { CallbackQuery, Chat, Message, User } from './types.js'
import { createUpdateQueue } from './updates.js'

export interface TelegramOptions {
  token: string
  /** Sends a second above which the bot gets 429, as Telegram does with mass messages; 0 (the default) = no limit. */
  perSecond?: number
}

const KEPT_MESSAGES = 100_000
const KEPT_CALLBACKS = 100_000
/** Clients wait a while longer than Telegram tells; after this nobody looks at the button any more. */
const CALLBACK_LIFETIME_MS = 15 * 60_000

export type Core = ReturnType<typeof createCore>

/** The state behind one bot: who has started it, its messages, files, waiting updates and open button presses. */
export function createCore(deps: PlatformDeps<TelegramOptions>) {
  const { clock, people, options } = deps
  const started = new Set<string>()
  const blocked = new Set<string>()
  const messages = new Map<number, Message>()
  const callbacks = new Map<string, { person: string; at: number }>()
  let nextId = firstId()

  const bot: User = {
    id: Number(options.token.split(':')[0]),
    is_bot: true,
    first_name: 'Nhân Ái (thử nghiệm)',
    username: 'nhan_ai_sandbox_bot',
  }

  /** The person of a chat_id. Throws ApiError 400 for a chat the bot cannot know. */
  function personOf(chatId: string | number): Person {
    if (chatId === '') throw badRequest('chat_id is empty')
    const person = people.byTelegramUserId(Number(chatId))
    if (!person) throw badRequest('chat not found')
    return person
  }

  return {
    ...deps,
    bot,
    started,
    blocked,
    files: createFileStore(),
    queue: createUpdateQueue(clock),
    nextId: () => nextId++,
    unixNow: () => Math.floor(clock.now() / 1000),
    personOf,
    /** The person of a chat_id who lets the bot write. Throws ApiError 400 or 403. */
    reachable(chatId: string | number): Person {
      const person = personOf(chatId)
      if (blocked.has(person.id)) throw new ApiError(403, 'bot was blocked by the user')
      if (!started.has(person.id)) throw new ApiError(403, "bot can't initiate conversation with a user")
      return person
    },
    userOf: ({ id, name }: Person): User => ({
      id: people.telegramUserId(id),
      is_bot: false,
      first_name: name,
      language_code: 'vi',
    }),
    chatOf: ({ id, name }: Person): Chat => ({ id: people.telegramUserId(id), type: 'private', first_name: name }),
    messages: {
      put(message: Message): void {
        messages.set(message.message_id, message)
        if (messages.size > KEPT_MESSAGES) messages.delete(messages.keys().next().value!)
      },
      /** A message of this chat. */
      get(chatId: number, messageId: number): Message | undefined {
        const message = messages.get(messageId)
        return message?.chat.id === chatId ? message : undefined
      },
      remove: (messageId: number) => void messages.delete(messageId),
      all: () => [...messages.values()],
    },
    callbacks: {
      open(person: Person, query: CallbackQuery): void {
        callbacks.set(query.id, { person: person.id, at: clock.now() })
        if (callbacks.size > KEPT_CALLBACKS) callbacks.delete(callbacks.keys().next().value!)
      },
      /** The person whose press this answers; undefined when it is unknown, too old or answered already. */
      close(id: string): string | undefined {
        const found = callbacks.get(id)
        callbacks.delete(id)
        return found && clock.now() - found.at < CALLBACK_LIFETIME_MS ? found.person : undefined
      },
    },
    reset(): void {
      for (const kept of [started, blocked, messages, callbacks]) kept.clear()
    },
  }
}

/** Id of the bubble that shows a message, and back. */
export function bubbleId(messageId: number): string {
  return `t${messageId}`
}
export function messageIdOf(bubble: string): number {
  return Number(bubble.slice(1))
}
