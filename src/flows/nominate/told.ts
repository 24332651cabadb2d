// What a nominator hears of what they have sent.

import type { NominateResults } from '../effects/nominate.js'
import type { Sent, Turn } from '../flow.js'
import { bold, type Outbound } from '../message.js'
import type { Salutation } from '../salutation.js'
import { beginWith } from '../turn/begin.js'
import { showList } from '../turn/list.js'
import { withOffer } from '../turn/offer.js'
import { say } from '../turn/say.js'

export const sent: Sent = {
  states: {
    received: 'đã tiếp nhận, đang chờ cán bộ xem',
    reviewing: 'cán bộ đang xét',
    asked: 'cán bộ đang chờ anh/chị bổ sung',
    passed: 'đã xét đạt, đang ở bước sau',
    refused: 'đã xét, chưa đủ điều kiện trong đợt này',
    leaving: 'đang chờ ngừng dùng theo yêu cầu của anh/chị',
    withdrawn: 'đã rút lại, Hội không dùng nữa',
  },
}

export function submitted(t: Turn, result: NominateResults['submitNomination']): void {
  say(t, withOffer(t, receivedMessage(result, t.session.salutation)))
}

/** What is said when a nomination has been received. It promises to look, never an award. */
function receivedMessage(result: NominateResults['submitNomination'], to?: Salutation): Outbound {
  const joined = result.own
    ? '\n\nLời kể này được ghép vào chính hồ sơ anh/chị đã gửi trước đó, mang cùng mã số; cán bộ sẽ xem cả hai lời kể.'
    : result.joined
      ? '\n\nĐã có người giới thiệu tấm gương này trước đó; lời kể của anh/chị được ghép vào cùng hồ sơ, và mọi người giới thiệu đều được ghi nhận.'
      : ''
  return {
    text: `Cảm ơn anh/chị rất nhiều! 🌸 Hội đã tiếp nhận câu chuyện.\nMã số: ${bold(result.code)}\nCán bộ sẽ xem xét và báo lại anh/chị tại đây.${joined}\n\nTrợ lý không bao giờ hỏi tiền hay ảnh căn cước; ai tự xưng là Trợ lý mà hỏi, anh/chị đừng đưa nhé.`,
    buttons: [
      { label: 'Hồ sơ của tôi', token: 'c.records' },
      { label: 'Giới thiệu người khác', token: 'c.nominate' },
      // Asked here, where nothing else is waiting, until they have said.
      ...(to ? [] : [{ label: 'Chọn cách xưng hô', token: 'c.salutation' }]),
    ],
  }
}

const HOUSE = { label: 'Giới thiệu người tốt', token: 'c.nominate' }

/** Other movements of the city that somebody can be put forward for. */
export function movements(t: Turn, found: NominateResults['showMovements']): void {
  if (found.length === 0)
    return say(t, {
      text: 'Hiện Hội đang nhận giới thiệu cho một phong trào: "Người tốt, việc thiện – Chung tay xây dựng cộng đồng nhân ái" ạ.',
      buttons: [HOUSE],
    })
  const names = found.map(({ name }) => `• ${name}`)
  showList(t, {
    text: ['Anh/chị có thể giới thiệu cho cả những phong trào này:', ...names, '', 'Anh/chị chọn giúp Trợ lý ạ.'].join(
      '\n',
    ),
    buttons: [...found.map(({ code, label }) => ({ label, token: `c.movement.${code}` })), HOUSE],
  })
}

export function opened(t: Turn, found: NominateResults['openMovement']): void {
  if (found) return beginWith(t, 'nominate', 'programme', found, true)
  say(t, { text: 'Phong trào này hiện không nhận giới thiệu ạ.', buttons: [HOUSE] })
}
