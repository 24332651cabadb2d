import type { FileRef, Inbound, Mark } from '../../flows/message.js'
import { iconsShown } from '../../flows/vi/faces.js'
import { clean } from '../../flows/vi/text.js'
import type { InboundEvent } from '../channel.js'
import { phoneGiven } from '../phone-given.js'
import { type Attachment, momentOf, readEvent, type ZaloEvent } from './event.js'

// Zalo sends these when their switches are on; no conversation of one person with the OA is in them.
const NOT_FOR_US =
  /^(user_received_message|user_seen_message|(user|oa)_reacted_message|oa_send_\w+|(oa_send_)?anonymous_\w+|\w+_group\w*|user_reply_consent|user_call_oa|oa_call_user|update_user_info|(add_user_to|remove_user_from|remove)_tag|user_feedback|user_click_response_button|change_\w+|event_journey_\w+|widget_\w+|extension_purchased)$/

/**
 * Reads one webhook body (parsed JSON). `ignored`: not for us. `unknown`: an event we do not know or cannot read.
 * `receivedAt` (epoch ms) stands in for a missing timestamp. `unread` hears of each kind that has no reading; whoever sent
 * a message of one gets a word all the same.
 */
export function parseZaloEvent(
  body: unknown,
  oaId: string,
  receivedAt: number,
  unread: (kind: string) => void = () => {},
): InboundEvent | 'ignored' | 'unknown' {
  const read = readEvent(body)
  if (!read) return 'unknown'
  const { event } = read
  const act = actOf(event, oaId, read.halfRead === true)
  if (typeof act === 'string') return act
  const { address, body: said } = act
  if (said.kind === 'unusable' && (read.halfRead || !KNOWN.has(event.event_name))) unread(event.event_name)
  const at = momentOf(event.timestamp) ?? receivedAt
  // Zalo: msg_id is the message's own; other events have none.
  const mark = event.message?.msg_id ?? `${address}:${event.timestamp}`
  const found: InboundEvent = { channel: 'zalo', eventId: `${event.event_name}:${mark}`, address, at, body: said }
  // Zalo: several pictures or papers of one movement come as several events, and nothing in them says so.
  return said.kind === 'files' ? { ...found, album: 'files' } : found
}

function actOf(
  event: ZaloEvent,
  oaId: string,
  half: boolean,
): { address: string; body: Inbound } | 'ignored' | 'unknown' {
  const { event_name: name, sender, recipient } = event
  // Zalo: several OAs may share an app and its webhook. What the OA sends, humans included, comes back as an event.
  if (name.startsWith('oa_send_') && sender?.id === oaId && sender.admin_id !== undefined && recipient?.id) {
    return { address: recipient.id, body: { kind: 'officerWrote' } }
  }
  if (NOT_FOR_US.test(name)) return 'ignored'
  if ((recipient?.id ?? event.oa_id ?? oaId) !== oaId) return 'ignored'
  const person = event.follower?.id ?? sender?.id ?? event.user_id
  if (person === undefined || person === oaId) return 'unknown'
  const body = half ? undefined : readAct(event)
  if (body) return { address: person, body }
  // Somebody sent something: they get a word, also where we cannot tell what it was.
  return name.startsWith('user_send_') || event.message
    ? { address: person, body: { kind: 'unusable', what: 'other' } }
    : 'unknown'
}

const KNOWN = new Set(
  `user_send_text user_send_image user_send_gif user_send_file user_send_link user_send_business_card user_send_sticker
   user_send_audio user_send_video user_send_location`.split(/\s+/),
)

