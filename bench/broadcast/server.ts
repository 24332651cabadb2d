// A Bot API that takes everything at once, in its own process.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

const ANSWER = JSON.stringify({
  ok: true,
  result: { message_id: 4711, date: 1_796_000_000, chat: { id: 7_000_000_001, type: 'private' }, text: 'x' },
})
let calls = 0

const server = createServer((request, response) => {
  request.resume()
  request.on('end', () => {
    calls++
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': ANSWER.length })
    response.end(ANSWER)
  })
})
server.keepAliveTimeout = 60_000
server.listen(0, '127.0.0.1', () => process.send!({ port: (server.address() as AddressInfo).port }))
process.on('message', () => {
  process.send!({ calls })
  calls = 0
})
