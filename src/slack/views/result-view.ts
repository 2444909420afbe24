import type { ModalView } from '@slack/types'
import type { Passage } from '../passage.ts'
import { showView } from '../modal.ts'

/** What came of a form: what was done, what happens next, and the way to the case. */
export type Result = {
  title: string
  done: string
  /** For the name of the button; the passages say which case it is. */
  ref: string
  passages?: readonly Passage[]
  /** What the "Open the case" button carries; left out for people who may not read it. */
  open?: string
}

/** The view that a form turns into once it is saved. */
export const resultView = ({ title, done, ref, passages = [], open }: Result): ModalView =>
  showView({ title, close: 'Close' }, [
    { strong: done },
    ...passages,
    ...(open === undefined
      ? []
      : [{ buttons: [{ label: 'Open the case', action: 'open_case', value: open, says: `Open ${ref}` }] }]),
  ])
