import type { Bubble, Bubbles } from '../bubbles.js'
import { SimError } from '../platform.js'
import type { Emitter, EventMessage } from './emitter.js'
import type { Files } from './files.js'
import { pathOf, type ZaloButton } from './message-cs.js'
import type { Users, ZaloUser } from './users.js'

/** An AMR header and one frame of silence: what a voice message of nothing sounds like. */
const SILENCE = Buffer.from('#!AMR\n\x3c', 'latin1')
/** One transparent pixel. */
const STICKER = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
)
const HAI_PHONG = { latitude: 20.8449, longitude: 106.6881 }

interface ActsDeps {
  phoneOf: (person: string) => string
  users: Users
  files: Files
  bubbles: Bubbles
  emitter: Emitter
  now: () => number
  nextId: () => string
  baseUrl: () => string
}

type Shown = Pick<Bubble, 'text' | 'image' | 'file' | 'note'>

export type Acts = ReturnType<typeof createActs>

/**
 * What people do in Zalo. `person` is a sandbox person id; messages give back their `msg_id`.
 * Everything here counts as an interaction, except unfollowing and looking. Throws SimError for the impossible.
 */
export function createActs({ phoneOf, users, files, bubbles, emitter, now, nextId, baseUrl }: ActsDeps) {
  function show(person: string, shown: Shown, from: Bubble['from'] = 'person'): void {
    bubbles.add({ platform: 'zalo', person, from, at: now(), ...shown })
  }

  function interact(person: string): ZaloUser {
    const user = users.of(person)
    user.lastInteraction = now()
    return user
  }

  function send(person: string, kind: string, message: Omit<EventMessage, 'msg_id'>, shown?: Shown): string {
    const user = interact(person)
    user.chatted = true
    const msgId = nextId()
    if (shown) show(person, shown)
    emitter.fromUser(user, `user_send_${kind}`, { message: { msg_id: msgId, ...message } })
    return msgId
  }

  function picture(person: string, kind: 'image' | 'gif', bytes: Buffer, name: string, caption?: string): string {
    const path = pathOf(files.add(bytes, name))
    const url = baseUrl() + path
    const attachments = [{ type: kind, payload: { thumbnail: url, url } }]
    return send(person, kind, { ...(caption && { text: caption }), attachments }, { image: path, text: caption })
  }

  /** Answers the contact form. Zalo: the phone comes as "84...", whatever was typed. */
  function submitInfo(person: string, given: { name: string; phone: string; address?: string }): void {
    const digits = given.phone.replace(/[\s.+()-]/g, '').replace(/^0/, '84')
    if (!/^84\d{8,10}$/.test(digits)) throw new SimError('số điện thoại không hợp lệ')
    const user = interact(person)
    user.shared = { ...given, phone: digits }
    show(person, { note: `Đã chia sẻ: ${given.name}, ${given.phone}` })
    const address = given.address && {
      full_address: { user_city: 'Hải Phòng', user_ward: '', user_address: given.address },
    }
    emitter.fromUser(user, 'user_submit_info', { info: { name: given.name, phone: digits, ...address } })
  }

  return {
    /** `quotes`: the `msg_id` of what it replies to, theirs or the OA's. */
    say(person: string, text: string, { quotes }: { quotes?: string } = {}): string {
      if (text.trim() === '') throw new SimError('tin nhắn trống')
      return send(person, 'text', { text, ...(quotes && { quote_msg_id: quotes }) }, { text })
    },
    /**
     * Taps a query button: its payload reaches the bot as a message, which the phone shows unless it is hidden. The
     * button of a contact form gives the person's name and number.
     */
    tap(person: string, bubbleId: string, index: number): void {
      const bubble = bubbles.get(bubbleId)
      if (bubble?.platform !== 'zalo' || bubble.person !== person) throw new SimError('không có tin nhắn này', 404)
      const button: ZaloButton | undefined = bubble.buttons?.[index]
      if (!button) throw new SimError('tin nhắn không có nút này', 404)
      if (button.kind === 'phone') return submitInfo(person, { name: users.of(person).name, phone: phoneOf(person) })
      if (button.kind !== 'tap' || !button.data) throw new SimError('nút này không gửi gì cho OA', 409)
      send(person, 'text', { text: button.data }, button.hidden ? undefined : { text: button.data })
    },
    sendPhoto: (
      person: string,
      bytes: Buffer,
      { name = 'anh.jpg', caption }: { name?: string; caption?: string } = {},
    ) => picture(person, 'image', bytes, name, caption),
    sendGif: (person: string, bytes: Buffer, name = 'anh.gif') => picture(person, 'gif', bytes, name),
    sendFile(person: string, bytes: Buffer, name: string): string {
      const file = files.add(bytes, name)
      const path = pathOf(file)
      const url = baseUrl() + path
      const payload = { size: String(bytes.length), name, checksum: file.md5, type: file.ext, url }
      return send(person, 'file', { attachments: [{ type: 'file', payload }] }, { file: { name, url: path } })
    },
    sticker(person: string, id = '23311'): string {
      const payload = { url: baseUrl() + pathOf(files.add(STICKER, 'nhan-dan.png')), id }
      return send(person, 'sticker', { attachments: [{ type: 'sticker', payload }] }, { note: 'Nhãn dán' })
    },
    voice(person: string, bytes = SILENCE): string {
      const url = baseUrl() + pathOf(files.add(bytes, 'tin-thoai.amr'))
      return send(person, 'audio', { attachments: [{ type: 'audio', payload: { url } }] }, { note: 'Tin nhắn thoại' })
    },
    /** Zalo: coordinates are strings. */
    location(person: string, { latitude, longitude }: { latitude: number; longitude: number } = HAI_PHONG): string {
      const coordinates = { latitude: String(latitude), longitude: String(longitude) }
      const note = `Vị trí ${coordinates.latitude}, ${coordinates.longitude}`
      return send(person, 'location', { attachments: [{ type: 'location', payload: { coordinates } }] }, { note })
    },
    link(person: string, url: string, description = url): string {
      const payload = { thumbnail: '', description, url }
      return send(person, 'link', { text: url, attachments: [{ type: 'link', payload }] }, { text: url })
    },
    follow(person: string): void {
      const user = users.of(person)
      if (user.follows) throw new SimError('đã quan tâm OA rồi', 409)
      interact(person).follows = true
      show(person, { note: 'Đã quan tâm OA' })
      emitter.aboutOa(user, 'follow', { follower: { id: user.userId }, source: 'oa_profile' })
    },
    unfollow(person: string): void {
      const user = users.of(person)
      if (!user.follows) throw new SimError('chưa quan tâm OA', 409)
      user.follows = false
      show(person, { note: 'Đã bỏ quan tâm OA' })
      emitter.aboutOa(user, 'unfollow', { follower: { id: user.userId }, source: 'oa_profile' })
    },
    /** Zalo: told once per person, and only before the first message. */
    chatnow(person: string): void {
      if (users.of(person).chatted) throw new SimError('đã từng trò chuyện với OA', 409)
      const user = interact(person)
      user.chatted = true
      show(person, { note: 'Đã bấm “Nhắn tin”' })
      emitter.aboutOa(user, 'user_click_chatnow', { user_id: user.userId })
    },
    submitInfo,
    /** A human answers from the OA's chat tool; needs no window. */
    officerWrites(person: string, text: string, adminId = '6000000000000000001'): string {
      const msgId = nextId()
      show(person, { text, note: 'Cán bộ trả lời' }, 'bot')
      emitter.fromOa(users.of(person), 'oa_send_text', { msg_id: msgId, text }, adminId)
      return msgId
    },
    /** The phone reports the OA's latest message as delivered. */
    received(person: string): void {
      const msgId = users.of(person).unseen.at(-1)
      if (!msgId) throw new SimError('chưa có tin nhắn nào của OA', 409)
      emitter.fromOa(users.of(person), 'user_received_message', { msg_id: msgId })
    },
    /** The person opens the chat and sees all that was unseen. */
    seen(person: string): void {
      const user = users.of(person)
      if (user.unseen.length === 0) throw new SimError('không có tin nhắn mới của OA', 409)
      emitter.fromOa(user, 'user_seen_message', { msg_ids: user.unseen.splice(0) })
    },
  }
}
