// What reviewers and nominators read of rounds.

import type { Card, Decided, FileDeed, Outcome, Queue, ReviewResults } from '../effects/review.js'
import type { Panel, Turn } from '../flow.js'
import { fullAnswers } from '../interview/full-answer.js'
import { type Button, bold } from '../message.js'
import { verbatim } from '../salutation.js'
import { formFor } from '../turn/forms.js'
import { showList } from '../turn/list.js'
import { menuButtons } from '../turn/menu.js'
import { looksAgain, wordsOnly } from '../turn/reason.js'
import { ask, close, openPanel, say } from '../turn/say.js'
import { showMoment } from '../vi/calendar.js'
import { searchPlaces, showUnit } from '../vi/places.js'
import { clip } from '../vi/text.js'
import { consentButtons, consentLine } from './consent.js'
import { reasons } from './regrouped.js'
import { notDone, QUEUE, VERDICTS } from './words.js'

const ROUNDS: Button = { label: 'Các đợt xét', token: 'c.rounds' }
const DELEGATE: Button = { label: 'Ủy quyền', token: 'c.absence' }
const RECORDS: Button = { label: 'Hồ sơ của tôi', token: 'c.records' }
const OVER =
  'Câu hỏi này đã có trả lời, hoặc hồ sơ đã có kết luận rồi, nên không cần trả lời nữa ạ. Trợ lý cảm ơn anh/chị.'
const MARKS: Record<string, string> = { yes: 'đạt', no: 'chưa đạt', unclear: 'chưa rõ' }

export function queue(t: Turn, { total, overdue, files }: Queue): void {
  const [next] = files
  if (!next) {
    const elsewhere = menuButtons(t).filter((button) => !(button.label === QUEUE.label))
    return say(t, { text: 'Hiện không có hồ sơ nào chờ anh/chị xét ạ. 🌸', buttons: elsewhere })
  }
  const late = overdue > 0 ? `, trong đó ${overdue} hồ sơ đã quá hạn` : ''
  showList(t, {
    text: `Có ${bold(`${total} hồ sơ`)} chờ anh/chị xét${late}. Hạn gần nhất: ${showMoment(next.dueAt)}.`,
    buttons: [
      ...files.map(({ review, nominee, code }) => ({
        label: `${clip(verbatim(nominee), 36)} · ${code}`,
        token: `c.reviewFile.${review}`,
      })),
      ROUNDS,
      DELEGATE,
    ],
  })
}

// A card stays within one message of either platform.
const ANSWER = 320
const TOLD = 1400

/** The file as a card, with what can be done about it. */
export function card(t: Turn, found: Card): void {
  const form = formFor(t, found.form, found.told[0] ?? {})
  const told = Object.entries(found.told[0] ?? {}).filter(([key]) => !form?.tellers?.includes(key))
  const answers = form ? fullAnswers(form, Object.fromEntries(told)) : []
  const story = answers.map(({ label, text }) => `• ${label}: ${verbatim(clip(text, ANSWER))}`).join('\n')
  const others = found.told.length > 1 ? [`Có ${found.told.length} người cùng giới thiệu.`] : []
  const consent = found.state === 'passed' ? [consentLine(found)] : []
  const help = found.help ? [helpLine(found.help)] : []
  const missing = found.files === 0 ? ['Còn thiếu: ảnh, giấy tờ minh chứng.'] : [`Ảnh, tệp minh chứng: ${found.files}.`]
  const similar = found.similar.map(
    (other) => `Có thể trùng với ${other.code} (${verbatim(other.unitText)}): ${reasons(other)}.`,
  )
  const more = found.questions.map(
    ({ question, answer }) => `Đã hỏi: ${verbatim(question)}\nTrả lời: ${answer ? verbatim(answer) : '(chưa có)'}`,
  )
  const marked = found.criteria.filter(({ key }) => found.ticks[key]).length
  const head = `${bold(verbatim(found.nominee))} · ${found.code}\n${found.title}, ${found.stage} · ${verbatim(found.unitText)}\nHạn xét: ${showMoment(found.dueAt)} · Tiêu chí đã xét: ${marked}/${found.criteria.length}`
  const text = [head, clip(story, TOLD), [...others, ...help, ...missing, ...similar, ...consent].join('\n'), ...more]
  const { review } = found
  const open = found.state === 'waiting'
  const done = marked === found.criteria.length
  showList(t, {
    text: [...text, ...(open ? [] : [`Tình trạng: ${VERDICTS[found.state] ?? found.state}.`])]
      .filter(Boolean)
      .join('\n\n'),
    ...(found.photo ? { photo: found.photo } : {}),
    buttons: open
      ? [
          ...(done ? [] : [{ label: 'Xét tiêu chí', token: `c.reviewTick.${review}` }]),
          ...(done ? [{ label: 'Kết luận', token: `c.reviewTick.${review}` }] : []),
          { label: 'Đề nghị bổ sung', token: `c.reviewAsk.${review}` },
          { label: 'Chuyển đơn vị', token: `c.reviewMove.${review}` },
          { label: 'Xin rút', token: `c.reviewRecuse.${review}` },
          ...found.similar
            .slice(0, 2)
            .map(({ code }) => ({ label: `Gộp với ${code}`, token: `c.reviewMerge.${review}-${code}` })),
          ...(found.told.length > 1 ? [{ label: 'Tách hồ sơ', token: `c.reviewSplit.${review}` }] : []),
          DELEGATE,
          QUEUE,
        ]
      : [...(found.state === 'passed' ? consentButtons(review) : []), QUEUE],
  })
}

