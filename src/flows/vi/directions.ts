// "Giúp đỡ", "hiến máu", "xin gạo": a word or two that may be said by who gives and by who needs. Compared folded.
import { prefiltered } from './prefilter.js'
import { fold } from './text.js'

const ME = '(?:toi|tui|em|chau|con|minh|anh|chi|co|chu|bac|ong|ba|gia dinh toi|nha toi)'
const ROUND = '(?:(?:da|alo|ve|viec|xin|muon|mong|can|nho|cho|duoc|dang|rat|hoi|tim|su) )*'
const AFTER = `(?: (?:${ME}|nguoi|voi|a|nhe|oi|di|duoc khong|khong|ko))*[.!? ]*$`
const HELP = '(?:giup(?: do)?|ho tro|tro giup|ung ho|cuu tro|tro cap|cuu giup|(?:lam )?tu thien|dong gop|quyen gop)'
const THINGS =
  '(?:gao|tien|quan ao|chan|thuoc|sua|mi tom|quan ao cu|do cu|xe lan|xe dap|sach vo|qua|hoc bong|vien phi|do an|com)'

const HELPS = prefiltered(
  new RegExp(`^${ROUND}(?:${ME} )?${ROUND}(?:${HELP}|(?:xin|cho|tang|can|nhan) ${THINGS})${AFTER}`),
)
const BLOOD = prefiltered(
  new RegExp(`^${ROUND}(?:hien (?:mau|tieu cau)|(?:cho )?mau)(?: (?:nhan dao|tinh nguyen|cuu nguoi))*${AFTER}`),
)

/** What such a message is about; undefined for any that says more. */
export function readUnclear(text: string): 'help' | 'blood' | undefined {
  const said = fold(text).replace(/[,;:]/g, '').trim()
  if (said.split(' ').length > 6) return undefined
  return BLOOD.test(said) && !/màu|mẫu|mâu|mầu/iu.test(text.normalize('NFC'))
    ? 'blood'
    : HELPS.test(said)
      ? 'help'
      : undefined
}
