// Wishes told in people's own words, each taken to where it belongs.
import type { Door, Turn } from '../flow.js'
import { menuButtons } from '../turn/menu.js'
import { ask, HOME, openPanel, say } from '../turn/say.js'
import { readWish, type Wish } from '../vi/wishes.js'

const MOVEMENT =
  'Phong trào "Người tốt, việc thiện – Chung tay xây dựng cộng đồng nhân ái" tìm và biểu dương những người đang lặng lẽ giúp người khác ở Hải Phòng. Ai cũng giới thiệu được: kể về một người, một nhóm hay cả một khu phố; cán bộ Hội đọc, xác minh rồi xét ở từng cấp. Hội còn có "địa chỉ nhân đạo": hoàn cảnh khó khăn đang cần, ai muốn thì nhận giúp.'
const MONTH =
  'Tháng Nhân đạo là từ 1/5 đến 31/5 hằng năm, cao điểm từ 8/5 đến 19/5. Dịp này Hội vận động mọi người cùng giúp các hoàn cảnh khó khăn ("địa chỉ nhân đạo") và biểu dương gương người tốt, việc thiện. Anh/chị có thể nhận giúp, hoặc giới thiệu một người tốt ngay tại đây ạ.'
const VOLUNTEER =
  'Quý quá ạ! Trợ lý vừa báo cán bộ Hội là anh/chị muốn góp sức. Anh/chị nhắn giúp tên, số điện thoại và phường, xã mình ở, cán bộ sẽ gọi lại ạ.'
const FRAUD =
  'Cảm ơn anh/chị đã báo. Hội không hỏi tiền qua điện thoại hay tin nhắn: anh/chị đừng chuyển khoản, đừng đưa mã OTP. Trợ lý vừa báo gấp cho cán bộ Hội; đã mất tiền thì anh/chị gọi 113 và ngân hàng ngay.\n\nAnh/chị ghi giúp họ xưng là ai, số điện thoại nào, đòi gì ạ.'

/** The wish's own door, or an answer with the place kept. */
const OPEN: Record<Exclude<Wish, 'donate'>, (t: Turn, said: string) => void> = {
  movement: (t) => answer(t, MOVEMENT),
  month: (t) => answer(t, MONTH),
  volunteer(t, said) {
    t.effects.push({ do: 'openTicket', kind: 'human', note: said })
    openPanel(t, 'human')
    say(t, { text: VOLUNTEER, buttons: [{ label: 'Không cần ghi thêm', token: 'p.human.back' }] })
  },
  fraud(t, said) {
    t.effects.push({ do: 'openTicket', kind: 'human', urgent: true, note: said })
    openPanel(t, 'human')
    say(t, { text: FRAUD, buttons: [{ label: 'Không cần ghi thêm', token: 'p.human.back' }] })
  },
  erase(t) {
    openPanel(t, 'erase')
    ask(t)
  },
}

/** Where a question waits it is asked again behind the answer; else what can be done is shown. */
function answer(t: Turn, text: string): void {
  const { panel } = t.session
  const prompt = panel && t.flows.panel(panel.name)?.panel
  if (prompt?.again) return say(t, { text: `${text}\n\n${prompt.again(t)}`, buttons: lastShown(t) })
  if (panel || t.session.active) return ask(t, text)
  openPanel(t, HOME)
  say(t, { text, buttons: menuButtons(t) })
}

function lastShown(t: Turn) {
  return t.session.shown ?? []
}

export const wishes: Door[] = (Object.keys(OPEN) as (keyof typeof OPEN)[]).map((wish) => ({
  command: `wish-${wish}`,
  label: wish,
  heard: (said, free) => (!free && readWish(said) === wish ? said : undefined),
  open: OPEN[wish],
}))
