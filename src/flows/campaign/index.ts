// "Gửi tin": an officer writes to the members of their unit, once or every week.

import type { Deed, Move, Progress, SeriesDeed } from '../effects/campaign.js'
import type { Flow, Turn } from '../flow.js'
import type { Answers } from '../interview/form.js'
import { administers, answers } from '../roles.js'
import { verbatim } from '../salutation.js'
import { activeDraft } from '../session.js'
import { enter } from '../turn/begin.js'
import { openDraft, replaceDraft, startDraft } from '../turn/drafts.js'
import { showList } from '../turn/list.js'
import { ask, askOn, openPanel, resume, say } from '../turn/say.js'
import { showMoment } from '../vi/calendar.js'
import { wordsAlone } from '../vi/keywords.js'
import { list } from '../vi/phrases.js'
import { form } from './form.js'
import { fourEyesList, fourEyesUnit, doors as secondYes } from './four-eyes.js'
import { moved, doors as moving } from './moving.js'
import { doors as narrowing, narrowUnit } from './narrowing.js'
import { audience, preview, doors as previewing } from './preview.js'
import { report } from './report.js'
import * as said from './said.js'
import { arrange, pieceOf, templateList, templateRun } from './series.js'
import { theme, doors as themes, themeWords } from './theme.js'
import { again, broadcastList, progressMessage, sentAgain, showProgress, steered } from './told.js'
import { LIST, NONE, REFUSED } from './words.js'

// "Tôi muốn gửi tin cho công nhân", without marks and politeness; a word to the officers is none of it.
const WRITES =
  /^(?:gui|nhan|soan|viet) (?:tin|tin nhan|thong bao)(?: (?:gap|khan|moi|chung))?(?: (?:cho|toi|den)(?! can bo)(?: .{2,40}))?$/
const KEY = /^[a-z0-9-]{1,40}$/
const NUMBER = /^\d{1,18}$/
const DEED = /^(send|approve|pause|resume|cancel)-(\d{1,18})$/
const SERIES = /^(pause|resume|late|drop)-(\d{1,18})$/
const ISSUE = /^(first|up|down|later|skip)-(\d{1,18})(?:-(\d{1,18}))?$/
const ARRANGE = /^(\d{1,18})(?:-(\d{1,18}))?$/

/** An officer of one unit need not say which. */
function write(t: Turn): void {
  const units = [...new Map(t.ctx.who.roles.map((role) => [role.unit, role])).values()]
  const [only] = units
  if (t.session.drafts.some(({ flow }) => flow === 'campaign') || !only || units.length > 1) return enter(t, 'campaign')
  startDraft(t, 'campaign')
  // No answer of theirs: it is neither counted nor taken back.
  replaceDraft(t, { ...activeDraft(t.session)!, answers: { own: { code: only.unit, name: only.unitName } } })
  ask(t)
}

/** A broadcast that is still being written goes back into its form, as it was. */
function edit(t: Turn, found: { draft: string; answers: Answers } | 'refused' | 'none' | 'over'): void {
  if (found === 'over')
    return showList(t, { text: 'Tin này đã trình duyệt hoặc đã gửi, nên không sửa được nữa ạ.', buttons: [LIST] })
  if (typeof found === 'string') return showList(t, { text: found === 'refused' ? REFUSED : NONE, buttons: [LIST] })
  const { draft: id, answers } = found
  // Half changed already: that is gone on with.
  const begun = t.session.drafts.find((draft) => draft.flow === 'campaign' && draft.answers.of === id)
  if (begun) {
    openDraft(t, begun.id)
    return askOn(t)
  }
  startDraft(t, 'campaign')
  const fresh = activeDraft(t.session)!
  const order = Object.keys(answers).filter((key) => key !== 'own' && key !== 'of')
  // It is the same broadcast when it is sent, not another one.
  replaceDraft(t, { ...fresh, answers: { ...answers, of: id }, order })
  ask(t)
}

