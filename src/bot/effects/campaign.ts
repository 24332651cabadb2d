// What officers order about messages to their members. The right is checked where the deed is done (store/campaign).
import type { CampaignEffect } from '../../flows/effects/campaign.js'
import { stamped } from '../../flows/news-buttons.js'
import { audit } from '../../store/audit.js'
import { ownBroadcast, recentBroadcasts, steerBroadcast } from '../../store/campaign/broadcasts.js'
import {
  draftBroadcast,
  editBroadcast,
  narrowBroadcast,
  previewBroadcast,
  started,
} from '../../store/campaign/draft.js'
import { filled } from '../../store/campaign/fill.js'
import { listFourEyes, setFourEyes } from '../../store/campaign/four-eyes.js'
import { markUrgent, sendAgain } from '../../store/campaign/overrule.js'
import { progressOf } from '../../store/campaign/progress.js'
import { reportName } from '../../store/campaign/report.js'
import { SENDERS } from '../../store/campaign/senders.js'
import { listSeries, moveIssue, moveSlot, steerSeries } from '../../store/campaign/series.js'
import { administersAll, setTheme, templates, themeOf, useTemplate } from '../../store/campaign/templates.js'
import { askApproval } from '../../store/campaign/told.js'
import type { Tx } from '../../store/database.js'
import type { Address } from '../../store/people.js'
import { rolesOf, scopeOf } from '../../store/roles.js'
import { CHUNKS } from '../campaign/pace.js'
import type { Handlers, Who } from './effect.js'

const LISTED = 8