/** The next criterion without a mark; after the last one, the verdicts. */
export function criterion(t: Turn, found: Card): void {
  const at = found.criteria.findIndex(({ key }) => !found.ticks[key])
  const { review } = found
  if (at < 0) return verdicts(t, found)
  const { key, text, figure } = found.criteria[at]!
  const known = figure && found.help ? `\n${helpLine(found.help)}` : ''
  const mark = (label: string, value: string) => ({ label, token: `c.reviewTick.${review}-${value}-${key}` })
  showList(t, {
    text: `${verbatim(found.nominee)} · tiêu chí ${at + 1}/${found.criteria.length}\n\n${bold(text)}${known}`,
    buttons: [mark('Đạt', 'y'), mark('Chưa đạt', 'n'), mark('Chưa rõ', 'u'), QUEUE],
  })
}

/** Rounded down: 100 % is said of nothing that is not whole. */
const helpLine = ({ helped, registered }: NonNullable<Card['help']>) =>
  registered === 0
    ? 'Địa chỉ nhân đạo ở nơi này: chưa có địa chỉ nào được ghi.'
    : `Địa chỉ nhân đạo ở nơi này đã có người giúp: ${helped}/${registered} (${Math.floor((helped * 100) / registered)}%).`

function verdicts(t: Turn, { review, nominee, criteria, ticks }: Card): void {
  const lines = criteria.map(({ key, text }) => `• ${text}: ${MARKS[ticks[key] ?? ''] ?? ''}`)
  showList(t, {
    text: [`${bold(verbatim(nominee))}: đã xét đủ tiêu chí.`, ...lines, '', 'Anh/chị kết luận thế nào ạ?'].join('\n'),
    buttons: [
      { label: 'Đạt – chuyển bước', token: `c.reviewPass.${review}` },
      { label: 'Đề nghị bổ sung', token: `c.reviewAsk.${review}` },
      { label: 'Không đủ điều kiện', token: `c.reviewRefuse.${review}` },
      { label: 'Xét lại tiêu chí', token: `c.reviewTick.${review}-r` },
      { label: 'Xem lại hồ sơ', token: `c.reviewFile.${review}` },
    ],
  })
}

