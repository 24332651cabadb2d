import type { Button, FileRef, Inbound } from '../../flows/message.js'
import { clean } from '../../flows/vi/text.js'

/** What a line typed in the terminal means. */
export type Line =
  | { do: 'send'; inbound: Inbound; soon?: true }
  | { do: 'wait'; ms: number }
  | { do: 'nudge' }
  | { do: 'lost' }
  | { do: 'quit' }
  | { do: 'wrong'; why: string }

const UNIT_MS = { s: 1000, m: 60_000, h: 3_600_000, d: 24 * 3_600_000 }
const PICTURE = /\.(jpe?g|png|webp|heic)$/i
const FILE_NAME = /^\S+\.\w{2,4}$/
const UNUSABLE = ['sticker', 'voice', 'video', 'location', 'poll', 'payment', 'other'] as const

/** `buttons`: those shown last. `takesNumbers`: a bare number is an answer, not the n-th button. */
export function readLine(line: string, buttons: Button[], takesNumbers: boolean): Line {
  const text = clean(line)
  const [, word = '', rest = ''] = /^\/(\w+)\s*(.*)$/s.exec(text) ?? []
  const unusable = UNUSABLE.find((what) => what === word)
  if (unusable) return { do: 'send', inbound: { kind: 'unusable', what: unusable } }
  if (/^\d+$/.test(text) && !takesNumbers && buttons[Number(text) - 1]) return press(text, buttons)
  switch (word) {
    case 'quit':
      return { do: 'quit' }
    case 'nudge':
    case 'lost':
      return { do: word }
    case 'tap':
      return press(rest, buttons)
    case 'later':
      return wait(rest)
    case 'soon':
      return { do: 'send', inbound: { kind: 'text', text: rest }, soon: true }
    case 'photo':
      return photos(rest)
    case 'start':
      return { do: 'send', inbound: rest ? { kind: 'start', payload: rest } : { kind: 'start' } }
    case 'event':
      return event(rest)
    default:
      return { do: 'send', inbound: { kind: 'text', text } }
  }
}

function press(number: string, buttons: Button[]): Line {
  const button = buttons[Number(number) - 1]
  if (!button) return { do: 'wrong', why: `There is no button ${number}.` }
  if ('url' in button) return { do: 'wrong', why: `This button opens ${button.url}` }
  return { do: 'send', inbound: { kind: 'tap', token: button.token } }
}

function wait(span: string): Line {
  const [, count, unit] = /^(\d+)([smhd])$/.exec(span) ?? []
  if (!count) return { do: 'wrong', why: 'How long? For example /later 25h' }
  return { do: 'wait', ms: Number(count) * UNIT_MS[unit as keyof typeof UNIT_MS] }
}

function photos(rest: string): Line {
  const words = rest.split(' ')
  const end = words.findIndex((word) => !FILE_NAME.test(word))
  const names = end < 0 ? words : words.slice(0, end)
  if (names.length === 0) return { do: 'wrong', why: 'Which picture? For example /photo thank-you.jpg' }
  const files = names.map((name): FileRef => {
    const kind = PICTURE.test(name) ? 'photo' : 'file'
    return { ref: `rehearsal:${name}`, kind, name }
  })
  const caption = words.slice(names.length).join(' ')
  return { do: 'send', inbound: caption ? { kind: 'files', files, caption } : { kind: 'files', files } }
}

function event(json: string): Line {
  try {
    return { do: 'send', inbound: JSON.parse(json) as Inbound }
  } catch {
    return { do: 'wrong', why: 'An event is written in JSON, for example /event {"kind":"left"}' }
  }
}
