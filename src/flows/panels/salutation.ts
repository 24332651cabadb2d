import { SALUTATIONS, type Salutation } from '../salutation.js'
import type { Panel } from '../turn.js'
import { close, resume } from './moves.js'

const OPTIONS = (Object.keys(SALUTATIONS) as Salutation[]).map((value) => ({
  value,
  label: SALUTATIONS[value],
}))

/** How to call the person. Nobody has to say: what is no answer is taken as if this had not been asked. */
export const salutation: Panel = {
  mode: 'closed',
  passing: true,
  ask: () => ({ text: 'Để tiện xưng hô, Trợ lý nên gọi mình là gì ạ?', options: OPTIONS }),
  read(said) {
    const word = said.replace(/^(?:dạ,? )|(?: (?:ạ|nhé|đi|em))+[.!]*$/giu, '').toLowerCase()
    // "Có" is not "cô": only what has no marks is taken without them.
    return OPTIONS.find(({ value, label }) => word === label.toLowerCase() || word === value)?.value
  },
  pick(t, value) {
    close(t)
    t.session = { ...t.session, salutation: value as Salutation }
    resume(t, 'Dạ, Trợ lý ghi nhớ rồi ạ, từ giờ xin được gọi là anh/chị.')
  },
}
