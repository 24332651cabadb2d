// Both platforms played on a page beside the app, with families, an enterprise and its members made up for a newcomer.
import { join } from 'node:path'
import type { Logger } from 'pino'
import type { Config } from './config/config.js'
import type { Undo } from './ops/undo.js'
import { type Sandbox, startSandbox } from './sandbox/server.js'
import { inventAddresses } from './store/address/invented.js'
import type { Pool } from './store/database.js'
import { inviteFor } from './store/invites.js'
import { INVENTED_UNIT, inventEnterprise } from './store/member-invented.js'

export interface Play {
  /** The page's clock, which can be moved forward. */
  now(): number
  /** Joins the page to the app listening at `address`; `onAdvance` runs whenever the clock was moved. */
  begin(address: string, hooks: { onAdvance(): void; announce(line: string): void }): Promise<void>
}

interface Deps {
  pool: Pool
  log: Logger
  undo: Undo
  now?(): number
}

/** Starts the sandbox and invents what it is played with. */
export async function openPlay(config: Config, { pool, log, undo, now: given }: Deps): Promise<Play> {
  // Its chats and its clock go on where they were: data made "next week" must not lie in the future after a restart.
  const memory = { folder: join(config.dataDir, 'sandbox'), warn: (line: string) => log.warn(line) }
  const now = () => given?.() ?? sandbox.clock.now()
  const invite = (role: string) => inviteFor(pool, role, now())
  const sandbox: Sandbox = await startSandbox({ ...config.sandbox, ...memory, invite })
  undo.add(sandbox.stop)
  await inventAddresses(pool, now())
  const unmanned = await inventEnterprise(pool, now())
  return {
    now,
    async begin(address, { onAdvance, announce }) {
      await sandbox.zalo.setWebhook(`${address}/webhooks/zalo`)
      sandbox.clock.onAdvance(onAdvance)
      if (unmanned) await playMembers(sandbox)
      announce(`Sandbox: open ${sandbox.url} in a browser and play a citizen.`)
    },
  }
}

/** Three people of the page become members of the invented enterprise, as a poster would have made them. */
async function playMembers({ telegram, zalo }: Sandbox): Promise<void> {
  const agree = 'Tôi đồng ý nhận tin'
  telegram.start('p5', `dv_${INVENTED_UNIT}`)
  telegram.say('p5', agree)
  for (const person of ['p4', 'p6']) {
    zalo.follow(person)
    await zalo.idle()
    for (const words of [`dv_${INVENTED_UNIT}`, agree]) {
      zalo.say(person, words)
      // Zalo promises no order: one after the other.
      await zalo.idle()
    }
  }
}
