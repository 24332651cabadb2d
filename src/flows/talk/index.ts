// A talk between a person and the officer who took their request ("Nhận"). Half-done forms wait unharmed until it ends.

import type { TalkResults } from '../effects/talk.js'
import type { Flow, Turn, Words } from '../flow.js'
import { type Button, bold } from '../message.js'
import { answers } from '../roles.js'
import { verbatim } from '../salutation.js'
import { DAY } from '../schedule.js'
import { activeDraft } from '../session.js'
import { MAX_FILE_BYTES } from '../turn/files.js'
import { menuButtons } from '../turn/menu.js'
import { UNREADABLE } from '../turn/note.js'
import { say } from '../turn/say.js'
import { showMoment } from '../vi/calendar.js'
import { list } from '../vi/phrases.js'

/** Which side of the talk the reader is on: what they hear is said by the other. */
export type Side = 'officer' | 'person'

const OTHER: Record<Side, string> = { officer: 'Người dân', person: 'Cán bộ Hội' }

const end = (ticket: string) => ({ label: 'Kết thúc trò chuyện', token: `c.endTalk.${ticket}` })

// Somebody who has not been answered for a day talks with the assistant again.
const lasting = (t: Turn, about: string) => ({ flow: 'talk', about, until: t.ctx.now + DAY, lasting: true as const })

/** From now on what is said goes to the other side. */
export function beginTalk(t: Turn, ticket: string, text: string): void {
  t.session = {
    ...t.session,
    talk: lasting(t, ticket),
    panel: undefined,
    open: undefined,
    hushTold: undefined,
  }
  say(t, { text, buttons: [end(ticket)] })
}

function inTalk(t: Turn, ticket: string): boolean {
  return t.session.talk?.flow === 'talk' && t.session.talk.about === ticket
}

/** `first`: buttons that stand before those of the menu. */
function over(t: Turn, text: string, first: Button[] = []): void {
  t.session = { ...t.session, talk: undefined }
  const draft = activeDraft(t.session) ?? t.session.drafts.at(-1)
  const back = draft ? [{ label: 'Tiếp tục phần đang dở', token: 'c.resume' }] : []
  say(t, {
    text,
    buttons: [
      ...first,
      ...back,
      ...menuButtons(t).filter((button) => !('token' in button && button.token === 'c.resume')),
    ].slice(0, 5),
  })
}

function pass(t: Turn, ticket: string, words: Words): void {
  t.session = { ...t.session, talk: lasting(t, ticket) }
  if (words.kind === 'text') return void t.effects.push({ do: 'relay', ticket, text: words.text })
  if (words.kind === 'details') {
    const text = [words.name, words.phone].filter(Boolean).join(', ')
    return void (text && t.effects.push({ do: 'relay', ticket, text }))
  }
  if (words.kind === 'unusable') {
    if (words.words) t.effects.push({ do: 'relay', ticket, text: words.words })
    const text = `Trợ lý chưa chuyển được ${UNREADABLE[words.what]} này. Anh/chị gõ chữ hoặc gửi ảnh giúp ạ.`
    return say(t, { text, buttons: [end(ticket)] })
  }
  const small = words.files.filter((file) => (file.size ?? 0) <= MAX_FILE_BYTES)
  small.forEach((source, n) => {
    t.effects.push({ do: 'relayFile', ticket, file: t.ctx.id(n), source })
  })
  if (words.caption) t.effects.push({ do: 'relay', ticket, text: words.caption })
  if (small.length < words.files.length)
    say(t, { text: 'Có tệp lớn hơn 20 MB nên Trợ lý không chuyển được ạ.', buttons: [end(ticket)] })
}

function taken(t: Turn, result: TalkResults['takeRequest'], ticket: string): void {
  switch (result.is) {
    case 'taken': {
      const parked = result.parked
        ? ` Cuộc trò chuyện của yêu cầu số ${result.parked} tạm dừng, vẫn là của anh/chị.`
        : ''
      const note = result.note ? `\n\n${bold('Họ đã nhắn:')}\n${verbatim(result.note)}` : ''
      const reached = result.reached ? '' : '\n\nHiện Trợ lý chưa nhắn được cho người ấy; họ sẽ thấy khi nhắn lại.'
      return beginTalk(
        t,
        ticket,
        `Anh/chị đã nhận yêu cầu số ${ticket}. Từ giờ anh/chị nhắn gì, người dân nhận được nấy.${parked}${note}${reached}`,
      )
    }
    case 'byOther':
      return say(t, {
        text: `Yêu cầu số ${ticket} đã có cán bộ khác (số ${result.officer}) nhận từ ${showMoment(result.at)} ạ.`,
        buttons: [REQUESTS, DESK],
      })
    case 'own':
      return say(t, {
        text: 'Đây là yêu cầu của chính anh/chị, nên một cán bộ khác sẽ nhận ạ.',
        buttons: [REQUESTS, DESK],
      })
    case 'refused':
      return say(t, { text: 'Yêu cầu này thuộc đơn vị khác, nên anh/chị chưa nhận được ạ.', buttons: [REQUESTS, DESK] })
    default:
      return say(t, { text: `Yêu cầu số ${ticket} đã xong rồi ạ.`, buttons: [REQUESTS, DESK] })
  }
}

