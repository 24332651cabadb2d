// Whom somebody puts forward: the first question of every nomination.
import { choice } from '../interview/choice.js'
import type { Question } from '../interview/form.js'
import { readPersonName } from '../vi/names.js'

export const NOMINEES = [
  { value: 'individual', label: 'Một người', words: ['một cá nhân', 'cá nhân', 'người', '1 người'] },
  {
    value: 'collective',
    label: 'Một nhóm, câu lạc bộ',
    words: ['một tập thể, một nhóm', 'một tập thể', 'tập thể', 'nhóm', 'một nhóm', 'câu lạc bộ', 'clb', 'đội'],
  },
  { value: 'self', label: 'Chính tôi', words: ['tôi', 'bản thân', 'bản thân tôi', 'tự giới thiệu'] },
  {
    value: 'community',
    label: 'Cả khu phố, trường, cơ quan',
    words: [
      'một cộng đồng nhân ái',
      'cộng đồng',
      'cộng đồng nhân ái',
      'khu dân cư',
      'cả khu phố',
      'khu phố',
      'cả xóm',
      'xóm',
      'trường',
      'cơ quan',
      'cả làng',
    ],
  },
] as const

type Kind = (typeof NOMINEES)[number]['value']

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
      if (!options.some(({ value }) => value === 'individual') || input.command) return reading
      const name = readPersonName(input.text)
      const whole = name.ok && !name.plain && !name.doubt && name.name.split(' ').length >= 3
      return whole ? { answer: 'individual', also: { name: name.name } } : reading
    },
  }
}
