// What a supporter agrees to. Law 91/2025/QH15 articles 9 and 11, as for a nomination.
import type { Consent } from '../flow.js'

export const CONSENT: Consent = {
  purpose: 'support',
  version: '2026-11-1',
  text: [
    'Trước khi đăng ký, mong anh/chị đọc giúp:',
    '',
    'Hội Chữ thập đỏ thành phố Hải Phòng cần lưu tên, số điện thoại và điều anh/chị đăng ký để cán bộ Hội liên hệ, bàn cách giúp cho thiết thực. Hội là bên kiểm soát dữ liệu. Thông tin được giữ đến hết năm 2028, không bán, không dùng để quảng cáo.',
    '',
    'Việc giúp là tự nguyện, không kèm quảng cáo. Trợ lý không nhận tiền và không có số tài khoản nào.',
  ].join('\n'),
  full: [
    'Bản đầy đủ về dữ liệu cá nhân',
    '',
    '1. Ai xử lý: Hội Chữ thập đỏ thành phố Hải Phòng là bên kiểm soát dữ liệu. Cán bộ Hội nơi có địa chỉ nhân đạo được xem.',
    '2. Dữ liệu gì: họ tên, số điện thoại, tổ chức (nếu đăng ký thay tổ chức), điều anh/chị đăng ký.',
    '3. Để làm gì: liên hệ, bàn cách giúp, ghi nhận việc đã làm. Sổ công khai chỉ ghi mã, hình thức, số lượng, nơi và ngày; không có tên ai.',
    '4. Giữ bao lâu: đến hết năm 2028 (phong trào kết thúc năm 2027, thêm 12 tháng).',
    '5. Quyền của anh/chị: xem, sửa, xóa, rút lại đồng ý, khiếu nại. Hội trả lời trong 2 ngày làm việc; việc xóa hoàn tất trong 20 ngày.',
    '6. Không bắt buộc: anh/chị không đồng ý cũng không sao.',
  ].join('\n'),
  words: {
    question: 'Anh/chị đồng ý để Hội lưu thông tin đăng ký chứ ạ?',
    because:
      'Dạ, thông tin chỉ để cán bộ Hội liên hệ bàn cách giúp, giữ đến hết năm 2028, không bán. Đồng ý hay không là tùy anh/chị ạ.',
    first: 'Cảm ơn tấm lòng của anh/chị. Trợ lý cần anh/chị đồng ý trước rồi mới ghi lại ạ.',
    begun: 'Cảm ơn anh/chị. Trợ lý hỏi thêm vài câu ngắn nhé.',
  },
}
