// @ts-check
// How far somebody is in the tour, kept in this browser for as long as the workspace is the same.

/** @typedef {{workspace: string, shown: boolean, started: boolean, ref: string, steps: number, parts: number}} TourMemory */

const KEY = 'safehold-tour'

/** @param {string} workspace @returns {TourMemory} */
export function freshMemory(workspace) {
  return { workspace, shown: false, started: false, ref: '', steps: 0, parts: 0 }
}

/** A workspace that was made anew has none of the cases of the one before. @param {string} workspace @returns {TourMemory} */
export function recall(workspace) {
  const fresh = freshMemory(workspace)
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? '{}')
    return kept.workspace === workspace ? { ...fresh, ...kept } : fresh
  } catch {
    // Not ours, or from another version: the tour begins again.
    return fresh
  }
}

/** @param {TourMemory} memory */
export function remember(memory) {
  localStorage.setItem(KEY, JSON.stringify(memory))
}
