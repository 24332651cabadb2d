/** The few Bot API objects the sandbox makes. Dates are Unix seconds of the sandbox clock. */
export interface User {
  id: number
  is_bot: boolean
  first_name: string
  last_name?: string
  username?: string
  language_code?: string
}

export interface Chat {
  id: number
  type: 'private'
  first_name: string
  last_name?: string
}

/** Offsets and lengths count UTF-16 units. */
export interface Entity {
  type: string
  offset: number
  length: number
  url?: string
  language?: string
}

export interface FileInfo {
  file_id: string
  file_unique_id: string
  file_size: number
}

export interface PhotoSize extends FileInfo {
  width: number
  height: number
}

export interface InlineButton {
  text: string
  callback_data?: string
  url?: string
  [other: string]: unknown
}

export interface InlineKeyboard {
  inline_keyboard: InlineButton[][]
}

export interface Message {
  message_id: number
  from: User
  chat: Chat
  date: number
  edit_date?: number
  text?: string
  entities?: Entity[]
  caption?: string
  caption_entities?: Entity[]
  photo?: PhotoSize[]
  document?: FileInfo & { file_name: string; mime_type: string }
  voice?: FileInfo & { duration: number; mime_type: string }
  sticker?: FileInfo & Record<string, unknown>
  location?: { latitude: number; longitude: number }
  contact?: { phone_number: string; first_name: string; last_name?: string; user_id: number }
  reply_to_message?: Message
  reply_markup?: InlineKeyboard
}

export interface CallbackQuery {
  id: string
  from: User
  message: Message
  chat_instance: string
  data: string
}

export interface ChatMemberUpdated {
  chat: Chat
  from: User
  date: number
  old_chat_member: { user: User; status: string; until_date?: number }
  new_chat_member: { user: User; status: string; until_date?: number }
}

/** What may happen to a bot in private chats, by the name of the update's field. */
export interface Happening {
  message: Message
  edited_message: Message
  callback_query: CallbackQuery
  my_chat_member: ChatMemberUpdated
}

export type Update = { update_id: number } & Partial<Happening>

/** What outlives a restart: who has begun, who has blocked the bot (by person), and what was written. */
export interface TelegramMemory {
  started: string[]
  blocked: string[]
  messages: Message[]
}
