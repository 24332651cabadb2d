// What people agree to before the first question. Law 91/2025/QH15 articles 9 and 11, Decree 356/2025/NĐ-CP article 6:
// consent first, per purpose, by a clear act, provable: the words, their version and the exact reply are kept.
import type { Consent } from '../flow.js'

export const CONSENT: Consent = {
  purpose: 'nominate',
  version: '2026-11-1',
  text: [
    'Trước khi bắt đầu, mong anh/chị đọc giúp:',
    '',
    'Hội Chữ thập đỏ thành phố Hải Phòng cần lưu tên, số điện thoại của anh/chị và câu chuyện anh/chị kể (có tên người được giới thiệu) để xác minh và xét biểu dương. Hội là bên kiểm soát dữ liệu. Thông tin được giữ đến hết năm 2028, không bán, không dùng để quảng cáo.',
    '',
    'Trợ lý là chương trình trả lời tự động. Anh/chị có thể xem, sửa, xóa hoặc rút lại đồng ý bất cứ lúc nào, chỉ cần nhắn "quyền của tôi".',
  ].join('\n'),
  full: [
    'Bản đầy đủ về dữ liệu cá nhân',
    '',
    '1. Ai xử lý: Hội Chữ thập đỏ thành phố Hải Phòng là bên kiểm soát dữ liệu. Cán bộ Hội ở cấp liên quan được xem hồ sơ để xác minh.',
    '2. Dữ liệu gì: họ tên, số điện thoại của anh/chị; tên, nơi ở hoặc nơi làm việc và việc làm của người được giới thiệu; ảnh, tệp anh/chị gửi. Xin không gửi ảnh căn cước, bệnh án, thông tin về dân tộc, tôn giáo.',
    '3. Để làm gì: tiếp nhận, xác minh, xét biểu dương gương "Người tốt, việc thiện". Cán bộ Hội sẽ hỏi ý kiến người được giới thiệu trước khi công khai bất cứ điều gì.',
    '4. Giữ bao lâu: bản đang kể dở 30 ngày kể từ lần cuối anh/chị kể, hoặc đến khi anh/chị xóa; hồ sơ đã gửi đến hết năm 2028 (phong trào kết thúc năm 2027, thêm 12 tháng).',
    '5. Quyền của anh/chị: xem, sửa, xóa, rút lại đồng ý, khiếu nại. Hội trả lời trong 2 ngày làm việc; việc xóa hoàn tất trong 20 ngày.',
    '6. Không bắt buộc: anh/chị không đồng ý cũng không sao, Trợ lý sẽ không lưu gì cả.',
  ].join('\n'),
  words: {
    question: 'Anh/chị có đồng ý để Trợ lý ghi lại câu chuyện không ạ?',
    because:
      'Dạ, thông tin chỉ để cán bộ Hội xác minh và xét biểu dương, giữ đến hết năm 2028, không bán. Anh/chị bấm "Đọc bản đầy đủ" để xem kỹ; đồng ý hay không là tùy anh/chị ạ.',
    // Nothing about anybody is kept before they agree.
    first:
      'Cảm ơn anh/chị đã kể. Lời vừa rồi Trợ lý mới giữ tạm: anh/chị đồng ý thì Trợ lý ghi vào câu chuyện, không thì Trợ lý bỏ đi ngay ạ.',
    begun:
      'Cảm ơn anh/chị. Mình bắt đầu nhé, chừng 5 đến 10 phút. Lúc nào bận, anh/chị cứ dừng lại; Trợ lý giữ nguyên mọi câu trả lời.',
  },
}