export function decided(t: Turn, found: Decided): void {
  switch (found.is) {
    case 'decided':
      return say(t, {
        text: `Đã ghi kết luận hồ sơ ${found.code}: ${bold(VERDICTS[found.verdict] ?? '')}.\nTrong ${Math.round((found.undoUntil - t.ctx.now) / 60_000)} phút anh/chị có thể hoàn tác; sau đó người giới thiệu được báo.`,
        buttons: [{ label: 'Hoàn tác', token: `c.reviewUndo.${found.decision}` }, QUEUE],
      })
    case 'untick':
      return say(t, {
        text: `Hồ sơ ${found.code} chưa xét đủ tiêu chí, nên mình xét đủ rồi kết luận ạ.`,
        buttons: [{ label: 'Xét tiêu chí', token: `c.reviewTick.${found.review}` }, QUEUE],
      })
    case 'unmet':
      return say(t, {
        text: `Hồ sơ ${found.code} có tiêu chí chưa đạt nên chưa chuyển bước được:\n${found.failed.map((text) => `• ${text}`).join('\n')}`,
        buttons: [
          { label: 'Đề nghị bổ sung', token: `c.reviewAsk.${found.review}` },
          { label: 'Không đủ điều kiện', token: `c.reviewRefuse.${found.review}` },
          QUEUE,
        ],
      })
    case 'reason':
      openPanel(t, found.verdict === 'passed' ? 'passWhy' : 'refuseWhy', found.review)
      return ask(t, `Hồ sơ ${bold(found.code)}.`)
    default:
      return notDone(t, found)
  }
}

export function undone(t: Turn, found: ReviewResults['undoDecision']): void {
  switch (found.is) {
    case 'undone':
      return say(t, {
        text: `Đã hoàn tác. Hồ sơ ${found.code} lại chờ xét ạ.`,
        buttons: [{ label: 'Xem hồ sơ', token: `c.reviewFile.${found.review}` }, QUEUE],
      })
    case 'reason':
      openPanel(t, 'undoWhy', found.decision)
      return ask(t)
    case 'late':
      return say(t, {
        text: `Đã quá ${found.minutes} phút, nay chỉ cấp trên mở lại được kết luận này ạ.`,
        buttons: [QUEUE],
      })
    case 'over':
      return say(t, { text: 'Kết luận này không còn hoàn tác được nữa ạ.', buttons: [QUEUE] })
    default:
      return notDone(t, { is: found.is })
  }
}

export function asked(t: Turn, found: ReviewResults['askNominator']): void {
  if (found.is !== 'asked') return notDone(t, found)
  const to =
    found.reached > 0
      ? 'Câu hỏi đã được chuyển tới người giới thiệu'
      : 'Chưa nhắn được cho người giới thiệu, xin gọi điện giúp'
  say(t, { text: `${to}. Thời hạn xét hồ sơ ${found.code} tạm dừng đến khi có trả lời ạ.`, buttons: [QUEUE] })
}

export function recused(t: Turn, found: ReviewResults['recuse']): void {
  if (found.is !== 'recused') return notDone(t, found)
  const next = found.passedOn ? 'Hồ sơ đã chuyển cho người khác.' : 'Chưa có ai khác xét được; Hội sẽ phân công thêm.'
  say(t, { text: `Đã ghi nhận anh/chị rút khỏi hồ sơ ${found.code}. ${next}`, buttons: [QUEUE] })
}

export function moved(t: Turn, found: ReviewResults['moveFile']): void {
  if (found.is === 'there')
    return say(t, {
      text: `Hồ sơ ${found.code} vốn đã thuộc ${found.unitName} rồi ạ, nên Trợ lý giữ nguyên.`,
      buttons: [{ label: 'Xem hồ sơ', token: `c.reviewFile.${found.review}` }, QUEUE],
    })
  if (found.is !== 'moved') return notDone(t, found)
  say(t, { text: `Đã chuyển hồ sơ ${found.code} tới ${found.unitName}.`, buttons: [QUEUE] })
}

/** The words of a deed are asked for; which file it is stands above. */
export function deed(
  t: Turn,
  found: ReviewResults['openDeed'],
  { review, deed: name }: { review: string; deed: FileDeed },
) {
  if (found.is !== 'open') return notDone(t, found)
  t.session = { ...t.session, active: undefined, open: undefined }
  openPanel(t, name, review)
  ask(t, `Hồ sơ ${bold(found.code)} (${verbatim(found.nominee)}).`)
}

