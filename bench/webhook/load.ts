// The platform, in its own process: raw sockets, requests built and signed beforehand, one in flight per connection.
import { createHash } from 'node:crypto'
import { connect, type Socket } from 'node:net'
import { sample } from '../support/figures.js'
import { story } from '../support/story.js'
import { CREDENTIALS, type FromLoad, type ToLoad } from './messages.js'

const CONNECTIONS = 64
const OK = Buffer.from('HTTP/1.1 200')
let nextPerson = 0

process.on('message', async (order: ToLoad) => {
  const stories = Array.from({ length: order.people }, () => requestsOf(nextPerson++))
  const result: FromLoad = await load(order, stories)
  process.send!(result)
})

async function load({ port, seconds, again }: ToLoad, stories: Buffer[][]): Promise<FromLoad> {
  const sockets = await Promise.all(Array.from({ length: CONNECTIONS }, () => open(port)))
  const latencies: number[] = []
  let next = 0
  const since = performance.now()
  const until = since + seconds * 1000
  // A story begun is not told to the end when the time is up: the server is always under full load.
  const takeStory = () => {
    if (again && next === stories.length) next = 0
    return performance.now() < until ? stories[next++] : undefined
  }
  await Promise.all(sockets.map((socket) => tell(socket, takeStory, until, latencies)))
  const elapsed = (performance.now() - since) / 1000
  for (const socket of sockets) socket.destroy()
  return { ...sample(latencies, elapsed), requests: latencies.length }
}

/** One connection: a story after the other, each request after the answer to the one before. */
function tell(socket: Socket, take: () => Buffer[] | undefined, until: number, latencies: number[]): Promise<void> {
  return new Promise((resolve, reject) => {
    let requests = take()
    let at = 0
    let sentAt = 0
    const send = () => {
      if (requests && at === requests.length) {
        requests = take()
        at = 0
      }
      sentAt = performance.now()
      if (!requests || sentAt >= until) return resolve()
      socket.write(requests[at++]!)
    }
    socket.on('error', reject)
    socket.on('data', (chunk) => {
      // The answers are small and come whole.
      if (!chunk.subarray(0, OK.length).equals(OK)) return reject(new Error(chunk.toString('latin1')))
      latencies.push(performance.now() - sentAt)
      send()
    })
    send()
  })
}

function open(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => resolve(socket))
      .setNoDelay()
      .on('error', reject)
  })
}

/** A story typed in Zalo (typing a button's label is as good as pressing it), as the bytes of its requests. */
function requestsOf(person: number): Buffer[] {
  const from = Date.now()
  return story(person).map((act, at) => {
    const text = 'says' in act ? act.says : (act.types ?? act.presses)
    return requestOf({
      userId: String(8_000_000_000_000_000_000n + BigInt(person)),
      text,
      timestamp: String(from + at),
    })
  })
}

function requestOf({ userId, text, timestamp }: { userId: string; text: string; timestamp: string }): Buffer {
  const { appId, oaId, oaSecretKey } = CREDENTIALS
  const event = {
    app_id: appId,
    user_id_by_app: userId,
    event_name: 'user_send_text',
    timestamp,
    sender: { id: userId },
    recipient: { id: oaId },
    message: { msg_id: `${userId}${timestamp}`, text },
  }
  const body = Buffer.from(JSON.stringify(event))
  const signature = createHash('sha256').update(appId).update(body).update(timestamp).update(oaSecretKey).digest('hex')
  const head = [
    'POST /webhooks/zalo HTTP/1.1',
    'Host: 127.0.0.1',
    'Content-Type: application/json',
    `Content-Length: ${body.length}`,
    `X-ZEvent-Signature: mac=${signature}`,
  ]
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), body])
}
