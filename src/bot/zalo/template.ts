// Zalo: an approved template sent by the person's id ("ZBS Template Message"), for whom an ordinary message does not reach.
import type { ZaloTemplate } from '../../config/config.js'
import { clip } from '../../flows/vi/text.js'
import { SendError, type Template, type TemplateWords } from '../channel.js'
import { asSendError } from '../failure.js'
import { plain } from '../outbound/render.js'
import type { ZaloClient } from './client.js'

// Zalo: quota, account, money or the template itself. What else we send is not touched by it.
const ONLY_TEMPLATES = /^-(211|224|249|320|321) /

export function createZaloTemplate(call: ZaloClient, { id, data, ...offer }: ZaloTemplate): Template {
  return {
    offer,
    async send(address, words) {
      const body = { user_id: address, template_id: id, template_data: filled(data, words) }
      try {
        const { message_id } = await call({ method: 'POST', path: '/v3.0/oa/message/template', body })
        return String(message_id ?? '')
      } catch (error) {
        const known = asSendError(error)
        throw ONLY_TEMPLATES.test(known.message) ? new SendError('refused', known.message) : known
      }
    },
  }
}

/** Zalo: a parameter is one line of so many characters. */
function filled(data: ZaloTemplate['data'], words: TemplateWords): Record<string, string> {
  return Object.fromEntries(
    data.map(({ name, from, most }) => {
      const line = plain(words[from]).replace(/\s+/g, ' ').trim()
      return [name, clip(line, most)]
    }),
  )
}
