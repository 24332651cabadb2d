// What officers type for a button under a message of theirs: whole messages, without marks, signs and politeness.
type Means = (said: string, rest: string) => boolean

const whole = (words: string): Means => {
  const pattern = new RegExp(`^(?:${words})$`)
  return (said) => pattern.test(said)
}

const stops = whole(
  '(?:tam )?(?:dung|ngung)(?: (?:lai|gui|ngay|tin|dot|nay|di|luon))+|(?:dung|khoan) gui(?: (?:nua|da|tin|nay))*|tam (?:dung|ngung)',
)
const cancels = whole('(?:huy|bo|xoa)(?: (?:het|luon))? (?:tin|dot|dot gui|phan con lai)(?: (?:nay|di|luon))*')

/** `rest`: the deed, then the message. By other words than its button's nothing is ever sent. */
export const steers: Means = (said, rest) =>
  rest.startsWith('pause-') ? stops(said, rest) : rest.startsWith('cancel-') && cancels(said, rest)

export const tests = whole('gui thu(?: (?:truoc|da|di|xem|cho .{2,12}))*')
export const edits = whole(
  '(?:chinh )?sua(?: lai)?(?: (?:tin|noi dung|chu|loi|anh|gio|ngay|nut|nay))*|doi (?:lai )?(?:gio|ngay|anh|noi dung|nut)',
)
export const narrows = whole(
  '(?:chon|doi|sua)(?: lai)? nguoi nhan|(?:chi )?gui (?:cho|toi|den|qua) .{2,40}|(?:chi|tru) .{2,40}',
)
/** Whoever is asked to approve one sees it whole first, whatever they think of it. */
export const looks = whole(
  'xong|xem(?: (?:ky|lai|tin|tin nay|thu))*|cho xem(?: .{1,20})?|(?:ok )?duyet(?: .{1,30})?|(?:khong|ko|chua) (?:duyet|dong y)(?: .{1,60})?|tra lai(?: .{1,40})?|tu choi|ok|dong y',
)
/** With nothing open: of the messages there are. */
export const asksForList = whole(
  '(?:co )?tin (?:nao )?(?:cho|can|dang cho) duyet(?: khong)?|(?:khong )?duyet tin(?: .{1,20})?|(?:huy|tam dung|dung|ngung)(?: gui)? tin(?: da gui)?',
)
