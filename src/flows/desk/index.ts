// "Việc của cán bộ": what an officer looks up and carries out. Who may see what is decided where it is read.

import type { FilesAsked } from '../effects/desk.js'
import type { Door, Flow, Turn } from '../flow.js'
import { answers } from '../roles.js'
import { showList } from '../turn/list.js'
import { isTheirs } from '../turn/menu.js'
import { ask, close, openPanel, resume, say } from '../turn/say.js'
import { wordsAlone } from '../vi/keywords.js'
import { list } from '../vi/phrases.js'
import { clip, fold } from '../vi/text.js'
import { fileCard, filesMessage } from './files.js'
import { deedDone, requestCard, requestsMessage } from './requests.js'
import { BACK, deskMessage, digestMessage, HIDDEN } from './words.js'

const NUMBER = /^\d{1,18}$/
const CODE = /^NT-\d{4}-\d{6}$/
// Whole messages, without marks, signs and politeness.
const NEW_FILES = /^(?:xem )?(?:(?:cac |danh sach )?ho so (?:moi|gioi thieu|moi gui)|danh sach ho so)$/
const WHO_WAITS =
  /^(?:co )?(?:ai|nguoi nao|nhung ai) (?:dang )?(?:cho|doi|can gap|muon gap|xin gap)(?: can bo)?(?: khong)?$|^(?:co )?yeu cau (?:nao )?moi(?: khong)?$|^nguoi (?:dan )?can gap$/
const WHAT_WAITS =
  /^(?:hom nay )?(?:toi )?(?:co|con) (?:nhung )?viec gi(?: moi)?(?: khong)?$|^viec hom nay$|^(?:xem )?viec(?: cua toi)?$|^(?:hom nay )?co gi moi(?: khong)?$|^hom nay lam gi$/
const FILE_OF = /^\s*(?:t[iì]m|tra|xem|m[oở]) h[oồ] s[oơ] (?:(?:c[uủ]a|v[eề]) )?(.+)$/iu
const FIND = /^(?:tim|tra) ho so$/
// No part of a name: files are found by names alone.
const TITLE = /^(?:b[aà]|[oô]ng|c[oô]|ch[uú]|b[aá]c|anh|ch[iị]|c[uụ]|em|d[iì]) (?=\S)/iu
// Of what follows the first of it.
const LONGEST_NAMED = 300
const POLITE_END = /(?: (?:gi[uú]p|h[oộ]|cho) (?:t[oô]i|m[iì]nh|em)| v[oớ]i| nh[eé]| [aạ]|[.!?\s])+$/iu
// "Xem hồ sơ của tôi", "chờ tôi", "đang xét": a list, nobody's name.
const NOBODY = /^(?:toi|minh|em|con|chau|cho|da|dang|moi|nao|nay|do|khac|goc|gioi thieu)(?: |$)/

/** Whose file is looked for: "tìm hồ sơ của bà Mận giúp tôi" is "Mận"; '' where nobody is named. */
function fileOf(said: string): string | undefined {
  if (FIND.test(wordsAlone(said))) return ''
  const name = FILE_OF.exec(said)?.[1]?.slice(0, LONGEST_NAMED).replace(POLITE_END, '').replace(TITLE, '')
  return name && !NOBODY.test(fold(name)) ? clip(name, 100) : undefined
}

/** `rest` of the list of files: "waiting" or "newest", then how many were seen. */
function readFilesRest(rest: string): FilesAsked {
  const [order, skip] = rest.split('-')
  return { order: order === 'waiting' ? 'waiting' : 'newest', skip: NUMBER.test(skip ?? '') ? Number(skip) : 0 }
}

const ticketDoor = (command: string, label: string, open: (t: Turn, ticket: string) => void): Door => ({
  command,
  label,
  open: (t, ticket) => (NUMBER.test(ticket) ? open(t, ticket) : resume(t)),
})

/** What is asked back before something that cannot be undone: `about` is "erase-12" or "withdraw-12". */
function readDeed(about = ''): { deed: 'withdraw' | 'erase'; ticket: string } {
  const [deed, ticket = ''] = about.split('-')
  return { deed: deed === 'erase' ? 'erase' : 'withdraw', ticket }
}

