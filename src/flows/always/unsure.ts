import type { Panel } from '../turn/say.js'
import { close } from './moves.js'

export const unsure: Panel = {
  mode: 'closed',
  ask: () => ({
    text: 'Ý anh/chị là "đúng" hay "dừng lại" ạ?',
    options: [
      { value: 'yes', label: 'Đúng' },
      { value: 'stop', label: 'Dừng lại' },
    ],
  }),
  // The engine answers, knowing the question that was open.
  pick: close,
}
