// @ts-check
// Light or dark. A plain script in the head, so that the first thing painted has the right colours already.
;(() => {
  const KEY = 'safehold-theme'
  const NAMES = /** @type {const} */ ({ system: 'as the system', light: 'light', dark: 'dark' })
  const ORDER = /** @type {(keyof typeof NAMES)[]} */ (Object.keys(NAMES))

  const chosen = () => ORDER.find(name => name === localStorage.getItem(KEY)) ?? 'system'

  const apply = () => {
    const theme = chosen()
    if (theme === 'system') delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = theme
    const button = document.getElementById('theme')
    if (button) button.textContent = `Colours: ${NAMES[theme]}`
  }

  apply()
  document.addEventListener('DOMContentLoaded', () => {
    apply()
    document.getElementById('theme')?.addEventListener('click', () => {
      localStorage.setItem(KEY, ORDER[(ORDER.indexOf(chosen()) + 1) % ORDER.length] ?? 'system')
      apply()
    })
  })
  // Another tab chose.
  addEventListener('storage', apply)
})()
