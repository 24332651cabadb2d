// The hour after an officer wrote: what a person says is meant for the officer, not for us.
import type { Turn, Words } from '../flow.js'
import { bold } from '../message.js'
import { verbatim } from '../salutation.js'
import { OFFICER_MS } from '../schedule.js'
import { nameOfSent, noteOf, UNREADABLE } from '../turn/note.js'
import { say } from '../turn/say.js'

const CONTINUE = [{ label: 'Tiếp tục với Trợ lý', token: 'c.resume' }]

/** An officer wrote from the platform's own console: they see what is answered there. */
export function officerWrote(t: Turn): void {
  t.session = { ...t.session, talk: { flow: 'always', about: 'console', until: t.ctx.now + OFFICER_MS } }
}

/** An officer's words through us: what is answered must reach them through us. */
export function officerSays(t: Turn, words: string): void {
  t.session = { ...t.session, talk: { flow: 'always', about: 'here', until: t.ctx.now + OFFICER_MS } }
  say(t, { text: `${bold('Cán bộ Hội nhắn anh/chị:')}\n${verbatim(words)}`, buttons: CONTINUE })
}

/** Leaves it to the officer. From the platform's console they see it themselves; through us it becomes a request. */
export function toOfficer(t: Turn, about: string, words: Words): void {
  if (about === 'here') {
    t.effects.push({ do: 'openTicket', kind: 'human', note: noteOf(t, words) })
    const lost = words.kind === 'unusable' && words.what !== 'sticker'
    const text = lost
      ? `Trợ lý đã báo cán bộ, nhưng chưa chuyển được ${UNREADABLE[words.what]} này. Anh/chị gõ chữ giúp Trợ lý ạ.`
      : `Dạ, Trợ lý đã chuyển ${nameOfSent(words) ?? 'lời'} tới cán bộ ạ.`
    return say(t, { text, buttons: CONTINUE }, lost ? `lost.${words.what}` : 'officer', text)
  }
  if (t.session.hushTold) return
  t.session = { ...t.session, hushTold: true }
  say(t, {
    text: 'Cán bộ đang trò chuyện với anh/chị nên Trợ lý tạm giữ im lặng. Muốn làm tiếp với Trợ lý, anh/chị bấm nút bên dưới ạ.',
    buttons: CONTINUE,
  })
}
