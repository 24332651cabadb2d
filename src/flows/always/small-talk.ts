// Answers to what people ask and say in passing. The place in the form stays, and its question is asked again.
import { currentQuestion } from '../interview/form.js'
import { leftWords } from '../interview/how-much-left.js'
import { REPLY_WITHIN } from '../schedule.js'
import { activeDraft } from '../session.js'
import { ask, draftLines, formOf, promptOf, say, type Turn } from '../turn/say.js'
import type { Asked } from '../vi/asked.js'

const ANSWERS: Record<Exclude<Asked, 'unclear' | 'impatient'>, string> = {
  cost: 'Dạ, giới thiệu người tốt hoàn toàn miễn phí. Hội không thu tiền qua Trợ lý; ai tự xưng là Trợ lý hay Hội mà đòi tiền, anh/chị đừng chuyển khoản ạ.',
  outcome:
    'Dạ, cán bộ Hội sẽ đọc và xác minh từng câu chuyện, nên Trợ lý không hứa trước được kết quả hay khen thưởng ạ. Gửi xong, anh/chị nhắn "hồ sơ của tôi" là biết hồ sơ đến bước nào.',
  readers:
    'Dạ, đây là Trợ lý Nhân ái, chương trình trả lời tự động của Hội Chữ thập đỏ thành phố Hải Phòng. Điều anh/chị kể chỉ cán bộ Hội đọc để xác minh; Hội không bán, không dùng để quảng cáo. Muốn xem hay xóa, anh/chị nhắn "quyền của tôi" ạ.',
  robot: 'Dạ, Trợ lý là chương trình trả lời tự động. Cần gặp người thật, anh/chị nhắn "gặp cán bộ" giúp ạ.',
  phone: `Dạ, Trợ lý chưa có số điện thoại và địa chỉ chính thức của Hội để đưa anh/chị. Anh/chị nhắn "gặp cán bộ", cán bộ sẽ trả lời ngay tại đây trong ${REPLY_WITHIN} ạ.`,
  wait: 'Dạ, anh/chị cứ thong thả ạ. Nếu bận, anh/chị nhắn "để sau", Trợ lý giữ nguyên mọi câu trả lời.',
  smile: 'Dạ vâng ạ. 🌸',
  bored: 'Dạ, Trợ lý xin lỗi vì chưa làm anh/chị hài lòng. Anh/chị nhắn "gặp cán bộ" để nói chuyện với người thật ạ.',
}

/** Answers a question or a word in passing; `help` is what is said to who does not understand where no question is. */
export function answerAsked(t: Turn, asked: Asked, help: (t: Turn) => void): void {
  if (asked !== 'unclear') return again(t, asked === 'impatient' ? howLong(t) : ANSWERS[asked])
  const hint = t.session.panel ? undefined : hintOf(t)
  if (hint) return ask(t, `Dạ, Trợ lý nói rõ hơn ạ. ${hint}`)
  help(t)
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
  const left = line ? leftWords(line.left) : 'kể một câu chuyện chỉ mất khoảng 5 phút'
  return `Dạ, mong anh/chị thông cảm: ${left} ạ. Lúc nào mệt, anh/chị nhắn "để sau", Trợ lý giữ nguyên mọi câu trả lời.`
}

/** Says it, and asks again what is asked. The long words of consent stand just above: their buttons are enough. */
function again(t: Turn, remark: string): void {
  const prompt = t.session.panel?.name === 'consent' ? promptOf(t) : undefined
  if (!prompt) return ask(t, remark)
  const buttons = prompt.options.map((o) => ({ label: o.label, token: prompt.token(o.value) }))
  say(t, { text: `${remark}\n\nAnh/chị đồng ý để Trợ lý ghi lại câu chuyện chứ ạ?`, buttons })
}
