import { ZALO_DEFAULTS } from './zalo/options.js'

const { appId, appSecret, oaId, oaSecretKey, refreshToken } = ZALO_DEFAULTS

/** What the app must be configured with to talk to a sandbox started without options of its own. Not secrets. */
export const SANDBOX_CREDENTIALS = {
  telegram: { token: '100000001:AAsandbox-token-not-a-secret-000000000' },
  zalo: { appId, appSecret, oaId, oaSecretKey, refreshToken },
}
