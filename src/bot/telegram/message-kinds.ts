// Every field of the Bot API by which a message says what it is, and what becomes of it (Bot API 10.3, @grammyjs/types).
// A release of the types with a new one does not compile until it has its place here.
import type { Message, Update } from 'grammy/types'

/** Fields that say where a message comes from, or how it looks; what somebody said is in none of them. */
type About =
  | keyof Message.CommonMessage
  | 'entities'
  | 'caption'
  | 'caption_entities'
  | 'media_group_id'
  | 'has_media_spoiler'

/**
 * What becomes of a message with that field: it does its job (`words`, `file`, `contact`), is answered kindly by what it
 * is, or nobody said anything (`service`).
 */
type Becomes =
  | 'words'
  | 'file'
  | 'contact'
  | 'sticker'
  | 'voice'
  | 'video'
  | 'location'
  | 'poll'
  | 'payment'
  | 'other'
  | 'service'

export const MESSAGE_KINDS = {
  text: 'words',
  rich_message: 'words',
  checklist: 'words',
  // An animation comes with a document, a live photo with a photo: what can be kept decides last.
  animation: 'video',
  document: 'file',
  live_photo: 'file',
  photo: 'file',
  contact: 'contact',
  users_shared: 'contact',
  sticker: 'sticker',
  dice: 'sticker',
  gift: 'sticker',
  unique_gift: 'sticker',
  gift_upgrade_sent: 'sticker',
  voice: 'voice',
  audio: 'voice',
  video: 'video',
  video_note: 'video',
  story: 'video',
  location: 'location',
  venue: 'location',
  poll: 'poll',
  invoice: 'payment',
  successful_payment: 'payment',
  refunded_payment: 'payment',
  paid_media: 'other',
  game: 'other',
  giveaway: 'other',
  giveaway_winners: 'other',
  passport_data: 'other',
  web_app_data: 'other',
  chat_shared: 'other',
  checklist_tasks_done: 'service',
  checklist_tasks_added: 'service',
  community_chat_added: 'service',
  community_chat_removed: 'service',
  community_chat_joined: 'service',
  suggested_post_info: 'service',
  suggested_post_approved: 'service',
  suggested_post_approval_failed: 'service',
  suggested_post_declined: 'service',
  suggested_post_paid: 'service',
  suggested_post_refunded: 'service',
  chat_owner_left: 'service',
  chat_owner_changed: 'service',
  new_chat_members: 'service',
  left_chat_member: 'service',
  new_chat_title: 'service',
  new_chat_photo: 'service',
  delete_chat_photo: 'service',
  group_chat_created: 'service',
  supergroup_chat_created: 'service',
  channel_chat_created: 'service',
  managed_bot_created: 'service',
  poll_option_added: 'service',
  poll_option_deleted: 'service',
  message_auto_delete_timer_changed: 'service',
  migrate_to_chat_id: 'service',
  migrate_from_chat_id: 'service',
  pinned_message: 'service',
  connected_website: 'service',
  write_access_allowed: 'service',
  proximity_alert_triggered: 'service',
  boost_added: 'service',
  chat_background_set: 'service',
  forum_topic_created: 'service',
  forum_topic_edited: 'service',
  forum_topic_closed: 'service',
  forum_topic_reopened: 'service',
  general_forum_topic_hidden: 'service',
  general_forum_topic_unhidden: 'service',
  giveaway_created: 'service',
  giveaway_completed: 'service',
  paid_message_price_changed: 'service',
  direct_message_price_changed: 'service',
  video_chat_scheduled: 'service',
  video_chat_started: 'service',
  video_chat_ended: 'service',
  video_chat_participants_invited: 'service',
} as const satisfies Record<Exclude<keyof Message, About>, Becomes>

/** What Telegram may send us at all. `asked`: we ask for it; `never`: of groups, channels, shops and other people's chats. */
export const KINDS_OF_UPDATE = {
  message: 'asked',
  edited_message: 'asked',
  callback_query: 'asked',
  my_chat_member: 'asked',
  channel_post: 'never',
  edited_channel_post: 'never',
  business_connection: 'never',
  business_message: 'never',
  edited_business_message: 'never',
  deleted_business_messages: 'never',
  guest_message: 'never',
  stopped_message_generation: 'never',
  message_reaction: 'never',
  message_reaction_count: 'never',
  inline_query: 'never',
  chosen_inline_result: 'never',
  shipping_query: 'never',
  pre_checkout_query: 'never',
  purchased_paid_media: 'never',
  poll: 'never',
  poll_answer: 'never',
  chat_member: 'never',
  chat_join_request: 'never',
  chat_boost: 'never',
  removed_chat_boost: 'never',
  managed_bot: 'never',
  subscription: 'never',
} as const satisfies Record<Exclude<keyof Update, 'update_id'>, 'asked' | 'never'>

/** What we ask Telegram for. */
export const UPDATE_KINDS = ['message', 'edited_message', 'callback_query', 'my_chat_member'] as const satisfies {
  [K in keyof typeof KINDS_OF_UPDATE]: (typeof KINDS_OF_UPDATE)[K] extends 'asked' ? K : never
}[keyof typeof KINDS_OF_UPDATE][]

/** Fields beside those, by name. */
export const ABOUT = new Set(
  `message_id message_thread_id from sender_chat date guest_query_id business_connection_id chat is_topic_message
   direct_messages_topic sender_tag receiver_user ephemeral_message_id sender_boost_count sender_business_bot
   forward_origin is_automatic_forward reply_to_message reply_to_checklist_task_id reply_to_poll_option_id is_paid_post
   external_reply quote reply_to_story via_bot guest_bot_caller_user guest_bot_caller_chat edit_date
   has_protected_content show_caption_above_media is_from_offline author_signature link_preview_options effect_id
   paid_star_count reply_markup entities caption caption_entities media_group_id has_media_spoiler`.split(/\s+/),
)

/**
 * The field that says what a message is. One that this release does not know is given as it is called: somebody said
 * something. Undefined for a message with nothing in it.
 */
export function kindOf(message: Message): { field: string; becomes: Becomes | 'unknown' } | undefined {
  const given = Object.entries(message).filter(([, value]) => value !== undefined && value !== null)
  const fields = given.map(([field]) => field).filter((field) => !ABOUT.has(field))
  const known = (Object.keys(MESSAGE_KINDS) as (keyof typeof MESSAGE_KINDS)[]).find((field) => fields.includes(field))
  if (known) return { field: known, becomes: MESSAGE_KINDS[known] }
  return fields[0] === undefined ? undefined : { field: fields[0], becomes: 'unknown' }
}
