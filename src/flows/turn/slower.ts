import type { Outbound } from '../message.js'
import { addressed, type Salutation } from '../salutation.js'
import { MINUTE } from '../schedule.js'

/** What somebody hears who sends more than anybody types: nothing of it was taken. `until`, `now`: epoch ms. */
export function slower(what: 'messages' | 'deeds', until: number, now: number, to?: Salutation): Outbound {
  const minutes = Math.max(1, Math.ceil((until - now) / MINUTE))
  const wait = minutes < 60 ? `khoảng ${minutes} phút` : `khoảng ${Math.ceil(minutes / 60)} giờ`
  const text =
    what === 'messages'
      ? `Tin của anh/chị đến dồn dập quá, Trợ lý đọc không kịp nên xin nghỉ ${wait}. Những tin gửi trong lúc này chưa được ghi lại; mong anh/chị gửi lại sau ạ.`
      : `Anh/chị vừa gửi nhiều quá, Trợ lý xin phép nhận tiếp sau ${wait}. Việc vừa rồi chưa được ghi; những gì anh/chị đã kể vẫn còn nguyên, lúc ấy anh/chị bấm lại giúp ạ.`
  return addressed({ text }, to)
}
