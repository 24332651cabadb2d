// What a reviewer finds in a rehearsal: a round of invented files, told by nobody.
import type { CardFacts, Outcome } from '../../effects/review.js'
import { HOUR } from '../../schedule.js'

const AT = Date.parse('2026-12-04T17:00:00+07:00')

/** A file, and what was done with it: `out` for who withdrew from it, `decided` by whom and when. */
export interface InventedFile extends CardFacts {
  out?: true
  decided?: { decision: string; at: number; verdict: string }
}

export interface ReviewMemory {
  files: InventedFile[]
  /** Put together or apart, as it was before. */
  regroups: Map<string, InventedFile[]>
  questions: Map<string, { question: string; code: string; nominee: string; answered?: true }>
  outcomes: Map<string, Outcome>
  closed: boolean
}

const CRITERIA = [
  { key: 'law', text: 'Chấp hành tốt chủ trương, pháp luật' },
  { key: 'part', text: 'Tham gia hiệu quả hoạt động nhân đạo' },
  { key: 'example', text: 'Là tấm gương để người khác làm theo' },
]

function file(n: number, nominee: string, story: string, more: Partial<InventedFile> = {}): InventedFile {
  return {
    review: String(n),
    code: `NT-2026-00020${n}`,
    nominee,
    kind: 'individual',
    unitText: 'Phường Lê Chân',
    title: 'Người tốt, việc thiện',
    stage: 'cấp cơ sở',
    form: '',
    state: 'waiting',
    dueAt: AT - (5 - n) * HOUR,
    criteria: CRITERIA,
    ticks: {},
    told: [{ kind: 'individual', name: nominee, story }],
    files: 0,
    similar: [],
    questions: [],
    ...more,
  }
}

/** `form`: the conversation that its files were told in. */
export function inventedRound(form: string): ReviewMemory {
  const similar = {
    code: 'NT-2026-000202',
    unitText: 'Phường Lê Chân',
    state: 'reviewing',
    tellers: 1,
    why: ['parts' as const, 'unit' as const, 'year' as const],
  }
  const nominee = 'Nguyễn Thị Mẫu'
  const outcome = { nominee, stage: 'cấp cơ sở', last: false }
  return {
    files: [
      file(1, nominee, 'Sáng nào cô cũng nấu một nồi cháo mang ra cổng bệnh viện.', { similar: [similar], files: 2 }),
      file(2, 'Mẫu Nguyễn Thị', 'Cô Mẫu nấu cháo cho người bệnh đã năm năm.'),
      file(3, 'Trần Văn Ví Dụ', 'Chú sửa xe cho học sinh nghèo, không lấy tiền.'),
      file(4, 'Lê Thị Thử', 'Bác dạy chữ cho trẻ em xóm chài mỗi tối.'),
      file(5, 'Phạm Văn Mẫu', 'Anh đã hiến máu bốn mươi lần.'),
    ].map((each) => ({ ...each, form })),
    regroups: new Map(),
    questions: new Map([
      ['1', { question: 'Đồng chí cho biết cô nấu cháo ở cổng nào?', code: 'NT-2026-000201', nominee }],
    ]),
    outcomes: new Map([
      ['1', { ...outcome, code: 'NT-2026-000201', verdict: 'passed', reason: '' }],
      ['2', { ...outcome, code: 'NT-2026-000201', verdict: 'refused', reason: 'Chưa có minh chứng.' }],
    ]),
    closed: false,
  }
}
