import type { Outbound } from '../message.js'
import { addressed, type Salutation } from '../salutation.js'

/** What somebody hears whose message met a bug of ours. */
export function apology(to?: Salutation): Outbound {
  return addressed(
    {
      text: 'Rất tiếc, hệ thống đang trục trặc nên tin vừa rồi chưa xử lý được. Những gì anh/chị kể vẫn được giữ nguyên; mong anh/chị thử lại sau ít phút.',
    },
    to,
  )
}
