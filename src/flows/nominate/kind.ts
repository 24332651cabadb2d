// Whom somebody puts forward: the first question of every nomination.
import { choice } from '../interview/choice.js'

export const NOMINEES = [
  { value: 'individual', label: 'Một người', words: ['một cá nhân', 'cá nhân', 'người', '1 người'] },
  { value: 'collective', label: 'Một tập thể, một nhóm', words: ['tập thể', 'nhóm'] },
  { value: 'self', label: 'Chính tôi', words: ['tôi', 'bản thân', 'bản thân tôi', 'tự giới thiệu'] },
  { value: 'community', label: 'Một cộng đồng nhân ái', words: ['cộng đồng', 'cộng đồng nhân ái', 'khu dân cư'] },
] as const

export function kindOf(options: readonly (typeof NOMINEES)[number][]) {
  return choice({
    key: 'kind',
    label: 'Giới thiệu ai',
    text: 'Anh/chị muốn giới thiệu ai ạ?',
    options,
    // The name of another is not that of who tells, nor the other way round.
    resets: (before, now) => ((before === 'self') === (now === 'self') ? [] : ['name']),
  })
}
