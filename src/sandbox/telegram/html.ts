import { badRequest } from './api-error.js'
import type { Entity } from './types.js'

const TYPES: Record<string, string> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  ins: 'underline',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  span: 'spoiler',
  'tg-spoiler': 'spoiler',
  a: 'text_link',
  'tg-emoji': 'custom_emoji',
  'tg-time': 'date_time',
  code: 'code',
  pre: 'pre',
  blockquote: 'blockquote',
}
const NAMED: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"' }
const REFERENCE = /&(#\d+|#x[0-9a-f]+|lt|gt|amp|quot);?/gi
const ATTRIBUTE = /^\s*([^\s=>]+)\s*(?:=\s*(?:"([^"]*)"|'([^']*)'|([a-zA-Z0-9.-]+)))?/

interface OpenTag {
  name: string
  offset: number
  attributes: Record<string, string>
}

/**
 * Reads parse_mode HTML as Telegram does: only its own tags, only `&lt; &gt; &amp; &quot;` and numeric references.
 * Throws ApiError 400 in Telegram's words, with the offset in bytes.
 */
export function parseHtml(source: string): { text: string; entities: Entity[] } {
  let text = ''
  const open: OpenTag[] = []
  const entities: Entity[] = []
  let position = 0

  while (position < source.length) {
    const start = source.indexOf('<', position)
    text += decodeReferences(source.slice(position, start < 0 ? undefined : start))
    if (start < 0) break
    const end = closingBracket(source, start)
    const closing = source[start + 1] === '/'
    if (end < 0) throw unparsed(`Unclosed ${closing ? 'end' : 'start'} tag at byte offset ${bytes(source, start)}`)
    position = end + 1
    if (closing) {
      const tag = closeTag(source, start, end, open.pop())
      const entity = toEntity(tag, text.length, open.at(-1))
      if (entity) entities.push(entity)
    } else {
      open.push({ ...readTag(source, start, end), offset: text.length })
    }
  }
  const unclosed = open.at(-1)
  if (unclosed) throw unparsed(`Can't find end tag corresponding to start tag "${unclosed.name}"`)
  entities.sort((a, b) => a.offset - b.offset || b.length - a.length)
  return { text, entities }
}

/** The `>` that ends the tag, not one inside a quoted attribute; -1 when there is none. */
function closingBracket(source: string, start: number): number {
  let quote = ''
  for (let i = start + 1; i < source.length; i++) {
    const character = source.charAt(i)
    if (quote) {
      if (character === quote) quote = ''
    } else if (character === '>') return i
    else if ((character === '"' || character === "'") && source[i - 1] === '=') quote = character
  }
  return -1
}

function readTag(source: string, start: number, end: number): Omit<OpenTag, 'offset'> {
  const inside = source.slice(start + 1, end)
  const name = (/^\S*/.exec(inside)?.[0] ?? '').toLowerCase()
  const at = `at byte offset ${bytes(source, start)}`
  if (!Object.hasOwn(TYPES, name)) throw unparsed(`Unsupported start tag "${name}" ${at}`)
  const attributes: Record<string, string> = {}
  let rest = inside.slice(name.length).trimEnd()
  while (rest) {
    const found = ATTRIBUTE.exec(rest)
    if (!found) throw unparsed(`Empty attribute name in the tag "${name}" ${at}`)
    attributes[found[1]!.toLowerCase()] = decodeReferences(found[2] ?? found[3] ?? found[4] ?? '')
    rest = rest.slice(found[0].length)
  }
  if (name === 'span' && attributes.class !== 'tg-spoiler') {
    throw unparsed(`Tag "span" must have class "tg-spoiler" ${at}`)
  }
  return { name, attributes }
}

function closeTag(source: string, start: number, end: number, tag: OpenTag | undefined): OpenTag {
  const at = `at byte offset ${bytes(source, start)}`
  if (!tag) throw unparsed(`Unexpected end tag ${at}`)
  const name = source
    .slice(start + 2, end)
    .trim()
    .toLowerCase()
  if (name && name !== tag.name)
    throw unparsed(`Unmatched end tag ${at}, expected "</${tag.name}>", found "</${name}>"`)
  return tag
}

function toEntity(tag: OpenTag, end: number, parent: OpenTag | undefined): Entity | undefined {
  const length = end - tag.offset
  const type = tag.name === 'blockquote' && 'expandable' in tag.attributes ? 'expandable_blockquote' : TYPES[tag.name]!
  // A link without an address is dropped, and code inside pre only names the language.
  if (length === 0 || (type === 'text_link' && !tag.attributes.href)) return undefined
  if (tag.name === 'code' && parent?.name === 'pre') {
    parent.attributes.language = /^language-(.+)/.exec(tag.attributes.class ?? '')?.[1] ?? ''
    return undefined
  }
  const entity: Entity = { type, offset: tag.offset, length }
  if (type === 'text_link') entity.url = tag.attributes.href!
  if (type === 'pre' && tag.attributes.language) entity.language = tag.attributes.language
  return entity
}

function decodeReferences(text: string): string {
  return text.replace(REFERENCE, (whole, reference: string) => {
    if (!reference.startsWith('#')) return NAMED[reference] ?? whole
    const hexadecimal = reference[1]?.toLowerCase() === 'x'
    const code = Number.parseInt(reference.slice(hexadecimal ? 2 : 1), hexadecimal ? 16 : 10)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}

function bytes(source: string, offset: number): number {
  return Buffer.byteLength(source.slice(0, offset))
}

function unparsed(reason: string) {
  return badRequest(`can't parse entities: ${reason}`)
}
