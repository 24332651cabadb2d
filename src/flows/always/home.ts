import { leftWords } from '../interview/how-much-left.js'
import { draftLines, menuOptions, type Panel } from '../turn/say.js'
import { resume } from './moves.js'

/** Where nothing is open: what somebody can do. */
export const home: Panel = {
  mode: 'closed',
  yes: 'resume',
  token: (command) => `c.${command}`,
  ask(t) {
    const line = draftLines(t).at(-1)
    const left = line ? `Mình đang kể dở ${line.title}, ${leftWords(line.left)}. ` : ''
    return { text: `${left}Hôm nay anh/chị muốn làm gì ạ?`, options: menuOptions(t) }
  },
  // Its buttons are commands: the engine carries them out.
  pick: (t) => resume(t),
}
