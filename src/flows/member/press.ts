// Buttons under a message that came: they work for as long as it is kept, and a press is the message's result.
import type { Door, News, Turn } from '../flow.js'
import { type ButtonName, LABELS, readPress } from '../news-buttons.js'
import { DAY } from '../schedule.js'
import { doorBehind } from '../turn/door-behind.js'
import { resume, say } from '../turn/say.js'

// Zalo lets us write for seven days after a press: half a day sooner, so that a night in between leaves the day.
const A_WEEK = 6.5 * DAY

export const fromNews: Door = {
  command: 'fromNews',
  label: 'Trả lời tin',
  open(t, rest) {
    const pressed = readPress(rest)
    if (!pressed) return resume(t)
    const { id, button } = pressed
    t.effects.push({ do: 'countPress', id, button })
    if (button !== 'later') return lead(t, button)
    t.effects.push({ do: 'setTimer', flow: 'member', what: 'again', about: id, at: t.ctx.now + A_WEEK })
    say(t, { text: 'Dạ, tuần sau Trợ lý nhắc anh/chị một lần nữa ạ.' })
  },
}

function lead(t: Turn, button: ButtonName): void {
  const door = doorBehind(t, button)
  if (door) door.open(t, '')
  else resume(t)
}

/** A week later, as they wished: once. */
export const again: News = {
  unasked: true,
  tell: (t, id) =>
    say(t, {
      text: 'Tuần trước anh/chị có nhờ Trợ lý nhắc lại: hôm nay anh/chị có vài phút để chung tay không ạ?',
      buttons: [
        { label: LABELS.tell, token: `c.fromNews.tell-${id}` },
        { label: LABELS.help, token: `c.fromNews.help-${id}` },
        { label: LABELS.stop, token: `c.fromNews.stop-${id}` },
      ],
    }),
}
