import type { Update } from 'grammy/types'
import type { Outbound } from '../../src/flows/message.js'
import { type Sample, sample } from '../support/figures.js'
import { type Act, CODE, story } from '../support/story.js'

const FIRST_CHAT = 7_000_000_000
let nextUpdate = 1
let nextPerson = 0

/** Takes `count` citizens nobody has met, in any benchmark of this process. */
function strangers(count: number): number[] {
  return Array.from({ length: count }, () => nextPerson++)
}

export interface Citizens {
  /** What the bot says reaches its citizen here. */
  hear(address: string, message: Outbound): void
  /** Plays whole stories, `inFlight` people at once, each waiting for every reply before going on. */
  play(give: (update: Update) => void, people: number, inFlight: number): Promise<Sample>
}

/** Citizens with Telegram on their phones: raw updates out, replies in; the time between is the latency. */
export function createCitizens(): Citizens {
  const listening = new Map<string, (message: Outbound) => void>()

  async function tell(n: number, give: (update: Update) => void, latencies: number[]): Promise<void> {
    const chat = FIRST_CHAT + n
    let last: Outbound = { text: '' }
    for (const act of story(n)) {
      const update = updateOf(chat, act, last)
      last = await new Promise<Outbound>((resolve) => {
        const since = performance.now()
        listening.set(String(chat), (message) => {
          latencies.push(performance.now() - since)
          resolve(message)
        })
        give(update)
      })
    }
    listening.delete(String(chat))
    if (!CODE.test(last.text)) throw new Error(`citizen ${n} ended with: ${last.text}`)
  }

  return {
    hear(address, message) {
      const hears = listening.get(address)
      if (!hears) throw new Error(`nobody waits for: ${message.text}`)
      listening.delete(address)
      hears(message)
    },
    async play(give, people, inFlight) {
      const queue = strangers(people)
      const latencies: number[] = []
      const since = performance.now()
      const one = async () => {
        for (let n = queue.pop(); n !== undefined; n = queue.pop()) await tell(n, give, latencies)
      }
      await Promise.all(Array.from({ length: inFlight }, one))
      return sample(latencies, (performance.now() - since) / 1000)
    },
  }
}

export function updateOf(chatId: number, act: Act, last: Outbound): Update {
  const update_id = nextUpdate++
  const date = Math.floor(Date.now() / 1000)
  const chat = { id: chatId, type: 'private' as const, first_name: 'Lan' }
  const from = { id: chatId, is_bot: false, first_name: 'Lan', language_code: 'vi' }
  if ('says' in act) return { update_id, message: { message_id: update_id, date, chat, from, text: act.says } }
  const button = last.buttons?.find(({ label }) => label.startsWith(act.presses))
  if (!button || !('token' in button)) throw new Error(`no button "${act.presses}" under: ${last.text}`)
  const message = { message_id: update_id, date, chat, text: last.text }
  return {
    update_id,
    callback_query: { id: String(update_id), from, chat_instance: '1', message, data: button.token },
  } as Update
}
