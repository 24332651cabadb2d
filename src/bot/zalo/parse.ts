import type { FileRef, Inbound } from '../../flows/message.js'
import { clean } from '../../flows/vi/text.js'
import type { InboundEvent } from '../channel.js'
import { type Attachment, type ZaloEvent, zaloEvent } from './event.js'

// Zalo sends these when their switches are on; no conversation of one person with the OA is in them.
const NOT_FOR_US =
  /^(user_received_message|user_seen_message|(user|oa)_reacted_message|oa_send_\w+|(oa_send_)?anonymous_\w+|\w+_group\w*|user_reply_consent|user_call_oa|oa_call_user|update_user_info|(add_user_to|remove_user_from|remove)_tag|user_feedback|user_click_response_button|change_\w+|event_journey_\w+|widget_\w+|extension_purchased)$/

/**
 * Reads one webhook body (parsed JSON). `ignored`: not for us. `unknown`: an event we do not know or cannot read.
 * `receivedAt` (epoch ms) stands in for a missing timestamp.
 */
export function parseZaloEvent(body: unknown, oaId: string, receivedAt: number): InboundEvent | 'ignored' | 'unknown' {
  const read = zaloEvent.safeParse(body)
  if (!read.success) return 'unknown'
  const event = read.data
  const act = actOf(event, oaId)
  if (typeof act === 'string') return act
  const { address, body: said } = act
  const at = Number(event.timestamp) || receivedAt
  // Zalo: msg_id is the message's own; other events have none.
  const mark = event.message?.msg_id ?? `${address}:${event.timestamp}`
  return { channel: 'zalo', eventId: `${event.event_name}:${mark}`, address, at, body: said }
}

function actOf(event: ZaloEvent, oaId: string): { address: string; body: Inbound } | 'ignored' | 'unknown' {
  const { event_name: name, sender, recipient } = event
  // Zalo: several OAs may share an app and its webhook. What the OA sends, humans included, comes back as an event.
  if (name.startsWith('oa_send_') && sender?.id === oaId && sender.admin_id !== undefined && recipient) {
    return { address: recipient.id, body: { kind: 'officerWrote' } }
  }
  if (NOT_FOR_US.test(name)) return 'ignored'
  if ((recipient?.id ?? event.oa_id ?? oaId) !== oaId) return 'ignored'
  const person = event.follower?.id ?? sender?.id ?? event.user_id
  const body = readAct(event)
  return person !== undefined && body ? { address: person, body } : 'unknown'
}

function readAct(event: ZaloEvent): Inbound | undefined {
  const attachments = event.message?.attachments ?? []
  const text = clean(event.message?.text ?? '')
  switch (event.event_name) {
    case 'user_send_text':
      return readText(text)
    case 'user_send_image':
    case 'user_send_gif':
      return readFiles(attachments, 'photo', text)
    case 'user_send_file':
      return readFiles(attachments, 'file', text)
    case 'user_send_link':
      return readLink(attachments, text)
    case 'user_send_business_card':
      return readCard(attachments, text)
    case 'user_send_sticker':
      return { kind: 'unusable', what: 'sticker' }
    case 'user_send_audio':
      return { kind: 'unusable', what: 'voice' }
    case 'user_send_video':
      return { kind: 'unusable', what: 'video' }
    case 'user_send_location':
      return { kind: 'unusable', what: 'location' }
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

/** Zalo: a tapped button arrives as its payload in a text; ours are `#`, a letter, a dot and more. */
function readText(text: string): Inbound {
  if (!text) return { kind: 'unusable', what: 'other' }
  const token = /^#([a-z]\.[\x21-\x7e]+)$/.exec(text)?.[1]
  return token === undefined ? { kind: 'text', text } : { kind: 'tap', token }
}

function readFiles(attachments: Attachment[], kind: FileRef['kind'], caption: string): Inbound {
  const files: FileRef[] = []
  for (const { payload } of attachments) {
    if (!payload?.url) continue
    const name = payload.name === undefined ? undefined : clean(payload.name)
    const picture = kind === 'photo' || /\.(jpe?g|png|webp|heic|heif)$/i.test(name ?? '')
    const size = payload.size === undefined ? undefined : Number(payload.size) || undefined
    files.push({ ref: payload.url, kind: picture ? 'photo' : 'file', name, size })
  }
  if (files.length === 0) return { kind: 'unusable', what: 'other' }
  return caption ? { kind: 'files', files, caption } : { kind: 'files', files }
}

/** A link is something said: a newspaper's account of a good deed. */
function readLink(attachments: Attachment[], text: string): Inbound {
  const urls = attachments.map(({ payload }) => clean(payload?.url ?? '')).filter((url) => url && !text.includes(url))
  const words = [text, ...urls].filter(Boolean).join(' ')
  return words ? { kind: 'text', text: words } : { kind: 'unusable', what: 'other' }
}

/** Zalo: the contact's name is the text, the phone is in JSON inside the description. */
function readCard(attachments: Attachment[], name: string): Inbound {
  const description = attachments[0]?.payload?.description
  try {
    return details(name, JSON.parse(description ?? '{}').phone)
  } catch {
    return details(name, undefined)
  }
}

/** Zalo: phones come as `84…`, sometimes as numbers. */
function details(name: unknown, phone: unknown): Inbound {
  const digits = clean(String(phone ?? ''))
  return {
    kind: 'details',
    ...(name ? { name: clean(String(name)) } : {}),
    ...(digits ? { phone: digits.replace(/^84(?=\d{9,10}$)/, '+84') } : {}),
  }
}
