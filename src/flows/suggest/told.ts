// What whoever told of a family hears of it.

import type { SuggestResults } from '../effects/suggest.js'
import type { Sent, Turn } from '../flow.js'
import { bold } from '../message.js'
import { ADDRESS_STATES, type AddressState } from '../needs.js'
import { verbatim } from '../salutation.js'
import { say } from '../turn/say.js'

const MENU = { label: 'Trang chính', token: 'c.menu' }
const RECORDS = { label: 'Hồ sơ của tôi', token: 'c.records' }

export const sent: Sent = { states: { ...ADDRESS_STATES, proposed: 'đề xuất, chờ cán bộ khảo sát' } }

export function suggested(t: Turn, result: SuggestResults['suggestAddress']): void {
  if (result === 'tooMany')
    return say(t, {
      text: 'Anh/chị đã kể nhiều hoàn cảnh đang chờ khảo sát, Hội rất trân trọng. Mong anh/chị đợi cán bộ tới thăm các nơi ấy, hoặc bấm "Gặp cán bộ" để kể thêm ạ.',
      buttons: [{ label: 'Gặp cán bộ', token: 'c.human' }, MENU],
    })
  say(t, {
    text: `Cảm ơn anh/chị đã lên tiếng! 🌸 Hội đã ghi nhận.\nMã số: ${bold(result.code)}\nCán bộ Hội ${result.unit} sẽ tới thăm và xác minh; có kết quả, Trợ lý báo anh/chị tại đây. Nếu đang nguy hiểm, gọi ngay 115, 113 hoặc 111 (bảo vệ trẻ em) ạ.`,
    buttons: [RECORDS, MENU],
  })
}

const WORDS: Partial<Record<AddressState, string>> = {
  surveying: 'cán bộ Hội đang tới khảo sát.',
  verified: 'cán bộ Hội đã xác minh hoàn cảnh này.',
  open: 'Hội đang kêu gọi mọi người cùng giúp.',
  helping: 'đã có người nhận giúp. Cảm ơn anh/chị!',
  done: 'gia đình đã được giúp đủ. Cảm ơn anh/chị đã lên tiếng! 🌸',
  paused: 'Hội tạm dừng kêu gọi giúp.',
  refused: 'sau khi xem xét, Hội chưa nhận được hoàn cảnh này.',
}

/** What became of it; `more`: the state, and the reason where the officer gave one. */
export function moved(t: Turn, code: string, more?: Record<string, unknown>): void {
  const words = WORDS[more?.state as AddressState]
  if (!words) return
  const reason = typeof more?.reason === 'string' ? ` Lý do: ${verbatim(more.reason)}` : ''
  say(t, { text: `Hoàn cảnh anh/chị kể (${bold(code)}): ${words}${reason}`, buttons: [RECORDS, MENU] })
}
