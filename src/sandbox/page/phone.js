import { createChat } from './chat.js'
import { ask } from './dialog.js'
import { PLATFORMS } from './platforms.js'
import { sim } from './sim.js'
import { clockTime, el } from './text.js'

/**
 * One phone: `platform` is 'zalo' or 'telegram', `onStart(payload)` is called for a link that opens the Telegram bot.
 * `show(person)` draws the person's account, `load()` fetches their chat, `put(bubble)` adds or changes a bubble,
 * `pass(passing)` shows what does not stay, `tick(now)` moves the status bar, `act(name, body)` does what a person can do and tells failures on the phone.
 */
export function createPhone(platform, onStart) {
  const look = PLATFORMS[platform]
  const element = document.getElementById('phone').content.firstElementChild.cloneNode(true)
  const find = (selector) => element.querySelector(selector)
  const input = find('.input')
  const gateButton = find('.join')
  const chat = createChat(find('.messages'), find('.newest'), { onTap, onStart })
  let person

  element.classList.add(platform)
  element.dataset.testid = `phone-${platform}`
  element.setAttribute('aria-label', look.app)
  input.placeholder = look.placeholder

  let hide
  function toast(textContent, isTrouble) {
    const shown = find('.toast')
    Object.assign(shown, { textContent, hidden: !textContent })
    shown.classList.toggle('trouble', isTrouble)
    clearTimeout(hide)
    hide = setTimeout(() => Object.assign(shown, { hidden: true }), isTrouble ? 6000 : 3000)
  }

  let action
  let rest
  /** Telegram: what the bot does is shown for 5 seconds, or until its message comes. */
  function working(words) {
    action = words
    subtitle()
    clearTimeout(rest)
    if (words) rest = setTimeout(working, 5000)
  }

  function subtitle() {
    find('.subtitle').textContent = action ?? look.subtitle(person[platform])
  }

  async function act(name, body = {}) {
    toast('', false)
    try {
      await sim(`${platform}/${person.id}/${name}`, body)
      return true
    } catch (error) {
      toast(error.message, true)
      return false
    }
  }

  async function say(event) {
    event.preventDefault()
    const text = input.value.trim()
    if (!text) return
    input.value = ''
    if (!(await act('text', { text }))) input.value ||= text
  }

  function upload(name, file) {
    const form = new FormData()
    const caption = input.value.trim()
    if (name === 'photo' && caption) {
      form.append('caption', caption)
      input.value = ''
    }
    form.append('file', file, file.name)
    return act(name, form)
  }

  async function perform({ label, act: name, fields, body: fixed = {} }) {
    const body = fields ? await ask(label, fields(person)) : fixed
    if (body?.phone) body.phone = body.phone.replace(/[^\d+]/g, '')
    if (body) await act(name, body)
  }

  async function onTap(bubble, index) {
    if (bubble.buttons[index].kind === 'phone') await perform(look.contact)
    else await act('tap', { bubble: bubble.id, index })
  }

  function fill(selector, items, prefix = '') {
    const buttons = items.map((item) => {
      const button = el('button', { type: 'button', textContent: item.label })
      button.dataset.testid = prefix + (item.id ?? item.act)
      button.addEventListener('click', () => (item.run ? item.run() : perform(item)))
      return button
    })
    find(`${selector} .items`).replaceChildren(...buttons)
  }

  fill('.attach', [
    { label: 'Gửi ảnh mẫu', act: 'sample-photo', run: async () => upload('photo', await samplePicture()) },
    { label: 'Gửi tệp', act: 'pick-file', run: () => find('.any-file').click() },
    { label: 'Nhãn dán', act: 'sticker' },
    { label: 'Tin thoại', act: 'voice' },
    { label: 'Vị trí', act: 'location' },
    look.contact,
  ])
  for (const [selector, name] of Object.entries({ '.photo': 'photo', '.any-file': 'file' })) {
    find(selector).addEventListener('change', async ({ target }) => {
      for (const file of [...target.files]) await upload(name, file)
      target.value = ''
    })
  }
  input.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) say(event)
  })
  find('form').addEventListener('submit', say)
  gateButton.addEventListener('click', async () => {
    gateButton.disabled = true
    if (!(await act(gateButton.value))) gateButton.disabled = false
  })

  return {
    platform,
    element,
    act,
    /** On a small screen only one of the two phones is. */
    seen: () => element.offsetParent !== null,
    show(next) {
      const account = next[platform]
      if (person?.id !== next.id) {
        chat.clear()
        action = undefined
      }
      person = next
      const gate = look.gate(account)
      find('.who-am-i').textContent = next.name
      subtitle()
      find('.gate').hidden = !gate
      find('.composer').hidden = Boolean(gate && !gate.writable)
      if (gate) Object.assign(gateButton, { textContent: gate.label, value: gate.act, disabled: false })
      gateButton.dataset.testid = gate?.act ?? ''
      chat.whenEmpty(gate?.empty ?? 'Nhắn một lời chào để bắt đầu trò chuyện.')
      fill('header .menu', look.menu(account), 'menu-')
    },
    load: () => chat.load(async () => (await sim(`chat/${platform}/${person.id}`)).bubbles),
    put(bubble) {
      if (bubble.person !== person.id) return
      chat.put(bubble)
      if (bubble.from === 'bot') working()
    },
    pass(passing) {
      if (passing.person !== person.id) return
      if (passing.toast) toast(passing.toast, false)
      if (passing.action) working(passing.action === 'typing' ? 'đang nhập…' : 'đang gửi tệp…')
    },
    tick(now) {
      find('.hhmm').textContent = clockTime(now)
    },
  }
}

/** sample.svg as a JPEG File: people need a picture to send without searching their disk. */
async function samplePicture() {
  const drawing = el('img', { src: 'sample.svg' })
  await drawing.decode()
  const canvas = el('canvas', { width: drawing.width, height: drawing.height })
  canvas.getContext('2d').drawImage(drawing, 0, 0)
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.85))
  return new File([blob], 'anh-mau.jpg', { type: 'image/jpeg' })
}
