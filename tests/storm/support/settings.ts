import { SANDBOX_CREDENTIALS, type Sandbox } from '../../../src/sandbox/server.js'

/** The settings of an app whose platforms are this sandbox. `publicPort`: Telegram comes by webhook to it. */
export function telegramSettings(sandbox: Sandbox, publicPort?: number): Record<string, string> {
  return {
    TELEGRAM_BOT_TOKEN: SANDBOX_CREDENTIALS.telegram.token,
    TELEGRAM_API_ROOT: `${sandbox.url}/telegram`,
    ...(publicPort !== undefined && { PUBLIC_URL: `http://127.0.0.1:${publicPort}` }),
  }
}

export function zaloSettings(sandbox: Sandbox): Record<string, string> {
  const { appId, appSecret, oaId, oaSecretKey, refreshToken } = SANDBOX_CREDENTIALS.zalo
  return {
    ZALO_APP_ID: appId,
    ZALO_APP_SECRET: appSecret,
    ZALO_OA_ID: oaId,
    ZALO_OA_SECRET_KEY: oaSecretKey,
    ZALO_REFRESH_TOKEN: refreshToken,
    ZALO_API_BASE: `${sandbox.url}/zalo/openapi`,
    ZALO_OAUTH_BASE: `${sandbox.url}/zalo/oauth`,
  }
}
