// Faces and small pictures around what people say: emoji, smileys made of signs, the codes of Zalo's own icons. They mean
// warmth, and never belong to a name, a place or an answer.

/** Zalo: its icons arrive as text. Those that answer a question; any other code is a smile. */
const ZALO_ICONS: Record<string, string> = {
  '/-strong': '👍',
  '/-ok': '👌',
  '/-weak': '👎',
  '/-bad': '👎',
  '/-no': '👎',
  '/-heart': '❤️',
  '/-rose': '🌹',
  '/-thanks': '🙏',
  ':-((': '😢',
  ':((': '😢',
  ':-h': '😠',
}
const CODE = '\\/[-:][a-z]{1,12}|:-\\(\\(|:-h|--b|:~|&-\\(|:>|:b|:z'
const ZALO = new RegExp(`(?<![^\\s])(?:${CODE})(?=\\s|$|\\/-)`, 'g')
const REPEATED = new RegExp(`(?<=[\\u{1F300}-\\u{1FAFF}\\uFE0F])(?:${CODE})(?=\\s|$|\\/-)`, 'gu')

/** Zalo's icon codes as the emoji they show. */
export function iconsShown(text: string): string {
  const shown = (code: string) => ZALO_ICONS[code] ?? '😊'
  let before = ''
  let after = text.replace(ZALO, shown)
  // "/-heart/-heart": each follows the one before.
  while (after !== before) {
    before = after
    after = after.replace(REPEATED, shown)
  }
  return after
}

const EMOJI = '(?:\\p{Extended_Pictographic}|\\p{Regional_Indicator}|[\\uFE0F\\u200D\\u20E3]|[\\u{1F3FB}-\\u{1F3FF}])'
// Never more than a line of one sign: a page of them would be read again from each.
const SMILEY =
  "(?:(?<![\\p{L}\\p{N}])(?:[:;=][-'^o]?[)(\\]\\[]{1,40}|[:;=]-?[dpovb3*>]{1,40}|[x8b]-\\){1,40}|xd{1,40}|\\^[_.\\-]?\\^|t[_.]t|o[_.]o|<3{1,40}|=\\){1,40}|[:']{1,40}\\({1,40}|\\([yn]\\)|(?<![:;=()])[)(]{1,40}[:;=])(?![\\p{L}\\p{N}]))"
const CODES = `(?<![^\\s])(?:${CODE})(?![^\\s/])`
const FACE = new RegExp(`${CODES}|${SMILEY}|${EMOJI}`, 'giu')
// Every face has one of these; the search itself is slow.
const MAY_HAVE = /[:;=/&^<_>*()-]|xd|t\.t|o\.o|[©®\u2000-\uFFFF]/i
const NO_WORDS = /^[\s.!,~]*$/

/** Whether a message is nothing but faces. */
export function isFace(text: string): boolean {
  return MAY_HAVE.test(text) && facesIn(text).length > 0 && isOnlyFaces(text)
}

/** What is said between the faces at both ends; nothing is taken from a message of faces alone. */
export function withoutFaces(text: string): string {
  if (!MAY_HAVE.test(text)) return NO_WORDS.test(text) ? text : text.trim()
  return isOnlyFaces(text) ? text : between(text).trim()
}

const isOnlyFaces = (text: string) => NO_WORDS.test(text.replace(FACE, ''))

// One after the other from the left, and each read in one way: of a row of "=))" every other way would be tried too.
const facesIn = (text: string) =>
  [...text.matchAll(FACE)].map(({ 0: face, index }) => ({ from: index, to: index + face.length }))

function between(text: string): string {
  const faces = facesIn(text)
  let from = 0
  for (const face of faces) {
    if (text.slice(from, face.from).trim() !== '') break
    from = face.to
  }
  let to = text.length
  for (const [n, face] of faces.toReversed().entries()) {
    // Signs behind the last of them go with it.
    if (!(n === 0 ? /^[\s.!~]*$/ : /^\s*$/).test(text.slice(face.to, to))) break
    to = face.from
  }
  return text.slice(from, to)
}
