// The poster of a unit: one picture with a code for each platform.
import type { Poster } from '../drawing.js'

/** `links`: how people get in, by channel. Zalo's link carries no code: there it is typed. */
export function posterOf({
  unit,
  unitName,
  links,
}: {
  unit: string
  unitName: string
  links: { channel: string; link: string }[]
}): Poster {
  return {
    is: 'poster',
    title: unitName,
    lines: [
      'Quét mã để vào đơn vị trên Trợ lý Nhân ái: kể chuyện người tốt, chung tay giúp người khó khăn, nhận tin hằng tuần.',
    ],
    codes: links.map(({ channel, link }) => ({
      link,
      caption: channel === 'zalo' ? `Zalo: bấm Quan tâm, rồi nhắn dv_${unit}` : 'Telegram: bấm Bắt đầu',
    })),
    foot: 'Trợ lý không bao giờ hỏi tiền hay ảnh căn cước. Muốn thôi nhận tin, nhắn "dừng nhận tin".',
  }
}
