// The reminders of a round: one of the ladders to choose from, or one of their own, typed and read back.

import type { RoundResults } from '../effects/round.js'
import type { Door, Panel, Turn } from '../flow.js'
import { LADDERS, type LadderName, type Rung, readLadder, showLadder, writeLadder } from '../ladder.js'
import { bold } from '../message.js'
import { verbatim } from '../salutation.js'
import { showList } from '../turn/list.js'
import { looksAgain } from '../turn/reason.js'
import { ask, close, openPanel, resume } from '../turn/say.js'
import { readLadderWords } from './ladder-words.js'
import { figures, isRound, nameOf, notKept, ROUNDS } from './words.js'

const REMINDS = /^(?:(?:doi|sua) )?(?:lich nhac|nhac it|nhac it (?:thoi|hon)|bot nhac|it nhac hon|dung nhac nhieu)$/
const OWN = /^(?:tu (?:dat|go|chon)|lich khac|cach khac|khac|dat (?:lich )?rieng)(?: lich)?(?: nhac)?$/

const CHOICES: Record<LadderName, string> = { usual: 'Mặc định', fewer: 'Nhắc ít hơn', last: 'Chỉ nhắc ngày cuối' }

export const doors: Door[] = [
  {
    command: 'roundLadder',
    label: 'Đổi lịch nhắc',
    means: (said, rest) => !rest.includes('-') && REMINDS.test(said),
    open(t, rest) {
      const [id = '', to = ''] = rest.split('-')
      if (!isRound(id)) return resume(t)
      const chosen = Object.hasOwn(LADDERS, to) && { to: to as LadderName }
      t.effects.push({ do: 'changeLadder', round: id, ...chosen })
    },
  },
  {
    command: 'ownLadder',
    label: 'Tự đặt lịch nhắc',
    means: (said) => OWN.test(said),
    open: (t, id) => (isRound(id) ? typeLadder(t, id) : resume(t)),
  },
]

function typeLadder(t: Turn, id: string, remark?: string): void {
  t.session = { ...t.session, active: undefined, open: undefined }
  openPanel(t, 'round-ladder', id)
  ask(t, remark)
}

const BACK = { value: 'back', label: 'Thôi, giữ như cũ' }

const toRound = (t: Turn, round: string) => {
  close(t)
  t.effects.push({ do: 'showRound', round })
}

/** `about`: the round; of the second panel when it was read, so that an older button is told from it, the round, and the ladder. */
export const panels: Record<string, Panel> = {
  'round-ladder': {
    mode: 'free',
    ask: (_t, id) => ({
      text: `Đợt ${id}: nhắc vào những lúc nào ạ? Anh/chị gõ như nói, ví dụ "trước 7 ngày, 3 ngày, 3 giờ; quá hạn 1 ngày báo người thay, 3 ngày lên cấp trên".`,
      options: [BACK],
    }),
    read: (said) => (looksAgain(said) ? BACK.value : undefined),
    pick: (t, _value, _said, id = '') => toRound(t, id),
    text: (t, said) => readBack(t, t.session.panel?.about ?? '', said),
  },
  'round-ladder-sure': {
    mode: 'closed',
    ask(_t, about = '') {
      const { id, ladder } = keptIn(about)
      const stays = ladder.every(({ ms }) => ms < 0)
      return {
        text: [
          `Đợt ${id}, Trợ lý hiểu là: ${bold(showLadder(ladder))}.`,
          ...(stays ? ['Hồ sơ quá hạn sẽ không tự chuyển cho ai.'] : []),
          'Đúng không ạ?',
        ].join('\n'),
        options: [{ value: 'yes', label: 'Đặt lịch này' }, { value: 'anew', label: 'Gõ lại' }, BACK],
      }
    },
    pick(t, value, _said, about = '') {
      const { id, ladder } = keptIn(about)
      if (value === 'back') return toRound(t, id)
      if (value === 'anew') return typeLadder(t, id)
      close(t)
      t.effects.push({ do: 'changeLadder', round: id, to: { own: writeLadder(ladder) } })
    },
    text: (t, said) => readBack(t, keptIn(t.session.panel?.about).id, said),
  },
}

function keptIn(about = ''): { id: string; ladder: Rung[] } {
  const [, id = '', words = ''] = about.split(' ')
  const ladder = readLadder(words)
  return { id, ladder: 'wrong' in ladder ? [] : ladder }
}

function readBack(t: Turn, id: string, said: string): void {
  const ladder = readLadderWords(said)
  if ('wrong' in ladder)
    return typeLadder(t, id, ladder.wrong === '' ? undefined : `Trợ lý chưa hiểu "${verbatim(ladder.wrong)}".`)
  openPanel(t, 'round-ladder-sure', `${t.ctx.now.toString(36)} ${id} ${writeLadder(ladder)}`)
  ask(t)
}

export function ladders(t: Turn, found: RoundResults['changeLadder']): void {
  if (found.is === 'none' || found.is === 'over') return notKept(t, found.is)
  const choices = Object.entries(LADDERS).filter(([, ladder]) => showLadder(ladder) !== showLadder(found.ladder))
  if (found.is === 'changed')
    return showList(t, {
      text: `Dạ, đã đổi. ${nameOf(found)}, lời nhắc: ${showLadder(found.ladder)}. Những tin đã gửi thì giữ nguyên.`,
      buttons: [figures(found.round), ROUNDS],
    })
  showList(t, {
    text: [
      `${bold(nameOf(found))} đang nhắc: ${showLadder(found.ladder)}.`,
      'Mỗi người nhiều nhất một tin một ngày, trong giờ làm việc. Anh/chị đổi sang cách nào ạ?',
      ...choices.map(([name, ladder]) => `• ${CHOICES[name as LadderName]}: ${showLadder(ladder)}`),
    ].join('\n'),
    buttons: [
      ...choices.map(([name]) => ({
        label: CHOICES[name as LadderName],
        token: `c.roundLadder.${found.round}-${name}`,
      })),
      { label: 'Tự đặt lịch nhắc', token: `c.ownLadder.${found.round}` },
      { label: 'Thôi, giữ như cũ', token: `c.round.${found.round}` },
    ],
  })
}
