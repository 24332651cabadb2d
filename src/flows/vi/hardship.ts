// Words of somebody who knows of others in need. Compared folded.
import { fold } from './text.js'

// Longer than this it is a story.
const LONGEST = 300

const OTHERS =
  '(?:nha|gia dinh|ho|co|chu|bac|ba|ong|cu|em|chau|hai|mot|anh|chi|nguoi)(?: (?:\\p{L}+)){0,3} (?:ben canh|gan day|gan nha|hang xom|canh nha|dau ngo|cuoi ngo|trong xom|trong ngo|trong pho|trong thon|trong lang)'
const NEAR =
  '(?:gan|canh|ben canh|o gan) nha (?:toi|em|chau|minh)|(?:xom|ngo|thon|lang|pho|to|khu|lop|truong|xuong|cong ty) (?:toi|em|chau|minh)|hang xom(?: (?:nha )?(?:toi|em|chau|minh))?'
const HARD =
  '(?:ngheo|kho khan|kho lam|kho qua|rat kho|neo don|mo coi|hoan canh|benh nang|ung thu|tai nan|het gao|thieu an|dot nat|co cuc|khuyet tat|liet|song mot minh)'
// Who helps is told of as a good person.
const HELPS =
  /(?:^| )(?:giup|cuu mang|dum boc|ho tro|nau chao|quyen gop|ung ho|tu thien|tinh nguyen|hien mau|mien phi|phat (?:com|chao|qua)|cat toc|sua xe|day hoc|day chu|kham benh)(?: |$)/
const KNOWS =
  /(?:^| )(?:biet|gioi thieu|de xuat|bao) (?:mot |nhieu |co )?(?:hoan canh|gia dinh|nha|ho ngheo|truong hop)(?: |$)/
const OTHERS_HARD = new RegExp(
  `(?:^| )(?:${OTHERS}|${NEAR})(?: .*)? ${HARD}(?: |$)|(?:^| )${HARD} .*(?:${NEAR})(?: |$)`,
  'u',
)

/** Whether a short text tells of somebody else who needs help: "nhà bên cạnh nghèo lắm". */
export function isHardship(text: string): boolean {
  if (text.length > LONGEST || /\?\s*$/.test(text)) return false
  const said = fold(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
  return !HELPS.test(said) && (OTHERS_HARD.test(said) || KNOWS.test(said))
}
