import * as z from 'zod'
import { SimError, type UploadAct } from '../platform.js'
import type { Acts } from './acts.js'

const text = z.strictObject({ text: z.string() })
const bodies = {
  text,
  officer: text,
  tap: z.strictObject({ bubble: z.string(), index: z.number().int().min(0) }),
  sticker: z.strictObject({ id: z.string().optional() }),
  location: z.union([
    z.strictObject({ latitude: z.number(), longitude: z.number() }),
    z.strictObject({}).transform(() => undefined),
  ]),
  link: z.strictObject({ url: z.url(), description: z.string().optional() }),
  info: z.strictObject({
    name: z.string().trim().min(1),
    phone: z.string().trim().min(1),
    address: z.string().optional(),
  }),
}

/** The acts of the control API by name: `POST /sim/zalo/:person/:act`. */
export function createSimulate(acts: Acts) {
  const byName: Record<string, (person: string, body: unknown) => unknown> = {
    text: (person, body) => acts.say(person, bodies.text.parse(body).text),
    tap(person, body) {
      const { bubble, index } = bodies.tap.parse(body)
      acts.tap(person, bubble, index)
    },
    photo(person, body) {
      const { bytes, name, fields } = upload(body)
      acts.sendPhoto(person, bytes, { name, caption: fields.caption })
    },
    gif: (person, body) => acts.sendGif(person, upload(body).bytes),
    file: (person, body) => acts.sendFile(person, upload(body).bytes, upload(body).name),
    sticker: (person, body) => acts.sticker(person, bodies.sticker.parse(body).id),
    voice: (person) => acts.voice(person),
    location: (person, body) => acts.location(person, bodies.location.parse(body)),
    link(person, body) {
      const { url, description } = bodies.link.parse(body)
      acts.link(person, url, description)
    },
    follow: (person) => acts.follow(person),
    unfollow: (person) => acts.unfollow(person),
    chatnow: (person) => acts.chatnow(person),
    'submit-info': (person, body) => acts.submitInfo(person, bodies.info.parse(body)),
    officer: (person, body) => acts.officerWrites(person, bodies.officer.parse(body).text),
    received: (person) => acts.received(person),
    seen: (person) => acts.seen(person),
  }

  return (person: string, act: string, body: unknown): void => {
    if (!Object.hasOwn(byName, act)) throw new SimError(`Zalo không có việc "${act}"`, 404)
    byName[act]!(person, body)
  }
}

function upload(body: unknown): UploadAct {
  if (!Buffer.isBuffer((body as Partial<UploadAct>).bytes)) throw new SimError('cần một tệp (multipart)')
  return body as UploadAct
}
