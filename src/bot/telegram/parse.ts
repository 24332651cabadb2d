import type { Chat, Message, Update } from 'grammy/types'
import type { FileRef, Inbound } from '../../flows/message.js'
import { clean } from '../../flows/vi/text.js'
import type { InboundEvent } from '../channel.js'

/** What we ask Telegram for: edits and everything of groups and channels is left out. */
export const UPDATE_KINDS = ['message', 'callback_query', 'my_chat_member'] as const

const PICTURES = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/heic', 'image/heif'])

/**
 * Reads one update; private chats only. Everything a client may have made up is cleaned, tokens and mime types too.
 * `receivedAt` (epoch ms) stands in where Telegram gives no time (taps).
 * Bot API: update_id starts anew after a week of silence, so the event id carries the date or the tap's id as well.
 */
export function parseUpdate(update: Update, receivedAt: number): InboundEvent[] {
  const { message, callback_query: tap, my_chat_member: member } = update
  if (message) {
    if (!isPrivate(message.chat) || message.from?.is_bot) return []
    const body = readMessage(message)
    return body ? [event(message.chat, message.date, message.date * 1000, body)] : []
  }
  if (tap) {
    const chat = tap.message?.chat
    if (!chat || !isPrivate(chat) || !tap.data) return []
    return [event(chat, tap.id, receivedAt, { kind: 'tap', token: clean(tap.data) })]
  }
  if (member && isPrivate(member.chat)) {
    const gone = member.new_chat_member.status === 'kicked'
    // Telegram's "Restart" unblocks and sends /start: that one is answered.
    const body: Inbound = gone ? { kind: 'left' } : { kind: 'arrived', quiet: true }
    return [event(member.chat, member.date, member.date * 1000, body)]
  }
  return []

  function event(chat: Chat, mark: string | number, at: number, body: Inbound): InboundEvent {
    return { channel: 'telegram', eventId: `${update.update_id}:${mark}`, address: String(chat.id), at, body }
  }
}

function isPrivate(chat: Chat): boolean {
  return chat.type === 'private'
}

function readMessage(message: Message): Inbound | undefined {
  if (message.text !== undefined) return readText(clean(message.text))
  const file = readFile(message)
  if (file) {
    const caption = clean(message.caption ?? '')
    return caption ? { kind: 'files', files: [file], caption } : { kind: 'files', files: [file] }
  }
  if (message.contact) {
    const { first_name, last_name, phone_number } = message.contact
    const name = clean([first_name, last_name].filter(Boolean).join(' '))
    return { kind: 'details', name, phone: clean(phone_number) }
  }
  const what = unusable(message)
  return what && { kind: 'unusable', what }
}

function readText(text: string): Inbound {
  if (!text) return { kind: 'unusable', what: 'other' }
  const [, command, rest = ''] = /^\/(\w+)(?:@\w+)?(?:\s+(.*))?$/su.exec(text) ?? []
  if (command === undefined) return { kind: 'text', text }
  if (command !== 'start') return { kind: 'text', text: rest ? `/${command} ${rest}` : `/${command}` }
  return rest ? { kind: 'start', payload: rest } : { kind: 'start' }
}

function readFile({ photo, document, animation }: Message): FileRef | undefined {
  // Bot API: sizes are not promised to be sorted.
  const largest = photo?.reduce((a, b) => (b.width * b.height > a.width * a.height ? b : a))
  if (largest) return { ref: largest.file_id, kind: 'photo', mime: 'image/jpeg', size: largest.file_size }
  if (!document || animation) return undefined
  const { file_id, file_name, mime_type, file_size } = document
  const kind = PICTURES.has(mime_type ?? '') ? 'photo' : 'file'
  return {
    ref: file_id,
    kind,
    name: file_name && clean(file_name),
    mime: mime_type && clean(mime_type),
    size: file_size,
  }
}

/** Undefined for service messages (pins, timers, ...): nobody said anything. */
function unusable(message: Message): 'sticker' | 'voice' | 'video' | 'location' | 'other' | undefined {
  if (message.sticker) return 'sticker'
  if (message.voice || message.audio) return 'voice'
  if (message.video || message.video_note || message.animation) return 'video'
  if (message.location || message.venue) return 'location'
  if (message.poll || message.dice || message.story || message.game || message.paid_media || message.checklist) {
    return 'other'
  }
  return undefined
}
