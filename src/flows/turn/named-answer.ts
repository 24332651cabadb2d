// Which answer somebody means by its name. Reads only.
import type { AnyQuestion } from '../interview/form.js'
import { bare } from '../vi/correction.js'
import { fold } from '../vi/text.js'

/** "Đổi số điện thoại 0912345679": the name of an answer, and right behind it the new one. */
export function namedWithValue(answered: AnyQuestion[], wish: string, said: string) {
  for (const question of answered)
    for (const name of namesOf(question)) {
      if (!wish.startsWith(`${name} `)) continue
      const rest = wish.slice(name.length + 1).split(' ').length
      const text = said
        .split(' ')
        .slice(-rest)
        .join(' ')
        .replace(/^(?:thành|sang|qua|là|thanh|la) /iu, '')
      // "Đổi tên rồi, phố mới là …" tells something.
      return /^(?:rồi|roi|xong|nên|thì)(?!\p{L})|,/iu.test(text) ? undefined : { question, text: bare(text) }
    }
  return undefined
}

const names = new WeakMap<AnyQuestion, string[]>()

/** Its label first. */
function namesOf(question: AnyQuestion): string[] {
  const { label, aka = [] } = question
  const known = names.get(question) ?? [label, ...aka].map(fold)
  names.set(question, known)
  return known
}

/** The answer that is called so, folded: by its label or another name, by its number, as one's own. */
export function namedOf(answered: AnyQuestion[], about: string): AnyQuestion | undefined {
  const said = about
    .replace(/^(?:cai|phan|muc|cau|o) (?!\d)/, '')
    .replace(/ (?:nay|do|ay|kia)$/, '')
    .trim()
  const nth = /^cau (?:so )?(\d{1,2})$/.exec(said)?.[1]
  if (nth) return answered[Number(nth) - 1]
  const called = (name: string, all: AnyQuestion[]) =>
    all.find((q) => namesOf(q)[0] === name) ?? all.find((q) => namesOf(q).includes(name))
  const found = called(said, answered)
  if (found) return found
  // One's own name comes last in every form, somebody else's first.
  const mine = / (?:cua )?(?:toi|em|minh|chau|con|tui)$/
  if (mine.test(said)) return called(said.replace(mine, ''), [...answered].reverse())
  return called(
    said.replace(/ (?:cua )?(?:anh|chi|co|chu|bac|ba|ong|cu|em|chau|nguoi)(?: (?:ay|do|ta|nay))?$/, ''),
    answered,
  )
}
