// What reviewers type for a button they see: whole messages, without marks, signs and politeness.
type Means = (said: string, rest: string) => boolean

function whole(words: string): Means {
  const pattern = new RegExp(`^(?:${words})$`)
  return (said) => pattern.test(said)
}

const FILE = '(?: (?:nay|ho so|ho so nay))?'

export const passes = whole(`dat|duyet|thong qua|dong y|dong y chuyen|chuyen buoc|len buoc sau|cho (?:dat|qua)${FILE}`)
export const refuses = whole(
  `(?:khong|chua|ko|k) (?:dat|du|du dieu kien|duyet|thong qua|dong y)(?: (?:vi|do) .{1,80})?|loai|truot|tu choi|bac${FILE}`,
)
export const asks = whole(
  `(?:can |de nghi |yeu cau |xin )?bo sung(?: them)?(?: (?:ho so|anh|minh chung|thong tin|giay to))*|hoi(?: lai| them)*(?: nguoi gioi thieu| nguoi ke)?|(?:con )?thieu .{1,30}|con thieu|tra (?:lai|ve)(?: ho so)?`,
)
export const moves = whole(
  `chuyen (?:di|noi|noi khac|don vi khac|phuong|xa|phuong khac|xa khac)|chuyen (?:sang|ve|cho|den|toi) .{2,40}|(?:khong|ko|k) (?:thuoc|phai) (?:dia ban|phuong|xa|don vi)(?: .{1,20})?|(?:sai|nham) (?:dia ban|phuong|xa|don vi)`,
)
export const recuses = whole(
  `(?:xin )?rut(?: (?:khoi|ra))?${FILE}|(?:day la |la )?(?:nguoi nha|nguoi quen|ho hang|ba con)(?: (?:cua )?(?:toi|em|minh))?|toi (?:quen|biet) nguoi nay|tranh mat`,
)
export const merges = whole(`gop(?: lai)?${FILE}|trung(?: nhau| roi| ho so)*|cung mot nguoi|ho so trung`)
export const splits = whole(`tach(?: ra| rieng)?${FILE}|hai nguoi khac nhau|khac nguoi`)
export const undoes = whole(
  `hoan tac|(?:(?:toi|em|minh) )?(?:bam |chon |xet )?nham(?: roi| nut)*|lam lai|rut lai(?: ket luan)?|huy(?: ket luan)?|sai roi`,
)
export const looks = whole(`xem lai|coi lai|doc lai|xem(?: lai)? ho so|mo(?: lai)? ho so|quay lai|tro lai`)
/** From a file to those that wait. */
export const goesBack = whole(`tiep theo|ho so (?:tiep theo|ke tiep|khac)|danh sach|ve danh sach`)

const MARKS: Record<string, Means> = {
  y: whole('dat|co|dung|tot|rat tot|duoc|dung roi|co dat|dat roi|dat luon'),
  n: whole('khong|chua|ko|khong dat|ko dat|k dat|chua dat|khong co|chua tot'),
  u: whole('khong ro|ko ro|k ro|chua ro|khong biet|chua biet|ko biet|chua chac|khong chac'),
  r: whole('xet lai|cham lai|lam lai tu dau'),
  // On a card these lead to the criteria: nothing is decided before they are marked.
  '': whole(
    `(?:khong )?(?:duyet|dat)(?: (?:luon|di|vi .{1,60}))?|loai|tu choi|xet|cham|xet tieu chi|cham tieu chi|cham diem|ket luan|bat dau xet`,
  ),
}

/** `rest`: the review, the mark, the criterion; without a mark the button that shows the next one. */
export const marks: Means = (said, rest) => MARKS[rest.split('-')[1] ?? '']?.(said, rest) ?? false
