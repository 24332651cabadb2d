import { startSandbox } from './server.js'

// The sandbox as its own process: prints one line of JSON with its URL, ends on SIGTERM or SIGINT.
const sandbox = await startSandbox({
  port: Number(process.env.SANDBOX_PORT || 0),
  zalo: process.env.SANDBOX_ZALO_WEBHOOK_URL ? { webhookUrl: process.env.SANDBOX_ZALO_WEBHOOK_URL } : {},
})
console.log(JSON.stringify({ url: sandbox.url }))

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void sandbox.stop())
