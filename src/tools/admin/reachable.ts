import type { ChannelName } from '../../bot/channel.js'
import { mayReach } from '../../bot/outbound/reach.js'
import type { PersonContact } from '../../store/rights.js'

type Reach = { to: PersonContact } | { why: string }

const WHY = {
  quietHours: '',
  unreachable: 'họ đã chặn Trợ lý',
  neverWrote: 'họ chưa từng nhắn',
  windowClosed: 'Zalo chỉ cho nhắn trong 7 ngày từ lần cuối họ nhắn',
}

/** By which of a person's accounts they can be told something at `now` (epoch ms), or why by none, in officers' words. */
export function reachable(contacts: PersonContact[], now: number): Reach {
  const asked = contacts.map((contact) => {
    const channel = contact.channel as ChannelName
    const { lastInboundAt, unreachableAt } = contact
    const times = { lastInboundAt: lastInboundAt?.getTime(), unreachableAt: unreachableAt?.getTime() }
    return { contact, may: mayReach({ channel, ...times }, 'reply', now) }
  })
  const open = asked.find(({ may }) => may === 'yes')
  if (open) return { to: open.contact }
  const may = asked[0]?.may ?? 'neverWrote'
  return { why: may === 'yes' ? '' : WHY[may] }
}
