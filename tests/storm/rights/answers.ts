// What somebody answers to whatever is asked: most of it by a button, some of it in words that only they say.
import type { Random } from '../support/random.js'
import type { Phone } from './phone.js'

interface Manner {
  most: number
  word(): string
  random: Random
}

// Of what is shown the first of these is pressed.
const BUTTONS = [
  ...['Tôi đồng ý', 'Kể về người khác', 'Đăng ký giúp nơi khác', 'Một người', 'Nơi đang cần nhất', 'Tôi muốn giúp'],
  ...['Cho tôi', 'Chỉ một lần', 'Phường Lê Chân', 'Xong', 'Làm đều', 'Vật chất', 'Đúng cả ba', 'Bỏ qua', 'Chưa biết'],
]
// What is asked, and what is said to it; `#` is a word of their own.
const WORDS: [asked: string, said: string][] = [
  ['Người tốt mà anh/chị muốn kể tên là gì', 'Hoàng Thị #'],
  ['phường, xã hay khu công nghiệp', 'Phường Lê Chân'],
  [
    'Chuyện ấy ra sao',
    'Bà con xóm # đã năm năm nay được cô nấu cháo phát cho bệnh nhân nghèo. Sáng nào cô cũng dậy từ ba giờ. Mưa bão cô vẫn đi. Ai cũng quý cô.',
  ],
  ['Từ bao giờ', 'đã 5 năm nay'],
  ['Ai đã được giúp', 'các cụ neo đơn ở ngõ #, khoảng 20 người'],
  ['giúp được bao nhiêu', '1'],
  ['từ khi nào', 'tuần này'],
  ['nhắn gì cho cán bộ', 'Nhờ Hội báo cho bác # giúp'],
  ['số điện thoại bao nhiêu', 'Phạm Thị #, 0912 345 678'],
  ['Anh/chị tên là gì', 'Phạm Thị #'],
  ['Số điện thoại của anh/chị', '0912 345 678'],
]
const PAPERS = 'ảnh, giấy cảm ơn'

/** Answers until nothing is asked that they understand; gives the words of theirs that went into answers. */
export async function answerAll(phone: Phone, { most, word, random }: Manner): Promise<string[]> {
  const told: string[] = []
  let paper = false
  for (let n = 0; n < most; n++) {
    const { text = '', buttons = [] } = phone.last() ?? {}
    const shown = (label: string) => buttons.some((each) => each.label.startsWith(label))
    if (shown('Gửi đi')) {
      await phone.presses('Gửi đi')
      break
    }
    if (text.includes(PAPERS) && !paper && random.chance(0.5)) {
      paper = true
      const mine = word()
      await phone.sendsPaper(Buffer.from(`%PDF-1.4\n% Giay khen ${mine}\n%%EOF\n`), `giay-khen-${mine}.pdf`)
      continue
    }
    if (text.includes(PAPERS) && shown('Chưa có')) {
      await phone.presses('Chưa có')
      continue
    }
    const label = BUTTONS.find(shown)
    if (label) {
      await phone.presses(label)
      continue
    }
    const said = WORDS.find(([asked]) => text.includes(asked))?.[1]
    if (said?.includes('#')) {
      const mine = word()
      await phone.says(said.replace('#', mine))
      if (phone.last()?.text !== text) told.push(mine)
    } else if (said) await phone.says(said)
    else if (shown('Tôi không rõ')) await phone.presses('Tôi không rõ')
    else break
  }
  return told
}
