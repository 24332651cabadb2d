import { expect } from 'vitest'
import { freePort } from '../../support/free-port.js'
import { describeChannel } from '../channel-contract.js'
import { type Bot, openBot } from './telegram-bot.js'

let contractBot: Bot

describeChannel(
  'Telegram',
  async () => {
    contractBot = await openBot()
    const { sandbox, receiver, pictures, logged, make } = contractBot
    const { telegram } = sandbox
    const channel = make()
    await channel.start()
    return {
      name: 'telegram',
      sandbox,
      channel,
      receiver,
      pictures,
      logged,
      address: telegram.chatId,
      arrive: (person) => void telegram.start(person),
      leave: (person) => telegram.block(person),
      say: (person, text) => void telegram.say(person, text),
      tap: (person, bubble, index) => telegram.tap(person, bubble, index),
      sendPhoto: (person, bytes, caption) => void telegram.sendPhoto(person, bytes, { caption }),
      textLimit: 4096,
      mostButtons: 96,
      escaped: {
        text: `A & <b>"c"</b> 'd' &amp; <B>`,
        html: expect.stringContaining('<b>&lt;B&gt;</b>'),
      },
      sendMethod: 'sendMessage',
      uploadMethod: 'sendPhoto',
      refusals: [
        { why: 'blocked', fault: { error_code: 403, description: 'bot was blocked by the user' }, kind: 'stopped' },
        { why: 'deleted', fault: { error_code: 403, description: 'user is deactivated' }, kind: 'stopped' },
        { why: 'any other 403', fault: { error_code: 403, description: 'something new' }, kind: 'stopped' },
        { why: 'gone', fault: { error_code: 400, description: 'chat not found' }, kind: 'stopped' },
        { why: 'a 403 as a 400', fault: { error_code: 400, description: 'USER_IS_BLOCKED' }, kind: 'stopped' },
        {
          why: 'our HTML',
          fault: { error_code: 400, description: `can't parse entities: Unsupported start tag "Lời riêng tư"` },
          kind: 'refused',
        },
        { why: 'our button', fault: { error_code: 400, description: 'BUTTON_DATA_INVALID' }, kind: 'refused' },
        { why: 'wrong token', fault: { error_code: 401 }, kind: 'misconfigured' },
        { why: 'malformed token', fault: { error_code: 404, description: 'Not Found' }, kind: 'misconfigured' },
        { why: 'flood', fault: { retry_after: 3 }, kind: 'slowDown', ms: 3000 },
        { why: 'server', fault: { error_code: 500 }, kind: 'unknown' },
      ],
      unreachable: async () => make({ apiRoot: `http://127.0.0.1:${await freePort()}` }),
    }
  },
  () => contractBot.close(),
)
