// While a human officer talks with somebody, what that person says is meant for the officer, not for us.

import { bold, type Inbound } from '../message.js'
import { verbatim } from '../salutation.js'
import { officerUntil } from '../schedule.js'
import { MAX_FILE_BYTES } from '../turn/files.js'
import { say, type Turn } from '../turn/say.js'

const CONTINUE = [{ label: 'Tiếp tục với Trợ lý', token: 'c.resume' }]

/** What may be meant for an officer. */
export type Words = Extract<Inbound, { kind: 'text' | 'files' | 'details' | 'unusable' }>

/** An officer wrote, from the platform's own console, or (with `words`) through us. */
export function officerWrote(t: Turn, words?: string): void {
  t.session = { ...t.session, officerAt: t.ctx.now, officerByUs: words === undefined ? undefined : true }
  if (words !== undefined)
    say(t, { text: `${bold('Cán bộ Hội nhắn anh/chị:')}\n${verbatim(words)}`, buttons: CONTINUE })
}

export function isWithOfficer(t: Turn): boolean {
  return officerUntil(t.session.officerAt, t.ctx.now) !== undefined
}

/** Leaves it to the officer. From the platform's console they see it themselves; through us it becomes a request. */
export function toOfficer(t: Turn, words: Words): void {
  if (t.session.officerByUs) {
    t.effects.push({ do: 'openTicket', kind: 'human', note: noteOf(t, words) })
    const lost = words.kind === 'unusable' && words.what !== 'sticker'
    const text = lost
      ? `Trợ lý đã báo cán bộ, nhưng chưa chuyển được ${UNUSABLE[words.what]} này. Anh/chị gõ chữ giúp Trợ lý ạ.`
      : 'Dạ, Trợ lý đã chuyển lời tới cán bộ ạ.'
    return say(t, { text, buttons: CONTINUE }, lost ? undefined : 'officer')
  }
  if (t.session.hushTold) return
  t.session = { ...t.session, hushTold: true }
  say(t, {
    text: 'Cán bộ đang trò chuyện với anh/chị nên Trợ lý tạm giữ im lặng. Muốn làm tiếp với Trợ lý, anh/chị bấm nút bên dưới ạ.',
    buttons: CONTINUE,
  })
}

const UNUSABLE: Record<Extract<Inbound, { kind: 'unusable' }>['what'], string> = {
  sticker: 'nhãn dán',
  voice: 'tin thoại',
  video: 'video',
  location: 'vị trí',
  other: 'tin nhắn',
}

/** As an officer reads it. Files are kept, and named by their ids. */
export function noteOf(t: Turn, words: Words): string {
  switch (words.kind) {
    case 'text':
      return words.text
    case 'unusable':
      return `(${UNUSABLE[words.what]})`
    case 'details':
      return [words.name, words.phone].filter(Boolean).join(', ') || '(danh thiếp)'
    case 'files': {
      const kept = words.files.map((source, n) => {
        const what = source.kind === 'photo' ? 'ảnh' : 'tệp'
        if ((source.size ?? 0) > MAX_FILE_BYTES) return `(${what} lớn hơn 20 MB, không nhận được)`
        const file = t.ctx.id(n)
        t.effects.push({ do: 'keepFile', file, source })
        return `(${what} ${file})`
      })
      return [...kept, words.caption].filter(Boolean).join('\n')
    }
  }
}
