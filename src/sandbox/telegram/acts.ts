import type { Bubble } from '../bubbles.js'
import type { Person } from '../people.js'
import { SimError } from '../platform.js'
import { samplePng } from '../sample-image.js'
import { ApiError } from './api-error.js'
import { bubbleId, type Core, messageIdOf } from './core.js'
import type { StoredFile } from './files.js'
import { LONGEST_TEXT } from './send.js'
import { detectEntities } from './text.js'
import type { Message } from './types.js'

const HAI_PHONG = { latitude: 20.8449, longitude: 106.6881 }

export interface SentFile {
  name?: string
  mime?: string
  caption?: string
}

export type Acts = ReturnType<typeof createActs>

/** What a person can do on Telegram. Every act gives what the bot will hear and throws SimError when it cannot be done. */
export function createActs(core: Core) {
  const { bubbles, files, queue, clock } = core

  function find(id: string): Person {
    const person = core.people.get(id)
    if (!person) throw new SimError(`không có người "${id}"`, 404)
    return person
  }

  /** Writing to a bot opens the chat, as pressing Start does. */
  function write(id: string, content: Partial<Message>, shown: Partial<Bubble>): Message {
    const person = find(id)
    if (core.blocked.has(id)) throw new SimError('người này đã chặn bot, hãy bỏ chặn trước')
    core.started.add(id)
    const chat = core.chatOf(person)
    const message = {
      message_id: core.nextId(),
      from: core.userOf(person),
      chat,
      date: core.unixNow(),
      ...content,
    }
    core.messages.put(message)
    const bubble = { id: bubbleId(message.message_id), platform: 'telegram', person: id, from: 'person' } as const
    bubbles.add({ ...bubble, at: clock.now(), ...shown })
    queue.push('message', message, String(chat.id))
    return message
  }

  function note(id: string, text: string) {
    bubbles.add({ platform: 'telegram', person: id, from: 'person', at: clock.now(), note: text })
  }

  function changeMembership(id: string, from: string, to: string) {
    const person = find(id)
    const member = (status: string) => ({ user: core.bot, status, ...(status === 'kicked' && { until_date: 0 }) })
    const chat = core.chatOf(person)
    const date = core.unixNow()
    queue.push(
      'my_chat_member',
      { chat, from: core.userOf(person), date, old_chat_member: member(from), new_chat_member: member(to) },
      String(chat.id),
    )
  }

  const url = (file: StoredFile) => `/telegram/file/bot${core.options.token}/${file.path}`
  function keep(add: () => StoredFile): StoredFile {
    try {
      return add()
    } catch (error) {
      throw error instanceof ApiError ? new SimError(`Telegram không nhận tệp này (${error.message})`) : error
    }
  }

  /** A phone cuts what is longer than a message into several messages. */
  function say(id: string, text: string): Message {
    const trimmed = text.trim()
    if (trimmed === '') throw new SimError('tin nhắn trống')
    for (let at = 0; ; at += LONGEST_TEXT) {
      const part = trimmed.slice(at, at + LONGEST_TEXT)
      const entities = detectEntities(part)
      const message = write(id, { text: part, ...(entities.length > 0 && { entities }) }, { text: part })
      if (at + LONGEST_TEXT >= trimmed.length) return message
    }
  }

  function shareContact(id: string, phone: string): Message {
    const person = find(id)
    const contact = { phone_number: phone, first_name: person.name, user_id: core.people.telegramUserId(id) }
    return write(id, { contact }, { note: `📞 ${phone}` })
  }

  return {
    say,
    shareContact,
    /** Presses Start, also after a block; `payload` is what a deep link carries. */
    start(id: string, payload?: string): Message {
      if (payload && !/^[\w-]{1,64}$/.test(payload)) throw new SimError('payload: 1 đến 64 ký tự A-Z a-z 0-9 _ -')
      if (core.blocked.has(id)) this.unblock(id)
      return say(id, payload ? `/start ${payload}` : '/start')
    },
    /** Changes a text message of theirs. */
    edit(id: string, { message_id }: Message, text: string): Message {
      const message = core.messages.get(core.people.telegramUserId(id), message_id)
      if (message?.text === undefined) throw new SimError('không có tin nhắn chữ này', 404)
      Object.assign(message, { text, edit_date: core.unixNow() })
      bubbles.update(bubbleId(message_id), { text })
      queue.push('edited_message', message, String(message.chat.id))
      return message
    },
    /** Presses a button: an inline one reaches the bot as a callback query, one of a reply keyboard as its text. */
    tap(id: string, bubble: string, index: number): void {
      const button = bubbles.get(bubble)?.buttons?.[index]
      const message = core.messages.get(core.people.telegramUserId(id), messageIdOf(bubble))
      if (!button || !message) throw new SimError('không có nút này', 404)
      if (button.kind === 'url') throw new SimError('nút này mở một trang web, bot không hay biết')
      if (button.kind === 'phone') return void shareContact(id, core.people.phone(id))
      if (!message.reply_markup) return void say(id, button.label)
      if (button.data === undefined) throw new SimError('nút này chỉ sao chép chữ, bot không hay biết')
      if (core.blocked.has(id)) throw new SimError('người này đã chặn bot, hãy bỏ chặn trước')
      const person = find(id)
      const query = {
        id: String(core.nextId()),
        from: core.userOf(person),
        message,
        chat_instance: String(message.chat.id * 7),
        data: button.data,
      }
      core.callbacks.open(person, query)
      queue.push('callback_query', query, String(message.chat.id))
    },
    /** A JPEG or PNG; without bytes a grey sample. */
    sendPhoto(id: string, bytes: Buffer = samplePng(), { caption }: SentFile = {}): Message {
      const file = keep(() => files.addPhoto(bytes))
      const shown = { image: url(file), text: caption }
      return write(id, { photo: file.photo, ...(caption && { caption }) }, shown)
    },
    sendFile(id: string, bytes: Buffer, { name = 'tep.bin', mime, caption }: SentFile = {}): Message {
      const file = keep(() => files.addFile(bytes, name, mime ?? 'application/octet-stream', 'documents'))
      const document = { ...file.info, file_name: file.name, mime_type: file.mime }
      const shown = { file: { name, url: url(file) }, text: caption }
      return write(id, { document, ...(caption && { caption }) }, shown)
    },
    sendSticker(id: string): Message {
      const { info } = files.addFile(samplePng(16, 16), 'sticker.webp', 'image/webp', 'stickers')
      const kind = { type: 'regular', width: 512, height: 512, is_animated: false, is_video: false }
      return write(id, { sticker: { ...info, ...kind, emoji: '👍' } }, { note: '👍 (nhãn dán)' })
    },
    sendVoice(id: string): Message {
      const { info } = files.addFile(Buffer.from('OggS'), 'voice.oga', 'audio/ogg', 'voice')
      return write(
        id,
        { voice: { ...info, duration: 3, mime_type: 'audio/ogg' } },
        { note: '🎤 Tin nhắn thoại, 3 giây' },
      )
    },
    sendLocation(id: string, place = HAI_PHONG): Message {
      return write(id, { location: place }, { note: `📍 ${place.latitude}, ${place.longitude}` })
    },
    block(id: string): void {
      find(id)
      if (!core.started.has(id)) throw new SimError('người này chưa bấm Bắt đầu')
      if (core.blocked.has(id)) return
      core.blocked.add(id)
      note(id, 'đã chặn bot')
      changeMembership(id, 'member', 'kicked')
    },
    unblock(id: string): void {
      if (!core.blocked.delete(id)) return
      note(id, 'đã bỏ chặn bot')
      changeMembership(id, 'kicked', 'member')
    },
  }
}
