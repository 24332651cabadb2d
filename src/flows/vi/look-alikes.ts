// Everyday words that, typed without their marks, look like a cry for help: "từ từ tôi kể" is no "tự tử", "của người" no "cứa người".

const ME = 'toi|tui|em|chau|con|minh'
const LOOK_ALIKES = new RegExp(
  `(?<![a-z0-9])(?:${[
    // từ từ
    `(?<!(?:muon|dinh|nghi|doi|se|vua|cach|chuyen|den|phai|da|di) )(?:cu |hay |de )?tu tu(?= (?:${ME}|de|da|nhe|nha|ke|noi|lam|viet|gui|tra|nghi|anh|chi|co|chu|bac)(?![a-z]))`,
    '(?:cu|hay|ke|noi|lam|viet|doc) tu tu(?= ?$)',
    // của
    'cua(?= (?:nguoi|minh|bung|chan|tay)(?![a-z]))',
    // đã
    `da(?= (?!${ME}|bo|me|ba|vo|chong|vao|bung|dau|mat|dap|lien)[a-z])`,
    // đã tới
    'da(?= toi (?:roi|noi|nha|day|gap|tham|van phong|benh vien|uy ban|xa|phuong)(?![a-z]))',
    // đánh mất, đánh nhầm, đánh máy
    'danh(?= (?:mat|nham|may|sai|roi|van|thuc|so|ten|chu)(?![a-z]))',
    // nhảy sang một câu hỏi
    'nhay(?= (?:vao (?:sua|muc|phan|cau|trang)|sang|qua|coc)(?![a-z]))',
    // chạy
    'chay(?= (?:hang|cho|xe|may|viec|ban|quang cao|theo|ve|sang|an|grab|ship|thu)(?![a-z]))',
    // đổi, đợi, đội, đòi đăng
    'doi(?= (?:y|thanh|sang|ten|so|dia chi|lai|cach|lau|mai (?:khong|chua)|den (?:bao|khi|luc|gio|ngay)|can bo|tra loi|ket qua|tin|phan hoi|duyet|dang ky|tinh nguyen|[0-9])(?![a-z]))',
    '(?<!bi )bo doi',
    // từ giờ trở đi, trợ lý
    'gio tro(?= (?:di|lai|ve|ly|giup)(?![a-z]))',
    // không sửa
    'khong sua',
    // mở
    'mo(?= (?:lop|cua|quan|truong|duong|hang|thu|rong|ho so|ra|lai|tep|anh|link|file)(?![a-z]))',
    'thieu nien',
  ].join('|')})(?![a-z0-9])`,
  'g',
)

/** Words in small letters without marks, with what only looks like a cry taken out. */
export function withoutLookAlikes(said: string): string {
  return said.replace(LOOK_ALIKES, '_')
}
