import { describe, expect, test } from 'vitest'
import { flows } from '../../../src/flows/index.js'
import { AMBIGUOUS, PHRASES, SLASHES } from '../../../src/flows/vi/keyword-table.js'
import { agreesToConsent } from '../../../src/flows/vi/keywords.js'
import { spelling } from '../../../src/flows/vi/spelling.js'
import { fold } from '../../../src/flows/vi/text.js'

const readCommand = flows.vocabulary.read
const TABLE = [
  ...Object.entries(PHRASES),
  ...flows.doors.flatMap(({ command, phrases }) => (phrases ? [[command, phrases] as const] : [])),
]
const ALL = TABLE.flatMap(([command, phrases]) => phrases.map((phrase) => [phrase, command] as const))
const ALL_SLASHES = [
  ...SLASHES,
  ...flows.doors.flatMap(({ command, slashes = [] }) => slashes.map((slash) => [slash, command] as const)),
]

describe('a yes in other words', () => {
  test.each([
    'đúng cả',
    'đúng cả rồi',
    'đúng hết rồi ạ',
    'đúng rồi đó em',
    'đúng rồi đấy cháu ạ',
    'đúng tên đó rồi',
    'ừ đúng',
    'ừ đúng rồi',
    'dạ đúng vậy ạ',
    'vâng phải rồi',
    'vâng chuẩn luôn',
    'ok chuẩn',
    'ok em',
    'ok luôn',
    'ok rồi nhé',
    'thế là được rồi',
    'như vậy là đúng rồi',
    'tất cả đều đúng',
    'tất cả đúng rồi',
    'thông tin đúng rồi',
    'chính xác rồi em',
    'chuẩn không cần chỉnh',
    'dung ca roi',
    'dung het roi em',
    'u dung roi',
    'vang dung roi a',
    'the la duoc roi',
    'tat ca deu dung',
    'phai roi em',
    'ok chuan',
  ])('%j, where a yes or a no is asked', (text) => expect(readCommand(text, 'closed')).toBe('yes'))

  test.each([
    'đúng chưa',
    'đúng không',
    'được không em',
    'được chưa',
    'phải không',
    'đúng là khổ quá',
    'đúng rồi nhưng sai số điện thoại',
    'chưa đúng hết',
    'không phải rồi',
    'được rồi để mai',
    'đúng tên nhưng sai phường',
    'dung lai',
    'dung het',
    'dung di',
    'phai chi',
    'ok để sau',
    'tất cả',
    'thông tin',
  ])('%j is none', (text) => expect(readCommand(text, 'closed')).not.toBe('yes'))

  test.each(['Phải', 'ừ đúng', 'ok em', 'được rồi', 'Đúng cả'])('%j is none where people write freely', (text) =>
    expect(['yes', undefined]).toContain(readCommand(text, 'free')),
  )

  test.each([
    'gửi luôn',
    'gửi luôn đi em',
    'gửi ngay đi',
    'ok gửi luôn',
    'gửi thôi',
    'gửi được rồi',
    'đúng rồi gửi luôn',
    'gui luon',
    'gui luon di',
  ])('%j sends', (text) => expect(readCommand(text, 'closed')).toBe('done'))
})

describe('closed questions', () => {
  test.each(ALL)('%j is %s, also in capitals, decomposed and without marks', (phrase, command) => {
    expect(readCommand(phrase, 'closed')).toBe(command)
    expect(readCommand(` ${phrase.toUpperCase()}! `, 'closed')).toBe(command)
    expect(readCommand(phrase.normalize('NFD'), 'closed')).toBe(command)
    expect([command, 'ambiguous']).toContain(readCommand(fold(phrase), 'closed'))
  })

  test.each([
    ['ddungs rooif', 'yes'],
    ['d9ung1 ro6i2', 'yes'],
    ['khoong', 'no'],
    ['kho6ng', 'no'],
    ['huyr', 'cancel'],
    ['du7ng2 lai5', 'cancel'],
    ['trowr laij', 'back'],
    ['tro73 lai5', 'back'],
    ['ddeer sau', 'later'],
    ['guwir ddi', 'done'],
    ['bor qua', 'skip'],
    ['su7a3', 'edit'],
    ['gawpj cans booj', 'human'],
    ['nguwngf nhaanj tin', 'optout'],
    ['quye6n2 cua3 to6i', 'privacy'],
    ['tieeps tucj', 'resume'],
    ['trowj giups', 'help'],
    ['trang chur', 'menu'],
    ['hoof sow cuar tooi', 'records'],
    ['xoas banr nhaps', 'deleteDraft'],
  ])('keys of a switched-off keyboard: %j is %s', (text, command) => expect(readCommand(text, 'closed')).toBe(command))

  test.each([
    ['dung', 'ambiguous'],
    ['Dung', 'ambiguous'],
    ['dk', 'ambiguous'],
    ['tc', 'ambiguous'],
    ['đúng', 'yes'],
    ['dừng', 'cancel'],
    ['dung roi', 'yes'],
    ['dung lai', 'cancel'],
    ['huy', 'cancel'],
    ['ok ạ', 'yes'],
    ['👍🏽', 'yes'],
    ['Không, cảm ơn', 'no'],
    ['Dạ cho em gặp cán bộ ạ', 'human'],
    ['chị muốn gặp cán bộ', 'human'],
    ['bác xin gặp cán bộ ạ', 'human'],
    ['bac muon gap can bo', 'human'],
    ['cho bac gap can bo nhe', 'human'],
    ['cô muốn sửa', 'edit'],
    ['để sau', 'later'],
    ['xoá bản nháp', 'deleteDraft'],
    ['???', 'help'],
    ['sữa', undefined],
    ['Dũng', undefined],
    ['1', undefined],
    ['tôi có một câu chuyện', undefined],
    ['', undefined],
  ])('%j is %s', (text, command) => expect(readCommand(text, 'closed')).toBe(command))
})

