/** The command menu. What each one does is the conversation's business; names are `[a-z0-9_]` for Telegram. */
export const COMMANDS = [
  { command: 'start', description: 'Bắt đầu, xem Nhân Ái giúp được gì' },
  { command: 'gioithieu', description: 'Giới thiệu gương người tốt, việc thiện' },
  { command: 'hoso', description: 'Xem các hồ sơ mình đã gửi' },
  { command: 'tieptuc', description: 'Viết tiếp phần đang dở' },
  { command: 'quyen', description: 'Thông tin của mình: xem, sửa, xóa' },
  { command: 'gapcanbo', description: 'Gặp cán bộ Hội Chữ thập đỏ' },
  { command: 'dungtin', description: 'Dừng nhận tin nhắc' },
  { command: 'xungho', description: 'Chọn cách Trợ lý gọi mình' },
  { command: 'trogiup', description: 'Hướng dẫn sử dụng' },
  { command: 'huy', description: 'Hủy việc đang làm' },
]
