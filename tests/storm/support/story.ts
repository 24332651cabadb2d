// One person's nomination: what they wait to hear, what they then say, and what must be on record afterwards.
import { readWhen } from '../../../src/flows/vi/dates.js'
import { length } from '../../../src/flows/vi/text.js'
import type { Random } from './random.js'

export type Act = { says: string } | { taps: string } | { sends: Buffer }

export interface Step {
  key: string
  /** The words of the bot that this step answers. */
  hears: RegExp
  does: Act[]
  /** What may also be heard between these acts and the next step. */
  passes?: RegExp
  /** Answers and notes of the draft that these acts make, as they must be found afterwards. */
  answers?: Record<string, unknown>
  notes?: Record<string, unknown>
  consents?: true
  /** The draft is sent with this step. */
  sends?: true
}

interface StoryOptions {
  /** Tells the stories of a storm apart: every free text holds it. */
  number: number
  random: Random
  photo: Buffer
}

// Different without their marks too: two nominations of one name would be joined.
const SYLLABLES = 'An Bình Chi Đức Giang Hà Khánh Lâm Minh Nga Phong Quý Sơn Thảo Uyên Vĩnh'.split(' ')

/** A whole story, unlike every other of the same storm. The last step only listens for the code. */
export function storyOf({ number, random, photo }: StoryOptions): Step[] {
  const name = `Nguyễn Thị ${nameOf(number)}`
  const phone = `0912${String(number).padStart(6, '0')}`
  const reason = `Vì bà con khen, chuyện số ${number}.`
  const link = `https://example.vn/bai-viet/${number}`
  const withPhoto = random.chance(0.2)
  const proof = withPhoto ? { files: 1, links: [] } : { files: 0, links: [link] }
  const when = readWhen('đã 5 năm nay', Date.now())
  if (!when.ok) throw new Error(when.reason)
  return [
    { key: 'greeting', hears: /Hôm nay anh\/chị muốn làm gì/, does: [{ taps: 'Giới thiệu người tốt' }] },
    { key: 'consent', hears: /Trước khi bắt đầu/, does: [{ taps: 'Tôi đồng ý' }], consents: true },
    pick('kind', /muốn giới thiệu ai/, 'Một người', 'individual'),
    type('name', /kể tên là gì/, name, name),
    type('unit', /phường, xã hay khu công nghiệp nào/, 'phường Lê Chân', 'Phường Lê Chân'),
    pick('deed', /Điều anh\/chị muốn kể là gì/, 'Việc làm lâu dài', 'work'),
    ...tale(number, random),
    type('when', /diễn ra vào lúc nào/, 'đã 5 năm nay', { heard: when.when }, 'notes'),
    pick('when', /Trợ lý hiểu là/, 'Đúng rồi', when.when),
    type('helped', /Ai đã được giúp ạ/, `bà con ngõ ${number}`, `bà con ngõ ${number}`),
    type('count', /bao nhiêu người đã được giúp/, `${number}`, { value: number, approx: false }),
    pick('effect', /về mặt nào/, 'Cả hai', 'both'),
    pick('law', /gương mẫu chấp hành/, 'Có', { answer: 'yes' }, 'notes'),
    type('law', /cho một ví dụ ngắn được không/, reason, { answer: 'yes', reason }),
    pick('part', /có tích cực tham gia giúp/, 'Tôi không rõ', { answer: 'unknown', reason: '' }),
    pick('example', /học tập, làm theo không/, 'Có', { answer: 'yes' }, 'notes'),
    pick('example', /cho một ví dụ nhỏ/, 'Bỏ qua', { answer: 'yes', reason: '' }),
    type('address', /gắn với một "địa chỉ nhân đạo"/, `nhà cuối ngõ ${number}`, `nhà cuối ngõ ${number}`),
    {
      key: 'evidence',
      hears: /ảnh, giấy cảm ơn/,
      does: [withPhoto ? { sends: photo } : { says: link }],
      notes: { evidence: proof },
    },
    pick('evidence', /Trợ lý đã nhận 1 (ảnh|đường dẫn)/, 'Xong', proof),
    pick('knows', /đã biết mình được giới thiệu chưa/, 'Chưa biết', 'no'),
    type('byName', /Còn anh\/chị tên là gì/, `Phạm Thị ${nameOf(number)}`, `Phạm Thị ${nameOf(number)}`),
    type('byPhone', /Số điện thoại của anh\/chị/, phone, `+84${phone.slice(1)}`),
    { key: 'summary', hears: /Thông tin đã đúng chưa/, does: [{ taps: 'Gửi đi' }], sends: true },
    { key: 'end', hears: /NT-\d{4}-\d{6}/, does: [] },
  ]
}

/** Three to five pieces: sent one after the other, or all at once. Either way all must be there, in this order. */
function tale(number: number, random: Random): Step[] {
  const count = 3 + random.below(3)
  const pieces = Array.from(
    { length: count },
    (_, n) => `Đoạn ${n + 1} của chuyện ${number}: sáng nào cô cũng nấu cháo cho bệnh nhân nghèo${'.'.repeat(n + 1)}`,
  )
  const first = /Việc làm ấy ra sao/
  const told = pieces.map((_, n) => {
    const far = length(pieces.slice(0, n + 1).join('\n'))
    return new RegExp(`đã ghi ${far}(/1500)? ký tự`)
  })
  const says = (piece: string): Act => ({ says: piece })
  const steps: Step[] = random.chance(0.5)
    ? [{ key: 'story', hears: first, does: pieces.map(says), passes: /đã ghi \d+/, notes: { story: { pieces } } }]
    : pieces.map((piece, n) => ({
        key: 'story',
        hears: n === 0 ? first : told[n - 1]!,
        does: [says(piece)],
        notes: { story: { pieces: pieces.slice(0, n + 1) } },
      }))
  return [...steps, pick('story', told.at(-1)!, 'Xong', pieces.join('\n'))]
}

function pick(key: string, hears: RegExp, label: string, value: unknown, into: 'answers' | 'notes' = 'answers'): Step {
  return { key, hears, does: [{ taps: label }], [into]: { [key]: value } }
}

function type(key: string, hears: RegExp, text: string, value: unknown, into: 'answers' | 'notes' = 'answers'): Step {
  return { key, hears, does: [{ says: text }], [into]: { [key]: value } }
}

function nameOf(number: number): string {
  const base = SYLLABLES.length
  return [number, Math.floor(number / base), Math.floor(number / base ** 2)]
    .map((digit) => SYLLABLES[digit % base])
    .join(' ')
}
