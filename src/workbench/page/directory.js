// @ts-check
// Turns Slack ids into names.

/** @typedef {{person: (id: string) => string, channel: (id: string) => string, people: import('./types.js').Person[], key: string}} Directory */

/**
 * @param {import('./types.js').State} state
 * @returns {Directory}
 */
export function directoryOf(state) {
  const people = new Map(state.people.map(person => [person.id, person.name]))
  const channels = new Map(state.channels.map(channel => [channel.id, channel.name]))
  return {
    people: state.people,
    person: id => people.get(id) ?? id,
    channel: id => channels.get(id) ?? id,
    key: JSON.stringify([...people, ...channels]),
  }
}
