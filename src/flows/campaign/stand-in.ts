import { buttonsUnder } from '../news-buttons.js'
import type { StandIn } from '../rehearsal/memory.js'
import type { CampaignEffect, CampaignResults, Preview, Progress, TemplateRun } from './effects.js'
import { limitsOf } from './limits.js'

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
  excluded: { noConsent: 7, thisWeek: 2 },
  zaloQuota: 12,
  fourEyes: true,
  state: 'draft',
}

const RUN: TemplateRun = {
  key: 'humanitarian-month',
  name: 'Tháng Nhân đạo',
  themed: true,
  pieces: [{ id: '1', text: PROGRESS.text, state: 'draft', startsAt: Date.parse('2027-05-01T08:00+07:00') }],
}

/** A rehearsal has one broadcast, half sent. */
export const standIn: StandIn<CampaignEffect, CampaignResults> = {
  draftBroadcast: (_memory, { form }) => ({
    ...PREVIEW,
    message: { text: form.text, buttons: buttonsUnder(form.buttons, form.link) },
    notes: limitsOf({ text: form.text }),
    startsAt: form.startsAt,
    weekly: form.weekly,
  }),
  previewBroadcast: () => PREVIEW,
  narrowBroadcast: (_memory, { by }) => ({ ...PREVIEW, narrowing: by, byChannel: { zalo: 12 } }),
  editBroadcast: () => 'over',
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
  showBroadcast: () => PROGRESS,
  listBroadcasts: () => [PROGRESS],
  listTemplates: () => [{ key: 'humanitarian-month', name: 'Tháng Nhân đạo' }],
  useTemplate: () => RUN,
  sendTemplate: () => ({ ...RUN, asked: 1 }),
  listSeries: () => [],
  steerSeries: () => [],
  moveIssue: () => [],
}
