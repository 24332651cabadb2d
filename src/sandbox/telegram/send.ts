import * as z from 'zod'
import type { UploadedFile } from '../body.js'
import type { Bubble } from '../bubbles.js'
import { badRequest } from './api-error.js'
import { bubbleId, type Core } from './core.js'
import { fetchFile, type StoredFile } from './files.js'
import { readMarkup, replyMarkup } from './markup.js'
import { type Method, method } from './method.js'
import { chatId, entities, flag, integer, structure } from './parameters.js'
import { type FormattedText, formatText, renderHtml } from './text.js'
import type { Message } from './types.js'

export const LONGEST_TEXT = 4096
const LONGEST_CAPTION = 1024
const ACTIONS = [
  'typing',
  'upload_photo',
  'record_video',
  'upload_video',
  'record_voice',
  'upload_voice',
  'upload_document',
  'choose_sticker',
  'find_location',
]

const formatting = { parse_mode: z.string().optional(), entities: entities.optional() }
export const textParameters = {
  text: z.string().default(''),
  ...formatting,
  link_preview_options: structure(z.record(z.string(), z.unknown())).optional(),
  reply_markup: replyMarkup,
}
const sending = {
  chat_id: chatId,
  disable_notification: flag.optional(),
  protect_content: flag.optional(),
  allow_paid_broadcast: flag.optional(),
  message_effect_id: z.string().optional(),
  reply_parameters: structure(
    z.strictObject({ message_id: integer, allow_sending_without_reply: flag.optional(), quote: z.string().optional() }),
  ).optional(),
  reply_markup: replyMarkup,
}
const addressed = z.object(sending)
const captioned = {
  ...sending,
  caption: z.string().default(''),
  parse_mode: z.string().optional(),
  caption_entities: entities.optional(),
}
const fileParameter = z.union([
  z.string().min(1),
  z.custom<UploadedFile>((value) => Buffer.isBuffer((value as UploadedFile)?.bytes), 'not a file'),
])
type FileParameter = z.output<typeof fileParameter>

/** sendMessage, sendPhoto, sendDocument, sendChatAction. */
export function sendMethods(core: Core): Record<string, Method> {
  const { files, bubbles, options } = core
  const filePath = (file: StoredFile) => `/telegram/file/bot${options.token}/${file.path}`

  function send(p: z.output<typeof addressed>, content: Partial<Message>, shown: Partial<Bubble>): Message {
    const { inline, buttons } = readMarkup(p.reply_markup)
    const person = core.reachable(p.chat_id)
    const reply = p.reply_parameters
    const message: Message = {
      message_id: core.nextId(),
      from: core.bot,
      chat: core.chatOf(person),
      date: core.unixNow(),
      ...content,
    }
    if (reply) {
      const replied = core.messages.get(message.chat.id, reply.message_id)
      if (replied) message.reply_to_message = { ...replied, reply_to_message: undefined }
      else if (!reply.allow_sending_without_reply) throw badRequest('message to be replied not found')
    }
    if (inline) message.reply_markup = inline
    core.messages.put(message)
    const bubble = { id: bubbleId(message.message_id), platform: 'telegram', person: person.id, from: 'bot' } as const
    bubbles.add({ ...bubble, at: core.clock.now(), ...shown, buttons })
    return message
  }

  return {
    sendMessage: method(z.strictObject({ ...sending, ...textParameters }), (p) => {
      const content = readText(p)
      return send(p, content, shownText(content))
    }),

    sendPhoto: method(
      z.strictObject({
        ...captioned,
        photo: fileParameter,
        has_spoiler: flag.optional(),
        show_caption_above_media: flag.optional(),
      }),
      async (p) => {
        const caption = readCaption(p)
        const file = await openFile(p.photo, (upload) => files.addPhoto(upload.bytes))
        if (!file.photo) throw badRequest("can't use file of type Document as Photo")
        const content = { photo: file.photo, ...captionFields(caption) }
        const shown = { ...shownText(caption), image: filePath(file) }
        return send(p, content, shown)
      },
    ),

    sendDocument: method(
      z.strictObject({
        ...captioned,
        document: fileParameter,
        thumbnail: fileParameter.optional(),
        disable_content_type_detection: flag.optional(),
      }),
      async (p) => {
        const caption = readCaption(p)
        const add = ({ bytes, name, mime }: UploadedFile) => files.addFile(bytes, name, mime, 'documents')
        const file = await openFile(p.document, add)
        if (file.photo) throw badRequest("can't use file of type Photo as Document")
        const document = { ...file.info, file_name: file.name, mime_type: file.mime }
        const shown = { ...shownText(caption), file: { name: file.name, url: filePath(file) } }
        const content = { document, ...captionFields(caption) }
        return send(p, content, shown)
      },
    ),

    sendChatAction: method(z.strictObject({ chat_id: chatId, action: z.string().default('') }), (p) => {
      const person = core.reachable(p.chat_id)
      if (!ACTIONS.includes(p.action)) throw badRequest('wrong parameter action in request')
      bubbles.pass({ platform: 'telegram', person: person.id, action: p.action })
      return true
    }),
  }

  async function openFile(given: FileParameter, add: (file: UploadedFile) => StoredFile): Promise<StoredFile> {
    if (typeof given !== 'string') return add(given)
    if (/^https?:\/\//.test(given) && URL.canParse(given)) return add(await fetchFile(given))
    const file = files.byId(given)
    if (!file) throw badRequest('wrong file identifier/HTTP URL specified')
    return file
  }
}

/** The text of a message. Throws ApiError 400 when it is empty or too long after parsing (UTF-16 units). */
export function readText(given: z.output<z.ZodObject<typeof textParameters>>): FormattedText {
  const content = formatText(given.text, given.parse_mode, given.entities)
  if (content.text === '') throw badRequest('message text is empty')
  if (content.text.length > LONGEST_TEXT) throw badRequest('message is too long')
  return content
}

function readCaption(given: z.output<z.ZodObject<typeof captioned>>): FormattedText {
  const content = formatText(given.caption, given.parse_mode, given.caption_entities)
  if (content.text.length > LONGEST_CAPTION) throw badRequest('message caption is too long')
  return content
}

function captionFields({ text, entities }: FormattedText): Partial<Message> {
  if (text === '') return {}
  return entities ? { caption: text, caption_entities: entities } : { caption: text }
}

/** What the bubble shows of a text. */
export function shownText(content: FormattedText): { text?: string; html?: string } {
  return { text: content.text || undefined, html: renderHtml(content) }
}
