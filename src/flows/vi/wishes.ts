// What people come for, told in their own words in one short message: to give, to lend a hand, to ask what this is, to
// report a fraud, to have everything deleted. Compared folded.
import { fold, length } from './text.js'

export type Wish = 'donate' | 'volunteer' | 'movement' | 'month' | 'fraud' | 'erase'

// Longer it is a story.
const LONGEST = 240

const ME = '(?:toi|tui|em|chau|con|minh|anh|chi|co|chu|bac|ong|ba|chung toi|cong ty toi|nhom toi|lop em)'
const WANT = `(?:(?:da|xin|alo|chao \\S+|em oi|ad oi) ,? ?)*(?:(?:cho )?${ME} )?(?:(?:cung |dang |rat )*(?:muon|xin|can|dinh|co the|co y|mong)(?: duoc)? )`
const POOR =
  '(?:gia dinh|hoan canh|nguoi|ba con|ho|tre em|hoc sinh|cac chau|cac em|cac cu|benh nhan|dia chi nhan dao|hoi|quy|phong trao)'

const WISHES: [Wish, RegExp[]][] = [
  [
    'fraud',
    [
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
      /^(?:hay )?quen (?:het|di)(?: \S+){0,2} nhung gi/,
    ],
  ],
  [
    'volunteer',
    [
      new RegExp(
        `^(?:sinh vien |hoc sinh |doan vien |nhom \\S+ )?${WANT}(?:lam |tham gia |dang ky |di )*(?:tinh nguyen|thien nguyen|hien mau|vao hoi|gia nhap|hoi vien|cong tac vien)`,
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
        `^${WANT}(?:ung ho|quyen gop|dong gop|tai tro|gop|tang|cho di|bieu|giup do|giup|ho tro|nhan giup|do dau|nhan nuoi)(?! y(?: |$)| (?:mot )?(?:cau )?chuyen)(?: (?!toi\\b|em voi|toi voi|con voi|chau voi)\\S+)*$`,
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
  ['month', [/thang nhan dao/]],
  [
    'movement',
    [
      /(?:phong trao|chuong trinh|cuoc van dong|nguoi tot,? viec thien|cong dong nhan ai|dia chi nhan dao|nhan ai)(?: \S+){0,6} (?:la gi|la sao|the nao|nhu the nao|gom gi|lam gi)/,
      /(?:tieu chi|tieu chuan|dieu kien|ai duyet|ai xet|xet the nao|thoi han|han cuoi)(?: \S+){0,8}(?:phong trao|nguoi tot|xet|gioi thieu|\?)/,
      /^(?:tieu chi|tieu chuan|dieu kien)(?: \S+){0,4} (?:la gi|gom gi|the nao|nhu the nao)/,
      /^(?:cho hoi |xin hoi )?(?:nhung )?(?:ai|nguoi nao|nguoi the nao) (?:thi )?(?:duoc|co the) (?:gioi thieu|de cu|xet)(?: khong)?/,
    ],
  ],
]
// "Có phải lừa đảo không?" asks about us.
const ASKS_US = /(?:co phai|phai|day la|la) lua dao (?:khong|a|ha)|lua dao (?:khong|a|ha)[?]*$/
// Told of somebody: a deed, no wish.
const OF_ANOTHER = /^(?:bac|co|chu|anh|chi|ong|ba|em|chau) \S+ (?:da|van|hay|thuong|luon|ngay|sang) /

/** The wish a short message tells, whatever is asked meanwhile; undefined for any other. */
export function readWish(text: string): Wish | undefined {
  if (length(text) > LONGEST || text.includes('\n')) return undefined
  const said = fold(text)
    .replace(/[.!,;:"“”()]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  if (ASKS_US.test(said) || OF_ANOTHER.test(said)) return undefined
  const plain = said.replace(/\?/g, '').trim()
  return WISHES.find(([wish, patterns]) => patterns.some((p) => p.test(wish === 'movement' ? said : plain)))?.[0]
}
