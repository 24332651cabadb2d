// Somebody in danger or in want. They are heard at once: an urgent request to the officers, the numbers that fit, and room
// for a telephone number, a place, anything they want to add. What was asked before waits behind it.
import type { Panel, Turn } from '../flow.js'
import type { Button } from '../message.js'
import { activeDraft } from '../session.js'
import { wordsOfNote } from '../turn/note.js'
import { ask, close, openPanel, resume, say, tagOf } from '../turn/say.js'
import { readCommand } from '../vi/keywords.js'
import { readPhone, showPhone } from '../vi/phones.js'
import { needOf } from '../vi/plea.js'

const WORDS = {
  life: 'Trợ lý nghe anh/chị đây. Anh/chị đang rất mệt mỏi, và anh/chị không phải chịu một mình đâu ạ. Trợ lý vừa báo gấp cho cán bộ Hội để có người nói chuyện với anh/chị.\n\nNếu thấy không chịu nổi ngay lúc này, anh/chị gọi 115, hoặc sang bên một người thân, một nhà hàng xóm. Trẻ em gọi 111, cả ngày lẫn đêm, không mất tiền.',
  violence:
    'Không ai được phép làm anh/chị đau. Trợ lý vừa báo gấp cho cán bộ Hội ạ.\n\nNếu đang nguy hiểm, anh/chị ra chỗ có người và gọi ngay 113. Có người bị thương thì gọi 115; có trẻ em thì gọi 111, không mất tiền.',
  danger:
    'Trợ lý vừa báo gấp cho cán bộ Hội ạ. Đang nguy hiểm thì anh/chị gọi ngay: 115 (cấp cứu), 114 (cháy, đuối nước, cứu nạn), 113 (công an).',
  illness:
    'Anh/chị và gia đình vất vả quá. Trợ lý vừa báo gấp cho cán bộ Hội ạ. Nếu người bệnh nguy kịch, anh/chị gọi ngay 115.',
  want: 'Anh/chị vất vả quá. Trợ lý vừa báo gấp cho cán bộ Hội, cán bộ sẽ liên hệ với anh/chị ạ.',
} as const

const PLEASE =
  'Anh/chị cho xin số điện thoại và nơi ở (phường, xã) để cán bộ gọi nhé. Muốn nói thêm điều gì, anh/chị cứ nhắn ở đây ạ.'

/** Heard: officers know before the answer leaves. */
export function comfort(t: Turn, said = ''): void {
  const need = needOf(said)
  t.session = { ...t.session, pleaAt: t.ctx.now }
  t.effects.push({ do: 'openTicket', kind: 'human', urgent: true, ...(said ? { note: said } : {}) })
  const { panel } = t.session
  const over = panel?.name === 'plea' ? panel.over : panel?.name
  openPanel(t, 'plea', panel?.about)
  t.session = { ...t.session, panel: { ...t.session.panel!, ...(over ? { over } : {}) } }
  say(t, { text: `${WORDS[need]}\n\n${PLEASE}`, buttons: buttons(t) })
}

/** What other conversations offer to somebody in need, and the way back. */
function buttons(t: Turn): Button[] {
  const others = t.flows.doors.flatMap(({ command, inNeed }) =>
    inNeed ? [{ label: inNeed.label, token: `c.${command}.${inNeed.rest}` }] : [],
  )
  return [...others, { label: activeDraft(t.session) ? 'Tiếp tục kể' : 'Trang chính', token: tokenOf(t) }]
}

/** What they add goes to the officers with it. */
export const plea: Panel = {
  mode: 'free',
  toOfficer: true,
  filesToo: true,
  ask: (t) => ({
    text: PLEASE,
    options: [{ value: 'back', label: activeDraft(t.session) ? 'Tiếp tục kể' : 'Trang chính' }],
  }),
  pick(t) {
    const { over, about } = t.session.panel ?? {}
    close(t)
    if (!over) return resume(t)
    t.session = { ...t.session, panel: { name: over, ...(about ? { about } : {}) } }
    ask(t)
  },
  text(t, text, sent) {
    const word = readCommand(text, 'closed')
    if (word === 'no' || word === 'skip' || word === 'done' || word === 'thanks') return this.pick(t, 'back', text)
    if (word === 'yes') return ask(t)
    t.effects.push({ do: 'openTicket', kind: 'human', urgent: true, note: text })
    const phone = readPhone(wordsOfNote(text))
    const kept = phone.ok
      ? `Dạ, Trợ lý đã chuyển số ${showPhone(phone.e164)} tới cán bộ.`
      : `Dạ, Trợ lý đã chuyển ${sent ?? 'lời'} tới cán bộ.`
    const more = phone.ok ? 'Anh/chị ở phường, xã nào ạ?' : 'Anh/chị cứ nhắn tiếp ở đây, cán bộ đọc được ạ.'
    const message = { text: `${kept} ${more}`, buttons: buttons(t) }
    if (sent) say(t, message, 'forOfficer', kept)
    else say(t, message)
  },
}

function tokenOf(t: Turn): string {
  const about = t.session.panel?.about
  return `p.plea.back${about ? `.${tagOf(about)}` : ''}`
}
