import { BOLD_OFF, BOLD_ON, type Outbound } from '../../flows/message.js'

export interface Screen {
  show(messages: Outbound[], effects: Record<string, unknown>[]): void
  /** The clock of the conversation, epoch ms. */
  time(at: number): void
  /** What was typed, where the terminal does not show it itself. */
  echo(line: string): void
  note(line: string): void
}

const clock = new Intl.DateTimeFormat('vi-VN', { timeZone: 'Asia/Ho_Chi_Minh', dateStyle: 'short', timeStyle: 'short' })

/** Writes a conversation: with colours on a terminal, plain elsewhere. */
export function createScreen(out: { write(text: string): unknown; isTTY?: boolean }): Screen {
  const style = (code: number, text: string) => (out.isTTY ? `\u001B[${code}m${text}\u001B[0m` : text)
  const line = (text = '') => void out.write(`${text}\n`)
  const dim = (text: string) => line(style(2, text))

  function message({ text, photo, buttons = [] }: Outbound): void {
    const shown = out.isTTY
      ? text.replaceAll(BOLD_ON, '\u001B[1m').replaceAll(BOLD_OFF, '\u001B[22m')
      : text.replaceAll(BOLD_ON, '').replaceAll(BOLD_OFF, '')
    line()
    if (photo !== undefined) dim(`  (a picture${typeof photo === 'string' ? '' : `: ${photo.title}`})`)
    line(shown)
    for (const [n, button] of buttons.entries()) line(style(36, `  [${n + 1}] ${button.label}`))
  }

  return {
    show(messages, effects) {
      for (const one of messages) message(one)
      // Only what nobody sees otherwise; the words themselves are on the screen.
      if (effects.length > 0) dim(`  (${effects.map((effect) => effect.do).join(', ')})`)
    },
    time: (at) => dim(`--- ${clock.format(at)}`),
    echo: (typed) => line(`\n> ${typed}`),
    note: (text) => dim(text),
  }
}
