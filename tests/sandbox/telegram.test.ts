import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Passing } from '../../src/sandbox/bubbles.js'
import { type Sandbox, startSandbox } from '../../src/sandbox/server.js'
import { callApi } from './bot-api.js'

let sandbox: Sandbox
let chat: string
const call = (method: string, body: object = {}, init?: RequestInit) => callApi(sandbox, method, body, init)
const send = (fields: object) => call('sendMessage', { chat_id: chat, text: 'xin chào', ...fields })
const bubbles = (person = 'p1') => sandbox.bubbles.list('telegram', person)

beforeAll(async () => {
  sandbox = await startSandbox()
  chat = sandbox.telegram.chatId('p1')
})
afterAll(() => sandbox.stop())
beforeEach(() => {
  sandbox.telegram.reset()
  sandbox.bubbles.clear()
  sandbox.faults.clear()
  sandbox.telegram.admit('p1')
})

describe('the wire', () => {
  it('refuses a wrong token with 401', async () => {
    const response = await fetch(`${sandbox.url}/telegram/bot123:wrong/getMe`)
    expect(response.status).toBe(401)
    expect(await response.json()).toEqual({ ok: false, error_code: 401, description: 'Unauthorized' })
  })

  it('refuses an unknown method with 404', async () => {
    expect(await call('sendGreetings')).toMatchObject({ status: 404, ok: false, error_code: 404 })
  })

  it('takes method names in any case, by GET and POST', async () => {
    expect(await call('GETME')).toMatchObject({ ok: true, result: { is_bot: true, id: 100000001 } })
    const response = await fetch(`${sandbox.url}/telegram/bot${sandbox.telegram.token}/getme`)
    expect(await response.json()).toMatchObject({ ok: true, result: { username: 'nhan_ai_sandbox_bot' } })
  })

  it('takes urlencoded forms with nested JSON', async () => {
    const reply_markup = JSON.stringify({ inline_keyboard: [[{ text: 'Có', callback_data: 'yes' }]] })
    const answer = await call('sendMessage', new URLSearchParams({ chat_id: chat, text: 'a', reply_markup }))
    expect(answer.result.reply_markup.inline_keyboard[0][0]).toEqual({ text: 'Có', callback_data: 'yes' })
  })

  it('takes query parameters', async () => {
    const url = `${sandbox.url}/telegram/bot${sandbox.telegram.token}/sendMessage?chat_id=${chat}&text=ch%C3%A0o`
    expect(await (await fetch(url)).json()).toMatchObject({ ok: true, result: { text: 'chào' } })
  })

  it('refuses a body that is not JSON', async () => {
    expect(await call('sendMessage', {}, { body: '{"chat_id":' })).toMatchObject({ status: 400, ok: false })
  })
})