export const campaign: Handlers<CampaignEffect> = {
  draftBroadcast: async (tx, who, { draft, fresh, form, answers }, now) => ({
    result: await draftBroadcast(tx, who, { draft, fresh }, { form, answers }, now),
  }),
  previewBroadcast: async (tx, who, { id }, now) => ({ result: await previewBroadcast(tx, id, who, now) }),
  narrowBroadcast: async (tx, who, { id, by }, now) => ({ result: await narrowBroadcast(tx, id, by, who, now) }),
  editBroadcast: async (tx, who, { id }, now) => ({ result: await editBroadcast(tx, id, who, now) }),
  async reportBroadcast(tx, who, { id }, now) {
    const found = await ownBroadcast(tx, id, who, 'reportBroadcast', now)
    if (typeof found === 'string') return { result: found }
    const [progress] = await progressOf(tx, { id }, now)
    // Zalo takes no spreadsheet, but plain tables.
    const kind = who.channel === 'zalo' ? 'csv' : 'xlsx'
    await audit(
      tx,
      { by: who, action: 'export', on: { kind: 'broadcast', id }, unit: found.unit, details: { kind } },
      now,
    )
    return {
      result: { progress: progress!, sheet: { hash: reportName(id, kind, now), name: `bao-cao-tin-${id}.${kind}` } },
    }
  },
  async testBroadcast(tx, who, { id }, now) {
    const found = await ownBroadcast(tx, id, who, 'testBroadcast', now)
    if (typeof found === 'string') return { result: 'none' }
    const message = started(found.state) ? found.body : await filled(tx, found.body, found.fill ?? null)
    return { result: started(found.state) ? message : stamped(message, id) }
  },
  async steerBroadcast(tx, who, { id, deed }, now) {
    const steered = await steerBroadcast(tx, { id, deed, by: who, sizes: CHUNKS, now })
    if (typeof steered === 'string') return { result: steered }
    const { is, unit, createdBy } = steered
    const [progress] = await progressOf(tx, { id }, now)
    const more = { text: progress?.text, unit: progress?.unitName }
    const revisit = is === 'proposed' ? await askApproval(tx, { id, unit, createdBy, more }, now) : []
    const broadcast = progress?.state === 'sending' ? [id] : []
    return { result: { is, progress, asked: revisit.length }, after: { revisit, broadcast } }
  },
  markUrgent: async (tx, who, { id }, now) => ({ result: await markUrgent(tx, id, who, now) }),
  async sendAgain(tx, who, { id }, now) {
    const result = await sendAgain(tx, id, who, now)
    return { result, after: { broadcast: typeof result === 'string' ? [] : [id] } }
  },
  async showBroadcast(tx, who, { id }, now) {
    const found = await ownBroadcast(tx, id, who, 'showBroadcast', now)
    if (typeof found === 'string') return { result: found }
    const [progress] = await progressOf(tx, { id }, now)
    return { result: progress! }
  },
  async listBroadcasts(tx, who, _effect, now) {
    const units = await scopeOf(tx, who.personId, SENDERS, now)
    return { result: await recentBroadcasts(tx, units, LISTED) }
  },
  async listSeries(tx, who, _effect, now) {
    return { result: await listSeries(tx, await scopeOf(tx, who.personId, SENDERS, now)) }
  },
  listTemplates: async () => ({ result: templates().map(({ key, name }) => ({ key, name })) }),
  useTemplate: async (tx, who, { key }, now) => ({ result: await runOf(tx, who, key, now) }),
  async sendTemplate(tx, who, { key }, now) {
    const run = await runOf(tx, who, key, now)
    if (typeof run === 'string') return { result: run }
    const revisit: Address[] = []
    for (const { id, state, text } of run.pieces) {
      if (state !== 'draft') continue
      const steered = await steerBroadcast(tx, { id, deed: 'send', by: who, sizes: CHUNKS, now })
      if (typeof steered === 'string' || steered.is !== 'proposed') continue
      const { unit, createdBy } = steered
      revisit.push(...(await askApproval(tx, { id, unit, createdBy, more: { text, unit: run.name } }, now)))
    }
    const after = await runOf(tx, who, key, now)
    const asked = new Set(revisit.map(({ channel, address }) => `${channel} ${address}`)).size
    return { result: typeof after === 'string' ? after : { ...after, asked }, after: { revisit } }
  },
  async steerSeries(tx, who, { id, deed }, now) {
    const units = await scopeOf(tx, who.personId, SENDERS, now)
    await steerSeries(tx, id, units, deed)
    return { result: await listSeries(tx, units) }
  },
  async moveSlot(tx, who, { id, slot }, now) {
    const units = await scopeOf(tx, who.personId, SENDERS, now)
    const is = await moveSlot(tx, { id, slot, units, by: who, now })
    return { result: is === 'taken' ? is : await listSeries(tx, units) }
  },
  showTheme: async (tx, who, { year }, now) => ({
    result: (await administersAll(tx, who, 'showTheme', now)) ? { year, text: await themeOf(tx, year) } : 'refused',
  }),
  async setTheme(tx, who, { year, text }, now) {
    if (!(await administersAll(tx, who, 'setTheme', now))) return { result: 'refused' }
    await setTheme(tx, year, text, who, now)
    return { result: { year, text } }
  },
  async moveIssue(tx, who, { id, deed }, now) {
    const units = await scopeOf(tx, who.personId, SENDERS, now)
    await moveIssue(tx, id, units, deed)
    return { result: await listSeries(tx, units) }
  },
  async setFourEyes(tx, who, { unit, on }, now) {
    if ((await setFourEyes(tx, unit, on, who, now)) === 'refused') return { result: 'refused' }
    return { result: await listFourEyes(tx, who.personId, unit, now) }
  },
  listFourEyes: async (tx, who, { unit }, now) => ({ result: await listFourEyes(tx, who.personId, unit, now) }),
}

/** The run of a template for the unit that somebody answers for, the highest of their roles. */
async function runOf(tx: Tx, who: Who, key: string, now: number) {
  const [role] = (await rolesOf(tx, who.personId, now)).filter((each) => SENDERS.includes(each.role))
  if (!role) return 'refused'
  return (await useTemplate(tx, { key, unit: role.unit, by: who.personId, now })) ?? 'none'
}
