import type { StandIn } from '../rehearsal/memory.js'
import type { CampaignEffect, CampaignResults, Progress } from './effects.js'

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
  quiet: false,
}

/** A rehearsal has one broadcast, half sent. */
export const standIn: StandIn<CampaignEffect, CampaignResults> = {
  draftBroadcast: (_memory, { form }) => ({
    id: '1',
    unitName: PROGRESS.unitName,
    message: { text: form.text, buttons: form.buttons },
    byChannel: { telegram: 40, zalo: 71 },
    excluded: { noConsent: 7, thisWeek: 2 },
    zaloQuota: 12,
    startsAt: form.startsAt,
    weekly: form.weekly,
    fourEyes: true,
  }),
  testBroadcast: () => ({ text: PROGRESS.text }),
  steerBroadcast: (_memory, { deed }) => ({
    is: deed === 'send' ? 'proposed' : 'done',
    asked: 1,
    progress: { ...PROGRESS, state: deed === 'pause' ? 'paused' : deed === 'cancel' ? 'cancelled' : 'sending' },
  }),
  showBroadcast: () => PROGRESS,
  listBroadcasts: () => [PROGRESS],
  listSeries: () => [],
  steerSeries: () => [],
  moveIssue: () => [],
}
