import { isDeepStrictEqual } from 'node:util'
import * as z from 'zod'
import { badRequest } from './api-error.js'
import { bubbleId, type Core } from './core.js'
import { readMarkup, replyMarkup } from './markup.js'
import { type Method, method } from './method.js'
import { chatId, flag, integer } from './parameters.js'
import { readText, shownText, textParameters } from './send.js'
import type { Message } from './types.js'

const NOT_MODIFIED =
  'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message'
const TOO_OLD = 'query is too old and response timeout expired or query ID is invalid'
const DELETABLE_SECONDS = 48 * 3600

const target = { chat_id: chatId, message_id: integer }

/** editMessageText, editMessageReplyMarkup, deleteMessage, answerCallbackQuery. */
export function editMethods(core: Core): Record<string, Method> {
  const { bubbles, messages } = core

  function find(p: { chat_id: string | number; message_id: number }, what: string): Message {
    const person = core.reachable(p.chat_id)
    const message = messages.get(core.people.telegramUserId(person.id), p.message_id)
    if (!message) throw badRequest(`message to ${what} not found`)
    return message
  }
  function findOwn(p: { chat_id: string | number; message_id: number }): Message {
    const message = find(p, 'edit')
    if (message.from.id !== core.bot.id) throw badRequest("message can't be edited")
    return message
  }

  return {
    editMessageText: method(z.strictObject({ ...target, ...textParameters }), (p) => {
      const message = findOwn(p)
      if (message.text === undefined) throw badRequest('there is no text in the message to edit')
      const content = readText(p)
      const { inline, buttons } = readMarkup(p.reply_markup)
      const same =
        content.text === message.text &&
        isDeepStrictEqual(content.entities, message.entities) &&
        isDeepStrictEqual(inline, message.reply_markup)
      if (same) throw badRequest(NOT_MODIFIED)
      Object.assign(message, { entities: undefined, ...content, reply_markup: inline, edit_date: core.unixNow() })
      bubbles.update(bubbleId(message.message_id), { ...shownText(content), buttons })
      return message
    }),

    editMessageReplyMarkup: method(z.strictObject({ ...target, reply_markup: replyMarkup }), (p) => {
      const message = findOwn(p)
      const { inline, buttons } = readMarkup(p.reply_markup)
      if (isDeepStrictEqual(inline, message.reply_markup)) throw badRequest(NOT_MODIFIED)
      Object.assign(message, { reply_markup: inline, edit_date: core.unixNow() })
      bubbles.update(bubbleId(message.message_id), { buttons })
      return message
    }),

    deleteMessage: method(z.strictObject(target), (p) => {
      const message = find(p, 'delete')
      if (core.unixNow() - message.date > DELETABLE_SECONDS) throw badRequest("message can't be deleted for everyone")
      messages.remove(message.message_id)
      bubbles.remove(bubbleId(message.message_id))
      return true
    }),

    answerCallbackQuery: method(
      z.strictObject({
        callback_query_id: z.string(),
        text: z.string().default(''),
        show_alert: flag.optional(),
        url: z.string().optional(),
        cache_time: integer.optional(),
      }),
      (p) => {
        if (p.text.length > 200) throw badRequest('MESSAGE_TOO_LONG')
        const person = core.callbacks.close(p.callback_query_id)
        if (!person) throw badRequest(TOO_OLD)
        if (p.text) bubbles.pass({ platform: 'telegram', person, toast: p.text })
        return true
      },
    ),
  }
}
