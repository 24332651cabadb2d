import { el } from './text.js'

/** Asks for a few short texts: `fields` is { key: [label, initial value, input type] }. Gives { key: text } or null. */
export function ask(title, fields) {
  const dialog = document.getElementById('ask')
  dialog.querySelector('h2').textContent = title
  const inputs = Object.entries(fields).map(([name, [label, value = '', type = 'text']]) =>
    el('label', { textContent: label }, el('input', { name, value, type, required: true })),
  )
  dialog.querySelector('.fields').replaceChildren(...inputs)
  dialog.returnValue = ''
  dialog.showModal()
  return new Promise((resolve) => {
    dialog.onclose = () => {
      const form = new FormData(dialog.querySelector('form'))
      resolve(dialog.returnValue === 'ok' ? Object.fromEntries(form) : null)
    }
  })
}
