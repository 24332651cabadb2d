// Whom somebody puts forward: the first question of every nomination.
import { choice } from '../interview/choice.js'
import type { Answers, Question } from '../interview/form.js'
import type { Movement } from '../programme.js'
import { namesSeveral, readPersonName } from '../vi/names.js'
import { each, list } from '../vi/phrases.js'
import { SOMEBODY_NEAR, THEIR_OWN } from '../vi/somebody.js'
import { capitalised, clean, fold } from '../vi/text.js'

export const NOMINEES = [
  {
    value: 'individual',
    label: 'Một người',
    words: [
      ...list('một cá nhân; cá nhân; người; hàng xóm; hàng xóm tôi'),
      ...SOMEBODY_NEAR,
      ...THEIR_OWN,
      ...each(
        'ông; bà; cụ; anh; chị; em; cháu; chị gái; em gái; anh trai; em trai; ông nội; ông ngoại; bà nội; bà ngoại; đồng nghiệp',
        'tôi; của tôi',
      ),
    ],
  },
  {
    value: 'collective',
    label: 'Một nhóm, câu lạc bộ',
    words: [
      'một tập thể, một nhóm',
      ...each('; một; 1', 'tập thể; nhóm; câu lạc bộ; clb; đội; hội; chi hội; chi đoàn; đoàn; nhóm bạn'),
      ...each('; một; 1', 'nhóm; đội; hội; câu lạc bộ; clb', 'từ thiện; thiện nguyện; tình nguyện'),
      ...each('; cả', 'nhóm; đội; hội; chi hội; chi đoàn; câu lạc bộ; clb', 'tôi; của tôi; em; mình'),
      ...each('; một; 1; cả', 'gia đình; vợ chồng; cặp vợ chồng; đôi vợ chồng; hai vợ chồng'),
    ],
  },
  {
    value: 'self',
    label: 'Chính tôi',
    words: [
      ...list('tôi; mình; chính mình; bản thân; bản thân tôi; bản thân mình'),
      ...each('; tôi; em; mình', 'tự giới thiệu'),
      ...each('giới thiệu', 'tôi; chính tôi; bản thân; chính mình'),
    ],
  },
  {
    value: 'community',
    label: 'Cả khu phố, trường, cơ quan',
    words: [
      ...list('một cộng đồng nhân ái; cộng đồng; cộng đồng nhân ái'),
      ...each(
        '; cả; một; 1',
        'khu dân cư; khu phố; tổ dân phố; xóm; làng; thôn; xóm trọ; khu trọ; trường; trường học; cơ quan; công ty; xí nghiệp; doanh nghiệp; bệnh viện',
      ),
      ...each('; cả', 'xóm; thôn; làng; khu phố; tổ dân phố; trường; cơ quan; công ty', 'tôi; em; mình'),
    ],
  },
] as const

type Kind = (typeof NOMINEES)[number]['value']

// "Một anh công an", "một chị bán rau ở chợ": whoever it is, one.
const SOMEBODY =
  /^(?:da )?(?:mot|1) (?:anh|chi|co|chu|bac|ong|ba|cu|em|ban|thay|nguoi)(?! (?:em|chi|anh|ba) )(?: (?!va |voi |cung )\S+){1,5}$/

// So many, though they begin like one.
const MANY =
  /(?:^| )(?:chi (?:hội|đoàn|bộ|hoi|doan|bo)|ban (?:nhạc|liên lạc|vận động|công tác|nhac)|bà con|ba con)(?: |$)/iu

/** A couple, sisters, two friends: told of together they are a group, called by their names. */
export function togetherIn(named: string, answers: Answers): Answers | undefined {
  const kinds = (answers.programme as Movement | undefined)?.kinds
  return !kinds || kinds.includes('collective') ? { kind: 'collective', group: groupOf(named) } : undefined
}

const groupOf = (named: string) => capitalised(clean(named).replace(/[ .,;!]+$/u, ''))

export function kindOf(options: readonly (typeof NOMINEES)[number][]): Question<Kind> {
  const asked = choice<Kind>({
    key: 'kind',
    label: 'Giới thiệu ai',
    text: 'Anh/chị muốn kể về một người, một nhóm hay cả một khu phố, xóm làng ạ?',
    options,
    // The name of another is not that of who tells, nor the other way round.
    resets: (before, now) => ((before === 'self') === (now === 'self') ? [] : ['name']),
  })
  return {
    ...asked,
    // Many answer with the name itself.
    read(input, asking) {
      const reading = asked.read(input, asking)
      if (input.kind !== 'text' || !('again' in reading)) return reading
      const isOne = options.some(({ value }) => value === 'individual')
      if (!isOne || input.command) return reading
      if (SOMEBODY.test(fold(input.text)) && !MANY.test(input.text.normalize('NFC'))) return { answer: 'individual' }
      const name = readPersonName(input.text)
      if (namesSeveral(input.text) && options.some(({ value }) => value === 'collective'))
        return { answer: 'collective', also: { group: groupOf(input.text) }, say: 'Dạ, mình kể chung mọi người ạ.' }
      const whole = name.ok && !name.plain && !name.doubt && name.name.split(' ').length >= 3
      return whole ? { answer: 'individual', also: { name: name.name } } : reading
    },
  }
}
