import type { AllMiddlewareArgs, ViewOutput } from '@slack/bolt'
import type { ModalView } from '../src/slack/modal.ts'
import { withAnswer } from '../src/slack/notice.ts'
import { openView, pushView, type Shown, updateView } from '../src/slack/show.ts'

type Client = AllMiddlewareArgs['client']

/** What somebody sees after a press. The first view shown is opened; each later one takes its place. */
export type Screen = {
  show(view: ModalView): Promise<void>
  /** Shows it in place of the view that was pressed in, as turning a page does. */
  replace(view: ModalView): Promise<void>
  /** Shows it over the view that was pressed in or, where no more fit over it, on top inside it: nothing there is lost. */
  explain(view: ModalView): Promise<void>
}

/** The screen for one press. A press in a view puts the next one on top; the third and last place is used again. */
export const screenOf = (client: Client, trigger: string, pressedIn?: ViewOutput): Screen => {
  let shown: Shown | undefined
  const inPlace = (view: ModalView, from: ViewOutput): Promise<Shown> =>
    updateView(client, { viewId: from.id, hash: from.hash }, view)
  const first = (view: ModalView): Promise<Shown> => {
    if (!pressedIn) return openView(client, trigger, view)
    return isLastPlace(pressedIn) ? inPlace(view, pressedIn) : pushView(client, trigger, view)
  }
  return {
    show: async view => {
      shown = shown ? await updateView(client, shown, view) : await first(view)
    },
    replace: async view => {
      shown = shown
        ? await updateView(client, shown, view)
        : pressedIn
          ? await inPlace(view, pressedIn)
          : await first(view)
    },
    explain: async view => {
      shown =
        pressedIn && isLastPlace(pressedIn)
          ? await inPlace(withAnswer(pressedIn, view), pressedIn)
          : await first(view)
    },
  }
}

/** Three views fit on top of each other: this one has another below it, which is not the first. */
const isLastPlace = ({ previous_view_id, root_view_id }: ViewOutput): boolean =>
  previous_view_id !== null && previous_view_id !== root_view_id
