// Reviewers decide nominations in chat; nominators answer what they are asked and hear what has become of it.

import type { FileDeed, Tick } from '../effects/review.js'
import type { Door, Flow, Panel, Turn } from '../flow.js'
import { reviews } from '../roles.js'
import { reason } from '../turn/reason.js'
import { ask, close, resume, say } from '../turn/say.js'
import { onlyFor } from '../turn/theirs.js'
import { showMoment } from '../vi/calendar.js'
import { list } from '../vi/phrases.js'
import { fold } from '../vi/text.js'
import * as consent from './consent.js'
import * as regrouped from './regrouped.js'
import * as rounds from './rounds.js'
import * as said from './said.js'
import * as told from './told.js'
import { notDone, QUEUE, toFile } from './words.js'

/** A door with the id of a review in its rest, and what else its button says. */
const door = (
  command: string,
  open: (t: Turn, id: string, what: string, more: string) => void,
  means?: Door['means'],
  final?: Door['final'],
): Door => ({
  command,
  label: command,
  for: reviews,
  ...(means && { means }),
  ...(final && { final }),
  open(t, rest) {
    const [id = '', what = '', ...more] = rest.split('-')
    open(t, id, what, more.join('-'))
  },
})

const MARKS: Record<string, Tick> = { y: 'yes', n: 'no', u: 'unclear' }

/** Looks first whether the file waits, so that nobody types for nothing and sees which one is meant. */
const deed = (name: FileDeed) => (t: Turn, id: string) =>
  void t.effects.push({ do: 'openDeed', review: id, deed: name })

// "Dạ", "ok", "mai tôi gửi": they have read it; the file waits on for the answer itself.
const READ =
  /^(?:(?:da|vang|ok|oke|okie|u|um|duoc)(?: (?:vang|roi|a|nhe|em|chau))*|(?:de )?(?:toi |em |chau |minh )?(?:sang |chieu |toi )?(?:mai|toi nay|lat nua|ti nua|hom sau)(?: (?:toi|em|chau|minh))?(?: se)? gui(?: (?:sau|a|nhe|cho|em|chau))*)$/
const SEEN = 'Dạ vâng ạ. 🌸 Khi nào có, anh/chị cứ gửi câu trả lời vào đây giúp Trợ lý nhé.'

/** To a nominator's own question: one message is the answer. */
const answer: Panel = {
  mode: 'free',
  ask: () => ({
    text: 'Anh/chị trả lời giúp trong một tin nhắn ạ.',
    options: [{ value: 'no', label: 'Thôi, để sau' }],
  }),
  pick(t) {
    close(t)
    resume(t, 'Dạ, Trợ lý chưa ghi gì ạ.')
  },
  text(t, said) {
    if (READ.test(fold(said).replace(/[.,!? ]+$/, ''))) return ask(t, SEEN)
    const question = t.session.panel?.about ?? ''
    close(t)
    t.effects.push({ do: 'answerQuestion', question, answer: said })
  },
}

