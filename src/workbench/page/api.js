// @ts-check
// Talks to the workbench server on this computer, and to nothing else.

const NO_ANSWER = 'The workbench did not answer. Check that it is still running, then try again.'

/**
 * @template T
 * @param {string} path
 * @param {Record<string, string | undefined>} [query]
 * @returns {Promise<T>}
 * @throws {Error} with words for the screen when the server is gone or refuses
 */
export async function get(path, query = {}) {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, value)
  const response = await ask(`/workbench/${path}?${search}`)
  if (!response.ok) throw new Error(`The workbench answered ${response.status} for "${path}".`)
  return response.json()
}

/**
 * Sends one thing a person did. Never throws: a failure comes back as `{ok: false, error}`.
 * @param {string} path
 * @param {Record<string, unknown>} body
 * @returns {Promise<import('./types.js').Answer>}
 */
export async function post(path, body) {
  try {
    const response = await ask(`/workbench/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    const text = await response.text()
    const answer = readAnswer(text)
    if (answer) return answer
    return { ok: false, error: `The workbench answered ${response.status}: ${text.slice(0, 200)}` }
  } catch (error) {
    return { ok: false, error: error instanceof Error ? error.message : NO_ANSWER }
  }
}

/** @param {string} text @returns {import('./types.js').Answer | undefined} */
function readAnswer(text) {
  try {
    const answer = JSON.parse(text)
    return typeof answer?.ok === 'boolean' ? answer : undefined
  } catch {
    // Not JSON, so not an answer of ours: the caller shows the text itself.
    return undefined
  }
}

/** @param {string} url @param {RequestInit} [init] */
async function ask(url, init) {
  try {
    return await fetch(url, init)
  } catch (cause) {
    throw new Error(NO_ANSWER, { cause })
  }
}

/**
 * Listens for changes until the returned function is called.
 * @param {string} person
 * @param {(change: {changed: string[], channel?: string}) => void} onChange
 * @param {(listening: boolean) => void} onLine
 */
export function listen(person, onChange, onLine) {
  const source = new EventSource(`/workbench/events?person=${encodeURIComponent(person)}`)
  source.addEventListener('message', event => onChange(JSON.parse(event.data)))
  source.addEventListener('open', () => onLine(true))
  source.addEventListener('error', () => onLine(false))
  return () => source.close()
}
