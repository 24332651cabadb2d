import { z } from 'zod'

// Zalo: ids exceed 2^53 and come as strings; the documentation shows numbers here and there.
const id = z.union([z.string(), z.number()]).transform(String)
const word = z.union([z.string(), z.number()]).transform(String)

const attachment = z.looseObject({
  type: z.string().optional(),
  payload: z
    .looseObject({
      url: z.string().optional(),
      name: z.string().optional(),
      size: word.optional(),
      description: z.string().optional(),
    })
    .optional(),
})

/** The parts of a webhook body that we read. Zalo adds fields without notice. */
export const zaloEvent = z.looseObject({
  event_name: z.string(),
  timestamp: word.optional(),
  sender: z.looseObject({ id, admin_id: id.optional() }).optional(),
  recipient: z.looseObject({ id }).optional(),
  follower: z.looseObject({ id }).optional(),
  oa_id: id.optional(),
  user_id: id.optional(),
  message: z
    .looseObject({ msg_id: id.optional(), text: z.string().optional(), attachments: z.array(attachment).optional() })
    .optional(),
  info: z.looseObject({ name: z.string().optional(), phone: word.optional() }).optional(),
})

export type ZaloEvent = z.infer<typeof zaloEvent>
export type Attachment = z.infer<typeof attachment>
