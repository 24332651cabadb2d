// Who gives and who needs may say the same two words: it is never guessed which of them is writing.
import type { Panel, Turn } from '../flow.js'
import { ask, CHOOSE, close, openPanel, resume } from '../turn/say.js'
import { readUnclear } from '../vi/directions.js'
import { comfort } from './plea.js'

const ASKED = {
  help: {
    text: 'Anh/chị muốn giúp người khác, hay đang cần được giúp ạ?',
    options: [
      { value: 'give', label: 'Tôi muốn giúp' },
      { value: 'need', label: 'Tôi cần được giúp' },
      { value: 'know', label: 'Người tôi biết cần giúp' },
    ],
  },
  blood: {
    text: 'Anh/chị muốn hiến máu, đang cần máu, hay muốn kể về người hay hiến máu ạ?',
    options: [
      { value: 'donor', label: 'Tôi muốn hiến máu' },
      { value: 'need', label: 'Đang cần máu' },
      { value: 'tell', label: 'Kể về người hiến máu' },
    ],
  },
}
// What leads there, said in full: the conversation that it is about knows its own words.
const SAID: Record<string, string> = {
  give: 'tôi muốn giúp đỡ',
  know: 'tôi biết một hoàn cảnh khó khăn',
  tell: 'giới thiệu người tốt',
}

/** Takes a word or two that nothing else takes, and asks which way they are meant. */
export function catchesUnclear(t: Turn, said: string): boolean {
  const about = readUnclear(said)
  if (!about) return false
  openPanel(t, 'direction', about)
  ask(t)
  return true
}

export const direction: Panel = {
  mode: 'closed',
  plain: true,
  ask: (_t, about) => ASKED[about === 'blood' ? 'blood' : 'help'],
  pick(t, value, _said, about) {
    const { label = '' } = this.ask(t, about).options?.find((one) => one.value === value) ?? {}
    close(t)
    if (value === 'need') return comfort(t, label)
    if (value === 'donor') return t.flows.door('wish-volunteer')?.open(t, label)
    const door = t.flows.door(t.flows.vocabulary.read(SAID[value] ?? '', 'closed') ?? '')
    return door ? door.open(t, '') : resume(t)
  },
  // What is told instead may begin something, as it would have before it was asked.
  text(t, said) {
    if (!Object.values(t.flows.all).some((flow) => flow.catches?.(t, said))) ask(t, CHOOSE)
  },
}
