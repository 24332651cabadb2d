import type { Panel } from '../flow.js'
import { verbatim } from '../salutation.js'
import { clip } from '../vi/text.js'

/** Text in an old encoding was read; what it says is shown before it counts. The engine hears the answer. */
export const fonts: Panel = {
  mode: 'closed',
  numbers: false,
  yes: 'yes',
  ask: (t) => ({
    text: `Chữ anh/chị vừa gửi bị lỗi phông. Trợ lý đọc là: “${verbatim(clip(t.session.converted ?? '', 600))}”. Đúng không ạ?`,
    options: [
      { value: 'yes', label: 'Đúng rồi' },
      { value: 'no', label: 'Để tôi gõ lại' },
    ],
  }),
  pick: () => {},
}
