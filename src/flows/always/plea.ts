// Somebody in need, where we asked for something else. They are heard; whether to see an officer is theirs to choose.
import { currentQuestion } from '../interview/form.js'
import { activeDraft } from '../session.js'
import { formOf, menuButtons, promptOf, say, type Turn } from '../turn/say.js'

const COMFORT =
  'Trợ lý rất tiếc khi biết anh/chị đang khó khăn. Nơi này để giới thiệu người tốt, nhưng cán bộ Hội có thể lắng nghe anh/chị, mời anh/chị bấm "Gặp cán bộ" ạ.\n\nNếu đang nguy hiểm, gọi ngay 115 (cấp cứu), 113 (công an), 114 (cháy, cứu nạn), 111 (bảo vệ trẻ em).'

const HUMAN = { label: 'Gặp cán bộ', token: 'c.human' }

/** Whether words of distress can only be the person's own: at home, at consent, at a question that no story answers. */
export function maybePlea(t: Turn): boolean {
  const { panel } = t.session
  if (panel) return panel.name === 'home' || panel.name === 'consent'
  const draft = activeDraft(t.session)
  if (!draft) return true
  const form = formOf(t, draft)
  return form.plain?.includes(currentQuestion(form, draft.answers)?.key ?? '') ?? false
}

/** Says so with a way to an officer first; what was asked still waits behind it. */
export function comfort(t: Turn): void {
  const prompt = promptOf(t)
  const waiting = !prompt
    ? menuButtons(t)
    : t.session.panel
      ? prompt.options.map((o) => ({ label: o.label, token: prompt.token(o.value) }))
      : [{ label: 'Tiếp tục', token: 'c.resume' }]
  say(t, { text: COMFORT, buttons: [HUMAN, ...waiting.filter((button) => button.label !== HUMAN.label)] })
}
