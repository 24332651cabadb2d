/** What the sandbox OA and its app are called and hold, and how it behaves. Every field has a default. */
export interface ZaloOptions {
  appId?: string
  /** Sent as header `secret_key` to the token endpoint. */
  appSecret?: string
  oaId?: string
  /** Signs webhook events; on the platform a different secret from the app secret. */
  oaSecretKey?: string
  /** The first refresh token, as a person would paste it from API Explorer. */
  refreshToken?: string
  /** Where events go from the start, without a probe: the bot may not be up yet. */
  webhookUrl?: string
  /** Echo what the OA sends as `oa_send_*` events. Default true. */
  echoes?: boolean
  /** Report every send as `user_received_message`. Default false: it doubles the traffic. */
  receipts?: boolean
  /** How long the bot may take to answer an event. Default 2,000 ms, as on the platform. */
  answerTimeoutMs?: number
  /** Messages between 48 hours and 7 days that the OA's package covers. Default 2,000. */
  packageQuota?: number
  /** Messages past the package are billed; else they are refused with -211. Default false. */
  billed?: boolean
  /** The template that was approved for sending by user id. */
  template?: ApprovedTemplate
  /** Parallel connections to the bot's webhook. Default 64. */
  connections?: number
}

/** Zalo: a text with places for words, and what each takes at most. */
export interface ApprovedTemplate {
  id: string
  text: string
  params: Record<string, number>
  /** Of one message, in đồng. */
  price: number
  /** Messages a day. */
  daily: number
  /** What the account holds, in đồng. */
  balance: number
}

export const ZALO_DEFAULTS = {
  appId: '4000000000000000001',
  appSecret: 'sandbox-zalo-app-secret',
  oaId: '1000000000000000001',
  oaSecretKey: 'sandbox-zalo-oa-secret-key',
  refreshToken: 'sandbox-zalo-first-refresh-token',
  echoes: true,
  receipts: false,
  answerTimeoutMs: 2000,
  packageQuota: 2000,
  billed: false,
  template: {
    id: '900001',
    text: '{don_vi} gửi tới anh/chị tin mới: {noi_dung}\nNhắn "đọc tin" để đọc cả tin. Thôi nhận tin: nhắn "dừng nhận tin".',
    params: { don_vi: 60, noi_dung: 100 },
    price: 200,
    daily: 500,
    balance: 1_000_000,
  } as ApprovedTemplate,
  connections: 64,
}

export type ZaloSettings = Required<Omit<ZaloOptions, 'webhookUrl'>> & { webhookUrl?: string }

/** Fills in what the options leave out; an option given as undefined counts as left out. */
export function zaloSettings(options: ZaloOptions = {}): ZaloSettings {
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))
  return { ...ZALO_DEFAULTS, ...given }
}
