// Whether a word can be a Vietnamese syllable, its tone mark where official texts put it: Hòa, Thủy, but Hoàng.
const TONES = /[\u0300\u0301\u0303\u0309\u0323]/gu

const ONSET = '(?:ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdđghklmnprstvx])?'
// Vowels that nothing follows, or a glide; their tone stands on the first of two ("hòa", "mía", "tài").
const OPEN =
  '(?:iêu|yêu|oai|oay|oeo|oao|uây|uôi|ươi|ươu|uyu|ai|ao|au|ay|âu|ây|eo|êu|ia|iu|oa|oe|oi|ôi|ơi|ua|uê|ui|uơ|uy|uya|ưa|ưi|ưu|ya|[aăâeêioôơuưy])'
const CLOSED = '(?:iê|yê|oa|oă|oe|oo|ôô|uâ|uê|uô|uy|uyê|ươ|[aăâeêioôơuưy])(?:ch|ng|nh|[cmnpt])'
const SYLLABLE = new RegExp(`^${ONSET}(?:${OPEN}|${CLOSED})$`, 'u')
// Where three vowels or a marked one stand together, that one carries the tone.
const MARKED = /[ăâêôơư]/u

/** The first word of a name that is spelt as no syllable is, undefined where all are well. Numbers and single letters pass. */
export function misspelt(name: string): string | undefined {
  return name.split(/[\s-]+/u).find((word) => !/^(?:\p{N}+|\p{Lu}|[IVX]+)$/u.test(word) && !isSyllable(word))
}

function isSyllable(word: string): boolean {
  const typed = word.normalize('NFC').toLowerCase()
  if ((typed.normalize('NFD').match(TONES) ?? []).length > 1) return false
  const plain = withoutTone(typed)
  if (!SYLLABLE.test(plain)) return false
  const at = [...typed].findIndex((letter, index) => letter !== plain[index])
  return at === -1 || at === toneAt(plain)
}

function withoutTone(text: string): string {
  return text.normalize('NFD').replace(TONES, '').normalize('NFC')
}

/** Which letter of a syllable without its tone carries it. */
function toneAt(plain: string): number {
  // The i of "gì" and the u of "quả" belong to the consonant where another vowel follows.
  const from = /^(?:qu|gi(?=[aăâeêioôơuưy]))/u.test(plain) ? 2 : plain.search(/[aăâeêioôơuưy]/u)
  const vowels = /^[aăâeêioôơuưy]+/u.exec(plain.slice(from))![0]
  const marked = [...vowels].findLastIndex((letter) => MARKED.test(letter))
  if (marked !== -1) return from + marked
  const open = from + vowels.length === plain.length
  return from + (vowels.length === 1 ? 0 : open && vowels.length === 2 ? 0 : 1)
}
