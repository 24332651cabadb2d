import { clockTime, el, link, plain, rich } from './text.js'

const START_LINK = /^https:\/\/t\.me\/\w+\?start=([\w-]{1,64})$/i

/**
 * One bubble as the phone shows it. `onTap(bubble, index)` is called for a button that speaks to the bot,
 * `onStart(payload)` for a link that would open the Telegram bot.
 */
export function bubbleElement(bubble, { onTap, onStart }) {
  const text = bubble.html ? rich(bubble.html) : bubble.text ? plain(bubble.text) : null
  const card = el('div', { className: 'card' })
  if (bubble.image) card.append(image(bubble))
  if (bubble.file) card.append(attachment(bubble.file))
  if (bubble.note) card.append(el('p', { className: 'note', textContent: bubble.note }))
  if (text) card.append(el('div', { className: 'text' }, text))
  card.append(el('time', { textContent: clockTime(bubble.at) }))
  const item = el('article', { className: `bubble ${bubble.from}` }, card)
  item.dataset.testid = 'bubble'
  item.dataset.from = bubble.from
  item.setAttribute('aria-label', bubble.from === 'bot' ? 'Nhân Ái' : 'Bạn')
  if (bubble.buttons?.length) item.append(keyboard(bubble.buttons, (index) => onTap(bubble, index)))
  item.addEventListener('click', (event) => {
    const payload = event.target.closest('a')?.href.match(START_LINK)?.[1]
    if (!payload) return
    event.preventDefault()
    onStart(payload)
  })
  return item
}

function image({ image: url, from }) {
  const picture = el('img', { src: url, alt: from === 'bot' ? 'Ảnh từ Nhân Ái' : 'Ảnh bạn gửi' })
  return el('a', { href: url, target: '_blank', rel: 'noopener', className: 'image' }, picture)
}

function attachment({ name, url }) {
  const anchor = link(url, name)
  anchor.className = 'file'
  return anchor
}

function keyboard(buttons, onTap) {
  const rows = new Map()
  for (const [index, button] of buttons.entries()) {
    const row = rows.get(button.row) ?? el('div', { className: 'buttons-row' })
    rows.set(button.row, row)
    row.append(buttonElement(button, index, onTap))
  }
  return el('div', { className: 'buttons' }, ...rows.values())
}

function buttonElement(button, index, onTap) {
  const away = button.kind === 'url' && /^(https?|tel|sms|tg):/i.test(button.url ?? '')
  const node = away ? link(button.url, button.label) : el('button', { type: 'button', textContent: button.label })
  node.dataset.testid = 'button'
  node.classList.add('key', button.kind)
  if (!away) {
    node.addEventListener('click', async () => {
      node.disabled = true
      await onTap(index).finally(() => {
        node.disabled = false
      })
    })
  }
  return node
}