export const campaign: Flow = {
  for: answers,
  doors: [
    ...previewing,
    ...narrowing,
    ...secondYes,
    ...themes,
    ...moving,
    {
      command: 'writeBroadcast',
      label: 'Gửi tin',
      desk: 40,
      phrases: list('gửi tin cho thành viên; soạn tin; soạn tin gửi thành viên'),
      heard: (typed, free) => (!free && WRITES.test(wordsAlone(typed)) ? '' : undefined),
      slashes: ['guitin'],
      open: write,
    },
    {
      command: 'broadcasts',
      label: 'Các tin đã gửi',
      leadsBack: true,
      desk: 41,
      heard: (typed, free) => (!free && said.asksForList(wordsAlone(typed), '') ? '' : undefined),
      open: (t) => void t.effects.push({ do: 'listBroadcasts' }),
    },
    {
      command: 'series',
      label: 'Loạt tin hằng tuần',
      phrases: list('loạt tin hằng tuần; loạt tin hàng tuần; xem loạt tin; loạt tin'),
      notInFreeText: ['loạt tin'],
      open: (t) => void t.effects.push({ do: 'listSeries' }),
    },
    {
      command: 'templates',
      label: 'Chiến dịch hằng năm',
      phrases: list('tháng nhân đạo; chiến dịch hằng năm'),
      open: (t) => void t.effects.push({ do: 'listTemplates' }),
    },
    {
      command: 'template',
      label: 'Chiến dịch',
      open: (t, key) => void (KEY.test(key) ? t.effects.push({ do: 'useTemplate', key }) : resume(t)),
    },
    {
      command: 'sendTemplate',
      label: 'Trình duyệt cả loạt',
      final: () => true,
      open: (t, key) => void (KEY.test(key) ? t.effects.push({ do: 'sendTemplate', key }) : resume(t)),
    },
    {
      command: 'broadcast',
      label: 'Mở tin',
      open: (t, id) => void (NUMBER.test(id) ? t.effects.push({ do: 'showBroadcast', id }) : resume(t)),
    },
    {
      command: 'reportBroadcast',
      label: 'Báo cáo',
      open: (t, id) => void (NUMBER.test(id) ? t.effects.push({ do: 'reportBroadcast', id }) : resume(t)),
    },
    {
      command: 'testBroadcast',
      label: 'Gửi thử',
      means: said.tests,
      open: (t, id) => void (NUMBER.test(id) ? t.effects.push({ do: 'testBroadcast', id }) : resume(t)),
    },
    {
      command: 'steerBroadcast',
      label: 'Gửi, duyệt, dừng',
      means: said.steers,
      final: (rest) => /^(?:send|approve|cancel)-/.test(rest),
      open(t, rest) {
        const [, deed, id] = DEED.exec(rest) ?? []
        if (deed && id) t.effects.push({ do: 'steerBroadcast', id, deed: deed as Deed })
        else resume(t)
      },
    },
    {
      command: 'markUrgent',
      label: 'Gửi gấp',
      for: administers,
      open: (t, id) => void (NUMBER.test(id) ? t.effects.push({ do: 'markUrgent', id }) : resume(t)),
    },
    {
      command: 'sendAgain',
      label: 'Gửi lại cho người chưa rõ',
      open(t, id) {
        if (!NUMBER.test(id)) return resume(t)
        openPanel(t, 'send-again', id)
        ask(t)
      },
    },
    {
      command: 'steerSeries',
      label: 'Dừng, chạy tiếp loạt tin',
      open(t, rest) {
        const [, deed, id] = SERIES.exec(rest) ?? []
        if (deed && id) t.effects.push({ do: 'steerSeries', id, deed: deed as SeriesDeed })
        else resume(t)
      },
    },
    {
      command: 'moveIssue',
      label: 'Bỏ, dời bài',
      open(t, rest) {
        const [, deed, id, series] = ISSUE.exec(rest) ?? []
        if (deed && id) t.effects.push({ do: 'moveIssue', id, deed: deed as Move, series })
        else resume(t)
      },
    },
    {
      command: 'arrange',
      label: 'Sắp xếp bài',
      open(t, rest) {
        const [, series, issue] = ARRANGE.exec(rest) ?? []
        if (series) t.effects.push({ do: 'listSeries', series, issue })
        else resume(t)
      },
    },
  ],
  form,
  panels: { 'send-again': again, 'narrow-unit': narrowUnit, 'four-eyes-unit': fourEyesUnit, 'theme-words': themeWords },
  told: {
    draftBroadcast: (t, found) => preview(t, found, {}),
    previewBroadcast: preview,
    narrowBroadcast: audience,
    editBroadcast: edit,
    reportBroadcast: report,
    testBroadcast: (t, message) => say(t, message === 'none' ? { text: 'Trợ lý không tìm thấy tin này ạ.' } : message),
    steerBroadcast: steered,
    markUrgent: audience,
    sendAgain: sentAgain,
    showBroadcast: (t, found) => showProgress(t, found),
    listBroadcasts: broadcastList,
    listSeries: (t, found, asked) => (asked.issue ? pieceOf : arrange)(t, found, asked),
    listTemplates: templateList,
    useTemplate: templateRun,
    sendTemplate: templateRun,
    steerSeries: (t, found, { id }) => arrange(t, found, { series: id }),
    moveSlot: moved,
    moveIssue: arrange,
    setFourEyes: fourEyesList,
    listFourEyes: fourEyesList,
    showTheme: (t, found) => theme(t, found, {}),
    setTheme: theme,
  },
  news: {
    approve: {
      tell: (t, id, more) =>
        say(t, {
          text: `Có một tin của ${String(more?.unit ?? 'đơn vị')} đang chờ anh/chị duyệt:\n\n${String(more?.text ?? '')}`,
          buttons: [
            { label: 'Duyệt và gửi', token: `c.steerBroadcast.approve-${id}` },
            { label: 'Xem kỹ', token: `c.preview.${id}` },
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
    held: {
      tell: (t, id, more) =>
        say(t, {
          text: heldText(more as unknown as Held),
          buttons: [
            more?.is === 'series'
              ? { label: 'Xem loạt tin', token: 'c.series' }
              : { label: 'Xem tin', token: `c.broadcast.${id}` },
            { label: 'Soạn tin mới', token: 'c.writeBroadcast' },
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
  empty: (unit, slot) =>
    `Kỳ ${slot} của loạt tin ${unit} không có bài nên không gửi gì. Khi nào có bài, loạt tin lại chạy; từ giờ tới lúc ấy Trợ lý không nhắc nữa ạ.`,
}

interface Held {
  is: 'series' | 'message'
  unitName: string
  gone: string
}

/** A unit was merged or closed, and with it those who would have been written to, or left out, are others. */
function heldText({ is, unitName, gone }: Held): string {
  const what = is === 'series' ? 'Loạt tin hằng tuần của' : 'Tin anh/chị soạn cho'
  const why = unitName === gone ? 'đơn vị này' : `${verbatim(gone)} (có trong phạm vi nhận tin)`
  return `${what} ${verbatim(unitName)} được dừng lại, vì ${why} vừa sáp nhập hoặc đóng, nên người nhận không còn như lúc soạn. Nếu vẫn cần, anh/chị xem lại người nhận và soạn tin mới giúp Trợ lý ạ.`
}
