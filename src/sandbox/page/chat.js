import { bubbleElement } from './bubble.js'
import { calendarDay, el } from './text.js'

/**
 * The list of bubbles inside one phone. `scroller` keeps to its end by itself (column-reverse), so pictures and
 * keyboards may grow; `newest` is the button shown when something arrives while the reader is further up.
 */
export function createChat(scroller, newest, callbacks) {
  const list = scroller.appendChild(el('div', { className: 'list' }))
  const nodes = new Map()
  let early

  const toEnd = () => {
    scroller.scrollTop = 0
    newest.hidden = true
  }
  newest.addEventListener('click', toEnd)
  scroller.addEventListener('scroll', () => {
    if (scroller.scrollTop > -60) newest.hidden = true
  })

  function draw(bubble) {
    const old = nodes.get(bubble.id)
    if (bubble.removed) {
      old?.remove()
      nodes.delete(bubble.id)
      return
    }
    const node = bubbleElement(bubble, callbacks)
    nodes.set(bubble.id, node)
    node.dataset.day = calendarDay(bubble.at)
    if (old) return old.replaceWith(node)
    if (list.lastElementChild?.dataset.day !== node.dataset.day) {
      list.append(el('p', { className: 'day', textContent: node.dataset.day }))
    }
    list.append(node)
  }

  function clear() {
    list.replaceChildren()
    nodes.clear()
    toEnd()
  }

  return {
    clear,
    /** Fetches the chat anew; bubbles heard meanwhile come after it, a later call wins over an earlier one. */
    async load(fetchBubbles) {
      const heard = []
      early = heard
      const bubbles = await fetchBubbles()
      if (early !== heard) return
      early = undefined
      clear()
      for (const bubble of [...bubbles, ...heard]) draw(bubble)
    },
    put(bubble) {
      if (early) return early.push(bubble)
      const reading = scroller.scrollTop < -60 && bubble.from === 'bot'
      const isNew = !nodes.has(bubble.id) && !bubble.removed
      draw(bubble)
      if (isNew && reading) newest.hidden = false
      else if (isNew) toEnd()
    },
    whenEmpty(words) {
      list.dataset.empty = words
    },
  }
}