export const desk: Flow = {
  for: answers,
  doors: [
    {
      command: 'desk',
      label: 'Việc của cán bộ',
      menu: 5,
      leadsBack: true,
      phrases: list('việc của cán bộ; bàn cán bộ; việc cán bộ; cán bộ làm việc; công việc của tôi'),
      unmistakable: list('viec cua can bo; viec can bo'),
      slashes: ['canbo'],
      evenInTalk: true,
      heard: (said, free) => (!free && WHAT_WAITS.test(wordsAlone(said)) ? '' : undefined),
      open: (t) => void t.effects.push({ do: 'showDesk' }),
    },
    {
      command: 'files',
      label: 'Hồ sơ giới thiệu',
      desk: 10,
      heard: (said, free) => (!free && NEW_FILES.test(wordsAlone(said)) ? '' : undefined),
      open: (t, rest) => void t.effects.push({ do: 'listFiles', ...readFilesRest(rest) }),
    },
    {
      command: 'findFile',
      label: 'Tìm hồ sơ',
      heard: (said, free) => (free ? undefined : fileOf(said)),
      open(t, find) {
        if (find) return void t.effects.push({ do: 'listFiles', order: 'newest', find, skip: 0 })
        openPanel(t, 'find-file')
        t.session = { ...t.session, active: undefined, open: undefined }
        ask(t)
      },
    },
    {
      command: 'file',
      label: 'Mở hồ sơ',
      heard: (said, free) => (free ? undefined : CODE.exec(said.trim().toUpperCase())?.[0]),
      open: (t, code) => void (/^[A-Z]{2,4}-\d{4}-\d{4,6}$/.test(code) && t.effects.push({ do: 'openFile', code })),
    },
    {
      command: 'pictures',
      label: 'Xem ảnh',
      open: (t, code) => void t.effects.push({ do: 'showPictures', code }),
    },
    {
      command: 'requests',
      label: 'Người dân cần gặp',
      desk: 20,
      heard: (said, free) => (!free && WHO_WAITS.test(wordsAlone(said)) ? '' : undefined),
      open: (t, skip) =>
        void t.effects.push({ do: 'listRequests', which: 'people', skip: NUMBER.test(skip) ? Number(skip) : 0 }),
    },
    {
      command: 'dataRequests',
      label: 'Yêu cầu về dữ liệu',
      desk: 30,
      open: (t, skip) =>
        void t.effects.push({ do: 'listRequests', which: 'data', skip: NUMBER.test(skip) ? Number(skip) : 0 }),
    },
    ticketDoor('request', 'Mở yêu cầu', (t, ticket) => void t.effects.push({ do: 'openRequest', ticket })),
    ticketDoor('releaseRequest', 'Trả lại', (t, ticket) => void t.effects.push({ do: 'releaseRequest', ticket })),
    ticketDoor('closeRequest', 'Đã giải quyết xong', (t, ticket) => {
      openPanel(t, 'close-request', ticket)
      ask(t)
    }),
    ticketDoor('withdrawFor', 'Ngừng dùng hồ sơ', (t, ticket) => {
      openPanel(t, 'carry-out', `withdraw-${ticket}`)
      ask(t)
    }),
    ticketDoor('eraseFor', 'Xóa dữ liệu', (t, ticket) => {
      openPanel(t, 'carry-out', `erase-${ticket}`)
      ask(t)
    }),
  ],
  panels: {
    'find-file': {
      mode: 'free',
      ask: () => ({
        text: 'Anh/chị gõ mã số (NT-2026-000001) hoặc tên người được giới thiệu, có dấu hay không dấu đều được ạ.',
        options: [{ value: 'back', label: 'Thôi, quay lại' }],
      }),
      pick(t) {
        close(t)
        t.effects.push({ do: 'showDesk' })
      },
      text: (t, text) => void t.effects.push({ do: 'listFiles', order: 'newest', find: clip(text, 100), skip: 0 }),
    },
    'close-request': {
      mode: 'closed',
      numbers: false,
      ask: (_t, ticket) => ({
        text: `Yêu cầu số ${ticket} đã được giải quyết xong, anh/chị muốn đóng lại không ạ? Cuộc trò chuyện (nếu còn) cũng kết thúc.`,
        options: [
          { value: 'yes', label: 'Đóng yêu cầu' },
          { value: 'no', label: 'Chưa xong' },
        ],
      }),
      pick(t, value, _said, ticket = '') {
        close(t)
        t.effects.push(value === 'yes' ? { do: 'closeRequest', ticket } : { do: 'openRequest', ticket })
      },
    },
    'carry-out': {
      mode: 'closed',
      numbers: false,
      ask(_t, about) {
        const { deed, ticket } = readDeed(about)
        const text =
          deed === 'erase'
            ? `Xóa toàn bộ dữ liệu của người đã yêu cầu (số ${ticket}): hồ sơ đã gửi, bản kể dở, ảnh, lời nhắn. Xóa rồi không lấy lại được. Anh/chị có chắc không ạ?`
            : `Ngừng dùng mọi hồ sơ mà người yêu cầu (số ${ticket}) đã gửi; lời kể của người khác vẫn được dùng. Anh/chị có chắc không ạ?`
        return {
          text,
          options: [
            { value: 'yes', label: deed === 'erase' ? 'Xóa dữ liệu' : 'Ngừng dùng hồ sơ' },
            { value: 'no', label: 'Thôi' },
          ],
        }
      },
      pick(t, value, _said, about) {
        const { deed, ticket } = readDeed(about)
        close(t)
        t.effects.push(value === 'yes' ? { do: 'carryOut', ticket, deed, sure: false } : { do: 'openRequest', ticket })
      },
    },
    'carry-out-anyway': {
      mode: 'closed',
      numbers: false,
      ask: () => ({
        text: 'Anh/chị vẫn muốn làm không ạ?',
        options: [
          { value: 'yes', label: 'Vẫn làm' },
          { value: 'no', label: 'Thôi' },
        ],
      }),
      pick(t, value, _said, about) {
        const { deed, ticket } = readDeed(about)
        close(t)
        t.effects.push(value === 'yes' ? { do: 'carryOut', ticket, deed, sure: true } : { do: 'openRequest', ticket })
      },
    },
  },
  told: {
    showDesk: (t, found) => showList(t, deskMessage(found, doorsOf(t))),
    listFiles: (t, found, asked) => showList(t, filesMessage(t, found, asked)),
    openFile: (t, file) => showList(t, typeof file === 'string' ? HIDDEN[file] : fileCard(t, file)),
    showPictures(t, found, { code }) {
      if (typeof found === 'string') return showList(t, HIDDEN[found])
      for (const photo of found.pictures) say(t, { text: code, photo })
      showList(t, { text: `Đã gửi ${found.pictures.length} ảnh của ${code}.`, buttons: [...BACK('file', code)] })
    },
    listRequests: (t, found, asked) => showList(t, requestsMessage(found, asked)),
    openRequest: (t, found) => showList(t, typeof found === 'string' ? HIDDEN[found] : requestCard(found)),
    releaseRequest(t, result, { ticket }) {
      const text = {
        released: `Yêu cầu số ${ticket} đã được trả lại; cán bộ khác có thể nhận ạ.`,
        notTaken: `Yêu cầu số ${ticket} hiện chưa ai nhận ạ.`,
        refused: HIDDEN.refused.text,
        none: HIDDEN.none.text,
      }[result]
      showList(t, { text, buttons: BACK('requests') })
    },
    closeRequest(t, result, { ticket }) {
      const text = {
        closed: `Dạ, yêu cầu số ${ticket} đã đóng, và Trợ lý đã báo cho họ. Cảm ơn anh/chị.`,
        closedUntold: `Dạ, yêu cầu số ${ticket} đã đóng. Trợ lý chưa báo được cho họ; anh/chị báo giúp bằng cách khác ạ.`,
        over: `Yêu cầu số ${ticket} đã đóng từ trước rồi ạ.`,
        refused: HIDDEN.refused.text,
        none: HIDDEN.none.text,
      }[result]
      if (result.startsWith('closed') && t.session.talk?.about === ticket) t.session = { ...t.session, talk: undefined }
      showList(t, { text, buttons: BACK('requests') })
    },
    carryOut: (t, result, { deed, ticket }) => deedDone(t, result, deed, ticket),
  },
  news: {
    urgent: {
      tell: (t, ticket, more) =>
        say(t, {
          text: `Có người đang cần giúp gấp (${String(more?.unit ?? 'Hải Phòng')}). Anh/chị xem ngay giúp ạ.`,
          buttons: [{ label: 'Mở yêu cầu', token: `c.request.${ticket}` }],
        }),
    },
    digest: {
      unasked: true,
      tell(t, _day, more) {
        if (more) say(t, digestMessage(more as never, t.ctx.now))
      },
    },
    escalated: {
      tell: (t, ticket, more) =>
        say(t, {
          text: `Yêu cầu số ${ticket} (${String(more?.unit ?? '')}) chưa có ai nhận nên được chuyển lên đơn vị của anh/chị ạ.`,
          buttons: [{ label: 'Mở yêu cầu', token: `c.request.${ticket}` }],
        }),
    },
  },
}

/** The doors of this officer's desk, in their order. */
function doorsOf(t: Turn): { command: string; label: string }[] {
  return t.flows.doors
    .filter((door) => door.desk !== undefined && isTheirs(t, door))
    .sort((a, b) => a.desk! - b.desk!)
    .map(({ command, label }) => ({ command, label }))
}
