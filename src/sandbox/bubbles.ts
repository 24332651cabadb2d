import { firstId } from './clock.js'

export type PlatformName = 'telegram' | 'zalo'

/** A button under a bubble. `tap` with data is an inline button; `tap` without data types its label; `phone` shares the number. */
export interface BubbleButton {
  label: string
  row: number
  kind: 'tap' | 'url' | 'phone'
  data?: string
  url?: string
}

/** What a phone shows, the same for both platforms. */
export interface Bubble {
  id: string
  platform: PlatformName
  /** Person id (`p1`), not a platform's user id. */
  person: string
  from: 'person' | 'bot'
  /** Sandbox time, milliseconds since the Unix epoch. */
  at: number
  text?: string
  /** Telegram only: the text with its formatting, in the tags Telegram knows, everything else escaped. */
  html?: string
  /** URL path on the sandbox. */
  image?: string
  file?: { name: string; url: string }
  /** Something without text of its own: a sticker, a voice message, "đã chặn bot". */
  note?: string
  buttons?: BubbleButton[]
  /** Set in the last event of a deleted bubble; `list` no longer has it. */
  removed?: true
}

/** What a phone shows for a moment and does not keep: words over the chat, or that the bot is at work. */
export interface Passing {
  platform: PlatformName
  person: string
  toast?: string
  /** Telegram's name of what the bot does: `typing`, `upload_photo`. */
  action?: string
}

export interface Bubbles {
  /** Shows a bubble; makes an id when none is given. */
  add(bubble: Omit<Bubble, 'id'> & { id?: string }): Bubble
  /** Changes a bubble (a key set to undefined goes away); undefined when it is no longer kept. */
  update(id: string, changes: Partial<Omit<Bubble, 'id' | 'platform' | 'person'>>): Bubble | undefined
  remove(id: string): void
  get(id: string): Bubble | undefined
  /** Oldest first. */
  list(platform: PlatformName, person: string): Bubble[]
  /** Every bubble that is kept, oldest first. */
  all(): Bubble[]
  /** Hears every new, changed or removed bubble; gives the function that stops it. */
  on(listener: (bubble: Bubble) => void): () => void
  pass(passing: Passing): void
  onPassing(listener: (passing: Passing) => void): () => void
  /** Bubbles ever shown. */
  readonly total: number
  clear(): void
}

const KEPT_PER_CHAT = 500
const KEPT_IN_ALL = 100_000

/** Keeps the last 500 bubbles of a chat and the last 100,000 in all, so that a broadcast to a million fits in memory. */
export function createBubbles(): Bubbles {
  const byId = new Map<string, Bubble>()
  const chats = new Map<string, Set<Bubble>>()
  const listeners = new Set<(bubble: Bubble) => void>()
  const watchers = new Set<(passing: Passing) => void>()
  let nextId = firstId()
  let total = 0

  const chatKey = (platform: PlatformName, person: string) => `${platform} ${person}`
  function tell(bubble: Bubble) {
    for (const listener of listeners) listener(bubble)
  }
  function forget(bubble: Bubble | undefined) {
    if (!bubble) return
    byId.delete(bubble.id)
    chats.get(chatKey(bubble.platform, bubble.person))?.delete(bubble)
  }

  return {
    add(given) {
      const bubble: Bubble = { ...given, id: given.id ?? `b${nextId++}` }
      const key = chatKey(bubble.platform, bubble.person)
      const chat = chats.get(key) ?? new Set()
      chats.set(key, chat.add(bubble))
      byId.set(bubble.id, bubble)
      total++
      // Maps and sets iterate in insertion order, so their first value is the oldest.
      if (chat.size > KEPT_PER_CHAT) forget(chat.values().next().value)
      if (byId.size > KEPT_IN_ALL) forget(byId.values().next().value)
      tell(bubble)
      return bubble
    },
    update(id, changes) {
      const bubble = byId.get(id)
      if (bubble) tell(Object.assign(bubble, changes))
      return bubble
    },
    remove(id) {
      const bubble = byId.get(id)
      forget(bubble)
      if (bubble) tell({ ...bubble, removed: true })
    },
    get: (id) => byId.get(id),
    list: (platform, person) => [...(chats.get(chatKey(platform, person)) ?? [])],
    all: () => [...byId.values()],
    on(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    pass(passing) {
      for (const watcher of watchers) watcher(passing)
    },
    onPassing(watcher) {
      watchers.add(watcher)
      return () => watchers.delete(watcher)
    },
    get total() {
      return total
    },
    clear() {
      byId.clear()
      chats.clear()
    },
  }
}
