// Somebody in need, where we asked for something else. They are heard; whether to see an officer is theirs to choose.
import type { Turn } from '../flow.js'
import { menuButtons } from '../turn/menu.js'
import { buttonsOf, promptOf, say } from '../turn/say.js'

const COMFORT =
  'Trợ lý rất tiếc khi biết anh/chị đang khó khăn. Nơi này để giới thiệu người tốt, nhưng cán bộ Hội có thể lắng nghe anh/chị, mời anh/chị bấm "Gặp cán bộ", hoặc để lại vài dòng để cán bộ tới thăm nhà ạ.\n\nNếu đang nguy hiểm, gọi ngay 115 (cấp cứu), 113 (công an), 114 (cháy, cứu nạn), 111 (bảo vệ trẻ em).'

const HUMAN = { label: 'Gặp cán bộ', token: 'c.human' }

/** Says so with a way to an officer first; what was asked still waits behind it. */
export function comfort(t: Turn): void {
  t.session = { ...t.session, pleaAt: t.ctx.now }
  const prompt = promptOf(t)
  const waiting = !prompt
    ? menuButtons(t)
    : t.session.panel
      ? buttonsOf(prompt)
      : [{ label: 'Tiếp tục', token: 'c.resume' }]
  const others = t.flows.doors.flatMap(({ command, inNeed }) =>
    inNeed ? { label: inNeed.label, token: `c.${command}.${inNeed.rest}` } : [],
  )
  say(t, { text: COMFORT, buttons: [HUMAN, ...others, ...waiting.filter((button) => button.label !== HUMAN.label)] })
}
