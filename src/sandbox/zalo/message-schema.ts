import * as z from 'zod'
import { refuse, type ZaloRefusal } from './answer.js'

// Zalo: limits count the text in NFC; Vietnamese in NFD would be about 28 % longer.
const text = z
  .string()
  .transform((value) => value.normalize('NFC'))
  .pipe(z.string().max(2000).regex(/\S/))
const title = z.string().min(1).max(100)
const webUrl = z.url({ protocol: /^https?$/ })
const phoneCode = z.string().regex(/^\+?\d{3,15}$/)

const button = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('oa.open.url'), title, payload: z.strictObject({ url: webUrl }) }),
  z.strictObject({ type: z.literal('oa.query.show'), title, payload: z.string().min(1).max(1000) }),
  z.strictObject({ type: z.literal('oa.query.hide'), title, payload: z.string().min(1).max(1000) }),
  z.strictObject({ type: z.literal('oa.open.phone'), title, payload: z.strictObject({ phone_code: phoneCode }) }),
  z.strictObject({
    type: z.literal('oa.open.sms'),
    title,
    payload: z.strictObject({ phone_code: phoneCode, content: z.string().min(1).max(160) }),
  }),
])

const media = z.discriminatedUnion('media_type', [
  z.strictObject({
    media_type: z.literal('image'),
    url: webUrl.optional(),
    attachment_id: z.string().min(1).optional(),
  }),
  z.strictObject({
    media_type: z.literal('gif'),
    url: webUrl.optional(),
    attachment_id: z.string().min(1).optional(),
    width: z.number().int().positive(),
    height: z.number().int().positive(),
  }),
  z.strictObject({ media_type: z.literal('sticker'), attachment_id: z.string().min(1), url: z.undefined().optional() }),
])

const quote_message_id = z.string().min(1).optional()
const plainMessage = z.strictObject({ text, quote_message_id })
const buttonsMessage = z.strictObject({
  text,
  quote_message_id,
  attachment: z.strictObject({
    type: z.literal('template'),
    payload: z.strictObject({
      template_type: z.literal('button').optional(),
      buttons: z.array(button).min(1).max(5),
    }),
  }),
})
const mediaMessage = z.strictObject({
  text: text.optional(),
  attachment: z.strictObject({
    type: z.literal('template'),
    payload: z.strictObject({ template_type: z.literal('media'), elements: z.array(media).min(1).max(1) }),
  }),
})
const infoMessage = z.strictObject({
  attachment: z.strictObject({
    type: z.literal('template'),
    payload: z.strictObject({
      template_type: z.literal('request_user_info'),
      elements: z
        .array(z.strictObject({ title, subtitle: z.string().min(1).max(500), image_url: webUrl }))
        .min(1)
        .max(1),
    }),
  }),
})
const fileMessage = z.strictObject({
  attachment: z.strictObject({ type: z.literal('file'), payload: z.strictObject({ token: z.string().min(1) }) }),
})

// Looked at first, to know which of the shapes above the message means to be.
const outline = z.looseObject({
  attachment: z
    .looseObject({ type: z.string(), payload: z.looseObject({ template_type: z.string().optional() }) })
    .optional(),
})
const envelope = z.strictObject({
  recipient: z.strictObject({ user_id: z.string().min(1) }),
  message: z.unknown(),
})

export type Button = z.infer<typeof button>
type Media = z.infer<typeof media>
export type Outgoing =
  | { kind: 'text'; text: string; buttons: Button[] }
  | { kind: 'media'; text?: string; media: Media }
  | { kind: 'info'; title: string; subtitle: string; imageUrl: string }
  | { kind: 'file'; token: string }

/**
 * Reads the body of `POST /v3.0/oa/message/cs`. Throws the refusal the platform would answer: -201 for a wrong or
 * unknown field, -210 for too much of something, -233 for a kind of message that /cs does not send.
 */
export function readMessage(body: unknown): { userId: string; outgoing: Outgoing } {
  const { recipient, message } = parse(envelope, body, '')
  const { attachment } = parse(outline, message, 'message')
  return { userId: recipient.user_id, outgoing: readContent(message, attachment) }
}

function readContent(message: unknown, attachment: z.infer<typeof outline>['attachment']): Outgoing {
  if (!attachment) return { kind: 'text', text: parse(plainMessage, message, 'message').text, buttons: [] }
  if (attachment.type === 'file') {
    return { kind: 'file', token: parse(fileMessage, message, 'message').attachment.payload.token }
  }
  if (attachment.type !== 'template') throw refuse.unsupportedMessage()
  switch (attachment.payload.template_type) {
    case undefined:
    case 'button': {
      const read = parse(buttonsMessage, message, 'message')
      return { kind: 'text', text: read.text, buttons: read.attachment.payload.buttons }
    }
    case 'media': {
      const read = parse(mediaMessage, message, 'message')
      const element = read.attachment.payload.elements[0]!
      if ((element.url === undefined) === (element.attachment_id === undefined)) throw refuse.invalid('attachment_id')
      return { kind: 'media', text: read.text, media: element }
    }
    case 'request_user_info': {
      const element = parse(infoMessage, message, 'message').attachment.payload.elements[0]!
      return { kind: 'info', title: element.title, subtitle: element.subtitle, imageUrl: element.image_url }
    }
    default:
      // The list template is undocumented on v3: a bot must not depend on it.
      throw refuse.unsupportedMessage()
  }
}

function parse<T extends z.ZodType>(schema: T, value: unknown, path: string): z.output<T> {
  const read = schema.safeParse(value)
  if (read.success) return read.data
  throw refusalOf(read.error, path)
}

function refusalOf(error: z.ZodError, path: string): ZaloRefusal {
  const issue = error.issues[0]!
  const keys = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : []
  const field = [path, ...issue.path, ...keys].filter((part) => part !== '').join('.') || 'body'
  return issue.code === 'too_big' ? refuse.tooMuch(field) : refuse.invalid(field)
}