function readAct(event: ZaloEvent): Inbound | undefined {
  const attachments = event.message?.attachments ?? []
  const text = clean(iconsShown(event.message?.text ?? ''))
  const mark = markOf(event)
  const words = text ? { words: text } : {}
  switch (event.event_name) {
    case 'user_send_text':
      // A text may carry its link beside it.
      return attachments.some(({ type }) => type === 'link') ? readLink(attachments, text, mark) : readText(text, mark)
    case 'user_send_image':
    case 'user_send_gif':
      return readFiles(attachments, 'photo', text, mark)
    case 'user_send_file':
      return readFiles(attachments, 'file', text, mark)
    case 'user_send_link':
      return readLink(attachments, text, mark)
    case 'user_send_business_card':
      return readCard(attachments, text)
    case 'user_send_sticker':
      return { kind: 'unusable', what: 'sticker', ...words }
    case 'user_send_audio':
      return { kind: 'unusable', what: 'voice', ...words }
    case 'user_send_video':
      return { kind: 'unusable', what: 'video', ...words }
    case 'user_send_location':
      return { kind: 'unusable', what: 'location', ...words }
    case 'user_submit_info':
      return details(event.info?.name, event.info?.phone)
    case 'follow':
    case 'user_click_chatnow':
      return { kind: 'arrived' }
    case 'unfollow':
      return { kind: 'left' }
    case 'user_withdraw':
      return { kind: 'withdrew' }
    default:
      return undefined
  }
}

/** Zalo: there is no editing; a reply carries the id of what it quotes, ours or theirs. */
function markOf({ message }: ZaloEvent): Mark {
  const { msg_id: msg, quote_msg_id: quoted } = message ?? {}
  return { ...(msg ? { msg } : {}), ...(quoted ? { quotes: { msg: quoted } } : {}) }
}

/** Zalo: a tapped button arrives as its payload in a text; ours are `#`, a letter, a dot and more. */
function readText(text: string, mark: Mark): Inbound {
  if (!text) return { kind: 'unusable', what: 'other' }
  const token = /^#([a-z]\.[\x21-\x7e]+)$/.exec(text)?.[1]
  return token === undefined ? { kind: 'text', text, ...mark } : { kind: 'tap', token }
}

function readFiles(attachments: Attachment[], kind: FileRef['kind'], caption: string, mark: Mark): Inbound {
  const files: FileRef[] = []
  for (const { payload } of attachments) {
    // Small is better than none.
    const ref = payload?.url || payload?.thumbnail
    if (!payload || !ref) continue
    const name = payload.name === undefined ? undefined : clean(payload.name)
    const picture = kind === 'photo' || /\.(jpe?g|png|webp|heic|heif)$/i.test(name ?? '')
    const size = payload.size === undefined ? undefined : Number(payload.size) || undefined
    files.push({ ref, kind: picture ? 'photo' : 'file', name, size })
  }
  if (files.length === 0) return { kind: 'unusable', what: 'other', ...(caption ? { words: caption } : {}) }
  return { kind: 'files', files, ...(caption ? { caption } : {}), ...mark }
}

/** A link is something said: a newspaper's account of a good deed. */
function readLink(attachments: Attachment[], text: string, mark: Mark): Inbound {
  const urls = attachments.map(({ payload }) => clean(payload?.url ?? '')).filter((url) => url && !text.includes(url))
  const words = [text, ...urls].filter(Boolean).join(' ')
  return words ? { kind: 'text', text: words, ...mark } : { kind: 'unusable', what: 'other' }
}

/** Zalo: the contact's name is the text, the phone is in JSON inside the description, or is all of it. */
function readCard(attachments: Attachment[], text: string): Inbound {
  const { description, title } = attachments[0]?.payload ?? {}
  const name = text || title
  if (typeof description === 'object') return details(name, description.phone)
  try {
    const said: unknown = JSON.parse(description ?? '{}')
    return details(name, typeof said === 'object' ? (said as { phone?: unknown } | null)?.phone : description)
  } catch {
    return details(name, /^[+\d][\d .-]{7,}$/.test(description!) ? description : undefined)
  }
}

function details(name: unknown, phone: unknown): Inbound {
  const number = phoneGiven(phone)
  return { kind: 'details', ...(name ? { name: clean(String(name)) } : {}), ...(number ? { phone: number } : {}) }
}