/** Where a file belongs, typed. `about`: the review. */
export const moveWhere: Panel = {
  mode: 'free',
  ask: () => ({
    text: 'Hồ sơ thuộc phường, xã hoặc khu công nghiệp nào ạ? Gõ tên cũ cũng được.',
    options: [{ value: 'no', label: 'Thôi, để sau' }],
  }),
  read: (said) => (looksAgain(said) ? 'no' : undefined),
  pick(t, _value, _said, review = '') {
    close(t)
    t.effects.push({ do: 'showFile', review })
  },
  text: places,
  files: wordsOnly,
}

/** Places a typed name may mean, as buttons that move the file there. */
function places(t: Turn, said: string): void {
  const id = t.session.panel?.about ?? ''
  const { matches } = searchPlaces(t.ctx.places, said, 4)
  if (matches.length === 0) return ask(t, `Trợ lý chưa tìm thấy "${verbatim(clip(said, 60))}" ạ.`)
  showList(t, {
    text: 'Chuyển hồ sơ tới đơn vị nào ạ?',
    buttons: [
      ...matches.map(({ unit }) => ({ label: showUnit(unit), token: `c.reviewMoveTo.${id}-${unit.code}` })),
      { label: 'Thôi, xem lại hồ sơ', token: `c.reviewFile.${id}` },
    ],
  })
}

/** A reviewer's words as its reader is called: officers write "đồng chí" to each other, and "anh/chị" to everybody. */
function inTheirAddress(said: string): string {
  return said.replace(/đồng chí/giu, (found) => (found.startsWith('Đ') ? 'Anh/chị' : 'anh/chị'))
}

/** To a nominator: what a reviewer asks. */
export function question(
  t: Turn,
  found: ReviewResults['showQuestion'],
  { question: id, news }: { question: string; news?: true },
): void {
  if (!found) return news ? undefined : say(t, { text: OVER, buttons: [RECORDS] })
  openPanel(t, 'answerMore', id)
  say(t, {
    text: `Về hồ sơ ${found.code} (${verbatim(found.nominee)}), cán bộ Hội đề nghị anh/chị bổ sung:\n“${inTheirAddress(found.question)}”\n\nAnh/chị trả lời giúp trong một tin nhắn ạ.`,
    // Later, when something else has come in between, it asks again.
    buttons: [{ label: 'Trả lời bổ sung', token: `c.reviewAnswer.${id}` }],
  })
}

export function answered(t: Turn, found: ReviewResults['answerQuestion']): void {
  const text =
    found.is === 'answered' ? `Cảm ơn anh/chị. Phần bổ sung cho hồ sơ ${found.code} đã tới cán bộ xét ạ. 🌸` : OVER
  say(t, { text, buttons: [RECORDS] })
}

/** To a nominator: what has become of it. Nothing is promised. */
export function outcome(t: Turn, found: Outcome | undefined): void {
  if (!found) return
  const about = `Hồ sơ ${bold(found.code)} (${verbatim(found.nominee)})`
  const text =
    found.verdict === 'passed'
      ? `${about} đã được xét đạt ở bước ${found.stage}${found.last ? '' : ' và được chuyển lên bước sau'}. Cảm ơn anh/chị đã giới thiệu một tấm gương đẹp! 🌸`
      : `${about} đã được xét ở bước ${found.stage} và chưa đủ điều kiện trong đợt này.\nLý do: ${verbatim(found.reason)}\nCảm ơn anh/chị đã kể; việc tốt vẫn luôn đáng quý ạ.`
  say(t, { text, buttons: [RECORDS] })
}

/** Once a day: how much waits. */
export function digest(t: Turn, { waiting, overdue, nearest, late }: ReviewResults['showDigest']): void {
  if (waiting === 0) return
  const parts = [
    `${late ? '(Nhắc muộn) ' : ''}Anh/chị có ${bold(`${waiting} hồ sơ`)} chờ xét.`,
    ...(overdue > 0 ? [`${overdue} hồ sơ đã quá hạn.`] : []),
    ...(nearest !== undefined ? [`Hạn gần nhất: ${showMoment(nearest)}.`] : []),
  ]
  say(t, { text: parts.join(' '), buttons: [QUEUE] })
}