describe('sendMessage', () => {
  it('answers with a Message and shows a bubble', async () => {
    const reply_markup = { inline_keyboard: [[{ text: 'Mở', url: 'https://example.org' }]] }
    const { result } = await send({ text: ' <b>Chào</b> &lt;bạn&gt; ', parse_mode: 'HTML', reply_markup })
    expect(result).toMatchObject({
      text: 'Chào <bạn>',
      entities: [{ type: 'bold', offset: 0, length: 4 }],
      chat: { id: Number(chat), type: 'private', first_name: 'Nguyễn Thị Hoa' },
      from: { is_bot: true },
    })
    expect(bubbles()).toMatchObject([
      {
        from: 'bot',
        text: 'Chào <bạn>',
        html: '<b>Chào</b> &lt;bạn&gt;',
        buttons: [{ label: 'Mở', row: 0, kind: 'url', url: 'https://example.org' }],
      },
    ])
  })

  it.each([
    ['no chat_id', { chat_id: undefined }, 'chat_id is empty'],
    ['an unknown chat', { chat_id: 42 }, 'chat not found'],
    ['no text', { text: undefined }, 'message text is empty'],
    ['only spaces', { text: ' \n ' }, 'message text is empty'],
    ['only tags', { text: '<b> </b>', parse_mode: 'HTML' }, 'message text is empty'],
    ['4,097 characters', { text: 'ă'.repeat(4097) }, 'message is too long'],
    ['half of a pair', { text: '\ud83d' }, 'text must be encoded in UTF-8'],
    ['an unknown parameter', { texts: 'a' }, 'unknown parameter "texts"'],
    [
      'an ill-typed parameter',
      { text: 5 },
      `can't parse parameter "text": Invalid input: expected string, received number`,
    ],
    ['an unknown parse_mode', { parse_mode: 'BBCode' }, 'unsupported parse_mode (the sandbox knows HTML and entities)'],
    ['a missing message to reply to', { reply_parameters: { message_id: 1 } }, 'message to be replied not found'],
  ])('refuses %s', async (_what, fields, description) => {
    expect(await send(fields)).toMatchObject({ status: 400, description: `Bad Request: ${description}` })
    expect(bubbles()).toEqual([])
  })

  it.each([
    ['<br>', 'Unsupported start tag "br" at byte offset 3'],
    ['<b>a', 'Can\'t find end tag corresponding to start tag "b"'],
    ['a</b>', 'Unexpected end tag at byte offset 4'],
    ['<b><i>a</b></i>', 'Unmatched end tag at byte offset 10, expected "</i>", found "</b>"'],
    ['1 < 2', 'Unclosed start tag at byte offset 5'],
    ['<span>a</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 3'],
  ])('refuses the HTML %s in Telegram’s words', async (html, reason) => {
    const answer = await send({ text: `ế${html}`, parse_mode: 'HTML' })
    expect(answer.description).toBe(`Bad Request: can't parse entities: ${reason}`)
  })

  it('reads nested tags, links and references', async () => {
    const text =
      '<a href="https://a.vn/?x=1&amp;y=2">Đây <i>này</i></a> &#39;x&#x27; &nbsp; <pre><code class="language-ts">1</code></pre>'
    const { result } = await send({ text, parse_mode: 'HTML' })
    expect(result.text).toBe(`Đây này 'x' &nbsp; 1`)
    expect(result.entities).toEqual([
      { type: 'text_link', offset: 0, length: 7, url: 'https://a.vn/?x=1&y=2' },
      { type: 'italic', offset: 4, length: 3 },
      { type: 'pre', offset: 19, length: 1, language: 'ts' },
    ])
  })

  it('counts 4,096 characters after tags', async () => {
    expect((await send({ text: `<b>${'ế'.repeat(4096)}</b>`, parse_mode: 'HTML' })).ok).toBe(true)
  })

  it.each([
    ['65 bytes of data', { text: 'a', callback_data: `${'ế'.repeat(21)}aa` }, 'BUTTON_DATA_INVALID'],
    [
      'no action',
      { text: 'a' },
      "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ],
    ['two actions', { text: 'a', callback_data: 'a', url: 'https://a.vn' }, 'exactly one action'],
    [
      'a bad address',
      { text: 'a', url: 'http://localhost/' },
      "inline keyboard button URL 'http://localhost/' is invalid: Wrong HTTP URL",
    ],
    ['an unknown field', { text: 'a', data: 'b' }, 'unknown parameter'],
  ])('refuses a button with %s', async (_what, button, description) => {
    const answer = await send({ reply_markup: { inline_keyboard: [[button]] } })
    expect(answer.status).toBe(400)
    expect(answer.description).toContain(description)
  })

  it('takes 64 bytes of callback_data and refuses 101 buttons', async () => {
    const button = { text: 'a', callback_data: 'a'.repeat(64) }
    expect((await send({ reply_markup: { inline_keyboard: [[button]] } })).ok).toBe(true)
    const rows = Array.from({ length: 101 }, () => [button])
    const answer = await send({ reply_markup: { inline_keyboard: rows } })
    expect(answer.description).toBe('Bad Request: reply markup is too long')
  })

  it('answers 403 to people who blocked the bot or never started it', async () => {
    sandbox.telegram.block('p1')
    expect(await send({})).toMatchObject({ status: 403, description: 'Forbidden: bot was blocked by the user' })
    const stranger = await send({ chat_id: sandbox.telegram.chatId('p2') })
    expect(stranger).toMatchObject({
      status: 403,
      description: "Forbidden: bot can't initiate conversation with a user",
    })
  })
})

describe('editing', () => {
  it('changes a message and its bubble, but refuses what is no change', async () => {
    const { result } = await send({ reply_markup: { inline_keyboard: [[{ text: 'a', callback_data: 'a' }]] } })
    const edit = { chat_id: chat, message_id: result.message_id }
    const answer = await call('editMessageText', { ...edit, text: 'mới' })
    expect(answer.result).toMatchObject({ text: 'mới', edit_date: expect.any(Number) })
    expect(answer.result.reply_markup).toBeUndefined()
    expect(bubbles()).toMatchObject([{ text: 'mới', buttons: undefined }])
    expect((await call('editMessageText', { ...edit, text: 'mới' })).description).toMatch(/message is not modified/)
    expect((await call('editMessageReplyMarkup', edit)).description).toMatch(/message is not modified/)
  })

  it('knows which messages exist and may be edited or deleted', async () => {
    const { message_id } = sandbox.telegram.say('p1', 'của tôi')
    const missing = { chat_id: chat, message_id: 1, text: 'a' }
    expect((await call('editMessageText', missing)).description).toBe('Bad Request: message to edit not found')
    const theirs = { chat_id: chat, message_id, text: 'a' }
    expect((await call('editMessageText', theirs)).description).toBe("Bad Request: message can't be edited")
    const { result } = await send({})
    const target = { chat_id: chat, message_id: result.message_id }
    expect((await call('deleteMessage', target)).result).toBe(true)
    expect(bubbles()).toHaveLength(1)
    expect((await call('deleteMessage', target)).description).toBe('Bad Request: message to delete not found')
  })
})

describe('button presses', () => {
  async function press() {
    await send({ reply_markup: { inline_keyboard: [[{ text: 'Có', callback_data: 'yes' }]] } })
    sandbox.telegram.tap('p1', bubbles().at(-1)!.id, 0)
    const { result } = await call('getUpdates')
    return result.at(-1).callback_query
  }

  it('arrive with their data and are answered once', async () => {
    const query = await press()
    const passing: Passing[] = []
    sandbox.bubbles.onPassing((shown) => passing.push(shown))
    expect(query).toMatchObject({ data: 'yes', from: { id: Number(chat) }, message: { text: 'xin chào' } })
    const answer = { callback_query_id: query.id, text: 'Đã ghi' }
    expect((await call('answerCallbackQuery', answer)).result).toBe(true)
    expect(passing).toEqual([{ platform: 'telegram', person: 'p1', toast: 'Đã ghi' }])
    expect(bubbles()).toHaveLength(1)
    expect((await call('answerCallbackQuery', answer)).description).toMatch(/^Bad Request: query is too old/)
  })

  it('go stale after 15 minutes', async () => {
    const query = await press()
    sandbox.clock.advance(15 * 60_000)
    const late = await call('answerCallbackQuery', { callback_query_id: query.id })
    expect(late.description).toMatch(/^Bad Request: query is too old/)
  })

  it('of a reply keyboard type their label or share the number', async () => {
    const keyboard = [['Giới thiệu'], [{ text: 'Gửi số', request_contact: true }]]
    await send({ reply_markup: { keyboard, resize_keyboard: true } })
    const { id, buttons } = bubbles().at(-1)!
    expect(buttons).toMatchObject([{ kind: 'tap' }, { kind: 'phone', row: 1 }])
    sandbox.telegram.tap('p1', id, 0)
    sandbox.telegram.tap('p1', id, 1)
    const [typed, shared] = (await call('getUpdates')).result
    expect(typed.message.text).toBe('Giới thiệu')
    expect(shared.message.contact).toMatchObject({ phone_number: '84900000001', user_id: Number(chat) })
  })
})

describe('faults', () => {
  it('answers 429 in body and header as often as told', async () => {
    sandbox.faults.add({ platform: 'telegram', method: 'sendMessage', retry_after: 7, times: 2 })
    for (let i = 0; i < 2; i++) {
      const answer = await send({})
      expect(answer).toMatchObject({ status: 429, error_code: 429, parameters: { retry_after: 7 } })
      expect(answer.description).toBe('Too Many Requests: retry after 7')
      expect(answer.headers.get('retry-after')).toBe('7')
    }
    expect((await send({})).ok).toBe(true)
    expect(bubbles()).toHaveLength(1)
  })

  it('hits only calls that contain a text', async () => {
    sandbox.faults.add({ platform: 'telegram', contains: 'lỗi', status: 502, times: -1 })
    expect((await send({})).ok).toBe(true)
    expect(await send({ text: 'lỗi' })).toMatchObject({ status: 502, description: 'Bad Gateway' })
  })

  it('loses the answer after, or the call before, it is carried out', async () => {
    sandbox.faults.add({ platform: 'telegram', drop: 'before' })
    await expect(send({})).rejects.toThrow()
    expect(bubbles()).toHaveLength(0)
    sandbox.faults.add({ platform: 'telegram', drop: 'after' })
    await expect(send({})).rejects.toThrow()
    expect(bubbles()).toHaveLength(1)
  })

  it('limits sends a second when asked to', async () => {
    sandbox.telegram.limitRate(3)
    const answers = await Promise.all(Array.from({ length: 5 }, () => send({})))
    sandbox.telegram.limitRate(0)
    expect(answers.filter((answer) => answer.status === 429)).toHaveLength(2)
  })
})

describe('settings', () => {
  it('keeps commands by scope and language', async () => {
    const commands = [{ command: 'start', description: 'Bắt đầu' }]
    expect((await call('setMyCommands', { commands, language_code: 'vi' })).result).toBe(true)
    expect((await call('getMyCommands', { language_code: 'vi' })).result).toEqual(commands)
    expect((await call('getMyCommands')).result).toEqual([])
    await call('deleteMyCommands', { language_code: 'vi' })
    expect((await call('getMyCommands', { language_code: 'vi' })).result).toEqual([])
    expect((await call('setMyCommands', { commands: [{ command: 'Ối', description: 'a' }] })).status).toBe(400)
  })

  it('takes descriptions up to their limits, and the menu button', async () => {
    expect((await call('setMyDescription', { description: 'a'.repeat(512) })).result).toBe(true)
    expect((await call('setMyShortDescription', { short_description: 'a'.repeat(121) })).status).toBe(400)
    expect((await call('setChatMenuButton', { menu_button: { type: 'commands' } })).result).toBe(true)
    expect((await call('getChat', { chat_id: chat })).result).toMatchObject({ type: 'private' })
  })
})

it('shows for a moment what the bot is doing', async () => {
  const passing: Passing[] = []
  sandbox.bubbles.onPassing((shown) => passing.push(shown))
  expect((await call('sendChatAction', { chat_id: chat, action: 'typing' })).result).toBe(true)
  expect((await call('sendChatAction', { chat_id: chat, action: 'dancing' })).error_code).toBe(400)
  expect(passing).toEqual([{ platform: 'telegram', person: 'p1', action: 'typing' }])
  expect(bubbles()).toHaveLength(0)
})
