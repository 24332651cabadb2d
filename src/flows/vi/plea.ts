// Words of somebody in need, for themselves or their family. Compared folded.
import { criesForLife, readCry } from './cries.js'
import { withoutLookAlikes } from './look-alikes.js'
import { prefiltered } from './prefilter.js'
import { lastRead, remembered } from './remembered.js'
import type { Need } from './signs.js'
import { fold, hasDiacritics, words } from './text.js'

// Longer than this it is a story.
const LONGEST = 300

const ME = '(?:toi|tui|em|chau|con|minh|chung toi)'
const FAMILY = `(?:hoan canh|gia dinh|nha|me con|vo chong|bo me|chong|vo|con|me|bo)(?: cua)? (?:nha )?${ME}`
const OURS = `(?:${FAMILY}|${ME})`
// "Em nghèo học giỏi" may be how a stranger is told of; Cửu Minh and Minh Danh are names.
const SURELY_OURS = `(?:${FAMILY}|toi|tui|chung toi)`
const LIFE =
  '(?:khong (?:muon|thiet|con muon)(?: \\S+)? song(?! (?:o(?! (?:doi|tren doi|coi doi|the gian))|voi|cung|chung|xa|gan) )|(?:chi )?muon chet(?! (?:vi|cuoi|me)(?![a-z]))|(?:muon|dinh|nghi den|nghi toi) (?:tu tu|tu sat|cai chet|chet(?! (?:vi|cuoi|me)(?![a-z])))|chan song|khong song noi(?: nua)?|song (?:lam gi|khong noi)(?: nua)?)'
const NOW =
  '(?: (?:dang|rat|qua|hien|nay|gio|cung|gap|bi|that su|thuc su|vo cung|cuc ky|nhieu|co|hoan canh|con|chi|da|roi))*'

// Each from the beginning of what is said or of a part of it: "người đã cứu tôi", "tìm giúp tôi với" are none.
const PLEAS = [
  `(?:xin|hay|ai do|moi nguoi)? ?cuu (?:${SURELY_OURS}|${ME} voi|voi)`,
  `(?:lam on |xin |hay |ai |ai do |hoi )*giup (?:do )?(?:cho )?${OURS} voi(?! (?:cau|phan|muc|buoc|viec|cho|cai))`,
  `${OURS}${NOW} kho khan`,
  `${SURELY_OURS}${NOW} (?:ngheo(?! nhung)|kho qua|kho lam|kho so|khon kho|kiet que|be tac)`,
  `(?:${ME} )?(?:xin|can|rat can|mong|cau xin|muon|mong muon)(?: (?:hoi|cac ban|anh chi|moi nguoi))? (?:duoc )(?:giup|ho tro|tro giup|cuu giup)`,
  `(?:${ME} )?(?:xin|can|rat can|cau xin)(?: (?:hoi|cac ban|anh chi|moi nguoi))? (?:su )?(?:giup do|ho tro|tro giup|cuu giup|cuu tro)(?! (?:mot|cac|nhung|cho|ba con|nguoi|hoan canh))`,
  `${OURS}${NOW} (?:het gao(?! nep)|het tien|doi qua|doi lam|khong con gi an|khong co gi an|khong co tien|khong con tien)(?! (?:moi|gio|(?:de )?(?:ung ho|gop|quyen gop|gui)))`,
  `${SURELY_OURS}${NOW} (?:benh nang|om nang|ung thu|tai nan|nguy kich|cap cuu)`,
  `${OURS}${NOW} bi(?: (?:chong|vo|no|ho|bo|con|nguoi ta))? (?:danh|danh dap|bao hanh|hanh ha|xam hai|de doa)`,
  `(?:${ME}${NOW} )?${LIFE}`,
  `(?:nha|nha minh|gia dinh)(?: ${ME})?${NOW} (?:het gao(?! nep)|het tien|khong con gi an|khong co gi an|nhin doi)(?! (?:moi|gio))`,
  `(?:me con|vo chong|ba chau|ca nha|may me con)(?: ${ME})?(?: \\S+ (?:hom|ngay|bua) nay)?${NOW} (?:doi|nhin doi|khong co gi an|het gao|khong co cho o|bi duoi)`,
  `${OURS}${NOW} (?:khong co cho o|khong con nha|mat nha|bi duoi)(?! (?:hoc|viec))`,
  `(?:${ME} )?(?:(?:dang|rat|gap|cung) )*can (?:duoc )?giup(?: do)?(?: (?:gap|voi|ngay|lam|a|khan cap))*(?=[.!]*$)`,
  `(?:nha|xom)(?: ${ME})?${NOW} (?:chay|bi chay|ngap|bi ngap|sap|bi sap)(?: roi| het| to)*(?= ?[.!]*$)`,
]
const PLEA = prefiltered(
  new RegExp(`(?:^|[,.;!?\\n] ?)(?:(?:da|thua|alo|em oi|ad oi|hien nay|hien) )?(?:${PLEAS.join('|')})(?![a-z])`),
)

const BLOOD = new RegExp(
  `^(?:(?:da|alo) )?(?:${OURS} )?(?:(?:dang|rat|gap|cung) )*(?:can|xin|tim)(?: gap)? (?:nguoi )?(?:(?:hien|cho) )?mau(?: (?:nhom )?(?:a|b|ab|o)[+-]?)?(?: (?:gap|cuu|cho|cap cuu|khan cap|voi|a|${ME}|(?:bo|me|con|vo|chong) ${ME}))*[.! ]*$`,
)

/** "Cần máu gấp": "cần mẫu" has the same letters. */
function needsBlood(text: string): boolean {
  return BLOOD.test(fold(text)) && /máu|(?:hien|cho) mau/iu.test(text.normalize('NFC'))
}

const plainly = lastRead((text) => (hasDiacritics(text) ? fold(text) : withoutLookAlikes(fold(text))))

/** Whether a short text asks for help for the person who writes it, or says how badly off they are. */
export function isPlea(text: string): boolean {
  return text.length <= LONGEST && (PLEA.test(plainly(text)) || needsBlood(text) || readCry(text) !== undefined)
}

const OWN_LIFE = prefiltered(
  new RegExp(`^(?:(?:da|thua|alo) )?(?:${ME}${NOW} )?${LIFE}(?: nua| qua| lam| roi| a)*[.! ]*$`),
)

/** Whether the whole of a short message says that they do not want to live: heard whatever is asked. */
export const isDespair = remembered((text) => text.length <= 80 && (OWN_LIFE.test(plainly(text)) || criesForLife(text)))

/** What somebody needs who pleads: which words, and which numbers, fit. */
export function needOf(text: string): Need {
  const cry = readCry(text)
  if (cry) return cry
  const said = plainly(text)
  if (new RegExp(`(?<![a-z])${LIFE}`).test(said)) return 'life'
  if (/(?:danh|bao hanh|hanh ha|xam hai|de doa|nhot)(?![a-z])/.test(said)) return 'violence'
  if (/(?:^| )(?:cuu|chay|duoi nuoc|mac ket|ngap|sap|tai nan|nguy hiem)(?![a-z])/.test(said)) return 'danger'
  return /(?:^| )(?:benh|om|ung thu|nguy kich|cap cuu|vien|mau)(?![a-z])/.test(said) ? 'illness' : 'want'
}

// Fewer are a wrong button, or a word.
const TOLD = 4

/** Whether what is not understood may tell of one's own need in words we do not know. */
export function mayTellOfNeed(said: string): boolean {
  return words(said).length >= TOLD
}