/** What a reviewer says of a file before something is done with it. */
const deeds: Record<string, Panel> = {
  refuseWhy: reason({
    text: 'Vì sao hồ sơ chưa đủ điều kiện ạ? Người giới thiệu sẽ đọc được lý do này.',
    send: 'Ghi kết luận',
    read: 'Người giới thiệu sẽ đọc lời này.',
    back: toFile,
    done: (t, id, said) => void t.effects.push({ do: 'decideReview', review: id, verdict: 'refused', reason: said }),
  }),
  passWhy: reason({
    text: 'Có tiêu chí chưa rõ. Vì sao anh/chị vẫn đề nghị chuyển bước ạ?',
    send: 'Ghi kết luận',
    back: toFile,
    done: (t, id, said) => void t.effects.push({ do: 'decideReview', review: id, verdict: 'passed', reason: said }),
  }),
  askWhat: reason({
    text: 'Anh/chị cần người giới thiệu bổ sung điều gì ạ? Anh/chị viết thành một câu hỏi; chữ "anh/chị" hay "đồng chí" trong câu, Trợ lý sẽ đổi theo cách xưng hô người ấy đã chọn.',
    send: 'Gửi câu hỏi',
    read: 'Người giới thiệu sẽ nhận câu hỏi này.',
    back: toFile,
    done: (t, id, said) => void t.effects.push({ do: 'askNominator', review: id, question: said }),
  }),
  recuseWhy: reason({
    text: 'Xin rút khỏi hồ sơ này vì lý do gì ạ? Hồ sơ sẽ chuyển cho người khác và không quay lại nữa.',
    send: 'Xác nhận xin rút',
    read: 'Rút rồi, hồ sơ không quay lại anh/chị nữa.',
    back: toFile,
    done: (t, id, said) => void t.effects.push({ do: 'recuse', review: id, reason: said }),
  }),
  moveWhere: told.moveWhere,
  undoWhy: reason({
    text: 'Đã quá thời gian hoàn tác. Xin cho biết lý do mở lại kết luận này ạ.',
    send: 'Mở lại kết luận',
    back: (t) => void t.effects.push({ do: 'showQueue' }),
    done: (t, id, said) => void t.effects.push({ do: 'undoDecision', decision: id, reason: said }),
  }),
  ...consent.panels,
}

