// A glance before a big pattern. Any match holds some of the pattern's own letters: which pieces of two and three must
// stand in a text is worked out from the source of the pattern itself, and a text without them is not searched.

/** The same pattern, quicker to say no. Throws where it minds no capitals: pieces are compared as they are. */
export function prefiltered(pattern: RegExp): Pick<RegExp, 'test'> {
  if (/[giy]/.test(pattern.flags)) throw new Error(`no prefilter for the flags ${pattern.flags}`)
  const needed = neededBy(pattern)?.map((pieces) => pieces.map(slotOf))
  return needed ? { test: (text) => holdsOne(text, needed) && pattern.test(text) } : pattern
}

// By the slot of a piece: at which glance it was last seen. Two pieces in one slot cost a search in vain, nothing else.
const seenAt = new Uint32Array(1 << 16)
let glance = 0
let glanced: string | undefined

const slotOf = (piece: string) => slot(piece.charCodeAt(0), piece.charCodeAt(1), piece.charCodeAt(2) || 0)
const slot = (first: number, second: number, third: number) =>
  Math.imul(Math.imul(Math.imul(first, 0x9e3779b1) + second, 0x85ebca6b) + third, 0xc2b2ae35) >>> 16

function holdsOne(text: string, needed: number[][]): boolean {
  if (text !== glanced) {
    glanced = text
    // Begun anew one day: marks of before then only let a text through.
    glance = (glance + 1) >>> 0
    let [first, second] = [text.charCodeAt(0), text.charCodeAt(1)]
    for (let at = 2; at <= text.length; at += 1) {
      const third = text.charCodeAt(at) || 0
      seenAt[slot(first, second, 0)] = glance
      seenAt[slot(first, second, third)] = glance
      first = second
      second = third
    }
  }
  return needed.some((pieces) => pieces.every((piece) => seenAt[piece] === glance))
}

/** What a match holds: all the pieces of at least one of these. Undefined where nothing is certain. */
type Needed = string[][] | undefined

/** The pieces any match of a pattern holds. Throws where the pattern is written in a way not known here. */
export function neededBy({ source }: RegExp): Needed {
  const reader = { source, at: 0 }
  const needed = readChoice(reader)
  if (reader.at < source.length) throw new Error(`a pattern not read to its end: ${source}`)
  return needed
}

interface Reader {
  source: string
  at: number
}

/** Parts between bars: a match holds what one of them needs. */
function readChoice(reader: Reader): Needed {
  let all = readSequence(reader)
  while (take(reader, /\|/y) !== undefined) {
    const needed = readSequence(reader)
    all = all && needed && [...all, ...needed]
  }
  return all
}

const QUANTIFIER = /(?:[?*+]|\{\d+(?:,\d*)?\})\??/y
const AT_LEAST_ONCE = /^(?:\+|\{[1-9])/

/** One after the other: a match holds the letters that stand in it, and what each of its groups needs; the rarest counts. */
function readSequence(reader: Reader): Needed {
  const groups: string[][][] = []
  const runs = ['']
  while (reader.at < reader.source.length && !'|)'.includes(reader.source[reader.at]!)) {
    const { letter, needed } = readAtom(reader)
    const times = take(reader, QUANTIFIER)
    if (letter !== undefined && times === undefined) runs.push(runs.pop() + letter)
    else runs.push('')
    const certain = times === undefined || AT_LEAST_ONCE.test(times)
    if (certain && needed) groups.push(needed)
  }
  const pieces = runs.flatMap(piecesOf)
  const all = pieces.length > 0 ? [[pieces], ...groups] : groups
  return all.sort((a, b) => rarity(b) - rarity(a) || a.length - b.length)[0]
}

const rarity = (needed: string[][]) => Math.min(...needed.map((pieces) => pieces.join('').length))

const piecesOf = (run: string) =>
  run.length === 2 ? [run] : Array.from({ length: Math.max(0, run.length - 2) }, (_, at) => run.slice(at, at + 3))

/** A letter, what a group needs, or neither: a class, a mark of where something stands, a look ahead or back. */
function readAtom(reader: Reader): { letter?: string; needed?: Needed } {
  const opened = take(reader, /\((?:\?(?:<?[=!]|:))?/y)
  if (opened !== undefined) {
    if (reader.source[reader.at] === '?') throw new Error(`a group of a kind not known here: ${reader.source}`)
    const needed = readChoice(reader)
    if (take(reader, /\)/y) === undefined) throw new Error(`a group not closed: ${reader.source}`)
    return /[=!]/.test(opened) ? {} : { needed }
  }
  if (take(reader, /\[(?:\\.|[^\]\\])*\]|\\(?:[pPu]\{[^}]*\}|u\w{4}|x\w\w|\w)|[.^$\uD800-\uDFFF]/y) !== undefined)
    return {}
  return { letter: take(reader, /\\?./sy)!.at(-1) }
}

function take(reader: Reader, what: RegExp): string | undefined {
  what.lastIndex = reader.at
  const found = what.exec(reader.source)?.[0]
  if (found !== undefined) reader.at += found.length
  return found
}
