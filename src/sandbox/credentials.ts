import { ZALO_DEFAULTS } from './zalo/options.js'

const { appId, appSecret, oaId, oaSecretKey, refreshToken } = ZALO_DEFAULTS

/** What the app must be configured with to talk to a sandbox started without options of its own. Not secrets. */
export const SANDBOX_CREDENTIALS = {
  telegram: { token: '100000001:AAsandbox-token-not-a-secret-000000000' },
  zalo: { appId, appSecret, oaId, oaSecretKey, refreshToken },
}

/** The template that the sandbox's OA has had approved, as the app is configured for it. */
export const SANDBOX_TEMPLATE = {
  id: ZALO_DEFAULTS.template.id,
  data: [
    { name: 'don_vi', from: 'unit' as const, most: 60 },
    { name: 'noi_dung', from: 'text' as const, most: 100 },
  ],
  price: ZALO_DEFAULTS.template.price,
  daily: ZALO_DEFAULTS.template.daily,
}
