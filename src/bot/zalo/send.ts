import type { Button, Outbound } from '../../flows/message.js'
import { SendError } from '../channel.js'
import { asSendError } from '../failure.js'
import type { UseCopy } from '../outbound/copies.js'
import { callsOf, createPartSender } from '../outbound/parts.js'
import { keyOf, type Picture, readPicture } from '../outbound/picture.js'
import { fitButtons, plain, splitText } from '../outbound/render.js'
import type { ZaloClient } from './client.js'
import { csvFile } from './document.js'
import { zaloPicture } from './picture.js'

// Zalo: text counted in NFC.
const TEXT_LIMIT = 2000
const MOST_BUTTONS = 5
const TITLE_LIMIT = 100
// Zalo: payloads up to 1,000 characters. What people type is told from a tap by these.
const TOKEN = /^[\x21-\x7e]{1,999}$/
// Zalo: an uploaded picture lives 7 days.
export const UPLOAD_KEEP_MS = 6 * 24 * 3_600_000

type Paper = NonNullable<Outbound['file']>
type Part = { photo?: Picture; file?: Paper; document?: Outbound['document']; text: string; buttons?: Button[] }

interface SendDeps {
  call: ZaloClient
  readFile: (hash: string) => Promise<Buffer>
  useCopy: UseCopy
}

/** Makes `send`: gives the message ids of everything a message became, throws only SendError. */
export function createZaloSend({ call, readFile, useCopy }: SendDeps) {
  const sendParts = createPartSender()

  return async function send(address: string, message: Outbound): Promise<string[]> {
    try {
      return await sendParts({ address, parts: partsOf(message) }, (part) => {
        if (part.document) return sendDocument(address, part.document)
        if (part.photo) return sendPhoto(address, part.photo, part.text)
        return part.file ? sendPaper(address, part.file) : post(address, textMessage(part))
      })
    } catch (error) {
      throw asSendError(error)
    }
  }

  async function post(userId: string, message: object): Promise<string> {
    const body = { recipient: { user_id: userId }, message }
    const { message_id } = await call({ method: 'POST', path: '/v3.0/oa/message/cs', body })
    return String(message_id ?? '')
  }

  function sendPhoto(address: string, picture: Picture, caption: string): Promise<string> {
    return once(
      keyOf(picture),
      (id) => post(address, photoMessage(id, caption)),
      async () => {
        const file = await zaloPicture(await readPicture(readFile, picture))
        return String((await upload('image', file)).attachment_id)
      },
    )
  }

  function sendPaper(address: string, { hash, name }: Paper): Promise<string> {
    const message = (token: string) => ({ attachment: { type: 'file', payload: { token } } })
    return once(
      `${hash} ${name}`,
      (token) => post(address, message(token)),
      async () => {
        const bytes = await readPicture(readFile, hash)
        return String((await upload('file', { bytes, name, mime: 'application/octet-stream' })).token)
      },
    )
  }

  /** Uploaded once; later sends name the copy on their side. */
  function once(key: string, send: (id: string) => Promise<string>, make: () => Promise<string>): Promise<string> {
    return useCopy(key, {
      byName: send,
      upload: async () => ({ name: await make() }),
      // Zalo: -100, what was uploaded is gone.
      isGone: (error) => error instanceof SendError && error.message.startsWith('-100 '),
    })
  }

  async function sendDocument(address: string, document: NonNullable<Outbound['document']>): Promise<string> {
    const { token } = await upload('file', csvFile(document))
    return post(address, { attachment: { type: 'file', payload: { token: String(token) } } })
  }

  function upload(kind: 'image' | 'file', file: { bytes: Buffer; name: string; mime: string }) {
    return call({ method: 'POST', path: `/v2.0/oa/upload/${kind}`, file }).catch((error) => {
      // Uploading twice does no harm: nothing has been sent to anybody.
      throw error instanceof SendError && error.kind === 'unknown' ? new SendError('retry', error.message) : error
    })
  }
}

export const zaloCost = (message: Outbound) => callsOf(message, partsOf)

/** One call each: a photo with its caption (a photo takes no buttons), a paper (no words), or texts; buttons go with the last. */
function partsOf(message: Outbound): Part[] {
  const { text, buttons } = fitButtons(message, MOST_BUTTONS)
  for (const button of buttons) {
    if ('token' in button && !TOKEN.test(button.token)) {
      throw new SendError('refused', 'a button token is not 1 to 999 plain characters')
    }
  }
  const texts: Part[] = splitText(plain(text), TEXT_LIMIT).map((part) => ({ text: part }))
  const { photo, file, document } = message
  if (photo !== undefined && !document && texts.length <= 1 && buttons.length === 0)
    return [{ photo, text: texts[0]?.text ?? '' }]
  const last = texts.at(-1)
  if (!last) throw new SendError('refused', 'an empty message')
  last.buttons = buttons
  const parts = photo === undefined && file === undefined ? texts : [{ photo, file, text: '' }, ...texts]
  return document ? [...parts, { document, text: '' }] : parts
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
