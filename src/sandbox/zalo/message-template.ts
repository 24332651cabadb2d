import * as z from 'zod'
import type { Bubbles } from '../bubbles.js'
import { refuse, success, type ZaloAnswer } from './answer.js'
import type { Emitter } from './emitter.js'
import type { ApprovedTemplate, ZaloSettings } from './options.js'
import type { Users, ZaloUser } from './users.js'

const HOUR = 3_600_000
const YEAR_MS = 365 * 24 * HOUR
// Zalo: 22:00-06:00; the zone is not stated, Vietnam's (UTC+7) is assumed.
const ZONE_MS = 7 * HOUR

const request = z.strictObject({
  user_id: z.string().min(1),
  template_id: z.string().min(1),
  template_data: z.record(z.string(), z.string()),
})

interface TemplateDeps {
  settings: ZaloSettings
  users: Users
  bubbles: Bubbles
  emitter: Emitter
  now: () => number
  nextId: () => string
}

export type MessageTemplate = ReturnType<typeof createMessageTemplate>

/** `POST /v3.0/oa/message/template`: an approved template to a user id, with its price, its day's quota and its hours. */
export function createMessageTemplate({ settings, users, bubbles, emitter, now, nextId }: TemplateDeps) {
  const { template } = settings
  let sent = 0
  let day = 0
  let today = 0
  let { balance } = template

  function carryOut(body: unknown): ZaloAnswer {
    const read = request.safeParse(body)
    if (!read.success) throw refuse.invalid(read.error.issues[0]?.path.join('.') || 'body')
    const { user_id, template_id, template_data } = read.data
    if (!users.exists(user_id)) throw refuse.invalid('user_id')
    if (template_id !== template.id) throw refuse.invalid('template_id')
    check(template, template_data)
    const at = now()
    const user = known(users.byUserId(user_id), at)
    if (hourOf(at) >= 22 || hourOf(at) < 6) throw refuse.atNight()
    spend(at)
    sent++
    const msgId = nextId()
    const text = template.text.replace(/\{(\w+)\}/g, (_, name: string) => template_data[name] ?? '')
    bubbles.add({ platform: 'zalo', person: user.person, from: 'bot', at, text })
    if (settings.echoes) emitter.fromOa(user, 'oa_send_template', { msg_id: msgId, text })
    return success({ message_id: msgId, user_id, sent_time: String(at) })
  }

  function spend(at: number): void {
    const thisDay = Math.floor((at + ZONE_MS) / (24 * HOUR))
    if (thisDay !== day) today = 0
    day = thisDay
    if (today >= template.daily) throw refuse.outOfQuota()
    if (balance < template.price) throw refuse.noMoney()
    today++
    balance -= template.price
  }

  return {
    carryOut,
    sent: () => sent,
    reset(): void {
      sent = 0
      today = 0
      balance = template.balance
    },
  }
}

function check({ params }: ApprovedTemplate, data: Record<string, string>): void {
  for (const name of Object.keys(data)) if (!(name in params)) throw refuse.invalid(`template_data.${name}`)
  for (const [name, most] of Object.entries(params)) {
    const value = data[name]?.normalize('NFC') ?? ''
    if (value === '' || value.includes('\n')) throw refuse.invalid(`template_data.${name}`)
    if (value.length > most) throw refuse.tooMuch(`template_data.${name}`)
  }
}

function known(user: ZaloUser | undefined, at: number): ZaloUser {
  if (!user || user.lastInteraction === null || at - user.lastInteraction > YEAR_MS) throw refuse.neverInteracted()
  return user
}

const hourOf = (at: number) => Math.floor(((at + ZONE_MS) / HOUR) % 24)
