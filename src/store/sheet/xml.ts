// XML as it comes, a piece at a time, without keeping any of it: as much as the parts of a spreadsheet are written in.

export interface XmlHeard {
  /** A tag opens; `inner` is all that stands in it (see `attribute`). */
  open(name: string, inner: string): void
  close(name: string): void
  /** What stands between tags; one text may come in several pieces. */
  text(piece: string): void
}

/** No tag of a spreadsheet is longer: what never closes is none. */
const LONGEST_TAG = 64 * 1024
/** An entity that is cut in two by the end of a piece. */
const LONGEST_ENTITY = 12

/** Reads pieces of one XML text in order. Throws for what is no XML. */
export function xmlReader(on: XmlHeard): (piece: string) => void {
  let rest = ''
  return (piece) => {
    const all = rest + piece
    let at = 0
    for (;;) {
      const tag = all.indexOf('<', at)
      if (tag < 0) break
      if (tag > at) on.text(unescaped(all.slice(at, tag)))
      const end = endOf(all, tag)
      if (end < 0) {
        if (all.length - tag > LONGEST_TAG) throw new Error('a tag that never closes')
        rest = all.slice(tag)
        return
      }
      take(all, tag, end, on)
      at = end
    }
    const cut = all.indexOf('&', Math.max(at, all.length - LONGEST_ENTITY))
    const whole = cut < 0 ? all.length : cut
    if (whole > at) on.text(unescaped(all.slice(at, whole)))
    rest = all.slice(whole)
  }
}

const CDATA = '<![CDATA['
const BLOCKS = [
  ['<!--', '-->'],
  [CDATA, ']]>'],
  ['<?', '?>'],
] as const

/** Behind the end of what begins at `tag`; negative where it has not come yet. */
function endOf(all: string, tag: number): number {
  const [, close] = BLOCKS.find(([begin]) => all.startsWith(begin, tag)) ?? []
  if (close) {
    const end = all.indexOf(close, tag)
    return end < 0 ? -1 : end + close.length
  }
  let quoted = false
  for (let at = tag + 1; at < all.length; at++) {
    const sign = all.charCodeAt(at)
    if (sign === 0x22) quoted = !quoted
    // Within quotes it ends nothing.
    else if (sign === 0x3e && !quoted) return at + 1
  }
  return -1
}

function take(all: string, tag: number, end: number, on: XmlHeard): void {
  const second = all.charCodeAt(tag + 1)
  if (second === 0x21 || second === 0x3f) {
    if (all.startsWith(CDATA, tag)) on.text(all.slice(tag + CDATA.length, end - 3))
    return
  }
  if (second === 0x2f) return on.close(localName(all.slice(tag + 2, end - 1).trim()))
  const closed = all.charCodeAt(end - 2) === 0x2f
  const inner = all.slice(tag + 1, closed ? end - 2 : end - 1)
  const space = inner.search(/\s/)
  const name = localName(space < 0 ? inner : inner.slice(0, space))
  on.open(name, inner)
  if (closed) on.close(name)
}

/** Without the prefix of its namespace: each program has its own. */
const localName = (name: string) => name.slice(name.indexOf(':') + 1)

const PATTERNS = new Map<string, RegExp>()

/** An attribute by its name without a prefix; undefined where the tag has none. */
export function attribute(inner: string, name: string): string | undefined {
  let pattern = PATTERNS.get(name)
  if (!pattern) {
    pattern = new RegExp(`\\s(?:[\\w-]+:)?${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`)
    PATTERNS.set(name, pattern)
  }
  const found = pattern.exec(inner)
  return found ? unescaped(found[1] ?? found[2] ?? '') : undefined
}

const NAMED: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

function unescaped(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]+));/gi,
    (all, hex?: string, decimal?: string, name?: string) => {
      if (name) return NAMED[name] ?? all
      const code = hex ? Number.parseInt(hex, 16) : Number(decimal)
      return code <= 0x10ffff ? String.fromCodePoint(code) : all
    },
  )
}
