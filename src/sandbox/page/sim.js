/** Calls the sandbox's control API. `body` is JSON or a FormData. Throws Error with the server's words. */
export async function sim(path, body, method = body === undefined ? 'GET' : 'POST') {
  const form = body instanceof FormData
  const response = await fetch(`sim/${path}`, {
    method,
    headers: form || body === undefined ? {} : { 'content-type': 'application/json' },
    body: form ? body : JSON.stringify(body),
  }).catch(() => {
    throw new Error('Chưa gửi được: máy chủ đang dừng hoặc đang khởi động lại.')
  })
  const answer = await response.json().catch(() => ({}))
  if (!response.ok) throw new Error(answer.error ?? `Máy chủ trả lời ${response.status}`)
  return answer
}

/** Listens to bubbles and clock moves for as long as the page lives; the browser reconnects by itself. */
export function listen({ onEvent, onOpen, onLost }) {
  const events = new EventSource('sim/events')
  events.onmessage = (message) => onEvent(JSON.parse(message.data))
  events.onopen = onOpen
  events.onerror = onLost
}
