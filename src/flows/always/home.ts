import type { Panel } from '../flow.js'
import { leftWords } from '../interview/how-much-left.js'
import { draftLines, verbOf } from '../turn/drafts.js'
import { isFor, menuOptions, moreOptions } from '../turn/menu.js'
import { resume } from '../turn/say.js'

/** Where nothing is open: what somebody can do. */
export const home: Panel = {
  mode: 'closed',
  yes: 'resume',
  plain: true,
  token: (command) => `c.${command}`,
  ask(t) {
    const last = t.session.drafts.findLastIndex(({ flow }) => isFor(t, flow))
    const line = draftLines(t)[last]
    const verb = verbOf(t, ...t.session.drafts.slice(last, last + 1))
    const left = line ? `Mình đang ${verb} dở ${line.title}, ${leftWords(line.left)}. ` : ''
    return { text: `${left}Hôm nay anh/chị muốn làm gì ạ?`, options: menuOptions(t) }
  },
  // Its buttons are commands: the engine carries them out.
  pick: (t) => resume(t),
}

/** What the menu has no room for. */
export const more: Panel = {
  mode: 'closed',
  plain: true,
  token: (command) => `c.${command}`,
  ask: (t) => ({
    text: 'Anh/chị chọn giúp Trợ lý ạ.',
    options: [...moreOptions(t), { label: 'Trang chính', value: 'menu' }],
  }),
  pick: (t) => resume(t),
}
