import fc from 'fast-check'
import type { Inbound, Ours } from '../../src/flows/message.js'

// What people do, as steps: what it becomes depends on what is on their screen.
export type Step =
  | { do: 'act'; inbound: Inbound }
  | { do: 'press'; nth: number }
  | { do: 'pressOld'; nth: number }
  | { do: 'forge'; key: string; value: string }
  | { do: 'answer' }
  | { do: 'nudge'; nth: number }
  | { do: 'lose'; nth: number }
  | { do: 'wait'; ms: number }

export function ours(what: string, about: string, more?: Record<string, unknown>): Ours {
  return { kind: 'ours', flow: 'always', what, about, more }
}

const NONSENSE = [
  '',
  '😀'.repeat(40),
  '👨‍👩‍👧‍👦'.repeat(60),
  'مرحبا بالعالم',
  '\u202Eabc\u202C',
  '\u200B',
  'a'.repeat(10_000),
  'ế'.normalize('NFD').repeat(3000),
  `a${'\u0323\u0302'.repeat(400)}`,
  '<b>&"\'</b>',
  "'; DROP TABLE person; --",
  '\uE000đậm\uE001',
  '__proto__',
  'constructor',
  'toString',
  'hai mươi lăm',
  '0',
  '1',
  '2',
  '3',
  '7',
  '22',
  '99',
  '1.',
  'Nguyễn\nVăn\nA',
  'https://baohaiphong.vn/a?b=1&c=2',
  '/start',
  '/stop',
  '/abc xyz',
  'các anh/chị em trong xóm',
  '31/02/2026',
  'NT-2026-000001 sửa tên',
]
const WORDS = [
  ...[
    'có',
    'không',
    'dạ',
    'ừ',
    'thôi',
    'dung',
    'k',
    'ok',
    '👍',
    'đúng',
    'sai',
    'đồng ý',
    'không đồng ý',
    'xong',
    'bỏ qua',
  ],
  ...['quay lại', 'hủy', 'để sau', 'trợ giúp', 'gặp cán bộ', 'dừng nhận tin', 'nhận tin', 'quyền của tôi', 'tiếp tục'],
  ...[
    'hồ sơ của tôi',
    'giới thiệu người tốt',
    'sửa',
    'gửi đi',
    'xóa bản nháp',
    'bắt đầu',
    'không có',
    'không rõ',
    'xưng hô',
    'Chị',
  ],
  ...['Xem dữ liệu của tôi', 'Rút lại đồng ý', 'Xóa', 'Xóa hẳn', 'Xóa dữ liệu của tôi', 'Giữ lại', 'Để tôi ghi lại'],
]
const NAMES = [
  '__proto__',
  'constructor',
  'toString',
  'kind',
  'name',
  'law',
  'evidence',
  'summary',
  'yes',
  'keep',
  'known',
]
const FORGED = [
  ...['', '.', '...', 'c', 'c.', 'p', 'p.', 'q', 'q.', 'q..', 'x.y.z', 'c.withdraw', 'c.done', 'c.yes', 'c.start'],
  ...['c.__proto__', 'c.constructor', 'p.__proto__.yes', 'p.constructor.yes', 'p.erase.yes', 'p.withdraw.yes'],
  ...[
    'p.consent.yes',
    'p.remove.yes',
    'p.home.nominate',
    'p.unsure.yes',
    'p.edit.name',
    'p.data.erase',
    'a'.repeat(64),
  ],
]

const file = fc.record({
  ref: fc.constant('ref'),
  kind: fc.constantFrom('photo' as const, 'file' as const),
  size: fc.constantFrom(undefined, 1000, 19 * 1024 * 1024, 21 * 1024 * 1024),
})
const text = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...WORDS) },
  { weight: 2, arbitrary: fc.constantFrom(...NONSENSE) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 80 }) },
)
const inbound: fc.Arbitrary<Inbound> = fc.oneof(
  { weight: 8, arbitrary: text.map((said): Inbound => ({ kind: 'text', text: said })) },
  { weight: 3, arbitrary: fc.constantFrom(...FORGED).map((token): Inbound => ({ kind: 'tap', token })) },
  {
    weight: 2,
    arbitrary: fc
      .record({ files: fc.array(file, { minLength: 1, maxLength: 15 }), caption: fc.option(text, { nil: undefined }) })
      .map((f): Inbound => ({ kind: 'files', ...f })),
  },
  fc.constantFrom<Inbound>(
    { kind: 'start' },
    { kind: 'start', payload: 'nominate' },
    { kind: 'start', payload: '__proto__' },
    { kind: 'details', name: 'Phạm Thị Lan', phone: '0912345678' },
    { kind: 'details' },
    { kind: 'unusable', what: 'voice' },
    { kind: 'arrived' },
    { kind: 'arrived', quiet: true },
    { kind: 'left' },
    { kind: 'officerWrote' },
    ours('officerSays', '', { text: 'Mời anh/chị qua trụ sở.' }),
    ours('withdrawn', '', { codes: ['NT-2026-000001'] }),
    ours('erased', '', { shared: true }),
    ours('constructor', ''),
    { kind: 'withdrew' },
  ),
)
export const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 12, arbitrary: fc.constant<Step>({ do: 'answer' }) },
  { weight: 6, arbitrary: inbound.map((i): Step => ({ do: 'act', inbound: i })) },
  { weight: 6, arbitrary: fc.nat(20).map((nth): Step => ({ do: 'press', nth })) },
  { weight: 2, arbitrary: fc.nat(200).map((nth): Step => ({ do: 'pressOld', nth })) },
  {
    weight: 1,
    arbitrary: fc
      .record({ key: fc.constantFrom(...NAMES, '?'), value: fc.constantFrom(...NAMES) })
      .map((f): Step => ({ do: 'forge', ...f })),
  },
  fc.nat(5).map((nth): Step => ({ do: 'nudge', nth })),
  fc.nat(20).map((nth): Step => ({ do: 'lose', nth })),
  fc.constantFrom(0, 1, 2, 24, 72, 400).map((hours): Step => ({ do: 'wait', ms: hours * 3_600_000 })),
)
