// What everybody reads of a family must not say who they are.
import { readPhone } from '../vi/phones.js'
import { placeKey } from '../vi/text.js'

/** Said of public words that give away so much, to whoever wrote them. */
export const publicSays = (what: string) =>
  `Phần này mọi người đọc được, mà trong đó có ${what} của gia đình. Anh/chị viết lại giúp ạ.`

/** What of a family a public text gives away, in Vietnamese; undefined where it gives away nothing that can be found. */
export function givesAway(text: string, family: { name?: string; place?: string }): string | undefined {
  const said = ` ${placeKey(text)} `
  const holds = (part = '') => {
    const key = placeKey(part)
    return key.includes(' ') && said.includes(` ${key} `)
  }
  if (holds(family.name)) return 'họ tên'
  if (holds(family.place)) return 'nơi ở'
  return readPhone(text).ok ? 'số điện thoại' : undefined
}