describe('where people write freely', () => {
  test.each([
    'Huy',
    'huy',
    'HUY',
    'dung',
    'Dung',
    'thoi',
    'co',
    'ok',
    'k',
    'sua',
    'het',
    'chua',
    'tiep',
    'Tiếp',
    'Chuẩn',
    'Được',
    'nhan tin',
    'huong dan',
    '👍',
    'Nguyễn Quang Huy',
    'bác muốn giúp',
    'cô muốn thôi',
    'ông muốn dừng lại',
    'chị muốn kể chuyện',
    'ba muon sua',
    'sửa giúp bà',
    'gửi cho cháu',
    'bác ấy dừng lại giúp người bị nạn',
    '',
  ])('%j is what they write', (text) => expect(readCommand(text, 'free')).toBeUndefined())

  test.each([
    ['hủy', 'cancel'],
    ['Huỷ.', 'cancel'],
    ['quay lại', 'back'],
    ['quay lai', 'back'],
    ['dung nhan tin', 'optout'],
    ['STOP', 'optout'],
    ['dạ em muốn dừng nhận tin ạ', 'optout'],
    ['toi muon gap can bo', 'human'],
    ['chị muốn gặp cán bộ', 'human'],
    ['bác muốn dừng nhận tin', 'optout'],
    ['ông xin rút lại đồng ý', 'privacy'],
    ['bà muốn quay lại', 'back'],
    ['co muon gap can bo', 'human'],
    ['quyen cua toi', 'privacy'],
    ['tiep tuc', 'resume'],
    ['luu lai', 'later'],
    ['mai làm tiếp', 'later'],
    ['nhận tin', 'optin'],
    ['Người tốt, việc thiện', 'nominate'],
    ['“Người tốt, việc thiện – Chung tay xây dựng cộng đồng nhân ái”', 'nominate'],
    ['Chung sức xây dựng cộng đồng nhân ái', 'nominate'],
    ['hồ sơ của tôi', 'records'],
    ['?', 'help'],
  ])('%j is %s', (text, command) => expect(readCommand(text, 'free')).toBe(command))

  test('every command can be given with its marks, and none by a phrase that is not its own', () => {
    const given = new Set(ALL.map(([phrase]) => readCommand(phrase, 'free')).filter(Boolean))
    expect([...given].sort()).toEqual(TABLE.map(([command]) => command).sort())
    for (const [phrase, command] of ALL) expect([command, undefined]).toContain(readCommand(phrase, 'free'))
  })
})

test.each(ALL_SLASHES)('/%s is %s everywhere', (slash, command) => {
  for (const where of ['free', 'closed'] as const) {
    expect(readCommand(`/${slash}`, where)).toBe(command)
    expect(readCommand(`/${slash.toUpperCase()}@NhanAiBot tiếp`, where)).toBe(command)
  }
})

test('unknown slash commands are none of ours, what other bots know is', () => {
  expect(readCommand('/start', 'free')).toBe('menu')
  expect(readCommand('/stop', 'free')).toBe('optout')
  expect(readCommand('/dung', 'closed')).toBeUndefined()
  expect(readCommand('/xyz', 'closed')).toBeUndefined()
  expect(readCommand('/constructor', 'closed')).toBeUndefined()
  expect(readCommand('constructor', 'closed')).toBeUndefined()
  expect(readCommand('/hủy', 'free')).toBe('cancel')
})

describe('consent', () => {
  test.each([
    'đồng ý',
    'Đồng ý.',
    'TÔI ĐỒNG Ý',
    'em đồng ý ạ',
    'Dạ, tôi đồng ý',
    'bác đồng ý',
    'Chị đồng ý nhé',
    'tui đồng ý',
    'ba dong y',
    'dong y',
    'toi dong y',
    'ddoongf ys',
    'd9o6ng2 y1',
    'đồng ý'.normalize('NFD'),
  ])('%j agrees', (text) => expect(agreesToConsent(text)).toBe(true))
  test.each([
    'dạ',
    'ừ',
    'ok',
    'vâng',
    'có',
    '👍',
    '✅',
    'yes',
    'được',
    'không đồng ý',
    'khong dong y',
    'tôi không đồng ý',
    'đồng ý không?',
    'Đông y',
    'chưa đồng ý',
    'đồng',
    '',
  ])('%j does not', (text) => expect(agreesToConsent(text)).toBe(false))
})

test('no two commands share a phrase, with marks or without, but for those asked back', () => {
  const owners = new Map<string, Set<string>>()
  for (const [phrase, command] of ALL) {
    for (const form of [spelling(phrase), fold(phrase)]) owners.set(form, (owners.get(form) ?? new Set()).add(command))
  }
  const shared = [...owners].filter(([form, commands]) => commands.size > 1 && !AMBIGUOUS.has(form))
  expect(shared).toEqual([])
})
