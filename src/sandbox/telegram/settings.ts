import * as z from 'zod'
import { badRequest } from './api-error.js'
import type { Core } from './core.js'
import { type Method, method } from './method.js'
import { chatId, structure } from './parameters.js'

const scope = structure(
  z.discriminatedUnion('type', [
    z.strictObject({
      type: z.enum(['default', 'all_private_chats', 'all_group_chats', 'all_chat_administrators']),
    }),
    z.strictObject({ type: z.enum(['chat', 'chat_administrators']), chat_id: chatId }),
    z.strictObject({ type: z.literal('chat_member'), chat_id: chatId, user_id: z.int() }),
  ]),
).optional()
const commandSet = { scope, language_code: z.string().max(2).optional() }
const command = z.strictObject({
  command: z
    .string()
    .transform((text) => text.replace(/^\//, ''))
    .pipe(z.string().regex(/^[a-z0-9_]{1,32}$/, 'BOT_COMMAND_INVALID')),
  description: z.string().trim().min(1).max(256),
})
const menuButton = structure(
  z.discriminatedUnion('type', [
    z.strictObject({ type: z.enum(['commands', 'default']) }),
    z.strictObject({ type: z.literal('web_app'), text: z.string().min(1), web_app: z.strictObject({ url: z.url() }) }),
  ]),
).optional()

/** What a bot says about itself, and the reading methods: getMe, getChat, getFile. */
export function settingsMethods(core: Core): Record<string, Method> {
  const commands = new Map<string, z.output<typeof command>[]>()
  const setKey = (p: { scope?: unknown; language_code?: string }) =>
    JSON.stringify([p.scope ?? { type: 'default' }, p.language_code ?? ''])

  return {
    getMe: method(z.strictObject({}), () => ({
      ...core.bot,
      can_join_groups: true,
      can_read_all_group_messages: false,
      supports_inline_queries: false,
      can_connect_to_business: false,
      has_main_web_app: false,
    })),
    getChat: method(z.strictObject({ chat_id: chatId }), (p) => {
      const person = core.personOf(p.chat_id)
      if (!core.started.has(person.id)) throw badRequest('chat not found')
      return { ...core.chatOf(person), accent_color_id: 0, max_reaction_count: 11, accepted_gift_types: {} }
    }),
    getFile: method(z.strictObject({ file_id: z.string().min(1) }), (p) => {
      const { file, info } = core.files.download(p.file_id)
      return { ...info, file_path: file.path }
    }),
    setMyCommands: method(z.strictObject({ ...commandSet, commands: structure(z.array(command).max(100)) }), (p) => {
      commands.set(setKey(p), p.commands)
      return true
    }),
    getMyCommands: method(z.strictObject(commandSet), (p) => commands.get(setKey(p)) ?? []),
    deleteMyCommands: method(z.strictObject(commandSet), (p) => {
      commands.delete(setKey(p))
      return true
    }),
    setMyDescription: describing('description', 512),
    setMyShortDescription: describing('short_description', 120),
    setChatMenuButton: method(z.strictObject({ chat_id: chatId.optional(), menu_button: menuButton }), (p) => {
      if (p.chat_id !== undefined) core.personOf(p.chat_id)
      return true
    }),
  }
}

function describing(field: string, longest: number): Method {
  const schema = z.strictObject({ [field]: z.string().max(longest).default(''), language_code: z.string().optional() })
  return method(schema, () => true)
}
