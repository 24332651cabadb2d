// What an effect found, shown as a list to choose from. The buttons are doors with the id of what they open.
import type { Panel, Turn } from '../flow.js'
import type { Outbound } from '../message.js'
import { reviews } from '../roles.js'
import { caught, files, NO_FILES } from './files.js'
import { ask, say } from './say.js'

/**
 * Shows a list or a card whose buttons are doors (`c.<command>.<id>`). A number or a label presses one of these and
 * nothing else; a half-done form waits behind it.
 */
export function showList(t: Turn, message: Outbound): void {
  t.session = { ...t.session, active: undefined, open: undefined, panel: { name: 'list' } }
  say(t, { ...message, buttons: message.buttons ?? [] })
}

/** The list shown last: its own buttons once more for whoever wrote something else. */
export const list: Panel = {
  mode: 'closed',
  token: (token) => token,
  ask: (t) => ({
    // It stands just above.
    text: '',
    options: (t.session.shown ?? []).map(({ label, token }) => ({ label, value: token })),
  }),
  pick: () => {},
  // Who tells of somebody is led on; who is at work has only sent it to the wrong place.
  files(t, sent) {
    if (caught(t, sent)) return
    if (reviews(t.ctx.who)) ask(t, NO_FILES)
    else files(t, sent)
  },
}
