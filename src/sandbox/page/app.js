import { ask } from './dialog.js'
import { createPhone } from './phone.js'
import { FAULTS, PLATFORMS } from './platforms.js'
import { listen, sim } from './sim.js'
import { calendarDay, clockTime, el } from './text.js'

// Benchmarks make crowds of a million; the picker stays a picker.
const MOST_PEOPLE = 200

const $ = (id) => document.getElementById(id)
const phones = Object.keys(PLATFORMS).map((platform) => createPhone(platform, startBot))
const tabs = [...document.querySelectorAll('.tabs button')]
const unread = new Map()
let state
let ahead = 0

const me = () => state.people.find((person) => person.id === $('person').value) ?? state.people[0]

/** Fetches people, clock and faults anew and redraws everything but the bubbles. */
async function refresh(chosen) {
  state = await sim('state')
  ahead = state.now - Date.now()
  const wanted = chosen ?? ($('person').value || location.hash.slice(1))
  const options = state.people
    .slice(0, MOST_PEOPLE)
    .map(({ id, name }) => el('option', { value: id, textContent: name }))
  $('person').replaceChildren(...options)
  $('person').value = wanted
  if ($('person').selectedIndex < 0) $('person').selectedIndex = 0
  for (const phone of phones) phone.show(me())
  showFaults()
  showUnread()
  tick()
}

function tick() {
  const now = Date.now() + ahead
  const [, date, year] = calendarDay(now).match(/(.*)(\/\d{4})/)
  $('clock').replaceChildren(el('b', { textContent: clockTime(now) }), ` ${date}`, el('span', { textContent: year }))
  for (const phone of phones) phone.tick(now)
}

async function switchPerson() {
  location.replace(`#${me().id}`)
  for (const phone of phones) phone.show(me())
  showUnread()
  await Promise.all(phones.map((phone) => phone.load()))
}

/** Clears the count of what is on the screen and shows the rest: other people, and the tab that is not open. */
function showUnread() {
  const mine = me().id
  for (const phone of phones) if (phone.seen()) unread.delete(`${mine}/${phone.platform}`)
  const counts = (id) => phones.reduce((sum, phone) => sum + (unread.get(`${id}/${phone.platform}`) ?? 0), 0)
  const waiting = state.people.slice(0, MOST_PEOPLE).filter(({ id }) => id !== mine && counts(id))
  const names = waiting.map(({ id, name }) => `${name} (${counts(id)})`)
  $('unread').textContent = names.length ? `Tin mới cho ${names.join(', ')}` : ''
  for (const tab of tabs) {
    const count = unread.get(`${mine}/${tab.value}`)
    tab.setAttribute('aria-pressed', tab.value === document.body.dataset.tab)
    Object.assign(tab.lastElementChild, { textContent: count, hidden: !count })
  }
}

function openTab(platform) {
  document.body.dataset.tab = platform
  showUnread()
}

function startBot(payload) {
  openTab('telegram')
  phones.find(({ platform }) => platform === 'telegram').act('start', { payload })
}

function showFaults() {
  $('fault-count').hidden = !state.faults.length
  $('fault-count').textContent = state.faults.length
  const lines = state.faults.map((fault) => {
    const preset = FAULTS.find(([, wanted]) => Object.entries(wanted).every(([key, value]) => fault[key] === value))
    const name = preset?.[0] ?? `${fault.platform} ${fault.method ?? ''}`
    return el('li', { textContent: `${name} – ${fault.times < 0 ? 'đến khi xóa' : `còn ${fault.times} lần`}` })
  })
  $('fault-list').replaceChildren(...lines)
}

async function setFault(event) {
  event.preventDefault()
  await sim('faults', { ...FAULTS[$('fault').value][1], times: Number($('fault-times').value) })
  await refresh()
}

async function addPerson() {
  const answer = await ask('Thêm một người', { name: ['Họ và tên'] })
  if (!answer) return
  const { person } = await sim('person', answer)
  await refresh(person.id)
  await switchPerson()
}

/** A click anywhere but on a menu's own handle closes it. */
function closeMenus(target) {
  for (const menu of document.querySelectorAll('.menu[open]')) {
    if (!menu.firstElementChild.contains(target)) menu.open = false
  }
}

function receive({ type, bubble, passing }) {
  if (type === 'reset') return refresh().then(switchPerson)
  if (type === 'passing') return phones.find(({ platform }) => platform === passing.platform).pass(passing)
  if (type === 'clock' || bubble.person === me().id) refreshSoon()
  if (type !== 'bubble') return
  const phone = phones.find(({ platform }) => platform === bubble.platform)
  phone.put(bubble)
  if (bubble.from !== 'bot' || bubble.removed) return
  const chat = `${bubble.person}/${bubble.platform}`
  unread.set(chat, (unread.get(chat) ?? 0) + 1)
  showUnread()
}

let soon
/** Events come in bursts: one look at the state serves them all. */
function refreshSoon() {
  if (soon) return
  soon = setTimeout(() => {
    soon = undefined
    refresh()
  }, 50)
}

$('phones').append(...phones.map((phone) => phone.element))
$('fault').append(...FAULTS.map(([label], index) => el('option', { value: index, textContent: label })))
$('fault-form').addEventListener('submit', setFault)
$('faults-clear').addEventListener('click', () => sim('faults', undefined, 'DELETE').then(() => refresh()))
$('person').addEventListener('change', switchPerson)
$('add-person').addEventListener('click', addPerson)
for (const tab of tabs) tab.addEventListener('click', () => openTab(tab.value))
for (const button of document.querySelectorAll('[data-hours]')) {
  button.addEventListener('click', () => sim('clock', { advanceMs: button.dataset.hours * 3_600_000 }))
}
document.addEventListener('click', ({ target }) => closeMenus(target))
document.addEventListener('keydown', ({ key }) => key === 'Escape' && closeMenus())

await refresh()
setInterval(tick, 1000)
listen({
  onEvent: receive,
  // Also after a lost connection: bubbles may have been missed.
  onOpen: () => {
    $('offline').hidden = true
    refresh().then(switchPerson)
  },
  onLost: () => {
    $('offline').hidden = false
  },
})
