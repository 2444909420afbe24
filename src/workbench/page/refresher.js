// @ts-check

/**
 * Wraps a fetch so that bursts of requests for it become at most one running and one waiting.
 * The returned promise ends when data at least as new as the request has been shown.
 * @param {() => Promise<void>} work
 * @returns {() => Promise<void>}
 */
export function refresher(work) {
  /** @type {Promise<void> | undefined} */
  let running
  /** @type {Promise<void> | undefined} */
  let waiting
  const start = () => {
    running = work().finally(() => {
      running = undefined
    })
    return running
  }
  return () => {
    if (!running) return start()
    waiting ??= running
      .catch(() => {
        // The first caller has the error; this request is a fresh attempt.
      })
      .then(() => {
        waiting = undefined
        return start()
      })
    return waiting
  }
}
