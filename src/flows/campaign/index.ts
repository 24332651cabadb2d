// "Gửi tin": an officer writes to the members of their unit, once or every week.
import type { Flow, Turn } from '../flow.js'
import { putAnswer } from '../interview/form.js'
import { answers } from '../roles.js'
import { activeDraft } from '../session.js'
import { enter } from '../turn/begin.js'
import { replaceDraft } from '../turn/drafts.js'
import { resume, say } from '../turn/say.js'
import { showMoment } from '../vi/calendar.js'
import { list } from '../vi/phrases.js'
import type { Deed, Progress } from './effects.js'
import { form } from './form.js'
import { broadcastList, preview, progressMessage, seriesList, showProgress, steered } from './told.js'

const NUMBER = /^\d{1,18}$/
const DEED = /^(send|approve|pause|resume|cancel)-(\d{1,18})$/
const SERIES = /^(pause|resume)-(\d{1,18})$/
const ISSUE = /^(skip|later)-(\d{1,18})$/

/** An officer of one unit need not say which. */
function write(t: Turn): void {
  enter(t, 'campaign')
  const draft = activeDraft(t.session)
  const units = [...new Map(t.ctx.who.roles.map((role) => [role.unit, role])).values()]
  const [only] = units
  if (draft?.flow !== 'campaign' || draft.order.length > 0 || !only || units.length > 1) return
  const { order, ...given } = putAnswer(draft, 'unit', { code: only.unit, name: only.unitName })
  // Not among the answers that "back" takes back: it was not given here.
  replaceDraft(t, { ...given, order: order.filter((key) => key !== 'unit') })
}

export const campaign: Flow = {
  for: answers,
  doors: [
    {
      command: 'writeBroadcast',
      label: 'Gửi tin',
      desk: 40,
      phrases: list('gửi tin cho thành viên; soạn tin; soạn tin gửi thành viên'),
      slashes: ['guitin'],
      open: write,
    },
    {
      command: 'broadcasts',
      label: 'Các tin đã gửi',
      desk: 41,
      open: (t) => void t.effects.push({ do: 'listBroadcasts' }),
    },
    {
      command: 'series',
      label: 'Loạt tin hằng tuần',
      open: (t) => void t.effects.push({ do: 'listSeries' }),
    },
    {
      command: 'broadcast',
      label: 'Mở tin',
      open: (t, id) => void (NUMBER.test(id) ? t.effects.push({ do: 'showBroadcast', id }) : resume(t)),
    },
    {
      command: 'testBroadcast',
      label: 'Gửi thử',
      open: (t, id) => void (NUMBER.test(id) ? t.effects.push({ do: 'testBroadcast', id }) : resume(t)),
    },
    {
      command: 'steerBroadcast',
      label: 'Gửi, duyệt, dừng',
      open(t, rest) {
        const [, deed, id] = DEED.exec(rest) ?? []
        if (deed && id) t.effects.push({ do: 'steerBroadcast', id, deed: deed as Deed })
        else resume(t)
      },
    },
    {
      command: 'steerSeries',
      label: 'Dừng, chạy tiếp loạt tin',
      open(t, rest) {
        const [, deed, id] = SERIES.exec(rest) ?? []
        if (deed && id) t.effects.push({ do: 'steerSeries', id, deed: deed as 'pause' | 'resume' })
        else resume(t)
      },
    },
    {
      command: 'moveIssue',
      label: 'Bỏ, dời bài',
      open(t, rest) {
        const [, deed, id] = ISSUE.exec(rest) ?? []
        if (deed && id) t.effects.push({ do: 'moveIssue', id, deed: deed as 'skip' | 'later' })
        else resume(t)
      },
    },
  ],
  form,
  told: {
    draftBroadcast: preview,
    testBroadcast: (t, message) => say(t, message === 'none' ? { text: 'Trợ lý không tìm thấy tin này ạ.' } : message),
    steerBroadcast: steered,
    showBroadcast: (t, found) => showProgress(t, found),
    listBroadcasts: broadcastList,
    listSeries: seriesList,
    steerSeries: seriesList,
    moveIssue: seriesList,
  },
  news: {
    approve: {
      tell: (t, id, more) =>
        say(t, {
          text: `Có một tin của ${String(more?.unit ?? 'đơn vị')} đang chờ anh/chị duyệt:\n\n${String(more?.text ?? '')}`,
          buttons: [
            { label: 'Duyệt và gửi', token: `c.steerBroadcast.approve-${id}` },
            { label: 'Xem kỹ', token: `c.broadcast.${id}` },
            { label: 'Không gửi', token: `c.steerBroadcast.cancel-${id}` },
          ],
        }),
    },
    ended: { tell: (t, _id, more) => say(t, progressMessage(more as unknown as Progress, t.ctx.now)) },
    halted: { tell: (t, _id, more) => say(t, progressMessage(more as unknown as Progress, t.ctx.now)) },
    emptySlot: {
      unasked: true,
      tell: (t, _id, more) =>
        say(t, {
          text: `Loạt tin hằng tuần của ${String(more?.unitName ?? 'đơn vị')} chưa có bài cho kỳ ${showMoment(Number(more?.slot))}. Anh/chị soạn một bài nhé?`,
          buttons: [
            { label: 'Soạn bài', token: 'c.writeBroadcast' },
            { label: 'Xem loạt tin', token: 'c.series' },
          ],
        }),
    },
    slot: {
      tell: (t, id, more) =>
        say(t, {
          text: SLOT[String(more?.is)]?.(String(more?.unitName), showMoment(Number(more?.slot))) ?? '',
          buttons: [
            id ? { label: 'Xem tin', token: `c.broadcast.${id}` } : { label: 'Xem loạt tin', token: 'c.series' },
          ],
        }),
    },
  },
}

/** What became of a slot that did not go as planned. */
const SLOT: Record<string, (unit: string, slot: string) => string> = {
  late: (unit, slot) => `Tin tuần của ${unit} (kỳ ${slot}) vừa được gửi muộn, vì hệ thống tạm ngừng lúc tới giờ.`,
  dropped: (unit, slot) => `Tin tuần của ${unit} (kỳ ${slot}) đã lỡ giờ nên không gửi, theo quy định của loạt tin.`,
  empty: (unit, slot) => `Kỳ ${slot} của loạt tin ${unit} không có bài nên không gửi gì.`,
}
