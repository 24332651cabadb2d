// Words meant for an officer, written in one message.
import type { Panel } from '../flow.js'
import { REPLY_WITHIN } from '../schedule.js'
import { ask, close, resume } from '../turn/say.js'
import { readCommand } from '../vi/keywords.js'

export const correct = word('correct', {
  text: 'Bản đang kể dở thì anh/chị tự sửa được ở bước xem lại. Với hồ sơ đã gửi, anh/chị ghi mã hồ sơ và điều cần sửa trong một tin, cán bộ Hội sẽ làm giúp ạ.',
  nothing: 'Không sửa nữa',
  passedOn: () => `Trợ lý đã chuyển yêu cầu sửa tới cán bộ Hội. Hội sẽ trả lời anh/chị trong ${REPLY_WITHIN} ạ.`,
})

/** What to tell the officer; the request itself is open already. */
export const human = word('human', {
  text: 'Anh/chị muốn hỏi hoặc nhắn điều gì ạ? Anh/chị ghi trong một tin, kèm số điện thoại nếu muốn cán bộ gọi lại.',
  nothing: 'Không cần ghi thêm',
  passedOn: (what) => `Dạ, Trợ lý đã chuyển ${what} tới cán bộ ạ.`,
  filesToo: true,
})

/** A word to the officers: what they are asked for, written in one message, becomes a request of this kind. */
function word(
  kind: 'correct' | 'human',
  spec: { text: string; nothing: string; passedOn: (what: string) => string; filesToo?: true },
): Panel {
  return {
    mode: 'free',
    toOfficer: true,
    filesToo: spec.filesToo,
    ask: () => ({ text: spec.text, options: [{ value: 'back', label: spec.nothing }] }),
    pick(t) {
      close(t)
      resume(t)
    },
    text(t, text, sent) {
      const said = readCommand(text, 'closed')
      // Politeness is no request: "không", "xong" have nothing to add, "dạ", "có" are about to.
      if (said === 'no' || said === 'skip' || said === 'done') return this.pick(t, 'back', text)
      if (said === 'yes') return ask(t)
      close(t)
      t.effects.push({ do: 'openTicket', kind, note: text })
      // Six pictures get one answer, and so does what came along and is not passed on.
      resume(t, spec.passedOn(sent ?? 'lời'), sent && 'forOfficer')
    },
  }
}
