// A good moment: something was sent, nothing else is waiting. What other conversations offer then stands beside the receipt.
import type { Turn } from '../flow.js'
import type { Outbound } from '../message.js'

/** The message with what is offered beside it, as long as there is room. */
export function withOffer(t: Turn, message: Outbound): Outbound {
  for (const { offer } of Object.values(t.flows.all)) {
    const made = offer?.(t)
    if (made) return { ...message, text: message.text + made.text, buttons: [...(message.buttons ?? []), made.button] }
  }
  return message
}
