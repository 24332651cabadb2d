// What citizen number n types and presses to nominate somebody, from "/start" to "Gửi đi": 25 turns.

/** `types` is what somebody without buttons writes in the place of a press, where that is not the label. */
export type Act = { says: string } | { presses: string; types?: string }

const FAMILY = ['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Hoàng', 'Vũ', 'Đặng', 'Bùi', 'Đỗ', 'Ngô', 'Dương']
const MIDDLE = ['Thị', 'Văn', 'Minh', 'Thu', 'Đức', 'Ngọc', 'Xuân']
const GIVEN = ['Hoa', 'Bình', 'Lan', 'Hương', 'Dũng', 'Tuấn', 'Mai', 'Hạnh', 'Phúc', 'Quỳnh', 'Thảo', 'Yến', 'Khánh']
const WARDS = [
  'Lê Chân',
  'Hồng Bàng',
  'Chí Linh',
  'Hải An',
  'Kiến An',
  'Đồ Sơn',
  'Dương Kinh',
  'Hồng An',
  'Thủy Nguyên',
]

const STORY = [
  'Suốt năm năm qua, sáng nào cũng dậy từ ba giờ nấu cháo, rồi đạp xe ra bệnh viện Việt Tiệp phát cho bệnh nhân nghèo.',
  'Có hôm mưa bão vẫn che áo mưa cho nồi cháo, để ai cũng có một bát cháo nóng trước giờ khám; bà con quý lắm.',
]

/** Different for every n: lists of coprime lengths, so that 9,009 people name nobody twice. */
export function story(n: number): Act[] {
  const nominee = nameOf(n)
  return [
    { says: '/start' },
    { presses: 'Giới thiệu người tốt' },
    { presses: 'Tôi đồng ý' },
    { presses: 'Một người' },
    { says: nominee },
    { says: `phường ${WARDS[n % WARDS.length]}` },
    { says: `${nominee}: ${STORY[0]}` },
    { says: STORY[1]! },
    { presses: 'Xong', types: '1' },
    { says: `bệnh nhân nghèo ở buồng số ${1 + (n % 90)}, khoảng ${10 + (n % 300)} người` },
    { presses: 'Trả lời từng câu' },
    { says: 'Có, vì là tổ phó gương mẫu của tổ dân phố' },
    { presses: 'Tôi không rõ' },
    { presses: 'Có' },
    { presses: 'Bỏ qua', types: '1' },
    { presses: 'Chưa có' },
    { presses: 'Chưa biết' },
    { says: nameOf(n + 500) },
    { says: `09${String(10_000_000 + (n % 80_000_000)).padStart(8, '0')}` },
    { presses: 'Gửi đi' },
  ]
}

/** What the last reply holds when all went well. */
export const CODE = /NT-\d{4}-\d{6}/

function nameOf(n: number): string {
  return [FAMILY, MIDDLE, GIVEN].map((list) => list[n % list.length]).join(' ')
}
