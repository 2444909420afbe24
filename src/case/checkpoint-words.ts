import type { RestsOn } from './rests-on.ts'

/** The short form of a checkpoint of the whole record. */
type Shown = { checkpoint: number; chains: number; events: number; views: number; root: string }

const rootShown = 16

/** What the leads' channel keeps of a checkpoint once a day, so that Slack is a second witness (F15). Nothing of a case. */
export const checkpointWords = (
  { checkpoint, chains, events, views, root }: Shown,
  day: string,
): { text: string; lines: string[]; restsOn: RestsOn } => ({
  text: `Checkpoint ${checkpoint} of the record, ${day}: ${root.slice(0, rootShown)}`,
  lines: [
    `${events} entries and ${views} views in ${chains} chains`,
    'Leave this message here: it shows later whether somebody changed the record. Nothing is to be done',
  ],
  restsOn: checkpointRestsOn,
})

const checkpointRestsOn: RestsOn = {
  deadlines: [],
  rules: [{ rule: 'F15', what: 'A record that shows whether it was changed' }],
}
