import { describe, expect, it } from 'vitest'
import { isChatter } from '../../../src/flows/vi/chatter.js'

describe('small talk', () => {
  it.each([
    'mai chị kể nhé',
    'Cảm ơn em',
    'cam on nhe',
    'ai đấy?',
    'dạ',
    'ok em',
    'chiều nay nha',
    'chị bận lắm',
    'để chị xem đã',
    'được rồi',
    'khi nào rảnh chị làm',
    'Mai chị kể tiếp',
  ])('"%s"', (text) => expect(isChatter(text)).toBe(true))

  it.each([
    'Mai Thị Lan',
    'Nguyễn Văn Em',
    'nguyễn thị hoa',
    'Đội Cờ đỏ phường Lê Chân',
    'các em nhỏ trong xóm',
    'Hôm nay cô ấy lại đi phát cháo',
    'bà con trong xóm em',
    'dạ, bà con nghèo ở xóm ạ',
    'hàng xóm thôi',
    'đang điều trị ung thư, nghèo',
    'ai cũng vui lắm',
    'ai cũng cảm ơn cô ấy',
    'chiều nào cũng nấu cơm',
    'Cô Hoa nấu cháo cho bệnh nhân nghèo',
    'Hôm nay cô Hoa lại dậy từ ba giờ sáng nấu cháo mang ra cổng bệnh viện phát cho bà con nghèo nhé.',
  ])('"%s" is an answer', (text) => expect(isChatter(text)).toBe(false))
})
