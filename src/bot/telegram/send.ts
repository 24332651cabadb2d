import { type Api, InputFile } from 'grammy'
import type { InlineKeyboardButton } from 'grammy/types'
import type { Button, Outbound } from '../../flows/message.js'
import { SendError } from '../channel.js'
import type { UseCopy } from '../outbound/copies.js'
import { callsOf, createPartSender, perObject } from '../outbound/parts.js'
import { keyOf, type Picture, readPicture } from '../outbound/picture.js'
import { fitButtons, plain, runs, splitText } from '../outbound/render.js'
import type { createCall } from './client.js'
import { telegramError } from './errors.js'

// Bot API: limits count UTF-16 units after the tags are read; the size of a keyboard is not documented.
const TEXT_LIMIT = 4096
const CAPTION_LIMIT = 1024
const MOST_BUTTONS = 96
const TOKEN_BYTES = 64
// What half the width of a phone shows without cutting.
const HALF_ROW = 18

type Paper = NonNullable<Outbound['file']>
type Part = { photo?: Picture; file?: Paper; document?: Outbound['document']; text: string; buttons?: Button[] }
/** `body`: of a text, all of the call but to whom. */
type Ready = Part & { html: string; body: string }
type Call = ReturnType<typeof createCall>

/** Makes `send`: gives the message ids (as strings) of everything a message became, throws only SendError. */
export function createTelegramSend(
  { api, call }: { api: Api; call: Call },
  readFile: (hash: string) => Promise<Buffer>,
  useCopy: UseCopy,
) {
  const sendParts = createPartSender()
  const partsOnce = perObject((message: Outbound) => partsOf(message).map(ready))

  return async function send(address: string, message: Outbound): Promise<string[]> {
    try {
      return await sendParts({ address, parts: partsOnce(message) }, (part) => sendPart(address, part))
    } catch (error) {
      throw telegramError(error)
    }
  }

  async function sendPart(address: string, part: Ready): Promise<string> {
    if (part.document) return sendDocument(address, part.document)
    try {
      const { photo, file } = part
      const captioned = part.text ? { ...common(part), caption: part.html } : common(part)
      const sent = photo
        ? await sendPhoto(address, photo, captioned)
        : file
          ? await sendPaper(address, file, captioned)
          : await call('sendMessage', `{"chat_id":${JSON.stringify(address)},${part.body}`)
      return String(sent.message_id)
    } catch (error) {
      throw telegramError(error)
    }
  }

  async function sendDocument(address: string, { name, json }: NonNullable<Outbound['document']>): Promise<string> {
    try {
      return String((await api.sendDocument(address, new InputFile(Buffer.from(json), `${name}.json`))).message_id)
    } catch (error) {
      throw telegramError(error)
    }
  }

  async function sendPhoto(address: string, picture: Picture, options: Parameters<Api['sendPhoto']>[2]) {
    const send = (photo: string | InputFile) => api.sendPhoto(address, photo, options)
    const read = async () => new InputFile(await readPicture(readFile, picture), nameOf(picture))
    return once(keyOf(picture), read, send, (sent) => sent.photo?.at(-1)?.file_id)
  }

  async function sendPaper(address: string, { hash, name }: Paper, options: Parameters<Api['sendDocument']>[2]) {
    const send = (document: string | InputFile) => api.sendDocument(address, document, options)
    const read = async () => new InputFile(await readPicture(readFile, hash), name)
    return once(`${hash} ${name}`, read, send, (sent) => sent.document?.file_id)
  }

  /** Uploaded once; later sends name the copy on their side. */
  function once<Sent>(
    key: string,
    read: () => Promise<InputFile>,
    send: (file: string | InputFile) => Promise<Sent>,
    idOf: (sent: Sent) => string | undefined,
  ): Promise<Sent> {
    return useCopy(key, {
      byName: send,
      async upload() {
        const sent = await send(await read())
        return { name: idOf(sent) ?? '', sent }
      },
      // Bot API: "wrong file identifier", "wrong remote file id specified": the copy on their side is gone.
      isGone(error) {
        const { kind, message } = telegramError(error)
        return kind === 'refused' && /file/i.test(message)
      },
    })
  }
}

/** A part as it goes to everybody. */
function ready(part: Part): Ready {
  const text = html(part.text)
  const body = { text, ...common(part), link_preview_options: { is_disabled: true } }
  return { ...part, html: text, body: JSON.stringify(body).slice(1) }
}

function common({ buttons }: Part) {
  return {
    parse_mode: 'HTML' as const,
    ...(buttons?.length ? { reply_markup: { inline_keyboard: keyboard(buttons) } } : {}),
  }
}

const nameOf = (picture: Picture) => (typeof picture === 'string' ? 'photo.jpg' : 'drawing.png')
export const telegramCost = (message: Outbound) => callsOf(message, partsOf)

/** One call each: a photo or paper with its caption, or texts; buttons go with the last. */
function partsOf(message: Outbound): Part[] {
  const { text, buttons } = fitButtons(message, MOST_BUTTONS)
  for (const button of buttons) {
    if ('token' in button && Buffer.byteLength(button.token) > TOKEN_BYTES) {
      throw new SendError('refused', 'a button token is longer than 64 bytes')
    }
  }
  const { photo, file } = message
  const attached = photo !== undefined || file !== undefined
  if (attached && !message.document && plain(text).length <= CAPTION_LIMIT)
    return [{ photo, file, text: text.trim(), buttons }]
  const parts: Part[] = splitText(text, TEXT_LIMIT).map((part) => ({ text: part }))
  if (attached) parts.unshift({ photo, file, text: '' })
  const last = parts.at(-1)
  if (!last) throw new SendError('refused', 'an empty message')
  last.buttons = buttons
  return message.document ? [...parts, { document: message.document, text: '' }] : parts
}

/** Every text that leaves for Telegram passes here: escaped, then bold. */
export function html(text: string): string {
  const escaped = (part: string) => part.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
  return runs(text)
    .map((run) => (run.bold ? `<b>${escaped(run.text)}</b>` : escaped(run.text)))
    .join('')
}

/** Buttons in rows, short ones two by two. */
export function keyboard(buttons: Button[]): InlineKeyboardButton[][] {
  const rows: InlineKeyboardButton[][] = []
  let half: InlineKeyboardButton[] | undefined
  for (const button of buttons) {
    const text = plain(button.label)
    const key = 'url' in button ? { text, url: button.url } : { text, callback_data: button.token }
    if (text.length > HALF_ROW) {
      rows.push([key])
      half = undefined
    } else if (half) {
      half.push(key)
      half = undefined
    } else {
      half = [key]
      rows.push(half)
    }
  }
  return rows
}
