// The edge: whatever a proxy or a console makes of the address and the headers, the body decides.
import pino from 'pino'
import { expect, it } from 'vitest'
import { createServer } from '../../src/bot/http/server.js'

const taken: string[] = []
const app = createServer({
  channels: [
    {
      name: 'zalo',
      webhook: async (body) => {
        taken.push(body.toString())
        return 200
      },
    },
  ],
  notReady: async () => ({}),
  metrics: { render: async () => ({ contentType: 'text/plain', text: '' }) } as never,
  log: pino({ level: 'silent' }),
})

it.each([
  undefined,
  '',
  'json',
  'application/json, application/json',
  'text/json',
  'application/json; charset=utf8; charset=utf8',
])('takes a body called %j', async (type) => {
  const headers = type === undefined ? {} : { 'content-type': type }
  const payload = Buffer.from('{"a":1}')
  const answer = await app.inject({ method: 'POST', url: '/webhooks/zalo', headers, payload })
  expect(answer.statusCode).toBe(200)
  expect(taken.at(-1)).toBe('{"a":1}')
})

it.each(['/webhooks/zalo/', '//webhooks/zalo', '/webhooks/zalo?x=1', '/Webhooks/Zalo'])(
  'knows itself as %s',
  async (url) => {
    expect((await app.inject({ method: 'POST', url, payload: '{}' })).statusCode).toBe(200)
  },
)

it('answers a look at its addresses', async () => {
  for (const url of ['/', '/webhooks/zalo']) expect((await app.inject({ method: 'GET', url })).statusCode).toBe(200)
})
