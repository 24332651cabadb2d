import { limitsOf } from '../../campaign/limits.js'
import { nextSlot } from '../../campaign/slot.js'
import type {
  CampaignEffect,
  CampaignResults,
  Move,
  Preview,
  Progress,
  SeriesLine,
  TemplateRun,
} from '../../effects/campaign.js'
import { buttonsUnder } from '../../news-buttons.js'
import type { StandIn } from '../memory.js'

const PROGRESS: Progress = {
  id: '1',
  state: 'sending',
  unitName: 'Công ty TNHH Hoa Phượng (ví dụ)',
  text: 'Mời anh chị em kể một việc tốt quanh mình.',
  late: false,
  planned: 120,
  pending: 60,
  sent: 50,
  failed: 1,
  skipped: 9,
  unknown: 0,
  byChannel: { telegram: 20, zalo: 30 },
  byReason: { noConsent: 9 },
  presses: { tell: 3, later: 1 },
  quiet: false,
}

const PREVIEW: Preview = {
  id: '1',
  unitName: PROGRESS.unitName,
  message: { text: PROGRESS.text },
  notes: limitsOf({ text: PROGRESS.text }),
  narrowing: {},
  unitNames: {},
  byChannel: { telegram: 40, zalo: 71 },
  excluded: { noConsent: 7, windowClosed: 30, thisWeek: 2 },
  zaloQuota: 12,
  zaloSpare: 500,
  templates: { people: 30, price: 200, left: 500 },
  leavesAt: 0,
  fourEyes: true,
  own: false,
  urgent: false,
  state: 'draft',
}

const RUN: TemplateRun = {
  key: 'humanitarian-month',
  name: 'Tháng Nhân đạo',
  themed: true,
  pieces: [{ id: '1', text: PROGRESS.text, state: 'draft', startsAt: Date.parse('2027-05-01T08:00+07:00') }],
}

const SERIES: SeriesLine = {
  id: '1',
  unitName: PROGRESS.unitName,
  weekday: 1,
  hour: 8,
  state: 'active',
  late: 'send',
  nextSlot: Date.parse('2026-12-07T08:00+07:00'),
  issues: ['Kể một việc tốt quanh mình', 'Chuyện cô Hoa nấu cháo', 'Ba địa chỉ đang chờ'].map((text, n) => ({
    id: String(n + 1),
    text,
  })),
}

/** As the store does it. */
function moved(issues: SeriesLine['issues'], id: string, deed: Move): SeriesLine['issues'] {
  const at = issues.findIndex((issue) => issue.id === id)
  const rest = issues.filter((issue) => issue.id !== id)
  if (at < 0 || deed === 'skip') return rest
  const to = { first: 0, up: at - 1, down: at + 1, later: rest.length }[deed]
  return rest.toSpliced(Math.max(0, to), 0, issues[at]!)
}

/** A rehearsal has one broadcast, half sent. */
export const standIn: StandIn<CampaignEffect, CampaignResults> = {
  draftBroadcast(memory, { draft, answers, form }) {
    memory.written = { draft, answers }
    return {
      ...PREVIEW,
      message: { text: form.text, buttons: buttonsUnder(form.buttons, form.link) },
      notes: limitsOf({ text: form.text }),
      startsAt: form.startsAt,
      weekly: form.weekly,
    }
  },
  previewBroadcast: () => PREVIEW,
  narrowBroadcast: (_memory, { by }): Preview => {
    if (!by.template) return { ...PREVIEW, narrowing: by, byChannel: { zalo: 12 } }
    const { windowClosed: _, ...excluded } = PREVIEW.excluded
    return { ...PREVIEW, narrowing: by, byChannel: { telegram: 40, zalo: 101 }, excluded }
  },
  editBroadcast: ({ written }) => written ?? 'over',
  reportBroadcast: () => ({
    progress: { ...PROGRESS, state: 'done', pending: 0, sent: 110 },
    sheet: { hash: 'report:1.xlsx', name: 'bao-cao-tin-1.xlsx' },
  }),
  testBroadcast: () => ({ text: PROGRESS.text }),
  steerBroadcast: (_memory, { deed }) => ({
    is: deed === 'send' ? 'proposed' : 'done',
    asked: 1,
    progress: { ...PROGRESS, state: deed === 'pause' ? 'paused' : deed === 'cancel' ? 'cancelled' : 'sending' },
  }),
  markUrgent: () => {
    const { thisWeek: _, ...excluded } = PREVIEW.excluded
    return { ...PREVIEW, urgent: true, byChannel: { telegram: 41, zalo: 72 }, excluded }
  },
  sendAgain: () => ({ ...PROGRESS, state: 'sending' }),
  showBroadcast: () => PROGRESS,
  listBroadcasts: () => [PROGRESS],
  listTemplates: () => [{ key: 'humanitarian-month', name: 'Tháng Nhân đạo' }],
  useTemplate: () => RUN,
  sendTemplate: () => ({ ...RUN, asked: 1 }),
  listSeries: () => [SERIES],
  steerSeries: (_memory, { deed }) => [
    {
      ...SERIES,
      state: deed === 'pause' ? 'paused' : 'active',
      late: deed === 'drop' ? 'drop' : 'send',
    },
  ],
  moveSlot: (_memory, { slot }) => [{ ...SERIES, ...slot, nextSlot: nextSlot(slot, SERIES.nextSlot) }],
  showTheme: (_memory, { year }) => ({ year }),
  setTheme: (_memory, { year, text }) => ({ year, text }),
  moveIssue: (_memory, { id, deed }) => [{ ...SERIES, issues: moved(SERIES.issues, id, deed) }],
  setFourEyes: (_memory, { unit, on }) => [{ unit, unitName: 'Phường Lê Chân', on, own: true }],
  listFourEyes: () => [{ unit: '11383', unitName: 'Phường Lê Chân', on: true, own: false }],
}
