import { badRequest } from './api-error.js'
import { parseHtml } from './html.js'
import type { Entity } from './types.js'

export interface FormattedText {
  text: string
  /** Absent when there are none. */
  entities?: Entity[]
}

const LONE_SURROGATE = /\p{Surrogate}/u

/** Text and entities as Telegram keeps them: parsed, trimmed. Throws ApiError 400. */
export function formatText(source: string, parseMode: string | undefined, given: Entity[] = []): FormattedText {
  if (LONE_SURROGATE.test(source)) throw badRequest('text must be encoded in UTF-8')
  if (!parseMode)
    return trim(
      source,
      given.filter((entity) => checkRange(entity, source)),
    )
  if (parseMode.toLowerCase() === 'html') {
    const { text, entities } = parseHtml(source)
    return trim(text, entities)
  }
  throw badRequest('unsupported parse_mode (the sandbox knows HTML and entities)')
}

function checkRange({ offset, length }: Entity, text: string): boolean {
  if (offset < 0 || length < 0 || offset + length > text.length) {
    throw badRequest(`entity beginning at UTF-16 offset ${offset} ends after the end of the text`)
  }
  return length > 0
}

function trim(source: string, entities: Entity[]): FormattedText {
  const text = source.trim()
  if (entities.length === 0) return { text }
  if (text.length === source.length) return { text, entities }
  const cut = source.length - source.trimStart().length
  const moved = entities.map((entity) => {
    const offset = Math.max(entity.offset - cut, 0)
    const end = Math.min(entity.offset + entity.length - cut, text.length)
    return { ...entity, offset, length: end - offset }
  })
  const kept = moved.filter((entity) => entity.length > 0)
  return kept.length > 0 ? { text, entities: kept } : { text }
}

const TAGS: Record<string, string> = {
  bold: 'b',
  italic: 'i',
  underline: 'u',
  strikethrough: 's',
  code: 'code',
  pre: 'pre',
  blockquote: 'blockquote',
  expandable_blockquote: 'blockquote',
}
const ESCAPES: Record<string, string> = { '<': '&lt;', '>': '&gt;', '&': '&amp;', '"': '&quot;' }

/** The text as HTML for the page, everything escaped; undefined when there is nothing to format. */
export function renderHtml({ text, entities }: FormattedText): string | undefined {
  if (!entities) return undefined
  return renderRange(text, 0, text.length, [...entities])
}

function renderRange(text: string, from: number, to: number, entities: Entity[]): string {
  let html = ''
  let position = from
  for (let entity = entities.shift(); entity; entity = entities.shift()) {
    if (entity.offset < position) continue
    const end = Math.min(entity.offset + entity.length, to)
    const inside = entities.filter(({ offset }) => offset < end)
    entities.splice(0, inside.length)
    const [open, close] = tags(entity)
    html += escapeHtml(text.slice(position, entity.offset)) + open
    html += renderRange(text, entity.offset, end, inside) + close
    position = end
  }
  return html + escapeHtml(text.slice(position, to))
}

function tags({ type, url }: Entity): [string, string] {
  if (type === 'text_link') return [`<a href="${escapeHtml(url ?? '')}">`, '</a>']
  const tag = TAGS[type]
  return tag ? [`<${tag}>`, `</${tag}>`] : ['', '']
}

function escapeHtml(text: string): string {
  return text.replace(/[<>&"]/g, (character) => ESCAPES[character]!)
}

/** What Telegram finds by itself in what a person types: commands and web addresses. */
export function detectEntities(text: string): Entity[] {
  const found: Entity[] = []
  for (const match of text.matchAll(/(?<![^\s])(\/[a-zA-Z0-9_]{1,32}(?:@\w+)?)(?![\w/])|https?:\/\/\S+/g)) {
    found.push({ type: match[1] ? 'bot_command' : 'url', offset: match.index, length: match[0].length })
  }
  return found
}
