import type { Chat, Message, MessageEntity, PhotoSize, Update } from 'grammy/types'
import type { FileRef, Inbound, Mark } from '../../flows/message.js'
import { clean } from '../../flows/vi/text.js'
import type { InboundEvent } from '../channel.js'
import { withoutNulls } from '../http/json-object.js'
import { phoneGiven } from '../phone-given.js'
import { KINDS_OF_UPDATE, kindOf } from './message-kinds.js'
import { readRich } from './rich.js'

const PICTURES = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/heic', 'image/heif'])

/**
 * Reads one update; private chats only. Everything a client may have made up is cleaned, tokens and mime types too.
 * `receivedAt` (epoch ms) stands in where Telegram gives no time (taps). `unread` hears of each kind that has no reading.
 * Bot API: update_id starts anew after a week of silence, so the event id carries the date or the tap's id as well.
 */
export function parseUpdate(
  update: Update,
  receivedAt: number,
  unread: (kind: string) => void = () => {},
): InboundEvent[] {
  const {
    message,
    edited_message: edited,
    callback_query: tap,
    my_chat_member: member,
  } = withoutNulls(update) as Update
  if (message) {
    if (!isPrivate(message.chat) || message.from?.is_bot) return []
    const body = readMessage(message, unread)
    // Chosen together without being grouped, pictures come one by one, and nothing in them says so.
    const album = message.media_group_id ?? (body?.kind === 'files' ? 'files' : undefined)
    const found = body && event(message.chat, message.date, message.date * 1000, body)
    return found ? [album === undefined ? found : { ...found, album }] : []
  }
  if (edited) {
    if (!isPrivate(edited.chat) || edited.from?.is_bot) return []
    const body = readEdit(edited)
    const at = edited.edit_date ?? edited.date
    return body ? [event(edited.chat, at, at * 1000, body)] : []
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
  return unknownUpdate(update, unread).map((chat) =>
    event(chat, 'unknown', receivedAt, { kind: 'unusable', what: 'other' }),
  )

  function event(chat: Chat, mark: string | number, at: number, body: Inbound): InboundEvent {
    return { channel: 'telegram', eventId: `${update.update_id}:${mark}`, address: String(chat.id), at, body }
  }
}

/** For an update that breaks our reading: whoever sent a message gets a word all the same. */
export function unreadable(update: Update, receivedAt: number): InboundEvent[] {
  const chat = (update as { message?: { chat?: Chat } } | undefined)?.message?.chat
  if (chat?.id === undefined || !isPrivate(chat)) return []
  const body: Inbound = { kind: 'unusable', what: 'other' }
  const eventId = `${update.update_id}:unreadable`
  return [{ channel: 'telegram', eventId, address: String(chat.id), at: receivedAt, body }]
}

/** A kind of update that this release has never heard of, in somebody's own chat with us: they get a word. */
function unknownUpdate(update: Update, unread: (kind: string) => void): Chat[] {
  for (const [kind, content] of Object.entries(update)) {
    if (kind === 'update_id' || typeof content !== 'object' || content === null) continue
    const { chat } = content as { chat?: Chat }
    if (Object.hasOwn(KINDS_OF_UPDATE, kind)) continue
    unread(kind)
    if (chat?.id !== undefined && isPrivate(chat)) return [chat]
  }
  return []
}

function isPrivate(chat: Chat): boolean {
  return chat.type === 'private'
}

function readMessage(message: Message, unread: (kind: string) => void): Inbound | undefined {
  const mark = markOf(message)
  const kind = kindOf(message)
  const caption = withAddresses(message.caption, message.caption_entities)
  switch (kind?.becomes) {
    case 'words':
      return readWords(message, mark)
    case 'file': {
      const file = readFile(message)
      if (file) return { kind: 'files', files: [file], ...(caption ? { caption } : {}), ...mark }
      return { kind: 'unusable', what: 'other', ...(caption ? { words: caption } : {}) }
    }
    case 'contact':
      return readContact(message)
    case 'service':
      return undefined
    case undefined:
    case 'unknown':
    case 'other':
      unread(kind?.field ?? 'nothing')
      return { kind: 'unusable', what: 'other', ...(caption ? { words: caption } : {}) }
    default:
      return { kind: 'unusable', what: kind!.becomes, ...(caption ? { words: caption } : {}) }
  }
}

/** Which message it is, and which one it quotes. */
function markOf({ message_id, reply_to_message: quoted, quote }: Message): Mark {
  const msg = message_id === undefined ? {} : { msg: String(message_id) }
  if (quoted?.message_id === undefined) return msg
  const text = clean(quote?.text ?? quoted.text ?? quoted.caption ?? '')
  const ours = quoted.from?.is_bot === true ? { ours: true as const } : {}
  return { ...msg, quotes: { msg: String(quoted.message_id), ...(text ? { text } : {}), ...ours } }
}

function readWords(message: Message, mark: Mark): Inbound {
  if (message.text !== undefined) return readText(withAddresses(message.text, message.entities), mark)
  if (message.checklist) {
    const { title, tasks } = message.checklist
    return readText(clean([title, ...tasks.map((task) => `- ${task.text}`)].join('\n')), mark)
  }
  const { text, media } = readRich(message.rich_message!)
  const files = media.flatMap((part) => readFile(part as Message) ?? [])
  const words = clean(text)
  if (files.length > 0) return { kind: 'files', files, ...(words ? { caption: words } : {}), ...mark }
  return readText(words, mark)
}

/** Somebody put a message right: what it says now. Undefined where no words changed (a live location, a poll). */
function readEdit(message: Message): Inbound | undefined {
  const now = readMessage(message, () => {})
  const words =
    now?.kind === 'text'
      ? now.text
      : now?.kind === 'files'
        ? now.caption
        : now?.kind === 'unusable'
          ? now.words
          : undefined
  return words === undefined ? undefined : { kind: 'edited', msg: String(message.message_id), text: words }
}

/** Bot API: a link behind words is in the entities alone, as in every forwarded news post. */
function withAddresses(text: string | undefined, entities: MessageEntity[] = []): string {
  const said = text ?? ''
  const hidden = entities.flatMap((entity) => {
    const url = entity.type === 'text_link' && /^https?:/i.test(entity.url) ? entity.url : ''
    return url && !said.includes(url) ? [url] : []
  })
  return clean([said, ...new Set(hidden)].join(' '))
}

function readText(text: string, mark: Mark): Inbound {
  if (!text) return { kind: 'unusable', what: 'other' }
  const [, command, rest = ''] = /^\/(\w+)(?:@\w+)?(?:\s+(.*))?$/su.exec(text) ?? []
  if (command === undefined) return { kind: 'text', text, ...mark }
  if (command !== 'start') return { kind: 'text', text: rest ? `/${command} ${rest}` : `/${command}`, ...mark }
  return rest ? { kind: 'start', payload: rest } : { kind: 'start' }
}

function readContact({ contact, users_shared: shared }: Message): Inbound {
  const { first_name, last_name, phone_number } = contact ?? { ...shared?.users[0], phone_number: undefined }
  const name = clean([first_name, last_name].filter(Boolean).join(' '))
  const phone = phoneGiven(phone_number)
  return { kind: 'details', ...(name ? { name } : {}), ...(phone ? { phone } : {}) }
}

function readFile({ photo, live_photo, document, animation }: Message): FileRef | undefined {
  const sizes = photo ?? (live_photo as { photo?: PhotoSize[] } | undefined)?.photo
  // Bot API: sizes are not promised to be sorted.
  const largest = sizes?.[0]?.file_id
    ? sizes.reduce((a, b) => (b.width * b.height > a.width * a.height ? b : a))
    : undefined
  if (largest) return { ref: largest.file_id, kind: 'photo', mime: 'image/jpeg', size: largest.file_size }
  if (!document?.file_id || animation) return undefined
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
