import type { TelegramConfig } from '../../config/config.js'
import { createApi } from './client.js'
import { telegramError } from './errors.js'

/** The bot's username, as links to it carry it; asked from Telegram. Throws SendError. */
export async function botUsername({ token, apiRoot }: Pick<TelegramConfig, 'token' | 'apiRoot'>): Promise<string> {
  try {
    return (await createApi(token, apiRoot).getMe()).username
  } catch (error) {
    throw telegramError(error)
  }
}
