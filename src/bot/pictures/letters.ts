// Letters as outlines, from fonts that ship with the project: what a picture shows depends on no font of the machine.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import opentype from 'opentype.js'

export type Weight = 'regular' | 'bold'

// Whole .ttf: the files of web fonts are cut by script, and no single one can set a Vietnamese word.
const FILES: Record<Weight, string> = {
  regular: '@expo-google-fonts/be-vietnam-pro/400Regular/BeVietnamPro_400Regular.ttf',
  bold: '@expo-google-fonts/be-vietnam-pro/700Bold/BeVietnamPro_700Bold.ttf',
}

const { resolve } = createRequire(import.meta.url)
const fonts = new Map<Weight, opentype.Font>()

function fontOf(weight: Weight): opentype.Font {
  const known = fonts.get(weight)
  if (known) return known
  const { buffer, byteOffset, length } = readFileSync(resolve(FILES[weight]))
  const font = opentype.parse(buffer.slice(byteOffset, byteOffset + length) as ArrayBuffer)
  fonts.set(weight, font)
  return font
}

export interface Style {
  /** Pixels. */
  size: number
  weight?: Weight
}

/** In NFC (marks that stand apart are set beside their letter), without what the font cannot draw, such as emoji. */
function drawable(text: string, font: opentype.Font): string {
  const known = [...text.normalize('NFC').replace(/\s+/g, ' ')].filter((letter) => font.charToGlyphIndex(letter) > 0)
  return known.join('').replace(/ +/g, ' ').trim()
}

/** How wide a text is drawn, pixels. */
export function widthOf(text: string, { size, weight = 'regular' }: Style): number {
  const font = fontOf(weight)
  return font.getAdvanceWidth(drawable(text, font), size)
}

/** The text as the `d` of an SVG path, its first letter standing at x on the base line y. */
export function outline(text: string, x: number, y: number, { size, weight = 'regular' }: Style): string {
  const font = fontOf(weight)
  // Written here: the library's own toPathData() puts NaN for some numbers, and all letters behind it vanish.
  return font
    .getPath(drawable(text, font), x, y, size)
    .commands.map((command) => command.type + numbersOf(command).join(' '))
    .join('')
}

function numbersOf(command: opentype.PathCommand): string[] {
  const { x1, y1, x2, y2, x, y } = command as Partial<Record<'x1' | 'y1' | 'x2' | 'y2' | 'x' | 'y', number>>
  return [x1, y1, x2, y2, x, y].flatMap((n) => (n === undefined ? [] : n.toFixed(1)))
}

/**
 * Cuts a text into lines of at most `width` pixels, between words; a word that is too long by itself is cut inside. With
 * more than `most` lines the last one ends with "…".
 */
export function wrap(text: string, width: number, style: Style, most = Infinity): string[] {
  const words = drawable(text, fontOf(style.weight ?? 'regular'))
    .split(' ')
    .filter(Boolean)
  const lines = join(
    words.flatMap((word) => (widthOf(word, style) > width ? join([...word], '', width, style) : [word])),
    ' ',
    width,
    style,
  )
  if (lines.length <= most) return lines
  const last = `${lines[most - 1]} …`
  return [...lines.slice(0, most - 1), widthOf(last, style) <= width ? last : last.replace(/ \S* …$/, ' …')]
}

/** Pieces put together with `by` as far as they go. Each is measured once: measuring costs more than drawing. */
function join(pieces: string[], by: string, width: number, style: Style): string[] {
  const between = by === '' ? 0 : spaceOf(style)
  const lines: string[] = []
  let used = Infinity
  for (const piece of pieces) {
    const own = widthOf(piece, style)
    if (used + between + own <= width) {
      lines[lines.length - 1] += by + piece
      used += between + own
    } else {
      lines.push(piece)
      used = own
    }
  }
  return lines
}

const spaceOf = ({ size, weight = 'regular' }: Style) => fontOf(weight).getAdvanceWidth(' ', size)
