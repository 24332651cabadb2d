import type { Button, Outbound } from '../../flows/message.js'
import { SendError } from '../channel.js'
import { asSendError } from '../failure.js'
import { callsOf, createPartSender } from '../outbound/parts.js'
import { keyOf, type Picture, readPicture } from '../outbound/picture.js'
import { createRecent } from '../outbound/recent.js'
import { fitButtons, plain, splitText } from '../outbound/render.js'
import type { ZaloClient } from './client.js'
import { zaloPicture } from './picture.js'

// Zalo: text counted in NFC.
const TEXT_LIMIT = 2000
const MOST_BUTTONS = 5
const TITLE_LIMIT = 100
// Zalo: payloads up to 1,000 characters. What people type is told from a tap by these.
const TOKEN = /^[\x21-\x7e]{1,999}$/
// Zalo: an uploaded picture lives 7 days.
const UPLOAD_KEEP_MS = 6 * 24 * 3_600_000
const KEPT_UPLOADS = 1000

type Part = { photo?: Picture; text: string; buttons?: Button[] }

interface SendDeps {
  call: ZaloClient
  readFile: (hash: string) => Promise<Buffer>
  now: () => number
}

/** Makes `send`: gives the message ids of everything a message became, throws only SendError. */
export function createZaloSend({ call, readFile, now }: SendDeps) {
  const sendParts = createPartSender()
  const uploads = createRecent<string>({ most: KEPT_UPLOADS, keepMs: UPLOAD_KEEP_MS, now })

  return async function send(address: string, message: Outbound): Promise<string[]> {
    try {
      return await sendParts({ address, parts: partsOf(message) }, (part) =>
        part.photo === undefined ? post(address, textMessage(part)) : sendPhoto(address, part.photo, part.text),
      )
    } catch (error) {
      throw asSendError(error)
    }
  }

  async function post(userId: string, message: object): Promise<string> {
    const body = { recipient: { user_id: userId }, message }
    const { message_id } = await call({ method: 'POST', path: '/v3.0/oa/message/cs', body })
    return String(message_id ?? '')
  }

  async function sendPhoto(address: string, picture: Picture, caption: string): Promise<string> {
    const known = uploads.get(keyOf(picture))
    if (known !== undefined) {
      try {
        return await post(address, photoMessage(known, caption))
      } catch (error) {
        // Zalo: -100, the uploaded picture is gone.
        if (!(error instanceof SendError && error.message.startsWith('-100 '))) throw error
      }
    }
    return post(address, photoMessage(await upload(picture), caption))
  }

  async function upload(picture: Picture): Promise<string> {
    const file = await zaloPicture(await readPicture(readFile, picture))
    const { attachment_id } = await call({ method: 'POST', path: '/v2.0/oa/upload/image', file }).catch((error) => {
      // Uploading twice does no harm: nothing has been sent to anybody.
      throw error instanceof SendError && error.kind === 'unknown' ? new SendError('retry', error.message) : error
    })
    const id = String(attachment_id)
    uploads.set(keyOf(picture), id)
    return id
  }
}

export const zaloCost = (message: Outbound) => callsOf(message, partsOf)

/** One call each: a photo with its caption (a photo takes no buttons), or texts; buttons go with the last. */
function partsOf(message: Outbound): Part[] {
  const { text, buttons } = fitButtons(message, MOST_BUTTONS)
  for (const button of buttons) {
    if ('token' in button && !TOKEN.test(button.token)) {
      throw new SendError('refused', 'a button token is not 1 to 999 plain characters')
    }
  }
  const texts: Part[] = splitText(plain(text), TEXT_LIMIT).map((part) => ({ text: part }))
  const { photo } = message
  if (photo !== undefined && texts.length <= 1 && buttons.length === 0) return [{ photo, text: texts[0]?.text ?? '' }]
  const last = texts.at(-1)
  if (!last) throw new SendError('refused', 'an empty message')
  last.buttons = buttons
  return photo === undefined ? texts : [{ photo, text: '' }, ...texts]
}

function textMessage({ text, buttons }: Part): object {
  if (!buttons?.length) return { text }
  return { text, attachment: { type: 'template', payload: { buttons: buttons.map(zaloButton) } } }
}

function photoMessage(attachmentId: string, caption: string): object {
  const elements = [{ media_type: 'image', attachment_id: attachmentId }]
  const attachment = { type: 'template', payload: { template_type: 'media', elements } }
  return caption ? { text: caption, attachment } : { attachment }
}

/** Zalo: a `hide` query sends its payload to us without showing it; `#` marks ours. */
function zaloButton(button: Button): object {
  const label = plain(button.label)
  const title = label.length > TITLE_LIMIT ? `${label.slice(0, TITLE_LIMIT - 1).trimEnd()}…` : label
  return 'url' in button
    ? { title, type: 'oa.open.url', payload: { url: button.url } }
    : { title, type: 'oa.query.hide', payload: `#${button.token}` }
}
