import * as z from 'zod'
import { SimError, type UploadAct } from '../platform.js'
import type { Acts } from './acts.js'

const bodies = {
  text: z.strictObject({ text: z.string() }),
  tap: z.strictObject({ bubble: z.string(), index: z.int().min(0) }),
  upload: z.object({
    bytes: z.custom<Buffer>(Buffer.isBuffer, 'gửi tệp trong trường "file" của multipart/form-data'),
    name: z.string(),
    mime: z.string(),
    fields: z.record(z.string(), z.string()),
  }),
  contact: z.strictObject({ phone: z.string().regex(/^\+?\d{8,15}$/) }),
  start: z.strictObject({ payload: z.string().optional() }),
}

/** One act of a person by its name in the control API. Throws SimError or ZodError. */
export function simulateAct(acts: Acts, person: string, act: string, body: unknown): void {
  const upload = (): UploadAct => bodies.upload.parse(body)
  const run: Record<string, () => unknown> = {
    text: () => acts.say(person, bodies.text.parse(body).text),
    tap: () => {
      const { bubble, index } = bodies.tap.parse(body)
      acts.tap(person, bubble, index)
    },
    photo: () => {
      const { bytes, fields } = upload()
      acts.sendPhoto(person, bytes, { caption: fields.caption })
    },
    file: () => {
      const { bytes, name, mime, fields } = upload()
      acts.sendFile(person, bytes, { name, mime, caption: fields.caption })
    },
    sticker: () => acts.sendSticker(person),
    voice: () => acts.sendVoice(person),
    location: () => acts.sendLocation(person),
    contact: () => acts.shareContact(person, bodies.contact.parse(body).phone),
    start: () => acts.start(person, bodies.start.parse(body).payload),
    block: () => acts.block(person),
    unblock: () => acts.unblock(person),
  }
  if (!Object.hasOwn(run, act)) throw new SimError(`Telegram không có việc "${act}"`, 404)
  run[act]?.()
}