/** A request of theirs has been answered; `kind` is what they asked for. */
function closedWords(kind: string, ticket: string): string {
  const done: Record<string, string> = {
    correct: 'Yêu cầu sửa dữ liệu của anh/chị đã được cán bộ Hội giải quyết xong.',
    withdraw: 'Yêu cầu rút lại đồng ý của anh/chị đã được cán bộ Hội giải quyết xong.',
    erase: 'Yêu cầu xóa dữ liệu của anh/chị đã được cán bộ Hội giải quyết xong.',
  }
  const text = done[kind] ?? 'Cán bộ Hội đã ghi nhận việc anh/chị cần gặp là đã giải quyết xong.'
  return `${text} (số ${ticket}) Nếu vẫn còn điều chưa ổn, anh/chị nhắn "gặp cán bộ" bất cứ lúc nào ạ.`
}

const REQUESTS = { label: 'Người dân cần gặp', token: 'c.requests' }
const DESK = { label: 'Việc của cán bộ', token: 'c.desk' }

export const talk: Flow = {
  doors: [
    {
      command: 'takeRequest',
      label: 'Nhận',
      for: (who) => answers(who),
      open: (t, ticket) => void (/^\d{1,18}$/.test(ticket) && t.effects.push({ do: 'takeRequest', ticket })),
    },
    {
      command: 'endTalk',
      label: 'Kết thúc trò chuyện',
      phrases: list('kết thúc; kết thúc trò chuyện; dừng trò chuyện; tiếp tục với trợ lý'),
      notInFreeText: ['kết thúc'],
      evenInTalk: true,
      open(t, rest) {
        const ticket = rest || (t.session.talk?.flow === 'talk' ? t.session.talk.about : '')
        if (ticket && inTalk(t, ticket)) t.effects.push({ do: 'endTalk', ticket })
        else say(t, { text: 'Dạ, cuộc trò chuyện này đã kết thúc rồi ạ.', buttons: menuButtons(t) })
      },
    },
  ],
  talk: pass,
  told: {
    takeRequest: (t, result, { ticket }) => taken(t, result, ticket),
    relay(t, result, { ticket }) {
      if (result === 'passed' || !inTalk(t, ticket)) return
      if (result === 'kept')
        return over(t, 'Cán bộ vừa rời cuộc trò chuyện. Lời anh/chị đã được ghi lại, một cán bộ khác sẽ trả lời ạ.')
      if (result === 'over') return over(t, 'Cuộc trò chuyện đã kết thúc nên tin vừa rồi chưa được chuyển ạ.')
      say(t, {
        text: 'Tin vừa rồi chưa chuyển được, vì lúc này Trợ lý không nhắn được cho phía bên kia. Anh/chị thử lại sau giúp ạ.',
        buttons: [end(ticket)],
      })
    },
    endTalk: (t) => over(t, 'Dạ, cuộc trò chuyện đã kết thúc. Trợ lý lại cùng anh/chị làm tiếp ạ.'),
  },
  news: {
    taken: {
      tell: (t, ticket, more) =>
        beginTalk(
          t,
          ticket,
          `${bold(`Cán bộ ${String(more?.unit ?? 'Hội')} đã nhận yêu cầu của anh/chị`)} và đang ở đây. Anh/chị cứ nhắn, gửi ảnh bình thường, Trợ lý chuyển ngay cho cán bộ; mọi thứ đang làm dở vẫn được giữ nguyên.`,
        ),
    },
    said: {
      tell(t, ticket, more) {
        t.session = { ...t.session, talk: lasting(t, ticket) }
        const from = OTHER[(more?.side as Side) ?? 'person']
        say(t, { text: `${bold(`${from}:`)}\n${verbatim(String(more?.text ?? ''))}`, buttons: [end(ticket)] })
      },
    },
    file: {
      tell(t, ticket, more) {
        const from = OTHER[(more?.side as Side) ?? 'person']
        const said = (text: string, shown = {}) =>
          say(t, { text: `${bold(from)} ${text}`, ...shown, buttons: [end(ticket)] })
        const hash = String(more?.sha256)
        if (more?.mime === 'image/jpeg') return said('gửi một ảnh.', { photo: hash })
        // Its name may be a name: it stays with whoever sent it.
        if (more?.ending)
          return said('gửi một tệp.', { file: { hash, name: `tep-yeu-cau-${ticket}.${String(more.ending)}` } })
        said(`gửi một tệp mà Trợ lý chưa chuyển đi được. Tệp đã được lưu cùng yêu cầu số ${ticket}.`)
      },
    },
    fileKept: {
      tell: (t, ticket) =>
        say(t, {
          text: `Tệp vừa rồi Trợ lý chưa chuyển sang bên kia được, nhưng đã lưu cùng yêu cầu số ${ticket}. Bên kia dùng Zalo thì chỉ nhận được tệp PDF, Word dưới 5 MB; anh/chị gửi bản PDF hoặc chụp ảnh giúp Trợ lý nhé.`,
          buttons: [end(ticket)],
        }),
    },
    closed: {
      tell(t, ticket, more) {
        const inIt = inTalk(t, ticket)
        const text =
          more?.side === 'officer'
            ? `Yêu cầu số ${ticket} đã được đóng, nên cuộc trò chuyện cũng kết thúc ạ.`
            : closedWords(String(more?.kind), ticket)
        if (inIt) over(t, text)
        else say(t, { text, buttons: menuButtons(t) })
      },
    },
    ended: {
      tell(t, ticket, more) {
        if (!inTalk(t, ticket)) return
        if (more?.side !== 'officer')
          return over(t, 'Cán bộ Hội đã kết thúc cuộc trò chuyện. Khi cần, anh/chị nhắn "gặp cán bộ" ạ.')
        const text = `Người dân đã kết thúc cuộc trò chuyện. Yêu cầu số ${ticket} vẫn là của anh/chị, cho đến khi được đóng ạ.`
        over(t, text, [{ label: 'Mở yêu cầu', token: `c.request.${ticket}` }])
      },
    },
  },
}