export const review: Flow = {
  doors: [
    {
      command: 'reviews',
      label: 'Hồ sơ chờ tôi',
      phrases: list('hồ sơ chờ tôi; hồ sơ chờ xét; hồ sơ cần xét; xét hồ sơ; hồ sơ tiếp theo; hồ sơ kế tiếp'),
      slashes: ['hosocho'],
      menu: 6,
      desk: 5,
      for: reviews,
      means: said.goesBack,
      leadsBack: true,
      open: (t) => void t.effects.push({ do: 'showQueue' }),
    },
    door('reviewFile', (t, id) => void t.effects.push({ do: 'showFile', review: id }), said.looks),
    // The mark of the n-th criterion: its key may hold a hyphen, so it comes last.
    {
      command: 'reviewTick',
      label: 'reviewTick',
      for: reviews,
      means: said.marks,
      open(t, rest) {
        const [id = '', mark = '', ...key] = rest.split('-')
        const value = MARKS[mark]
        const anew = mark === 'r' && { anew: true as const }
        t.effects.push({ do: 'tick', review: id, ...(value && { key: key.join('-'), value }), ...anew })
      },
    },
    door(
      'reviewPass',
      (t, id) => void t.effects.push({ do: 'decideReview', review: id, verdict: 'passed' }),
      said.passes,
      () => true,
    ),
    door(
      'reviewRefuse',
      (t, id) => void t.effects.push({ do: 'decideReview', review: id, verdict: 'refused' }),
      said.refuses,
      () => true,
    ),
    door('reviewAsk', deed('askWhat'), said.asks),
    door('reviewRecuse', deed('recuseWhy'), said.recuses),
    door('reviewMove', deed('moveWhere'), said.moves),
    // A code of a unit may hold a hyphen.
    door('reviewMoveTo', (t, id, unit, more) => {
      const to = [unit, more].filter(Boolean).join('-')
      t.effects.push({ do: 'moveFile', review: id, unit: to, reason: 'Không thuộc địa bàn của đơn vị.' })
    }),
    door(
      'reviewMerge',
      (t, id, ...code) => {
        t.effects.push({
          do: 'mergeFiles',
          review: id,
          other: code.filter(Boolean).join('-'),
          reason: 'Cùng một người.',
        })
      },
      said.merges,
    ),
    door('reviewSplit', (t, id) => void t.effects.push({ do: 'showAccounts', review: id }), said.splits),
    door('reviewSplitOff', (t, id, account) => {
      t.effects.push({ do: 'splitFile', review: id, account, reason: 'Lời kể nói về người khác.' })
    }),
    door('reviewUngroup', (t, id) => void t.effects.push({ do: 'ungroup', regroup: id }), said.undoes),
    ...consent.doors,
    ...rounds.doors,
    door('reviewUndo', (t, id) => void t.effects.push({ do: 'undoDecision', decision: id }), said.undoes),
    {
      command: 'reviewAnswer',
      label: 'Trả lời',
      open: (t, id) => void t.effects.push({ do: 'showQuestion', question: id }),
    },
  ],
  panels: { ...onlyFor(reviews, deeds), answerMore: answer },
  told: {
    showQueue: told.queue,
    showFile: (t, found) => (found.is === 'card' ? told.card(t, found) : notDone(t, found)),
    tick: (t, found) => (found.is === 'card' ? told.criterion(t, found) : notDone(t, found)),
    openDeed: told.deed,
    decideReview: told.decided,
    undoDecision: told.undone,
    askNominator: told.asked,
    recuse: told.recused,
    moveFile: told.moved,
    showQuestion: told.question,
    answerQuestion: told.answered,
    showOutcome: told.outcome,
    showDigest: told.digest,
    mergeFiles: regrouped.merged,
    showAccounts: regrouped.accounts,
    splitFile: regrouped.split,
    ungroup: regrouped.ungrouped,
    noteConsent: consent.noted,
    giveConsent: consent.thanked,
    inviteNominee: consent.invited,
    openConsent: consent.opened,
    showRounds: rounds.rounds,
    showRound: rounds.round,
    closeRound: rounds.closing,
  },
  news: {
    digest: { tell: (t) => void t.effects.push({ do: 'showDigest' }) },
    more: { tell: (t, question) => void t.effects.push({ do: 'showQuestion', question, news: true }) },
    joined: regrouped.joined,
    consent: consent.consent,
    nomineeSaid: consent.nomineeSaid,
    submitBy: {
      unasked: true,
      tell: (t, _draft, more) =>
        say(t, {
          text: `Đợt giới thiệu gương nhận hồ sơ đến ${showMoment(Number(more?.submitBy))}. Câu chuyện anh/chị đang kể dở vẫn được giữ; mình kể nốt nhé? Không bắt buộc đâu ạ.\n\nMuốn thôi nhận tin nhắc, anh/chị nhắn "dừng nhận tin".`,
          buttons: [{ label: 'Kể tiếp', token: 'c.resume' }],
        }),
    },
    outcome: { tell: (t, decision) => void t.effects.push({ do: 'showOutcome', decision }) },
    reopened: {
      tell: (t, _review, more) =>
        say(t, {
          text: `Hồ sơ ${String(more?.code ?? '')} đang được cán bộ Hội xem xét lại, nên kết quả đã báo lần trước chưa còn hiệu lực. Có kết quả, Trợ lý báo anh/chị ngay ạ.`,
          buttons: [{ label: 'Hồ sơ của tôi', token: 'c.records' }],
        }),
    },
    unanswered: {
      tell: (t, id, more) =>
        say(t, {
          text: `Hồ sơ ${String(more?.code ?? '')}: đã ${Number(more?.days ?? 7)} ngày người giới thiệu chưa trả lời câu hỏi bổ sung. Thời hạn xét tính tiếp từ bây giờ; trả lời muộn vẫn được thêm vào hồ sơ ạ.`,
          buttons: [{ label: 'Xem hồ sơ', token: `c.reviewFile.${id}` }, QUEUE],
        }),
    },
    answered: {
      tell: (t, id, more) =>
        say(t, {
          text: `Người giới thiệu đã bổ sung cho hồ sơ ${String(more?.code ?? '')}. Thời hạn xét tính tiếp từ bây giờ ạ.`,
          buttons: [{ label: 'Xem hồ sơ', token: `c.reviewFile.${id}` }, QUEUE],
        }),
    },
  },
}
