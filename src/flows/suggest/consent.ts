// What somebody agrees to who tells of a family in need. Law 91/2025/QH15 articles 9 and 11, as for a nomination.
import type { Consent } from '../flow.js'

export const CONSENT: Consent = {
  purpose: 'suggest',
  version: '2026-11-1',
  text: [
    'Trước khi kể, mong anh/chị đọc giúp:',
    '',
    'Hội Chữ thập đỏ thành phố Hải Phòng cần lưu tên, số điện thoại của anh/chị và điều anh/chị kể để cán bộ tới thăm, xác minh. Hội là bên kiểm soát dữ liệu. Chỉ cán bộ Hội nơi đó đọc; gia đình sẽ được hỏi ý kiến trước khi Hội kêu gọi giúp. Thông tin được giữ đến hết năm 2028, không bán, không dùng để quảng cáo.',
  ].join('\n'),
  full: [
    'Bản đầy đủ về dữ liệu cá nhân',
    '',
    '1. Ai xử lý: Hội Chữ thập đỏ thành phố Hải Phòng là bên kiểm soát dữ liệu. Cán bộ Hội nơi gia đình ở được xem.',
    '2. Dữ liệu gì: họ tên, số điện thoại của anh/chị; điều anh/chị kể về một hoàn cảnh khó khăn. Xin kể vừa đủ, không gửi giấy tờ tùy thân, bệnh án hay vị trí.',
    '3. Để làm gì: cán bộ tới thăm, hỏi ý kiến gia đình và xác minh. Thẻ công khai không có tên, địa chỉ hay điều khiến người ngoài nhận ra gia đình.',
    '4. Giữ bao lâu: đến hết năm 2028 (phong trào kết thúc năm 2027, thêm 12 tháng).',
    '5. Quyền của anh/chị: xem, sửa, xóa, rút lại đồng ý, khiếu nại. Hội trả lời trong 2 ngày làm việc; việc xóa hoàn tất trong 20 ngày.',
    '6. Không bắt buộc: anh/chị không đồng ý cũng không sao.',
  ].join('\n'),
  words: {
    question: 'Anh/chị đồng ý để Hội lưu điều anh/chị kể chứ ạ?',
    because:
      'Dạ, thông tin chỉ để cán bộ Hội tới thăm và xác minh, giữ đến hết năm 2028, không bán. Đồng ý hay không là tùy anh/chị ạ.',
    first: 'Cảm ơn anh/chị đã để ý tới bà con khó khăn. Trợ lý cần anh/chị đồng ý trước rồi mới ghi lại ạ.',
    begun: 'Cảm ơn anh/chị. Trợ lý hỏi vài câu ngắn nhé.',
  },
}
