import type { BubbleButton, Bubbles } from '../bubbles.js'
import { refuse, success, type ZaloAnswer } from './answer.js'
import type { Emitter, EventMessage } from './emitter.js'
import { type Button, type Outgoing, readMessage } from './message-schema.js'
import type { ZaloSettings } from './options.js'
import type { Uploads } from './uploads.js'
import type { Users, ZaloUser } from './users.js'
import { type Allowance, checkWindow } from './window.js'

const UNSEEN_KEPT = 50

/** A bubble's button; a hidden one shows nothing when tapped. */
export interface ZaloButton extends BubbleButton {
  hidden?: boolean
}

interface CsDeps {
  settings: ZaloSettings
  users: Users
  uploads: Uploads
  bubbles: Bubbles
  emitter: Emitter
  allowance: Allowance
  now: () => number
  nextId: () => string
  baseUrl: () => string
}

interface Shown {
  /** `oa_send_<echo>` */
  echo: 'text' | 'image' | 'gif' | 'sticker' | 'file' | 'list'
  attachments?: EventMessage['attachments']
  bubble: { text?: string; image?: string; file?: { name: string; url: string }; note?: string; buttons?: ZaloButton[] }
}

/** `POST /v3.0/oa/message/cs`: checks as the platform does, shows the message on the phone, echoes it. */
export function createMessageCs(deps: CsDeps) {
  const { settings, users, bubbles, emitter, allowance } = deps
  let sent = 0

  function carryOut(body: unknown): ZaloAnswer {
    const { userId, outgoing } = readMessage(body)
    if (!users.exists(userId)) throw refuse.invalid('user_id')
    const user = users.byUserId(userId)
    const at = deps.now()
    checkWindow(user, at)
    const shown = show(outgoing, deps)
    const quota = allowance.spend(user, at)
    const msgId = deps.nextId()
    bubbles.add({ platform: 'zalo', person: user.person, from: 'bot', at, ...shown.bubble })
    sent++
    remember(user, msgId)
    if (settings.echoes) emitter.fromOa(user, `oa_send_${shown.echo}`, echoOf(msgId, shown))
    if (settings.receipts) emitter.fromOa(user, 'user_received_message', { msg_id: msgId })
    return success({ message_id: msgId, user_id: userId, sent_time: String(at), ...(quota && { quota }) })
  }

  return {
    carryOut,
    sent: () => sent,
    reset(): void {
      sent = 0
    },
  }
}

function remember(user: ZaloUser, msgId: string): void {
  user.unseen.push(msgId)
  if (user.unseen.length > UNSEEN_KEPT) user.unseen.shift()
}

function echoOf(msgId: string, { bubble, attachments }: Shown): EventMessage {
  return { msg_id: msgId, ...(bubble.text && { text: bubble.text }), ...(attachments && { attachments }) }
}

function show(outgoing: Outgoing, { uploads, baseUrl }: CsDeps): Shown {
  switch (outgoing.kind) {
    case 'text':
      return { echo: 'text', bubble: { text: outgoing.text, buttons: outgoing.buttons.map(buttonOf) } }
    case 'media': {
      const { text, media } = outgoing
      if (media.media_type === 'sticker') {
        const attachments = [{ type: 'sticker', payload: { id: media.attachment_id } }]
        return { echo: 'sticker', attachments, bubble: { text, note: 'nhãn dán' } }
      }
      const path = media.attachment_id && pathOf(uploads.find(media.media_type, media.attachment_id, 'attachment_id'))
      const url = path ? baseUrl() + path : media.url
      const attachments = [{ type: media.media_type, payload: { thumbnail: url, url } }]
      return { echo: media.media_type, attachments, bubble: { text, image: path ?? media.url } }
    }
    case 'file': {
      const file = uploads.find('file', outgoing.token, 'token')
      const url = baseUrl() + pathOf(file)
      const payload = { size: String(file.bytes.length), name: file.title, checksum: file.md5, type: file.ext, url }
      return {
        echo: 'file',
        attachments: [{ type: 'file', payload }],
        bubble: { file: { name: file.title, url: pathOf(file) } },
      }
    }
    case 'info': {
      const text = `${outgoing.title}\n${outgoing.subtitle}`
      const buttons: ZaloButton[] = [{ label: 'Chia sẻ thông tin', row: 0, kind: 'phone' }]
      return { echo: 'list', bubble: { text, image: outgoing.imageUrl, buttons } }
    }
  }
}

function buttonOf(button: Button, row: number): ZaloButton {
  const label = button.title
  switch (button.type) {
    case 'oa.query.show':
      return { label, row, kind: 'tap', data: button.payload }
    case 'oa.query.hide':
      return { label, row, kind: 'tap', data: button.payload, hidden: true }
    case 'oa.open.url':
      return { label, row, kind: 'url', url: button.payload.url }
    case 'oa.open.phone':
      return { label, row, kind: 'url', url: `tel:${button.payload.phone_code}` }
    case 'oa.open.sms':
      return { label, row, kind: 'url', url: `sms:${button.payload.phone_code}` }
  }
}

export function pathOf(file: { name: string }): string {
  return `/zalo/files/${file.name}`
}
