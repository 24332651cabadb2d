import { isHardship } from './hardship.js'
import { fold, length, words } from './text.js'

const INTENT = /(?:^| )(?:gioi thieu|muon ke|ke ve|de cu|tien cu|tam guong|nguoi tot|bieu duong|tuyen duong)(?: |$)/
// "Có anh grab cứu người đuối nước ở cầu Bính hôm qua".
const SOMEBODY =
  /(?:^| )(?:co (?:mot |hai |may )?(?:anh|chi|co|chu|bac|ba|ong|cu|cau|em|chau|ban|thay|nguoi|nhom|doi|vo chong)|hang xom|xom|khu pho|^(?:anh|chi|co|chu|bac|ba|ong|cu)) /
const KIND = /(?:^| )(?:tot lam|tot bung|thuong nguoi)(?: |$)/
const DEED =
  /(?:^| )(?:cuu|nau chao|nau com|tu thien|giup|nhat duoc|tra lai|tra tan|mang den tan|mang tra|cham soc|cuu mang|hien mau|day hoc|day chu|mien phi|sua xe|gop|tang|quet don|cho khong|phat chao|phat com|nuoi|tot lam|tot bung|hien lanh|thuong nguoi)(?: |$)/
// Done by good people, and asked for by others: "bà tôi cần người đưa đón", "có ai dọn dẹp giúp không".
const DONE =
  /(?:^| )(?:quet duong|don rac|nhat rac|vot rac|don dep|va duong|lam duong|hien dat|bac cau|trong cay|cat toc|day kem|day nghe|do dau|phat gao|phat qua|phat thuoc|dua don|cho benh nhan|dua benh nhan|tham hoi|dong vien|dap lua|chua chay|bat cuop|vot nguoi|cham lo|nang do|hien tang|hien toc|tu sach)(?: |$)/
const ASKED_FOR = /(?:^| )(?:can|xin|nho|muon|mong|co ai|lam on|giup)(?: |$)/
const tellsDeed = (said: string) => DEED.test(said) || (DONE.test(said) && !ASKED_FOR.test(said))
// "Tôi muốn xem các gương người tốt": to read, not to tell.
const TO_READ =
  /^(?:da )?(?:(?:cho|muon|xin|toi|em|minh|chau|chi|anh|co|bac|chu) )*(?:xem|doc|tim hieu|hoi|biet|danh sach)(?: |$)/
// "… thì làm thế nào" asks, and tells nothing.
const ASKS_HOW =
  /(?:^| )(?:lam the nao|lam sao|nhu the nao|the nao|o dau|duoc khong|bao gio)(?: (?:a|em|chau|nhi|vay|day|the|thi))*$/
// Shorter without such a word it may be anything.
const SURELY = 80

/** Whether somebody who was asked nothing begins to tell of a good person, or says that they want to. */
export function isTelling(text: string): boolean {
  if (/\?\s*$/.test(text) || isHardship(text)) return false
  const said = fold(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
  if (TO_READ.test(said) && length(text) < SURELY) return false
  if (ASKS_HOW.test(said) && !tellsDeed(said)) return false
  if (SOMEBODY.test(said) && tellsDeed(said) && words(said).length >= (KIND.test(said) ? 4 : 8)) return true
  return length(text) >= SURELY || (words(said).length >= 5 && INTENT.test(said))
}

/** Whether there is a deed in it, and not only the wish to tell of one ("tôi muốn kể về bà Tư xóm tôi"). */
export function isStory(text: string): boolean {
  const said = fold(text).replace(/[^\p{L}\p{N}]+/gu, ' ')
  return length(text) >= SURELY || (tellsDeed(said) && words(said).length >= 8)
}
