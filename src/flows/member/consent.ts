// Weekly news has a consent of its own, tied to nothing else. Law 91/2025/QH15 articles 9 and 11.

export const NEWS_CONSENT = {
  purpose: 'news',
  version: '2026-11-1',
  text: 'Mỗi tuần, Hội và đơn vị của anh/chị có một tin ngắn: câu chuyện người tốt, việc cần chung tay, nhắc Tháng Nhân đạo (tháng 5). Anh/chị có muốn nhận qua Trợ lý không ạ?\n\nMỗi tuần nhiều nhất một tin, trong khoảng 8:00 đến 20:30. Hội chỉ dùng tài khoản đang trò chuyện này để gửi tin, không đưa cho ai khác. Không nhận cũng không ảnh hưởng gì đến việc khác; muốn thôi, anh/chị nhắn "dừng nhận tin" là dừng ngay.',
} as const
