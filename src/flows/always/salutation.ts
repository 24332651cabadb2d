import type { Door, Panel, Turn } from '../flow.js'
import { SALUTATIONS, type Salutation } from '../salutation.js'
import { close, resume } from '../turn/say.js'
import { PRONOUN } from '../vi/pronouns.js'
import { readCallMe } from '../vi/self.js'

const OPTIONS = (Object.keys(SALUTATIONS) as Salutation[]).map((value) => ({
  value,
  label: SALUTATIONS[value],
}))

const ME = `${PRONOUN}|bạn|ban`
const POLITE_BEFORE = /^(?:(?:dạ|da|vâng|vang|thưa|thua|ừ|cứ|cu|hãy|hay|xin|em|trợ lý|tro ly) )+(?=\S)/u
const POLITE_AFTER = /(?<=\S)(?: (?:ạ|a|nhé|nhe|nha|nghen|đi|di|thôi|thoi|em|là được|la duoc|được rồi|duoc roi))+$/u
const CALL_ME = new RegExp(`^(?:gọi|goi|kêu|keu|xưng|xung)(?: (?:${ME}))?(?: (?:là|la|bằng|bang))? `, 'u')
const I_AM = new RegExp(`^(?:${ME}) (?:là|la) `, 'u')

/** How to call the person. Nobody has to say: what is no answer is taken as if this had not been asked. */
export const salutation: Panel = {
  mode: 'closed',
  passing: true,
  ask: () => ({ text: 'Để tiện xưng hô, Trợ lý gọi anh/chị thế nào cho phải ạ?', options: OPTIONS }),
  read(said) {
    const word = [POLITE_AFTER, POLITE_BEFORE, CALL_ME, I_AM].reduce(
      (rest, around) => rest.replace(around, ''),
      said
        .toLowerCase()
        .replace(/[.,!\s]+/g, ' ')
        .trim(),
    )
    return OPTIONS.find(({ value, label }) => word === label.toLowerCase() || word === value)?.value
  },
  pick(t, value) {
    close(t)
    callThem(t, value)
  },
}

/** Said in passing, without being asked: "gọi là bác nhé". */
export const callMe: Door = {
  command: 'callMe',
  label: 'callMe',
  heard: (said, free) => (free ? undefined : readCallMe(said)),
  open(t, said) {
    const value = readCallMe(said) ?? said
    if (Object.hasOwn(SALUTATIONS, value)) callThem(t, value)
  },
}

function callThem(t: Turn, value: string): void {
  t.session = { ...t.session, salutation: value as Salutation }
  resume(t, 'Dạ, Trợ lý ghi nhớ rồi ạ, từ giờ xin được gọi là anh/chị.')
}
