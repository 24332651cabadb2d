import { readPhone, showPhone } from '../vi/phones.js'
import { fold } from '../vi/text.js'
import type { Input, Question } from './form.js'
import { type NameNote, type NameSpec, personName } from './name.js'
import { withoutNumber } from './no-phone.js'

type Note = Partial<NameNote> & { /** The number that came before or with the name. */ phone?: string }

/** A name with a telephone number behind it, as people write both in one line; the number answers its own question too. */
export function nameAndPhone(spec: NameSpec & { phoneKey: string }): Question<string, Note> {
  const name = personName(spec)
  // Where only the number came, the name is still asked for.
  const noted = (note?: Note) => (note?.plain === undefined ? undefined : (note as NameNote))
  return {
    ...name,
    mode: (note) => name.mode(noted(note)),
    ask: (asking) =>
      asking.note?.phone && !noted(asking.note)
        ? { text: `Số điện thoại là ${showPhone(asking.note.phone)}. Còn họ tên của anh/chị là gì ạ?` }
        : name.ask({ ...asking, note: noted(asking.note) }),
    read(whole, asking) {
      const apart = numberApart(whole)
      const phone = apart.phone ?? asking.note?.phone
      if (apart.phone && !apart.input) return { note: { ...asking.note, phone } }
      const said = apart.input?.kind === 'text' && !noted(asking.note) ? apart.input.text : ''
      if (OF_THE_PHONE.test(fold(said)) && withoutNumber(said)) return { again: FIRST_THE_NAME }
      const reading = name.read(apart.input ?? whole, { ...asking, note: noted(asking.note) })
      if (!phone) return reading
      if ('answer' in reading) return { ...reading, also: { [spec.phoneKey]: phone } }
      if ('note' in reading) return { ...reading, note: { ...(reading.note as NameNote | undefined), phone } }
      return asking.note?.phone === phone ? reading : { note: { ...asking.note, phone }, say: reading.again }
    },
  }
}

const OF_THE_PHONE = /(?:^| )(?:dien thoai|so|sdt|dt|sim|zalo)(?: |$)/
const FIRST_THE_NAME = 'Dạ, số điện thoại mình tính sau ạ. Câu này anh/chị cho Trợ lý biết họ tên trước nhé.'

const NUMBER =
  /(?:[,;:–-]|\b(?:sđt|sdt|đt|dt|số điện thoại|so dien thoai|điện thoại|dien thoai|số|so(?! dien thoai)|tel|zalo)\b|\s)*(?:là |la |: ?)?(\+?\d[\d .-]{7,}\d)/iu

// "Phạm Thị Lan, không có điện thoại": the number is asked for by itself.
const NONE =
  /(?<=\S)[ ,;.–-]+(?:không|ko|k|chưa|khong|chua) (?:có|dùng|co|dung) (?:số |so )?(?:điện thoại|dien thoai|đt|dt|sđt|sdt|số|so)[ .!ạ]*$/iu

/** The number in an input, and what is left of it. */
function numberApart(input: Input): { input?: Input; phone?: string } {
  if (input.kind === 'details') {
    const read = readPhone(input.phone ?? '')
    return { ...(input.name && { input }), ...(read.ok && { phone: read.e164 }) }
  }
  if (input.kind === 'text' && NONE.test(input.text))
    return { input: { kind: 'text', text: input.text.replace(NONE, '') } }
  const found = input.kind === 'text' ? NUMBER.exec(input.text) : undefined
  const read = found && readPhone(found[1]!)
  if (input.kind !== 'text' || !found || !read?.ok) return { input }
  const rest = `${input.text.slice(0, found.index)} ${input.text.slice(found.index + found[0].length)}`.trim()
  return { phone: read.e164, ...(/\p{L}{2}/u.test(rest) && { input: { kind: 'text', text: rest } }) }
}
