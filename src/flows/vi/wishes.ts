// What people come for, told in their own words in one short message: to give, to lend a hand, to ask what this is, to
// report a fraud, to have everything deleted. Compared folded.
import { prefiltered } from './prefilter.js'
import { lastRead } from './remembered.js'
import { fold, length } from './text.js'

export type Wish = 'donate' | 'volunteer' | 'movement' | 'month' | 'fraud' | 'erase'

// Longer it is a story.
const LONGEST = 240

const ME = '(?:toi|tui|em|chau|con|minh|anh|chi|co|chu|bac|ong|ba|chung toi|cong ty toi|nhom toi|lop em)'
const WANT = `(?:(?:da|xin|alo|chao \\S+|em oi|ad oi) ,? ?)*(?:(?:cho )?${ME} )?(?:(?:cung |dang |rat )*(?:muon|xin|can|dinh|co the|co y|mong)(?: duoc)? )`
const POOR =
  '(?:gia dinh|hoan canh|nguoi|ba con|ho|tre em|hoc sinh|cac chau|cac em|cac cu|benh nhan|dia chi nhan dao|hoi|quy|phong trao)'

const PATTERNS: [Wish, RegExp[]][] = [
  [
    'fraud',
    [
      /(?:gia lam|dong gia|gia)(?: \S+){0,3} (?:hoi|chu thap do|can bo|tro ly)(?: \S+){0,4} (?:xin|doi|thu|lay|lua)/,
      /(?:trung thuong|trung giai|nhan qua|nhan thuong)(?: \S+){0,5} (?:hoi|chu thap do|tro ly)/,
      /(?:link|duong link|duong dan|trang|so|so dien thoai|tai khoan|page|fanpage|zalo|nhom)(?: nay)?(?: \S+){0,2} (?:co phai|phai|dung la|la)(?: \S+){0,2} (?:cua )?(?:hoi|chu thap do)(?: \S+){0,4} (?:khong|ko|k|a|ha)$/,
      /(?:thu|nop|dong|goi)(?: \S+){0,6} (?:hoi|hoi ctd|chu thap do)(?: \S+){0,3} (?:dung|that|phai) (?:khong|ko|k)$/,
      /(?:tu xung|mao danh|gia danh|gia mao|nguy danh|nhan la|xung la)(?: la)?(?: \S+){0,6} (?:hoi|chu thap do|can bo|tro ly|nhan ai)/,
      /(?:hoi|chu thap do|can bo hoi|tro ly)(?: \S+){0,6} (?:lua dao|lua tien|doi tien|bat chuyen (?:tien|khoan)|doi chuyen (?:tien|khoan)|thu tien cua)/,
      /(?:to cao|bao cao|bao|phan anh|trinh bao)(?: \S+){0,5} lua dao/,
      /^(?:(?:da|alo|em oi|cho hoi) )*(?:toi|tui|em|chau|minh|me toi|bo toi|nha toi|me em|bo em|me chau|ba chau)?(?: \S+)? ?(?:bi|vua bi|da bi) lua(?: dao| tien| mat)/,
      /(?:chuyen khoan|chuyen tien|nop tien|dong tien|doi tien|thu tien|xin tien|quyen gop)(?: \S+){0,8} (?:co phai )?(?:la )?(?:lua|that|gia|dung)(?: dao)? (?:khong|ko|k)$/,
      /(?:tin nhan|cuoc goi|nguoi la|so la|ke gian|co nguoi|ai do|nguoi ta)(?: \S+){0,6} (?:doi|bat|yeu cau|giuc)(?: \S+){0,3} (?:tien|chuyen khoan|otp)/,
      /(?:lay|dung|muon|mao) (?:ten|danh nghia|danh)(?: cua)? (?:hoi|chu thap do|tro ly)/,
    ],
  ],
  [
    'erase',
    [
      new RegExp(
        `^(?:da )?(?:${WANT})?(?:hay )?(?:xoa|huy|bo|xoa bo)(?: (?:giup|ho|cho) ${ME})?(?: (?:het|toan bo|tat ca|sach|di))*(?: (?:moi|cac|nhung|cai))* ?(?:thong tin|du lieu|so dien thoai|tai khoan|cau chuyen toi ke|nhung gi)`,
      ),
      /(?:khong muon|dung|thoi)(?: \S+){0,3} (?:luu|giu)(?: \S+){0,4} (?:thong tin|du lieu|so dien thoai|so|ten|loi ke)(?: |$)/,
      new RegExp(
        `^(?:da )?(?:${WANT})?(?:hay )?(?:xoa|go|rut|bo) (?:\\S+ ){0,3}(?:ten|so|ho so|loi ke|cau chuyen|anh)(?: \\S+){0,3} (?:${ME}|da gui|da ke|khoi danh sach|ra khoi|xuong)(?: \\S+){0,4}$`,
      ),
      /^(?:da )?(?:hay )?(?:xoa|huy)(?: \S+)? (?:het|tat ca|moi thu|sach)(?: di)?(?: (?:nhung gi|moi thu))?(?: .*(?:khong muon|da gui|da ke|cua toi).*)$/,
      /(?:doi y|rut lai|thay doi y dinh)(?: \S+){0,3} (?:khong|dung)(?: \S+){0,2} (?:cho dung|cho phep|dung|luu)(?: \S+){0,3} (?:thong tin|du lieu|so)/,
      /^(?:da )?(?:hay |lam on )?(?:xoa|go|rut|bo) (?:giup|gium|ho|dum) (?:toi|em|minh|chau) (?:ten|so|ho so|thong tin)(?: \S+){0,5}$/,
      /^(?:hay )?quen (?:het|di)(?: \S+){0,2} nhung gi/,
    ],
  ],
  [
    'volunteer',
    [
      /(?:hoi|doi|cau lac bo|nhom)(?: \S+)? (?:co )?(?:tuyen|nhan|can|thieu)(?: them)?(?: \S+)? (?:cong tac vien|tinh nguyen vien|tinh nguyen|hoi vien|nguoi lam)(?: \S+){0,2}/,
      /^(?:da )?(?:lam |di )?(?:tinh nguyen|tinh nguyen vien|hien mau|hien tieu cau|hoi vien)(?: thi)?(?: \S+)? (?:dang ky|dang ki|tham gia)(?: \S+){0,4}$/,
      new RegExp(
        `^(?:da )?${ME} (?:la )?(?:bac si|y ta|dieu duong|sinh vien|hoc sinh|giao vien|luat su|tho)(?: \\S+){0,4} (?:muon|xin|co the)(?: \\S+){0,2} (?:kham|chua|day|giup|tham gia|phu|ho tro)(?: \\S+)*$`,
      ),
      new RegExp(
        `^(?:sinh vien |hoc sinh |doan vien |nhom \\S+ )?${WANT}(?:lam |tham gia |dang ky |dang ki |di )*(?:tinh nguyen|thien nguyen|hien mau|hien tieu cau|vao hoi|gia nhap|hoi vien|cong tac vien)`,
      ),
      /^(?:dang ky|cach|lam sao|lam the nao)(?: \S+){0,4} (?:tinh nguyen|tinh nguyen vien|hien mau|hoi vien|vao hoi)/,
      new RegExp(`^${WANT}(?:gop|bo|cong hien) (?:cong|suc|cong suc|mot tay|mot chut suc)(?: \\S+)*$`),
      new RegExp(
        `^(?:da )?(?:cuoi tuan |buoi toi |chu nhat )?${ME} (?:(?:dang|cung|hay) )?(?:ranh|duoc nghi)(?: \\S+){0,5} (?:viec gi|giup duoc gi|lam duoc gi|gop suc)(?: \\S+){0,5}$`,
      ),
      /^(?:cho hoi |xin hoi )?hien mau(?: \S+){0,5}(?: o dau| khi nao| the nao)/,
    ],
  ],
  [
    'donate',
    [
      new RegExp(
        `^(?:da )?cho ${ME} (?:gui|gop|ung ho|dong gop|gop suc|chuyen)(?: \\S+){0,3} (?:tien|gao|qua|quan ao|dong|nghin|trieu|phan)(?: \\S+)*$`,
      ),
      /^(?:da )?(?:hoi )?co nhan (?:quan ao|sach|do|gao|tien|chan|xe)(?: \S+){0,3} (?:khong|ko|k)(?: a)?$/,
      new RegExp(
        `^(?:da )?(?:bon em|lop em|nhom em|ben em|${ME}) (?:gay quy|quyen gop|gop)(?: \\S+){0,5} (?:muon|can|dinh)(?: \\S+){0,2} (?:trao|gui|ung ho|tang|chuyen)(?: \\S+)*$`,
      ),
      /^(?:da )?(?:lam the nao|lam sao|cach nao|cach)(?: \S+)? (?:dong gop|ung ho|quyen gop|giup do)(?: \S+){0,4}$/,
      new RegExp(
        `^${WANT}(?:ung ho|quyen gop|dong gop|tai tro|gop|tang|cho di|bieu|giup do|giup|ho tro|nhan giup|do dau|nhan nuoi)(?! y(?: |$)| (?:mot )?(?:cau )?chuyen)(?: (?!(?<!cua )toi\\b|em voi|toi voi|con voi|chau voi)\\S+)*$`,
      ),
      new RegExp(`^(?:da )?(?:${ME} )?(?:ung ho|quyen gop|giup do|tai tro|tang qua)(?: cho)? ${POOR}(?: \\S+)*$`),
      new RegExp(
        `^(?:da )?(?:${ME}|cong ty ${ME}|co quan ${ME}|lop ${ME}|nha ${ME}|nhom ${ME}) (?:co|con)(?: \\S+){1,6} (?:muon|can) (?:cho|tang|ung ho|gui|bieu|quyen gop)(?! loi)(?: \\S+)*$`,
      ),
      new RegExp(
        `^(?:da )?(?:cong ty|co quan|lop|nhom|doan|chi doan|clb|gia dinh)(?: ${ME})? (?:cung )?(?:muon|dinh|can) (?:cho|tang|ung ho|gui|bieu|quyen gop|tai tro|giup)(?: \\S+)*$`,
      ),
      /(?:quan ao|do|sach vo|chan man|sach|xe dap|do dung)(?: \S+){0,4} (?:gui|cho|tang|quyen gop|ung ho|dem)(?: \S+){0,4} (?:o dau|dau|the nao|cho nao)/,
      /^(?:gui|cho|tang|quyen gop|dem cho) (?:quan ao|do|sach)(?: \S+){0,6} (?:o dau|dau|the nao|cho nao)/,
      /(?:co|con)(?: \S+){0,2} (?:hoan canh|gia dinh|nha|ai|nguoi)(?: nao)?(?: \S+){0,3} (?:can giup|can ho tro|kho khan|can duoc giup)(?: do)? (?:khong|ko|k)$/,
      /^(?:da )?(?:ung ho|quyen gop|tai tro|dong gop|nhan giup|lam tu thien)$/,
      /(?:so tai khoan|stk|chuyen khoan vao dau|ung ho (?:o dau|bang cach nao|the nao|qua dau)|gui tien (?:o dau|the nao|vao dau))/,
      /^(?:xem |danh sach |cho xem |co )?(?:cac )?(?:dia chi nhan dao|hoan canh kho khan)(?: nao)?(?: (?:can giup|o dau|nao|can ho tro))?$/,
    ],
  ],
  [
    'month',
    [
      /thang nhan dao/,
      /^(?:da )?thang (?:5|nam)(?: (?:nay|toi))?(?: \S+){0,2} (?:hoat dong|chuong trinh|phong trao) gi(?: \S+)?$/,
    ],
  ],
  [
    'movement',
    [
      /^(?:da )?(?:giai thich|noi ro|ke ro|gioi thieu)(?: (?:giup|cho|ho))?(?: \S+)?(?: \S+)? (?:phong trao|chuong trinh|cuoc van dong)(?: (?:nay|do))?$/,
      /^(?:muon |lam sao |lam the nao )?(?:de )?(?:duoc )(?:cong nhan|khen|khen thuong|xet|vinh danh|trao danh hieu)(?: \S+){0,2} (?:can|phai|lam)(?: \S+)? gi/,
      /(?:phong trao|chuong trinh|cuoc van dong|nguoi tot,? viec thien|cong dong nhan ai|dia chi nhan dao|nhan ai)(?: \S+){0,6} (?:la gi|la cai gi|nghia la gi|la sao|the nao|nhu the nao|gom gi|lam gi)/,
      /(?:tieu chi|tieu chuan|dieu kien|ai duyet|ai xet|xet the nao|thoi han|han cuoi)(?: \S+){0,8}(?:phong trao|nguoi tot|xet|gioi thieu|\?)/,
      /^(?:da )?(?:ai|cap nao|noi nao) (?:duyet|xet)(?: (?:vay|the|a|day))*$|^(?:cac )?(?:tieu chi|tieu chuan)(?: xet)?$/,
      /^(?:tieu chi|tieu chuan|dieu kien)(?: \S+){0,4} (?:la gi|gom gi|the nao|nhu the nao)/,
      /^(?:cho hoi |xin hoi )?(?:nhung )?(?:ai|nguoi nao|nguoi the nao) (?:thi )?(?:duoc|co the) (?:gioi thieu|de cu|xet)(?: khong)?/,
    ],
  ],
]
const WISHES = PATTERNS.map(([wish, patterns]) => ({ wish, patterns: patterns.map(prefiltered) }))
// "Có phải lừa đảo không?" asks about us.
const ASKS_US = /(?:co phai|phai|day la|la) lua dao (?:khong|a|ha)|lua dao (?:khong|a|ha)[?]*$/
// "Mong giúp đỡ", "tôi cần ủng hộ": who says no more may be in need.
const OF_NEED = new RegExp(
  `^(?:da )?(?:${ME} )?(?:(?:rat|dang|cung) )*(?:can|mong)(?: muon)?(?: duoc)? (?:ung ho|giup do|giup|ho tro|dong gop|tai tro|quyen gop)(?: a| nhe| voi)*$`,
)
// Told of somebody: a deed, no wish.
const OF_ANOTHER = /^(?:bac|co|chu|anh|chi|ong|ba|em|chau) \S+ (?:da|van|hay|thuong|luon|ngay|sang) /

/** The wish a short message tells, whatever is asked meanwhile; undefined for any other. */
export const readWish = lastRead((text): Wish | undefined => {
  if (length(text) > LONGEST || text.includes('\n')) return undefined
  const said = fold(text)
    .replace(/[.!,;:"“”()]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  if (ASKS_US.test(said) || OF_ANOTHER.test(said) || OF_NEED.test(said)) return undefined
  const plain = said.replace(/\?/g, '').trim()
  return WISHES.find(({ wish, patterns }) => patterns.some((p) => p.test(wish === 'movement' ? said : plain)))?.wish
})
