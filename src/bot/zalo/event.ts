import * as z from 'zod'
import { withoutNulls } from '../http/json-object.js'

// Zalo: ids exceed 2^53 and come as strings; the documentation shows numbers here and there. One that has been rounded is
// somebody else's.
const id = z.union([z.string().min(1), z.number().refine(Number.isSafeInteger)]).transform(String)
const word = z.union([z.string(), z.number()]).transform(String)

const attachment = z.looseObject({
  type: z.string().optional(),
  payload: z
    .looseObject({
      url: z.string().optional(),
      thumbnail: z.string().optional(),
      title: word.optional(),
      name: word.optional(),
      size: word.optional(),
      description: z.union([word, z.looseObject({ phone: word.optional() })]).optional(),
    })
    .optional(),
})

// Zalo: mostly a list; one alone may come as it is.
const attachments = z.union([z.array(attachment), attachment.transform((one) => [one])])

/** Whom an event is of: what must be readable of any. */
const envelope = z.looseObject({
  event_name: z.string(),
  timestamp: word.optional(),
  sender: z.looseObject({ id, admin_id: id.optional() }).optional(),
  recipient: z.looseObject({ id: id.optional() }).optional(),
  follower: z.looseObject({ id }).optional(),
  oa_id: id.optional(),
  user_id: id.optional(),
})

const whole = envelope.extend({
  message: z
    .looseObject({
      msg_id: id.optional(),
      quote_msg_id: id.optional(),
      text: word.optional(),
      attachments: attachments.optional(),
    })
    .optional(),
  info: z.looseObject({ name: word.optional(), phone: word.optional() }).optional(),
})

export type ZaloEvent = z.infer<typeof whole>
export type Attachment = z.infer<typeof attachment>

/**
 * The parts of a webhook body that we read. Zalo adds fields without notice, and writes `null` for what there is nothing
 * to say of. `halfRead`: whom it is of can be told, what they did cannot.
 */
export function readEvent(body: unknown): { event: ZaloEvent; halfRead?: true } | undefined {
  const told = withoutNulls(body)
  const read = whole.safeParse(told)
  if (read.success) return { event: read.data }
  const head = envelope.safeParse(told)
  return head.success ? { event: { ...head.data, message: undefined, info: undefined }, halfRead: true } : undefined
}

/** Zalo: milliseconds; in seconds or microseconds some gateways give it on. Undefined where there is none. Epoch ms. */
export function momentOf(timestamp: unknown): number | undefined {
  const at = Number(timestamp)
  if (!(at > 0)) return undefined
  if (at < 1e11) return at * 1000
  return at < 1e14 ? at : Math.floor(at / 1000)
}
