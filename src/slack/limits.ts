/** Slack's limits, in UTF-16 units where they count characters. `messageTotal` is not documented and met in practice. */
export const limits = {
  text: 3000,
  label: 2000,
  placeholder: 150,
  optionText: 75,
  buttonText: 75,
  accessibilityLabel: 75,
  title: 24,
  header: 150,
  input: 3000,
  actionsElements: 25,
  radioOptions: 10,
  selectOptions: 100,
  viewBlocks: 100,
  messageBlocks: 50,
  messageTotal: 10_000,
  /** A view may have 250 KB; a page stays well below. */
  viewCharacters: 60_000,
} as const
