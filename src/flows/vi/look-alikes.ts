// Everyday words that, typed without their marks, look like a cry for help: "từ từ tôi kể" is no "tự tử", "của người" no "cứa người".

const ME = 'toi|tui|em|chau|con|minh'
// What is said after "tự tử" and its like, and is no given name.
const NO_NAME =
  'a|chet|cho|chu|chua|da|dau|day|de|di|doi|em|gio|ha|hay|het|hoai|khong|lai|lam|luon|ma|mai|mat|minh|mot|nao|nay|nen|ngay|nguoi|nhe|nho|noi|nua|oi|qua|quach|rang|rat|roi|sao|suot|tay|than|thi|thoi|toi|tui|vi|vo|voi|xong'
const NAMED = `(?<=(?:^|[,.;:!?\\n] ?)(?:(?:da|la|ten|ho|gioi thieu|nguoi|ong|ba|co|chu|bac|cu) ){0,3})`
const NAME_ENDS = `(?= (?!(?:${NO_NAME})(?![a-z]))[a-z]+ ?(?:$|[,.;:!?\\n]))`
const LOOK_ALIKES = new RegExp(
  `(?<![a-z0-9])(?:${[
    // từ từ
    `(?<!(?:muon|dinh|nghi|doi|se|vua|cach|chuyen|den|phai|da|di) )(?:cu |hay |de )?tu tu(?= (?:${ME}|de|da|nhe|nha|ke|noi|lam|viet|gui|tra|nghi|anh|chi|co|chu|bac)(?![a-z]))`,
    '(?:cu|hay|ke|noi|lam|viet|doc) tu tu(?= ?$)',
    // Từ Tú Anh, Từ Văn Hải; Đàm Minh
    `${NAMED}tu (?:tu|van|hai)${NAME_ENDS}`,
    `${NAMED}dam(?= minh(?: ?(?:$|[,.;:!?\\n])|${NAME_ENDS.slice(3, -1)}))`,
    // Nguyễn Cẩm Đào, Trần Tú Tú
    `${NAMED}(?:nguyen|tran|le|pham|hoang|huynh|phan|vu|bui|ngo|duong|ly|doan|trinh|luong|luu|trieu) (?:thi |van )?(?:cam dao|tu tu|tu hai|tu van)(?= ?(?:$|[,.;:!?\\n]))`,
    // tư vấn
    `(?<!(?:${ME}|muon|dinh|nghi|doi|se|vua|den|di|chuyen|cach) )tu van`,
    // dòng nào, cần sửa, cần gạo, ẩn danh
    '(?<=^(?:khong|ko|k) )dong nao(?= ?(?:ca ?)?$)',
    'dong nao(?= (?:can|ben|sai|loi|bo|trung|hop|thieu|dung|duoc|phai)(?![a-z]))',
    '(?<=^(?:da )?)can(?= (?:sua|gao|tien|do an|thuc an)(?![a-z]))',
    'an danh',
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
