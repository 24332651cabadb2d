const phone = ['Số điện thoại', '0912345678', 'tel']

/** One tap: the chosen person is invited to a role for the whole city, and brings the code at once. */
const INVITES = [
  { label: 'Thành cán bộ Hội', act: 'invite', body: { role: 'officer' }, id: 'invite-officer' },
  { label: 'Thành người xét hồ sơ', act: 'invite', body: { role: 'reviewer' }, id: 'invite-reviewer' },
  { label: 'Thành quản trị viên', act: 'invite', body: { role: 'administrator' }, id: 'invite-administrator' },
]

/**
 * What differs between the two apps. `gate(account)` is the big button of someone who has not come to the bot yet
 * (`writable`: they may write without it); `act`s are those of the control API, `fields(person)` what they need.
 */
export const PLATFORMS = {
  zalo: {
    app: 'Zalo',
    placeholder: 'Nhập tin nhắn',
    subtitle: ({ follows }) => `OA · ${follows ? 'Đã quan tâm' : 'Chưa quan tâm'}`,
    gate: ({ follows }) =>
      !follows && {
        act: 'follow',
        label: 'Quan tâm',
        writable: true,
        empty: 'Chọn một người và bấm Quan tâm để trò chuyện.',
      },
    menu: ({ follows }) => [
      follows ? { label: 'Bỏ quan tâm', act: 'unfollow' } : { label: 'Quan tâm', act: 'follow' },
      { label: 'Bấm “Nhắn tin” ở trang OA', act: 'chatnow' },
      { label: 'Trả lời thay cán bộ', act: 'officer', fields: () => ({ text: ['Cán bộ viết từ OA'] }) },
      ...INVITES,
    ],
    contact: {
      label: 'Chia sẻ thông tin',
      act: 'submit-info',
      fields: ({ name }) => ({ name: ['Họ và tên', name], phone }),
    },
  },
  telegram: {
    app: 'Telegram',
    placeholder: 'Tin nhắn',
    subtitle: ({ blocked }) => (blocked ? 'bot · đã chặn' : 'bot'),
    gate: ({ started, blocked }) => {
      if (blocked) return { act: 'unblock', label: 'Bỏ chặn bot', empty: 'Bạn đã chặn bot.' }
      return !started && { act: 'start', label: 'Bắt đầu', empty: 'Chọn một người và bấm Bắt đầu để trò chuyện.' }
    },
    menu: ({ blocked }) => [
      { label: 'Bắt đầu lại (/start)', act: 'start' },
      blocked ? { label: 'Bỏ chặn bot', act: 'unblock' } : { label: 'Chặn bot', act: 'block' },
      ...INVITES,
    ],
    contact: { label: 'Gửi số điện thoại', act: 'contact', fields: () => ({ phone }) },
  },
}

const telegram = { platform: 'telegram', method: 'sendMessage' }
const zalo = { platform: 'zalo', method: 'message/cs' }

/** Faults a newcomer can try, in the words of the control API. */
export const FAULTS = [
  ['Zalo: quá nhanh (-32)', { ...zalo, error: -32 }],
  ['Zalo: quá 7 ngày (-230)', { ...zalo, error: -230 }],
  ['Zalo: mã truy cập hết hạn (-216)', { ...zalo, error: -216 }],
  ['Zalo: lỗi máy chủ (500)', { ...zalo, status: 500 }],
  ['Zalo: mất mạng trước khi gửi', { ...zalo, drop: 'before' }],
  ['Zalo: gửi xong mới mất mạng', { ...zalo, drop: 'after' }],
  ['Telegram: quá nhanh, chờ 5 giây (429)', { ...telegram, error_code: 429, retry_after: 5 }],
  ['Telegram: người nhận đã chặn (403)', { ...telegram, error_code: 403 }],
  ['Telegram: lỗi máy chủ (502)', { ...telegram, error_code: 502 }],
  ['Telegram: mất mạng trước khi gửi', { ...telegram, drop: 'before' }],
  ['Telegram: gửi xong mới mất mạng', { ...telegram, drop: 'after' }],
  ['Telegram: chậm 3 giây', { ...telegram, latencyMs: 3000 }],
]
