// What the platforms' packages still cover, asked now and then so that planning knows it before any call.
import { allowanceIsOld, keepAllowance, keepOffer } from '../../store/campaign/allowance.js'
import type { Pool } from '../../store/database.js'
import type { ChannelName, Channels } from '../channel.js'

const EVERY_MS = 15 * 60_000

export async function askAllowances({ pool, channels, now }: { pool: Pool; channels: Channels; now(): number }) {
  for (const name of Object.keys(channels) as ChannelName[]) {
    const { allowance, template } = channels[name]!
    await keepOffer(pool, name, template?.offer)
    if (!allowance || !(await allowanceIsOld(pool, name, EVERY_MS, now()))) continue
    // Not told: planning goes on with what was said last.
    const remain = await allowance().catch(() => undefined)
    if (remain !== undefined) await keepAllowance(pool, name, remain, now())
  }
}
