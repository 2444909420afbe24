import { explore } from './closure.ts'
import { slicesOf } from './slices.ts'
import { shrunk } from './shrink.ts'
import { theorems } from './theorems.ts'
import { wordsOf } from './take.ts'
import { emptyWorld } from './world.ts'
const want = process.argv.slice(2)
for (const slice of slicesOf(false)) {
  if (!want.some(w => slice.title.includes(w))) continue
  const climbed = new Set<any>()
  const c = explore({ start: emptyWorld(slice.cases), ...slice, theorems: theorems(climbed) })
  console.log(
    slice.title,
    c.states,
    c.steps,
    c.refusals,
    c.seconds.toFixed(1),
    'climbed',
    [...climbed].join(' '),
  )
  for (const e of c.examples.slice(0, 8)) {
    const s = shrunk(emptyWorld(slice.cases), e, theorems)
    console.log('CE', s.theorem, '|', s.finding)
    for (const w of wordsOf(s.path, slice.cases)) console.log('    ', w)
  }
}
