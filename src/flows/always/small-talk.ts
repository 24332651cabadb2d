// Answers to what people ask and say in passing. The place in the form stays, and its question is asked again.
import type { Turn } from '../flow.js'
import { currentQuestion } from '../interview/form.js'
import { leftWords } from '../interview/how-much-left.js'
import { REPLY_WITHIN } from '../schedule.js'
import { activeDraft } from '../session.js'
import { draftLines } from '../turn/drafts.js'
import { formOf } from '../turn/forms.js'
import { ask, buttonsOf, promptOf, say } from '../turn/say.js'
import type { Asked } from '../vi/asked.js'
import { help } from './commands.js'

// What the answers of each conversation leave out.
const ANSWERS: Partial<Record<Asked, string>> = {
  robot: 'Dạ, Trợ lý là chương trình trả lời tự động. Cần gặp người thật, anh/chị nhắn "gặp cán bộ" giúp ạ.',
  phone: `Dạ, Trợ lý chưa có số điện thoại và địa chỉ chính thức của Hội để đưa anh/chị. Anh/chị nhắn "gặp cán bộ", cán bộ sẽ trả lời ngay tại đây trong ${REPLY_WITHIN} ạ.`,
  wait: 'Dạ, anh/chị cứ thong thả ạ. Nếu bận, anh/chị nhắn "để sau", Trợ lý giữ nguyên mọi câu trả lời.',
  smile: 'Dạ vâng ạ. 🌸',
  bored: 'Dạ, Trợ lý xin lỗi vì chưa làm anh/chị hài lòng. Anh/chị nhắn "gặp cán bộ" để nói chuyện với người thật ạ.',
}

/** Answers a question or a word in passing. Who does not understand where no question is asked is shown what there is. */
export function answerAsked(t: Turn, asked: Asked): void {
  if (asked === 'impatient') return again(t, howLong(t))
  if (asked !== 'unclear') return again(t, answerOf(t, asked))
  const hint = t.session.panel ? undefined : hintOf(t)
  if (hint) return ask(t, `Dạ, Trợ lý nói rõ hơn ạ. ${hint}`)
  help(t)
}

/** In the words of the conversation they are in, else of the first that has some. */
function answerOf(t: Turn, asked: Asked): string {
  const here = t.flows.all[activeDraft(t.session)?.flow ?? t.session.panel?.about ?? '']
  const any = Object.values(t.flows.all).find((flow) => flow.asked?.[asked])
  return here?.asked?.[asked] ?? ANSWERS[asked] ?? any?.asked?.[asked] ?? 'Dạ vâng ạ.'
}

function hintOf(t: Turn): string | undefined {
  const draft = activeDraft(t.session)
  if (!draft) return undefined
  const form = formOf(t, draft)
  return form.hints?.[currentQuestion(form, draft.answers)?.key ?? '']
}

function howLong(t: Turn): string {
  const draft = activeDraft(t.session)
  const line = draft && draftLines(t)[t.session.drafts.indexOf(draft)]
  const takes = Object.values(t.flows.all).find((flow) => flow.form)?.form?.takes
  const left = line ? leftWords(line.left) : takes
  return `Dạ, mong anh/chị thông cảm: ${left} ạ. Lúc nào mệt, anh/chị nhắn "để sau", Trợ lý giữ nguyên mọi câu trả lời.`
}

/** Says it, and asks again what is asked; where the words of the question are long, in its short form. */
function again(t: Turn, remark: string): void {
  const panel = t.session.panel && t.flows.panel(t.session.panel.name)?.panel
  const prompt = panel?.again && promptOf(t)
  if (!panel?.again || !prompt) return ask(t, remark)
  say(t, { text: `${remark}\n\n${panel.again(t)}`, buttons: buttonsOf(prompt) })
}
