const TAGS = new Set('b strong i em u ins s strike del code pre blockquote a'.split(' '))
const LINK = /https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]]/g

/** A DOM element: `el('p', { className: 'x', textContent: 'y' }, child, …)`. Text never becomes markup. */
export function el(tag, properties = {}, ...children) {
  const node = Object.assign(document.createElement(tag), properties)
  node.append(...children.filter(Boolean))
  return node
}

export function link(url, text) {
  return el('a', { href: url, target: '_blank', rel: 'noopener noreferrer', textContent: text })
}

/** Plain text with its web addresses made into links. */
export function plain(text) {
  const out = document.createDocumentFragment()
  let end = 0
  for (const found of text.matchAll(LINK)) {
    out.append(text.slice(end, found.index), link(found[0], found[0]))
    end = found.index + found[0].length
  }
  out.append(text.slice(end))
  return out
}

/** Telegram's HTML subset, rebuilt node by node: unknown tags keep only their text, only web and tel links live. */
export function rich(html) {
  const out = document.createDocumentFragment()
  const { body } = new DOMParser().parseFromString(html, 'text/html')
  copy(body, out)
  return out
}

function copy(from, to) {
  for (const node of from.childNodes) {
    const tag = node.nodeName.toLowerCase()
    if (node.nodeType === Node.TEXT_NODE) to.append(to.closest?.('a') ? node.data : plain(node.data))
    else if (node.nodeType === Node.ELEMENT_NODE) copy(node, TAGS.has(tag) ? to.appendChild(clean(node, tag)) : to)
  }
}

function clean(node, tag) {
  const href = node.getAttribute('href') ?? ''
  if (tag !== 'a') return el(tag)
  return /^(https?:|tel:|mailto:)/i.test(href) ? link(href, '') : el('span')
}

const ZONE = { timeZone: 'Asia/Ho_Chi_Minh' }
const time = new Intl.DateTimeFormat('vi-VN', { ...ZONE, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
const day = new Intl.DateTimeFormat('vi-VN', {
  ...ZONE,
  weekday: 'long',
  day: '2-digit',
  month: '2-digit',
  year: 'numeric',
})

/** "14:05" in Hải Phòng. */
export const clockTime = (at) => time.format(at)
/** "Thứ Hai, 23/11/2026" in Hải Phòng. */
export const calendarDay = (at) => day.format(at)
