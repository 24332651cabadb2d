// What all that is said of a review has in common: the way back to the queue, how a file stands, why nothing was done.

import type { NotDone } from '../effects/review.js'
import type { Turn } from '../flow.js'
import type { Button } from '../message.js'
import { reviews } from '../roles.js'
import { resume, say } from '../turn/say.js'
import { showMoment } from '../vi/calendar.js'

export const QUEUE: Button = { label: 'Hồ sơ chờ tôi', token: 'c.reviews' }

/** How a file stands, or what was decided of it. */
export const VERDICTS: Record<string, string> = {
  passed: 'đạt – chuyển bước',
  refused: 'không đủ điều kiện',
  moved: 'chuyển đơn vị khác',
  recalled: 'cấp trước đang xem xét lại',
  merged: 'đã gộp vào hồ sơ khác',
  asked: 'đang chờ người giới thiệu bổ sung',
  withdrawn: 'người giới thiệu đã rút lại',
}

/** From a panel whose `about` begins with a review back to its file. */
export function toFile(t: Turn, about: string): void {
  t.effects.push({ do: 'showFile', review: about.split('-')[0]! })
}

/** Why nothing was done. */
export function notDone(t: Turn, found: NotDone): void {
  // Their role ended while they looked at the file, or wrote.
  if (!reviews(t.ctx.who)) return resume(t, 'Anh/chị không còn vai trò xét hồ sơ, nên Trợ lý chưa ghi gì ạ.')
  if (found.is !== 'closed') {
    const why = {
      none: 'Trợ lý không tìm thấy hồ sơ này ạ.',
      barred: 'Anh/chị đã giới thiệu hoặc đã xin rút khỏi hồ sơ này, nên người khác sẽ xét ạ.',
      refused: 'Hồ sơ này thuộc đơn vị khác, nên Trợ lý chưa mở được ạ.',
    }[found.is]
    return say(t, { text: why, buttons: [QUEUE] })
  }
  const by = found.by && found.at ? `\nNgười kết luận: ${found.by}, lúc ${showMoment(found.at)}.` : ''
  say(t, {
    text: `Hồ sơ ${found.code} không còn chờ xét: ${VERDICTS[found.state] ?? found.state}.${by} Điều anh/chị vừa chọn chưa được ghi ạ.`,
    buttons: [QUEUE],
  })
}
