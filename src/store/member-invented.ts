// An enterprise of nobody, so that a newcomer in the sandbox has members to send to at once.
import { CONSOLE } from './audit.js'
import { setFourEyes } from './campaign/four-eyes.js'
import { type Pool, transaction } from './database.js'
import { CITY_CODE } from './reference.js'
import { lockUnits, writeUnits } from './unit/tree.js'

export const INVENTED_UNIT = 'VD-HOAPHUONG'
const NAME = 'Công ty TNHH Hoa Phượng (ví dụ)'

/**
 * Makes the enterprise and lets one person be enough to send, so that a single player sees the whole way. True when it was
 * made now: whoever plays its members may join.
 */
export async function inventEnterprise(pool: Pool, now: number): Promise<boolean> {
  let made = false
  await transaction(pool, async (tx) => {
    await lockUnits(tx)
    const { rowCount } = await tx.query('SELECT FROM unit WHERE code = $1', [INVENTED_UNIT])
    if (rowCount) return
    await writeUnits(tx, [
      { code: INVENTED_UNIT, name: NAME, kind: 'enterprise', parentCode: CITY_CODE, aliases: [], edited: [] },
    ])
    await setFourEyes(tx, CITY_CODE, false, CONSOLE, now)
    made = true
  })
  return made
}
