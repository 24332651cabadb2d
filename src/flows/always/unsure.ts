import type { Panel } from '../flow.js'
import { close } from '../turn/say.js'

/** "Dung" is "đúng" or "dừng": asked. The question behind it then hears which. */
export const unsure: Panel = {
  mode: 'closed',
  ask: () => ({
    text: 'Ý anh/chị là "đúng" hay "dừng lại" ạ?',
    options: [
      { value: 'yes', label: 'Đúng' },
      { value: 'stop', label: 'Dừng lại' },
    ],
  }),
  pick: close,
}
