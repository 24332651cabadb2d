import type { Platform, PlatformDeps } from '../platform.js'
import { type Acts, createActs } from './acts.js'
import { tooManyRequests } from './api-error.js'
import { createCore, type TelegramOptions } from './core.js'
import { editMethods } from './edit.js'
import { receivingMethods } from './receiving.js'
import { serveBotApi } from './routes.js'
import { sendMethods } from './send.js'
import { settingsMethods } from './settings.js'
import { simulateAct } from './simulate.js'
import type { TelegramMemory } from './types.js'
import { createWebhookSender } from './webhook.js'

export type { TelegramOptions } from './core.js'

export interface TelegramSandbox extends Platform, Acts {
  readonly token: string
  /** chat_id of a person's private chat, as a string. */
  chatId(person: string): string
  /** Updates the bot has not confirmed. */
  pendingUpdates(): number
  /** Calls per method since the start, refused ones included. */
  counters(): Record<string, number>
  /** Sends a second above which the bot gets 429; 0 = no limit. */
  limitRate(perSecond: number): void
  memory(): TelegramMemory
  restore(memory: TelegramMemory): void
}

/** Telegram's side of the wire for one bot: the Bot API under /telegram, and what people do on their phones. */
export function createTelegramSandbox(deps: PlatformDeps<TelegramOptions>): TelegramSandbox {
  const core = createCore(deps)
  const acts = createActs(core)
  const calls: Record<string, number> = {}
  const limiter = createLimiter(deps.options.perSecond ?? 0)
  const webhook = createWebhookSender(core.queue, core.clock, deps.retryDelaysMs, ({ method, ...parameters }) => {
    const run = methods.get(String(method).toLowerCase())
    // Telegram tells nobody how a method in a webhook answer went.
    Promise.resolve(parameters)
      .then((given) => run?.(given, { onGone: () => {} }))
      .catch(() => {})
  })
  const methods = new Map(
    Object.entries({
      ...sendMethods(core),
      ...editMethods(core),
      ...settingsMethods(core),
      ...receivingMethods(core, webhook),
    }).map(([name, run]) => {
      calls[name] = 0
      const counted: typeof run = (given, call) => {
        calls[name]!++
        return run(given, call)
      }
      return [name.toLowerCase(), counted]
    }),
  )
  serveBotApi(core, methods, (name) => {
    if (name.startsWith('send') && name !== 'sendchataction') limiter.take()
  })

  return {
    ...acts,
    token: deps.options.token,
    chatId: (person) => String(deps.people.telegramUserId(person)),
    pendingUpdates: () => core.queue.peek(Number.POSITIVE_INFINITY).length,
    counters: () => calls,
    limitRate: limiter.set,
    memory: () => ({ started: [...core.started], blocked: [...core.blocked], messages: core.messages.all() }),
    restore({ started, blocked, messages }) {
      for (const person of started) core.started.add(person)
      for (const person of blocked) core.blocked.add(person)
      for (const message of messages) core.messages.put(message)
    },
    simulate: (person, act, body) => simulateAct(acts, person, act, body),
    personState: (person) => ({
      userId: String(deps.people.telegramUserId(person)),
      started: core.started.has(person),
      blocked: core.blocked.has(person),
    }),
    admit: (person) => void core.started.add(person),
    reset() {
      core.reset()
      core.queue.clear()
    },
    stop: webhook.unset,
  }
}

/** Counts sends in the last second of real time. */
function createLimiter(initial: number) {
  let perSecond = initial
  let times: number[] = []
  return {
    set(value: number) {
      perSecond = value
      times = []
    },
    take() {
      if (perSecond === 0) return
      const now = Date.now()
      times = times.filter((time) => time > now - 1000)
      if (times.length >= perSecond) throw tooManyRequests(1)
      times.push(now)
    },
  }
}
