// What every person has, whatever they came for: the menu, their half-done forms, their rights, a human, a way to stop.
import type { Door, Flow } from '../flow.js'
import { draftContents } from '../turn/drafts.js'
import { fileLost, type LostFile } from '../turn/files.js'
import { list } from '../turn/list.js'
import { ask, openPanel, say } from '../turn/say.js'
import { QUESTIONS, TALK } from '../vi/asked.js'
import { ALWAYS, type Command } from '../vi/keywords.js'
import { arrived, COMMANDS, greet } from './commands.js'
import { consent } from './consent.js'
import { catchesUnclear, direction } from './direction.js'
import { drafts, edit, nudged, remove } from './drafts.js'
import { fonts } from './fonts.js'
import { home, more } from './home.js'
import { removeWaited } from './later.js'
import { agreeTo, agreeWhat, PURPOSES, withdraw, withdrawAll, withdrawOne, withdrawWaited } from './my-consents.js'
import { data, erase } from './my-data.js'
import { comfort, plea } from './plea.js'
import { draftsOver, remind } from './reminder.js'
import { callMe, salutation } from './salutation.js'
import { answerAsked } from './small-talk.js'
import { officerSays, officerWrote, toOfficer } from './to-officer.js'
import { dataFile, dataMessage, erasedMessage, recordsMessage, withdrawnMessage } from './told.js'
import { unsure } from './unsure.js'
import { wishes } from './wishes.js'
import { correct, human } from './word-to-officer.js'

/** What the menu and the platform's list of commands call some of the commands. */
const SHOWN: Partial<Record<Command, Partial<Door>>> = {
  menu: { slashes: ['start'], listed: { words: 'Bắt đầu, xem Nhân Ái giúp được gì', place: 0 }, evenInTalk: true },
  records: { label: 'Hồ sơ của tôi', menu: 80, listed: { words: 'Xem các hồ sơ mình đã gửi', place: 20 } },
  resume: { listed: { words: 'Viết tiếp phần đang dở', place: 30 } },
  privacy: { label: 'Quyền của tôi', menu: 90, listed: { words: 'Thông tin của mình: xem, sửa, xóa', place: 40 } },
  human: { label: 'Gặp cán bộ', menu: 100, listed: { words: 'Gặp cán bộ Hội Chữ thập đỏ', place: 50 } },
  optout: { listed: { words: 'Dừng nhận tin nhắc', place: 60 }, evenInTalk: true, underNews: 'stop' },
  salutation: { listed: { words: 'Chọn cách Trợ lý gọi mình', place: 70 } },
  help: { listed: { words: 'Hướng dẫn sử dụng', place: 80 } },
  cancel: { listed: { words: 'Hủy việc đang làm', place: 90 } },
}

const slashOf = (command: string) => [...ALWAYS.slashes].flatMap(([slash, name]) => (name === command ? [slash] : []))

const commands = (Object.keys(COMMANDS) as (keyof typeof COMMANDS)[]).map(
  (command): Door => ({
    command,
    label: command,
    slashes: slashOf(command),
    ...SHOWN[command],
    open: COMMANDS[command],
  }),
)
const asked = [...QUESTIONS, ...TALK].map(
  (command): Door => ({ command, label: command, open: (t) => answerAsked(t, command) }),
)

export const always: Flow = {
  purposes: PURPOSES,
  doors: [
    ...commands,
    ...asked,
    { command: 'greet', label: 'greet', open: greet },
    { command: 'plea', label: 'plea', open: comfort },
    ...wishes,
    callMe,
    {
      command: 'dataFile',
      label: 'Tệp dữ liệu của tôi',
      open: (t) => void t.effects.push({ do: 'showData', drafts: draftContents(t), file: true }),
    },
    {
      command: 'more',
      label: 'Xem thêm',
      open(t) {
        openPanel(t, 'more')
        ask(t)
      },
    },
  ],
  panels: {
    home,
    more,
    list,
    consent,
    drafts,
    nudged,
    remove,
    edit,
    data,
    correct,
    erase,
    withdraw,
    withdrawOne,
    agreeTo,
    agreeWhat,
    human,
    unsure,
    direction,
    fonts,
    plea,
    salutation,
  },
  told: {
    showRecords: (t, found, { drafts: half, skip }) => say(t, recordsMessage(t, found, half, skip)),
    showData: (t, held, { drafts: half, file }) => say(t, (file ? dataFile : dataMessage)(t, held, half)),
  },
  news: {
    draftWaits: { unasked: true, tell: remind },
    draftsOver: { tell: draftsOver },
    removeWaited,
    withdrawWaited,
    fileLost: { tell: (t, file, more) => fileLost(t, file, more?.reason as LostFile) },
    officerSays: { tell: (t, _about, more) => officerSays(t, String(more?.text ?? '')) },
    withdrawn: { tell: (t, _about, more) => say(t, withdrawnMessage((more?.codes as string[]) ?? [])) },
    erased: { tell: (t, _about, more) => say(t, erasedMessage({ shared: more?.shared === true })) },
  },
  talk: toOfficer,
  catches: catchesUnclear,
  happens: {
    arrived,
    left: (t) => void t.effects.push({ do: 'setReachable', on: false }),
    withdrew: (t) => void withdrawAll(t),
    officerWrote,
  },
}
