// Wishes in other words than ours: to give, to lend a hand, to ask, to report a fraud, to be forgotten.
import { describe, expect, it } from 'vitest'
import { isPlea } from '../../../src/flows/vi/plea.js'
import { fold } from '../../../src/flows/vi/text.js'
import { readWish } from '../../../src/flows/vi/wishes.js'

const WISH: Record<string, string> = {
  'em muốn ủng hộ 500 nghìn': 'donate',
  'mình có ít quần áo cũ muốn cho': 'donate',
  'quan ao cu gui o dau': 'donate',
  'công ty em muốn tặng 50 suất quà Tết': 'donate',
  'cho em hỏi số tài khoản của hội': 'donate',
  'em muốn góp gạo': 'donate',
  'muốn giúp một gia đình nghèo thì làm thế nào': 'donate',
  'toi muon do dau mot chau mo coi': 'donate',
  'ở gần em có hoàn cảnh nào cần giúp không': 'donate',
  'gửi đồ cũ cho người nghèo ở đâu ạ': 'donate',
  'em muốn làm tình nguyện viên': 'volunteer',
  'cháu muốn đi hiến máu': 'volunteer',
  'dang ky hien mau o dau': 'volunteer',
  'làm sao để vào hội chữ thập đỏ': 'volunteer',
  'sinh viên muốn tham gia tình nguyện hè': 'volunteer',
  'em muốn góp công sức, đi nấu cháo cùng các cô': 'volunteer',
  'cuối tuần em rảnh, có việc gì cho em làm không': 'volunteer',
  'hiến máu ở đâu': 'volunteer',
  'tháng nhân đạo là gì': 'month',
  'thang nhan dao nam nay co gi': 'month',
  'Tháng Nhân đạo bắt đầu ngày nào': 'month',
  'bao giờ đến tháng nhân đạo': 'month',
  'phong trào này là gì': 'movement',
  'chương trình này là sao ạ': 'movement',
  'phong trao nguoi tot viec thien la gi': 'movement',
  'địa chỉ nhân đạo là gì': 'movement',
  'ai được giới thiệu': 'movement',
  'tiêu chí xét là gì': 'movement',
  'có người gọi điện xưng hội chữ thập đỏ đòi tiền': 'fraud',
  'em bị lừa tiền': 'fraud',
  'có ông tự nhận là cán bộ hội đi thu tiền': 'fraud',
  'co nguoi gia danh hoi chu thap do': 'fraud',
  'họ bảo chuyển khoản cho hội chữ thập đỏ, có phải lừa không': 'fraud',
  'nhận được tin nhắn đòi tiền ủng hộ lạ': 'fraud',
  'báo cáo lừa đảo': 'fraud',
  'người ta lấy tên hội đi quyên góp': 'fraud',
  'xóa hết dữ liệu của tôi': 'erase',
  'xoá thông tin của em': 'erase',
  'đừng lưu số của tôi': 'erase',
  'toi khong muon hoi giu thong tin cua toi nua': 'erase',
  'xóa tài khoản': 'erase',
  'bỏ tên tôi ra khỏi danh sách': 'erase',
  'xóa giúp em những gì em đã kể': 'erase',
  'tôi muốn xóa hồ sơ đã gửi': 'erase',
  'gỡ tên tôi xuống': 'erase',
  'xoa so dien thoai cua toi di': 'erase',
  'quên hết những gì tôi nói đi': 'erase',
}

describe('a wish in other words', () => {
  it.each(Object.entries(WISH))('"%s" is to %s, with marks and without', (said, wish) => {
    expect([readWish(said), readWish(fold(said))]).toEqual([wish, wish])
    expect([isPlea(said), isPlea(fold(said))]).toEqual([false, false])
  })

  const NOWISH = [
    'cô ấy ủng hộ 5 triệu cho người nghèo',
    'chị ấy đi hiến máu 20 lần',
    'giúp bà cụ qua đường',
    'xóa đói giảm nghèo',
    'chú ấy là tình nguyện viên',
    'Câu lạc bộ hiến máu',
    'ủng hộ em với câu này khó quá',
    'Đội tình nguyện Hoa Phượng',
    'bỏ qua',
    'bỏ qua câu này',
    'xóa câu vừa rồi',
    'hủy',
    'tôi muốn giới thiệu một tình nguyện viên',
    'em muốn kể về người hay hiến máu',
    'cô ấy bị lừa tiền nhưng vẫn giúp người',
    'bác ấy quyên góp sách',
  ]

  it.each([
    ...NOWISH,
    ...[
      'bà ấy bỏ tiền túi ra giúp người nghèo',
      'chị ấy có quán cơm muốn cho người nghèo ăn',
      'nhà em có bà cụ muốn gửi lời cảm ơn',
      'cô Hoa rảnh là đi giúp việc gì cũng làm',
      'cuối tuần anh ấy phụ việc',
      'Có hoàn cảnh khó khăn ở xóm',
      'bị lừa',
      'bà cụ bị lừa tiền được anh công an giúp',
      'sửa tên',
      'bỏ tên này đi',
      'rút hồ sơ',
      'xoa cau nay',
      'Đội hiến máu',
      'mất tên',
      'em muốn góp một câu chuyện',
      'em muốn góp ý',
      'có ai ở đấy không',
      'công ty muốn biết',
      'công ty tôi muốn giới thiệu',
      'giúp người khó khăn',
      'anh ấy thu tiền rác giúp cả ngõ',
      'Nguyễn Văn Cho',
      'không có ai cần giúp',
      'còn ai khó khăn không ạ',
      'gửi ảnh ở đâu',
      'gửi câu chuyện ở đâu',
      'tặng quà ở đâu thế',
      'xóa',
    ],
  ])('"%s" is none', (said) => {
    expect([readWish(said), readWish(fold(said))]).toEqual([undefined, undefined])
  })
})
