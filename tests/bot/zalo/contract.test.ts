import { freePort } from '../../support/free-port.js'
import { describeChannel } from '../channel-contract.js'
import { type Bot, openBot } from './zalo-bot.js'

let contractBot: Bot

describeChannel(
  'Zalo',
  async () => {
    contractBot = await openBot()
    const { sandbox, channel, receiver, pictures, logged, make } = contractBot
    const { zalo } = sandbox
    return {
      name: 'zalo',
      sandbox,
      channel,
      receiver,
      pictures,
      logged,
      address: sandbox.people.zaloUserId,
      arrive: (person) => zalo.follow(person),
      leave(person) {
        zalo.unfollow(person)
        // Who has left can be written to for another week.
        sandbox.faults.add({ platform: 'zalo', method: 'message/cs', error: -213, message: 'user not follow' })
      },
      say: (person, text) => void zalo.say(person, text),
      tap: (person, bubble, index) => void zalo.tap(person, bubble, index),
      sendPhoto: (person, bytes, caption) => void zalo.sendPhoto(person, bytes, { caption }),
      textLimit: 2000,
      mostButtons: 5,
      escaped: { text: `A & <b>"c"</b> 'd' &amp; <B>` },
      sendMethod: 'message/cs',
      uploadMethod: 'upload/image',
      refusals: [
        { why: 'window', fault: { error: -230, message: 'no interaction' }, kind: 'stopped' },
        { why: 'never', fault: { error: -232 }, kind: 'stopped' },
        { why: 'restricted', fault: { error: -244 }, kind: 'stopped' },
        { why: 'banned', fault: { error: -227 }, kind: 'stopped' },
        { why: 'unknown id', fault: { error: -201, message: 'user_id is invalid' }, kind: 'stopped' },
        { why: 'our field', fault: { error: -201, message: 'text "Lời riêng tư" is invalid' }, kind: 'refused' },
        { why: 'too long', fault: { error: -210 }, kind: 'refused' },
        { why: 'standards', fault: { error: -248 }, kind: 'refused' },
        { why: 'a new code', fault: { error: -999, message: 'user 0912345678' }, kind: 'refused' },
        { why: 'failed', fault: { error: -200 }, kind: 'retry' },
        { why: 'package', fault: { error: -224 }, kind: 'misconfigured' },
        { why: 'money', fault: { error: -321 }, kind: 'misconfigured' },
        { why: 'calls a minute', fault: { error: -32 }, kind: 'slowDown' },
        { why: 'server', fault: { status: 500, error: -200 }, kind: 'unknown' },
      ],
      unreachable: async () => {
        const nobody = `http://127.0.0.1:${await freePort()}`
        return make({ apiBase: nobody, oauthBase: nobody })
      },
    }
  },
  () => contractBot.close(),
)
