// Files put together and told apart: what reviewers read, and the nominator whose file has another code now.

import type { ReviewResults, Similar } from '../effects/review.js'
import type { News, Turn } from '../flow.js'
import { bold } from '../message.js'
import { verbatim } from '../salutation.js'
import { showList } from '../turn/list.js'
import { say } from '../turn/say.js'
import { clip } from '../vi/text.js'
import { notDone, QUEUE } from './words.js'

const WHY: Record<Similar['why'][number], string> = {
  name: 'cùng họ tên',
  marks: 'họ tên giống nhau, khác dấu hoặc i/y',
  parts: 'cùng các chữ trong tên, khác thứ tự',
  shorter: 'tên gần giống, thiếu chữ đệm',
  unit: 'cùng đơn vị',
  inside: 'đơn vị này nằm trong đơn vị kia',
  oldName: 'tên đơn vị cũ và mới',
  year: 'trong vòng một năm',
}

/** The reasons to think that two files are about one nominee, as kept with the deed. */
export const reasons = ({ why }: Similar) => why.map((reason) => WHY[reason]).join(', ')

const file = (review: string) => ({ label: 'Xem hồ sơ', token: `c.reviewFile.${review}` })
const undo = (regroup: string, label: string) => ({ label, token: `c.reviewUngroup.${regroup}` })

export function merged(t: Turn, found: ReviewResults['mergeFiles']): void {
  if (found.is === 'decided')
    return say(t, { text: `Hồ sơ ${found.code} đã có kết luận nên Trợ lý chưa gộp được ạ.`, buttons: [QUEUE] })
  if (found.is !== 'merged') return notDone(t, found)
  say(t, {
    text: `Đã gộp ${found.other} vào ${bold(found.code)}. Mọi người giới thiệu và mọi ảnh, giấy tờ đều được giữ.`,
    buttons: [file(found.review), undo(found.regroup, 'Hoàn tác gộp'), QUEUE],
  })
}

/** Which account is about somebody else. */
export function accounts(t: Turn, found: ReviewResults['showAccounts']): void {
  if (found.is !== 'accounts') return notDone(t, found)
  if (found.accounts.length < 2)
    return say(t, { text: 'Hồ sơ này chỉ có một lời kể nên không tách được ạ.', buttons: [file(found.review)] })
  const lines = found.accounts.map(({ told }, n) => `${n + 1}. ${verbatim(clip(told, 160)) || '(không có câu chuyện)'}`)
  showList(t, {
    text: [`Hồ sơ ${found.code} có ${found.accounts.length} lời kể. Lời kể nào nói về người khác ạ?`, ...lines].join(
      '\n',
    ),
    buttons: [
      ...found.accounts.slice(0, 4).map(({ account }, n) => ({
        label: `Tách lời kể ${n + 1}`,
        token: `c.reviewSplitOff.${found.review}-${account}`,
      })),
      file(found.review),
    ],
  })
}

export function split(t: Turn, found: ReviewResults['splitFile']): void {
  if (found.is === 'only')
    return say(t, { text: 'Hồ sơ này chỉ có một lời kể nên không tách được ạ.', buttons: [QUEUE] })
  if (found.is !== 'split') return notDone(t, found)
  say(t, {
    text: `Đã tách lời kể ấy thành hồ sơ ${bold(found.other)}; hồ sơ ${found.code} giữ phần còn lại.`,
    buttons: [file(found.review), undo(found.regroup, 'Hoàn tác tách'), QUEUE],
  })
}

export function ungrouped(t: Turn, found: ReviewResults['ungroup']): void {
  if (found.is === 'ungrouped')
    return say(t, {
      text: `Đã hoàn tác; hồ sơ ${found.code} trở lại như trước ạ.`,
      buttons: [file(found.review), QUEUE],
    })
  if (found.is === 'over')
    return say(t, {
      text: 'Việc này đã được hoàn tác, hoặc hồ sơ đã có kết luận nên không hoàn tác được nữa ạ.',
      buttons: [QUEUE],
    })
  notDone(t, { is: found.is })
}

/** To a nominator whose file went into another. */
export const joined: News = {
  tell: (t, code, more) =>
    say(t, {
      text: `Hồ sơ ${code} của anh/chị được ghép vào hồ sơ ${String(more?.into ?? '')}, vì cùng kể về một tấm gương. Lời kể và ảnh của anh/chị được giữ nguyên, mọi người giới thiệu đều được ghi nhận ạ.`,
      buttons: [{ label: 'Hồ sơ của tôi', token: 'c.records' }],
    }),
}
