import { type Conversation, type ConversationFlavor, conversations, createConversation } from '@grammyjs/conversations'
import { Bot, type Context } from 'grammy'
import type { Update } from 'grammy/types'
import { type Sample, sample } from '../support/figures.js'
import type { Step } from './dry-run.js'

const ME = { id: 1, is_bot: true, first_name: 'bench', username: 'bench_bot' } as const
const FIRST_CHAT = 9_000_000_000
let nextPerson = 0
let nextUpdate = 1

type BotContext = ConversationFlavor<Context>

/**
 * The same replies asked by @grammyjs/conversations, in memory: nothing is stored, validated or searched. The stub is
 * at the fetch level, outside the replay: a transformer inside would "send" every earlier reply again.
 */
export async function conversation(steps: Step[], people: number, inFlight: number): Promise<Sample> {
  const latencies: number[] = []
  const listening = new Map<number, () => void>()
  const bot = createBot(steps, (chat) => listening.get(chat)?.())
  const queue = Array.from({ length: people }, () => FIRST_CHAT + nextPerson++)
  const since = performance.now()
  const one = async () => {
    for (let chat = queue.pop(); chat !== undefined; chat = queue.pop()) {
      for (let at = 0; at < steps.length; at++) {
        const start = performance.now()
        listening.set(chat, () => latencies.push(performance.now() - start))
        await bot.handleUpdate(updateOf(chat, at === 0 ? '/start' : 'Có, vì là tổ phó gương mẫu'))
      }
      listening.delete(chat)
    }
  }
  await Promise.all(Array.from({ length: inFlight }, one))
  if (latencies.length !== people * steps.length) throw new Error('some step had no reply, or several')
  return sample(latencies, (performance.now() - since) / 1000)
}

function createBot(steps: Step[], sent: (chat: number) => void): Bot<BotContext> {
  const fetch = (async (_url: string, init: { body: string }) => {
    const { chat_id } = JSON.parse(init.body)
    sent(Number(chat_id))
    const result = { message_id: 1, date: 1, chat: { id: Number(chat_id), type: 'private' }, text: '' }
    return { json: async () => ({ ok: true, result }) }
  }) as unknown as typeof globalThis.fetch
  const bot = new Bot<BotContext>('1:x', { botInfo: ME as never, client: { fetch } })

  async function nominate(conversation: Conversation<BotContext, Context>, ctx: Context): Promise<void> {
    const answers: string[] = []
    for (const [at, { reply }] of steps.entries()) {
      await ctx.reply(reply.text, { reply_markup: { inline_keyboard: keyboard(reply) } })
      if (at === steps.length - 1) return
      ctx = await conversation.waitFor('message:text')
      answers.push(ctx.message?.text ?? '')
    }
  }

  bot.use(conversations())
  bot.use(createConversation(nominate))
  bot.command('start', (ctx) => ctx.conversation.enter('nominate'))
  return bot
}

function keyboard({ buttons = [] }: Step['reply']) {
  return buttons.map((button) => [{ text: button.label, callback_data: 'token' in button ? button.token : 'x' }])
}

function updateOf(id: number, text: string): Update {
  const chat = { id, type: 'private' as const, first_name: 'Lan' }
  const from = { id, is_bot: false, first_name: 'Lan', language_code: 'vi' }
  const entities = text === '/start' ? [{ type: 'bot_command' as const, offset: 0, length: 6 }] : undefined
  return { update_id: nextUpdate++, message: { message_id: nextUpdate, date: 1, chat, from, text, entities } }
}
