import type { WebhookInfo } from 'grammy/types'
import { type Finding, type Findings, findingsOf } from '../../ops/finding.js'
import { createApi } from './client.js'
import { telegramError } from './errors.js'

interface TelegramSettings {
  token: string
  apiRoot: string
  updates: { by: 'polling' } | { by: 'webhook'; url: string }
}

const MANY = 100

/** Asks Telegram who we are and how it delivers to us. `now`: epoch ms. Changes nothing, and takes no update. */
export async function checkTelegram({ token, apiRoot, updates }: TelegramSettings, now: number): Promise<Finding[]> {
  const findings = findingsOf('telegram')
  const api = createApi(token, apiRoot)
  try {
    const me = await api.getMe()
    findings.ok(
      `@${me.username} (${me.first_name}), updates by ${updates.by === 'polling' ? 'long polling' : 'webhook'}`,
    )
    reportWebhook(findings, await api.getWebhookInfo(), updates, now)
  } catch (error) {
    const { kind, message } = telegramError(error)
    if (kind === 'misconfigured')
      findings.bad(`Telegram does not know the token (${message})`, 'copy TELEGRAM_BOT_TOKEN from @BotFather again')
    else
      findings.bad(
        `${apiRoot} does not answer as it should (${message})`,
        'check that this machine reaches it: some networks in Vietnam block Telegram, then set TELEGRAM_API_ROOT',
      )
  }
  return findings.list
}

function reportWebhook(findings: Findings, info: WebhookInfo, updates: TelegramSettings['updates'], now: number): void {
  const { url = '', pending_update_count: pending, last_error_date: at, last_error_message: error } = info
  if (updates.by === 'polling' && url)
    findings.warn(
      `a webhook is set (${url}) although long polling is configured: until the app starts updates go there`,
      'start the app, it takes the webhook away; if another installation uses this token, give each its own bot',
    )
  if (updates.by === 'webhook' && !url)
    findings.warn(`no webhook is set yet, it will be ${updates.url}`, 'nothing to mend: the app sets it when it starts')
  if (updates.by === 'webhook' && url === updates.url) findings.ok(`the webhook is ${url}`)
  if (updates.by === 'webhook' && url && url !== updates.url)
    findings.bad(
      `the webhook is ${url}, not ${updates.url}: updates go elsewhere`,
      'check PUBLIC_URL, then start the app, it sets its own; one bot cannot serve two installations',
    )
  if (error && at && url)
    findings.warn(
      `its last delivery failed ${ago(now - at * 1000)}: ${error}`,
      'check that the address answers from outside, with a valid certificate',
    )
  if (pending > MANY)
    findings.warn(`${pending} updates wait to be taken`, 'start the app, or look into its log why it takes none')
  else if (pending > 0) findings.ok(`${pending} updates wait to be taken`)
}

function ago(ms: number): string {
  const minutes = Math.max(0, Math.round(ms / 60_000))
  return minutes < 120 ? `${minutes} min ago` : `${Math.round(minutes / 60)} h ago`
}
