// What others do: a bare loop that keeps nothing, and one job and one update for each person.
import { createPostgresBackend, Queue, Worker } from 'bullmq'
import { Api } from 'grammy'
import { openDatabase } from '../../src/store/database.js'
import { TOKEN } from './sending.js'

const AT_ONCE = 64
/** As many as the recipe's connections: with more BullMQ's calls wait for a connection in vain. */
const RECIPE_AT_ONCE = 20

/** Seconds that grammY, as it comes, takes to send a text to everybody, 64 at once. */
export async function grammyLoop(apiRoot: string, addresses: string[], text: string): Promise<number> {
  const api = new Api(TOKEN, { apiRoot })
  const since = performance.now()
  let next = 0
  async function lane(): Promise<void> {
    while (next < addresses.length) await api.sendMessage(addresses[next++]!, text, { parse_mode: 'HTML' })
  }
  await Promise.all(Array.from({ length: AT_ONCE }, lane))
  return (performance.now() - since) / 1000
}

/**
 * Seconds that a BullMQ worker takes to send to the recipients of a broadcast, each a job and each recorded by an update
 * through Prisma. Putting the jobs into the queue is not counted.
 */
export async function usualRecipe(
  { url, apiRoot }: { url: string; apiRoot: string },
  recipients: { personId: string; address: string }[],
  { broadcastId, text }: { broadcastId: string; text: string },
): Promise<number> {
  const connection = { connectionString: url, migrate: true, max: RECIPE_AT_ONCE }
  const queue = new Queue('usual-recipe', { connection }, createPostgresBackend)
  await queue.waitUntilReady()
  const database = openDatabase(url, { max: RECIPE_AT_ONCE })
  const prisma = await database.prisma()
  const api = new Api(TOKEN, { apiRoot })
  const options = { removeOnComplete: true, removeOnFail: true }
  await queue.addBulk(recipients.map((data) => ({ name: 'send', data, opts: options })))
  let left = recipients.length
  let all = () => {}
  const done = new Promise<void>((resolve) => {
    all = resolve
  })
  const work = async ({ data }: { data: { personId: string; address: string } }) => {
    const { message_id } = await api.sendMessage(data.address, text, { parse_mode: 'HTML' })
    await prisma.recipient.update({
      where: { broadcastId_personId: { broadcastId: BigInt(broadcastId), personId: BigInt(data.personId) } },
      data: { state: 'sent', sentAt: new Date(), externalId: String(message_id) },
    })
    if (--left === 0) all()
  }
  const since = performance.now()
  const worker = new Worker('usual-recipe', work, { connection, concurrency: RECIPE_AT_ONCE }, createPostgresBackend)
  await done
  const seconds = (performance.now() - since) / 1000
  await worker.close()
  await queue.close()
  await database.close()
  return seconds
}
