/** How a pack looks on a screen and on A4 paper. Nothing is fetched: no font, no image, no script. */
export const style = `
:root { color-scheme: light; }
body { font: 11pt/1.4 Arial, Helvetica, sans-serif; color: #0b0c0c; background: #fff; max-width: 62em; margin: 2em auto; padding: 0 1em; }
h1 { font-size: 20pt; line-height: 1.2; margin: 0.6em 0 0.4em; }
h2 { font-size: 15pt; margin: 1.6em 0 0.4em; break-after: avoid; }
.marking { font-weight: bold; border: 2px solid #0b0c0c; padding: 0.2em 0.6em; display: inline-block; }
.first { border-left: 8px solid #1d70b8; padding: 0.2em 1em; }
.held { border-left: 8px solid #b10e1e; padding: 0.2em 1em; font-weight: bold; }
table { border-collapse: collapse; width: 100%; margin: 0.6em 0 1.2em; table-layout: auto; }
caption { text-align: left; font-weight: bold; padding: 0.3em 0; }
th, td { text-align: left; vertical-align: top; border-bottom: 1px solid #505a5f; padding: 0.35em 0.6em 0.35em 0; overflow-wrap: break-word; }
th { white-space: nowrap; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.2em 1.2em; }
dt { font-weight: bold; }
dd { margin: 0; overflow-wrap: anywhere; }
blockquote { overflow-wrap: anywhere; margin: 0.4em 0 0; padding-left: 0.8em; border-left: 3px solid #505a5f; white-space: pre-wrap; }
.withheld { font-style: italic; }
@page { size: A4; margin: 18mm 15mm; @top-center { content: "OFFICIAL-SENSITIVE"; font: 9pt Arial, sans-serif; } @bottom-right { content: "Page " counter(page) " of " counter(pages); font: 9pt Arial, sans-serif; } }
@media print { body { max-width: none; margin: 0; padding: 0; font-size: 9.5pt; } }
`
