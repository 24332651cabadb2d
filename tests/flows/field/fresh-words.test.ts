// Words of the same kinds as in the lists of what people send, and in none of them.
import { describe, expect, it } from 'vitest'
import { isFace } from '../../../src/flows/vi/faces.js'
import { agreesToConsent } from '../../../src/flows/vi/keywords.js'
import { isDespair, isPlea, needOf } from '../../../src/flows/vi/plea.js'
import { readQuantity } from '../../../src/flows/vi/quantity.js'
import { clean, fold } from '../../../src/flows/vi/text.js'
import { readWish } from '../../../src/flows/vi/wishes.js'

const heard = (said: string) => isPlea(said) || isDespair(said)

describe('a cry in other words', () => {
  it.each(
    Object.entries({
      life: [
        'chỉ muốn nhắm mắt một lần cho xong',
        'em viết thư tuyệt mệnh rồi',
        'tối nay em sẽ không còn trên đời này nữa',
        'ước gì mình chưa từng được sinh ra',
        'em vừa uống hết cả vỉ thuốc ngủ',
        'con xin lỗi bố mẹ, con đi trước đây',
        'em đang đứng trên cầu Bính, gió to quá',
        'con không gắng gượng được nữa',
        'ngày mai mọi người sẽ không phải thấy cháu nữa',
        'em chỉ là gánh nặng của cả nhà',
      ],
      violence: ['ông xã uống rượu về lại đập cháu'],
      danger: [
        'chồng em đang cầm dao',
        'nhà bên đang cháy to lắm',
        'có ông cụ ngã gục ngoài đường',
        'bố dượng lại cầm gậy',
      ],
      illness: [
        'mẹ cháu không thở được',
        'bà em lên cơn co giật',
        'con em sốt 40 độ mà không có xe đi viện',
        'em cần tiền mổ cho con',
      ],
      want: [
        'cả tuần nay ăn mì tôm trừ bữa',
        'nhà cháu không còn hạt gạo nào',
        'mẹ con cháu ngủ ngoài gầm cầu',
        'nhà em bị bão cuốn mất mái rồi',
        'vợ chồng em mất việc cả, con thì nhỏ',
        'cho em xin bát cơm',
        'con đói khóc cả đêm mà hết sữa rồi',
      ],
    }).flatMap(([need, cries]) => cries.map((said) => [said, need])),
  )('"%s" is heard, with marks and without: %s', (said, need) => {
    expect([heard(said), heard(fold(said))]).toEqual([true, true])
    expect([needOf(said), needOf(fold(said))]).toEqual([need, need])
  })

  it.each([
    'nhà tôi hết gạo nếp rồi nên không gói bánh chưng',
    'nóng chết mất',
    'chết, gửi nhầm ảnh',
    'cô ấy từng muốn chết nhưng giờ giúp người khác',
    'hết tiền điện thoại rồi mai kể nhé',
    'anh ấy ngăn người tự tử',
    'cười đau cả bụng',
    'em đang ở cầu Rào',
    'bà tôi ốm nên mai kể tiếp nhé',
    'đói bụng rồi, đi ăn cái đã',
    'có bà cụ ngã ngoài đường, anh Hùng đưa đi viện',
    'chú ấy nấu mì tôm cho người ngủ gầm cầu ăn',
  ])('"%s" is none', (said) => {
    expect([heard(said), heard(fold(said))]).toEqual([false, false])
  })
})

describe('a wish in words of their own', () => {
  it.each(
    Object.entries({
      donate: [
        'cho em gửi ít tiền giúp bà con vùng lũ',
        'có nhận sách cũ không ạ',
        'bọn em gây quỹ được 10 triệu muốn trao',
        'làm thế nào để đóng góp',
      ],
      volunteer: [
        'em là bác sĩ muốn khám miễn phí cho bà con',
        'hội có tuyển cộng tác viên không',
        'em muốn đăng kí hiến tiểu cầu',
        'làm tình nguyện thì đăng kí ở đâu',
      ],
      month: ['tháng 5 này có hoạt động gì không'],
      movement: [
        'giải thích giúp tôi phong trào này',
        'người tốt việc thiện là cái gì thế',
        'muốn được công nhận thì cần gì',
      ],
      fraud: [
        'có ai gọi bảo tôi trúng thưởng của hội',
        'số 0912345678 giả làm người của hội xin tiền',
        'link này có phải của hội không',
        'cô tổ trưởng thu 200k bảo nộp cho hội CTĐ, đúng không',
      ],
      erase: [
        'xóa hết đi, tôi không muốn ai biết',
        'gỡ giùm tôi tên khỏi hệ thống',
        'tôi đổi ý, không cho dùng thông tin nữa',
        'hủy mọi thứ tôi đã gửi',
      ],
    }).flatMap(([wish, texts]) => texts.map((said) => [said, wish])),
  )('"%s" is to %s', (said, wish) => {
    expect([readWish(said), readWish(fold(said))]).toEqual([wish, wish])
  })

  it.each(['xóa hết câu này', 'cô ấy gây quỹ giúp người nghèo', 'bác ấy là bác sĩ khám miễn phí cho bà con'])(
    '"%s" is none',
    (said) => expect([readWish(said), readWish(fold(said))]).toEqual([undefined, undefined]),
  )
})

it.each(['ừ thì đồng ý', 'nhất trí', 'tôi chấp nhận', 'em hoàn toàn đồng ý ạ', 'nhat tri', 'toi chap nhan'])(
  '"%s" is consent in so many words',
  (said) => expect(agreesToConsent(said)).toBe(true),
)
it.each(['ok em', 'đc', 'tuỳ em', 'cũng được', 'không chấp nhận', 'đồng ý với điều kiện không nêu tên tôi'])(
  '"%s" is none',
  (said) => expect(agreesToConsent(said)).toBe(false),
)

it.each([
  ['mười lăm mười sáu người', 15, true],
  ['mười bốn mười lăm', 14, true],
  ['hai mươi ba mươi người', 20, true],
  ['hai mươi lăm ba mươi người', 25, true],
  ['hăm lăm', 25, false],
  ['hăm ba người', 23, false],
  ['50~60', 50, true],
  ['hai mươi ba', 23, false],
  ['một trăm mười lăm', 115, false],
  ['mười hai nghìn', 12_000, false],
  ['ba mươi tư', 34, false],
])('"%s" is %i people, about: %s', (said, value, approx) => {
  expect(readQuantity(said)).toMatchObject({ ok: true, value, approx })
})
it.each(['từ khoảng 2010', 'từ năm 2010', 'tu 2015'])('"%s" tells since when, not how many', (said) => {
  expect(readQuantity(said)).toEqual({ ok: false, reason: 'unclear' })
})

it.each(['(y)', 'o_O', '(:', "':(", '/-strong /-strong'])('"%s" is a face', (said) => expect(isFace(said)).toBe(true))

it.each([
  ['ƌào', 'đào'],
  ['Ｎｇｕｙễｎ Văn Ａ', 'Nguyễn Văn A'],
  ['𝐍𝐠𝐮𝐲𝐞̂̃𝐧 𝐕𝐚̆𝐧 𝐀', 'Nguyễn Văn A'],
  ['ﬁnh', 'finh'],
  ['Ɖỗ Thị Ðào', 'Đỗ Thị Đào'],
  ['ᴆồng ý', 'Đồng ý'],
])('%s comes in as %s', (typed, meant) => expect(clean(typed)).toBe(meant))
