// Words of somebody in need, for themselves or their family. Compared folded.
import { fold } from './text.js'

// Longer than this it is a story.
const LONGEST = 300

const ME = '(?:toi|tui|em|chau|con|minh|chung toi)'
const FAMILY = `(?:hoan canh|gia dinh|nha|me con|vo chong|bo me|chong|vo|con|me|bo)(?: cua)? (?:nha )?${ME}`
const OURS = `(?:${FAMILY}|${ME})`
// "Em nghèo học giỏi" may be how a stranger is told of; Cửu Minh and Minh Danh are names.
const SURELY_OURS = `(?:${FAMILY}|toi|tui|chung toi)`
const NOW =
  '(?: (?:dang|rat|qua|hien|nay|gio|cung|gap|bi|that su|thuc su|vo cung|cuc ky|nhieu|co|hoan canh|con|chi|da|roi))*'

// Each from the beginning of what is said or of a part of it: "người đã cứu tôi", "tìm giúp tôi với" are none.
const PLEAS = [
  `(?:xin|hay|ai do|moi nguoi)? ?cuu (?:${SURELY_OURS}|${ME} voi|voi)`,
  `(?:lam on |xin |hay |ai |ai do |hoi )*giup (?:do )?(?:cho )?${OURS} voi`,
  `${OURS}${NOW} kho khan`,
  `${SURELY_OURS}${NOW} (?:ngheo|kho qua|kho lam|kho so|khon kho|kiet que|be tac)`,
  `(?:${ME} )?(?:xin|can|rat can|mong|cau xin|muon|mong muon)(?: (?:hoi|cac ban|anh chi|moi nguoi))? (?:duoc )(?:giup|ho tro|tro giup|cuu giup)`,
  `(?:${ME} )?(?:xin|can|rat can|cau xin)(?: (?:hoi|cac ban|anh chi|moi nguoi))? (?:su )?(?:giup do|ho tro|tro giup|cuu giup|cuu tro)(?! (?:mot|cac|nhung|cho|ba con|nguoi|hoan canh))`,
  `${OURS}${NOW} (?:het gao|het tien|doi qua|doi lam|khong con gi an|khong co gi an|khong co tien|khong con tien)(?! (?:moi|gio))`,
  `${SURELY_OURS}${NOW} (?:benh nang|om nang|ung thu|tai nan|nguy kich|cap cuu)`,
  `${OURS}${NOW} bi(?: (?:chong|vo|no|ho|bo|con|nguoi ta))? (?:danh|danh dap|bao hanh|hanh ha|xam hai|de doa)`,
  `(?:${ME}${NOW} )?(?:khong (?:muon|thiet|con muon) song|muon chet|muon tu tu)`,
]
const PLEA = new RegExp(
  `(?:^|[,.;!?\\n] ?)(?:(?:da|thua|alo|em oi|ad oi|hien nay|hien) )?(?:${PLEAS.join('|')})(?![a-z])`,
)

/** Whether a short text asks for help for the person who writes it, or says how badly off they are. */
export function isPlea(text: string): boolean {
  return text.length <= LONGEST && PLEA.test(fold(text))
}
