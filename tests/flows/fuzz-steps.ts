import fc from 'fast-check'
import { flows } from '../../src/flows/index.js'
import type { Inbound, Ours } from '../../src/flows/message.js'
import { type HeldRole, ROLES } from '../../src/flows/roles.js'

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
  /** Something of ours comes a second time. */
  | { do: 'again'; nth: number }
  /** A role is given, or ends. */
  | { do: 'roles'; roles: HeldRole[] }
  /** Looks where the words that are always understood would lead. */
  | { do: 'probe' }
  /** What it would have done to an earlier state. */
  | { do: 'past'; nth: number; inbound: Inbound }

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
const common: fc.WeightedArbitrary<Step>[] = [
  { weight: 2, arbitrary: fc.nat(200).map((nth): Step => ({ do: 'pressOld', nth })) },
  {
    weight: 1,
    arbitrary: fc
      .record({ key: fc.constantFrom(...NAMES, '?'), value: fc.constantFrom(...NAMES) })
      .map((f): Step => ({ do: 'forge', ...f })),
  },
  { weight: 1, arbitrary: fc.nat(5).map((nth): Step => ({ do: 'nudge', nth })) },
  { weight: 1, arbitrary: fc.nat(20).map((nth): Step => ({ do: 'lose', nth })) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(0, 1, 2, 24, 72, 400).map((hours): Step => ({ do: 'wait', ms: hours * 3_600_000 })),
  },
  { weight: 1, arbitrary: fc.nat(50).map((nth): Step => ({ do: 'again', nth })) },
  { weight: 1, arbitrary: fc.constant<Step>({ do: 'probe' }) },
  {
    weight: 1,
    arbitrary: fc.record({ nth: fc.nat(30), inbound }).map((f): Step => ({ do: 'past', ...f })),
  },
]

export const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 12, arbitrary: fc.constant<Step>({ do: 'answer' }) },
  { weight: 6, arbitrary: inbound.map((i): Step => ({ do: 'act', inbound: i })) },
  { weight: 6, arbitrary: fc.nat(20).map((nth): Step => ({ do: 'press', nth })) },
  ...common,
)

const ROLE: HeldRole[] = ROLES.flatMap((role) => [
  { role, unit: '11383', unitName: 'Phường Lê Chân' },
  { role, unit: '31', unitName: 'Thành phố Hải Phòng' },
])
export const held: fc.Arbitrary<HeldRole[]> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...ROLE).map((role) => [role]) },
  { weight: 1, arbitrary: fc.uniqueArray(fc.constantFrom(...ROLE), { minLength: 2, maxLength: 3 }) },
)

/** The doors of officers' work; who may not go in is told so. */
const DOORS = flows.doors
  .filter(
    (door) => door.desk !== undefined || ['reviews', 'rounds', 'series', 'templates', 'units'].includes(door.command),
  )
  .map(({ command }) => `c.${command}`)
const ABOUT = [
  ...['c.preview.1', 'c.editBroadcast.1', 'c.broadcast.1', 'c.reviewFile.1', 'c.reviewTick.1', 'c.round.1'],
  ...['c.addressFile.DCND-2026-0101', 'c.pledge.DK-2026-000101', 'c.request.11', 'c.takeRequest.11'],
  ...['c.person.7', 'c.unit.11383'],
]
/** Doors to what cannot be taken back: each asks first. */
const GRAVE = [
  ...['c.eraseFamily.DCND-2026-0101', 'c.refusePledge.DK-2026-000101', 'c.eraseFor.13', 'c.withdrawFor.14'],
  ...['c.closeRequest.11', 'c.endRole.12-reviewer', 'c.closeUnit.11383', 'c.mergeUnit.11383', 'c.renameUnit.11383'],
  ...['c.sendAgain.1', 'c.template.humanitarian-month', 'c.reviewRecuse.1', 'c.closeRound.1'],
]
const SAYS = [
  ...[
    'có',
    'không',
    '1',
    '2',
    '3',
    'dừng',
    'đúng',
    'dung',
    'xong',
    'huỷ',
    'gửi',
    'gửi đi',
    'duyệt',
    'để sau',
    'ok',
    'sai',
  ],
  ...['thôi', 'xóa', 'vẫn làm', 'đóng', 'không duyệt vì thiếu giấy tờ', 'Lê Chân', 'phường An Biên', 'cuối tháng sau'],
  ...[
    'đạt',
    'không đạt',
    'chưa rõ',
    'rút lui',
    'quay lại',
    'tiếp tục',
    'từ chối',
    'Gia đình đã chuyển đi nơi khác rồi',
  ],
  ...[
    'sáp nhập phường Lê Chân',
    'gửi tin',
    'mở đợt xét',
    'nhập địa chỉ nhân đạo',
    'xóa dữ liệu',
    'khép đợt',
    'hồ sơ chờ tôi',
  ],
]

const MORE = { unit: 'Phường Lê Chân', text: 'Mời cả nhà', unitName: 'Phường Lê Chân', code: 'NT-2026-000201' }
const news = (flow: string, what: string, about: string): Ours => ({ kind: 'ours', flow, what, about, more: MORE })
/** What others did, that officers hear of while they are about something else. */
const NEWS = [
  ...[news('campaign', 'approve', '7'), news('desk', 'urgent', '12'), news('desk', 'escalated', '12')],
  ...[news('review', 'digest', ''), news('review', 'answered', '1'), news('campaign', 'emptySlot', '1')],
]

/** What happens to officers, and they may do. */
export const officerStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.constant<Step>({ do: 'answer' }) },
  { weight: 2, arbitrary: inbound.map((i): Step => ({ do: 'act', inbound: i })) },
  { weight: 16, arbitrary: fc.nat(20).map((nth): Step => ({ do: 'press', nth })) },
  {
    weight: 6,
    arbitrary: fc.constantFrom(...SAYS).map((said): Step => ({ do: 'act', inbound: { kind: 'text', text: said } })),
  },
  {
    weight: 4,
    arbitrary: fc
      .constantFrom(...DOORS, ...ABOUT, ...GRAVE)
      .map((token): Step => ({ do: 'act', inbound: { kind: 'tap', token } })),
  },
  { weight: 2, arbitrary: fc.constantFrom(...NEWS).map((inbound): Step => ({ do: 'act', inbound })) },
  { weight: 1, arbitrary: held.map((roles): Step => ({ do: 'roles', roles })) },
  { weight: 1, arbitrary: fc.constant<Step>({ do: 'roles', roles: [] }) },
  { weight: 3, arbitrary: fc.nat(200).map((nth): Step => ({ do: 'pressOld', nth })) },
  ...common,
)
