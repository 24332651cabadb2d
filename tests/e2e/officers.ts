import type { Role } from '../../src/flows/roles.js'
import type { PlatformName } from '../../src/sandbox/bubbles.js'
import { CONSOLE } from '../../src/store/audit.js'
import { transaction } from '../../src/store/database.js'
import { grantRole } from '../../src/store/roles.js'
import type { Citizen, World } from '../support/world.js'

/** Somebody who holds a role from now on; they have said hello on this platform. */
export async function appointed(
  world: World,
  platform: PlatformName,
  person: string,
  role: Role,
  unit: string,
): Promise<Citizen & { personId: string }> {
  const citizen = world.citizen(platform, person)
  if (platform === 'telegram') world.sandbox.telegram.start(person)
  else world.sandbox.zalo.follow(person)
  await world.settle()
  const personId = await personOf(world, platform)
  const now = world.sandbox.clock.now()
  await transaction(world.pool, (tx) => grantRole(tx, { personId, role, unit, by: CONSOLE, now }))
  return { ...citizen, personId }
}

/** Whoever came last on this platform. */
async function personOf(world: World, platform: PlatformName): Promise<string> {
  const { rows } = await world.pool.query<{ id: string }>(
    'SELECT person_id AS id FROM contact WHERE channel = $1 ORDER BY id DESC LIMIT 1',
    [platform],
  )
  return rows[0]!.id
}
