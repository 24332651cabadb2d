// "Bà không dùng điện thoại", "nhắn zalo thôi": what is said in the stead of a telephone number. Compared folded.
import { readCommand } from '../vi/keywords.js'
import { fold } from '../vi/text.js'

const NO = '(?:khong|ko|k|kg|chua|chang)'
const PHONE = '(?:(?:so )?(?:dien thoai|dt|sdt|di dong|dtdd)|so(?: nao)?|may|may dien thoai|sim)'
const REST = '(?: (?:nao|rieng|ca|het|dau|roi|nua|thoi|luon|a|em|chau|oi|nhe))*[.!? ]*$'
const NONE = new RegExp(
  `^(?:[a-z]+ ){0,4}?${NO} (?:co|dung|xai|biet dung|mang)(?: ${PHONE})${REST}|^(?:da |toi |em |minh )*${NO} (?:co|dung)${REST}|^(?:bi )?(?:mat|hong) (?:may|dien thoai|sim)${REST}|^(?:may|dien thoai|sim)(?: (?:toi|em|minh))?(?: (?:bi|moi|da))* (?:hong|mat|khoa)${REST}`,
)
const FORGOTTEN = new RegExp(
  `^(?:da |toi |em |minh )*(?:${NO} (?:nho|thuoc|biet)|quen)(?: mat)? ${PHONE}(?: (?:cua )?(?:toi|minh))?${REST}`,
)
const HERE = new RegExp(
  `^(?:(?:da|goi|lay|dung|cu|chinh|la|qua|nhan|lien he|nhan tin) )*(?:(?:so|zalo|nick|tai khoan|may|telegram) (?:nay|zalo|dang nhan)|(?:zalo|telegram|nhan tin|nhan|o day|tai day))${REST}`,
)
const RATHER_NOT = new RegExp(
  `^(?:[a-z]+ ){0,3}?(?:${NO} (?:muon|thich|dam|tien|can|phai)|ngai|so) (?:de |phai )?(?:cho|ghi|de lai|dua|noi|goi|lo)(?: ${PHONE})?${REST}|^(?:sao|tai sao|lay|can|xin) (?:lai )?(?:phai )?(?:cho |lay |can |xin )?${PHONE}(?: (?:de )?lam gi| the| vay)*${REST}`,
)

const SAID: [RegExp, string][] = [
  [
    NONE,
    'Dạ không sao ạ. Anh/chị cho Trợ lý số của người nhà hoặc hàng xóm, cán bộ nhờ nhắn lại. Không có số nào thì anh/chị nhắn "gặp cán bộ", cán bộ trả lời ngay tại đây ạ.',
  ],
  [FORGOTTEN, 'Dạ, anh/chị xem lại trong máy giúp ạ; ghi số của người nhà cũng được.'],
  [HERE, 'Trợ lý không thấy số điện thoại của tài khoản này, anh/chị gõ số giúp ạ. Cán bộ chỉ gọi khi cần hỏi thêm.'],
]
const WHY =
  'Số này chỉ để cán bộ Hội gọi khi cần hỏi thêm, không đăng, không đưa cho ai khác. Ghi số của người nhà cũng được ạ.'

/** What is answered to it; undefined where a number may have been meant. */
export function withoutNumber(text: string): string | undefined {
  if (/\d{5}/.test(text)) return undefined
  const said = fold(text)
  const found = SAID.find(([words]) => words.test(said))?.[1]
  return found ?? (RATHER_NOT.test(said) || readCommand(text, 'closed') === 'skip' ? WHY : undefined)
}
