import { inLanguage, type Language, type SessionRecord } from '@copse/contract'
import { strToU8, zipSync, type Zippable } from 'fflate'
import { words } from './words.ts'

export interface ExportedBoard {
  readonly id: string
  readonly svg: string
  readonly png: Uint8Array
  readonly excalidraw: string
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const html = (value: string) => value.replace(/[&<>"']/g, (character) => escapes[character]!)
/** Markdown's own signs in somebody's words stay signs, and a line of hers begins nothing: no list, no heading, no rule. */
const markdown = (value: string) =>
  value
    .replace(/[\\`*_{}[\]<>()#|~&]/g, '\\$&')
    .split(/\s*[\n\r]\s*/)
    .map((text) => text.replace(/^([-+=])/, '\\$1').replace(/^(\d+)([.)])/, '$1\\$2'))
    .join('  \n  ')
/** Words as they are, every line of them: four spaces in, nothing is a sign. */
const verbatim = (value: string) => value.replace(/^/gm, '    ')
/** A cell that a spreadsheet would run is told to be text. */
const csv = (value: string) => `"${(/^[=+\-@\t\r]/.test(value) ? `'${value}` : value).replaceAll('"', '""')}"`
const minutes = (ms: number) => String(Math.round(ms / 6000) / 10)
const slug = (value: string) =>
  value
    .normalize('NFD')
    .replace(/[^\w]+/g, '-')
    .replace(/^-|-$/g, '')
    .toLowerCase()

function boardFiles(record: SessionRecord, boards: readonly ExportedBoard[], language: Language) {
  return record.snapshots.map((snapshot, index) => {
    const step = record.steps.find(({ index }) => index === snapshot.stepIndex)
    const title = step ? inLanguage(step.title, language) : ''
    const name = `board/${String(index + 1).padStart(2, '0')}-${slug(title) || 'board'}`
    return { name, title, snapshot, board: boards.find(({ id }) => id === snapshot.id) }
  })
}
type BoardFile = ReturnType<typeof boardFiles>[number]

const timesOf = (record: SessionRecord, language: Language) => {
  const { timeZone } = record.session
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'full', timeStyle: 'short', timeZone })
  const time = new Intl.DateTimeFormat(language, { timeStyle: 'short', timeZone })
  return { day: (at: number) => `${day.format(at)} (${timeZone})`, time: (at: number) => time.format(at) }
}

function asMarkdown(record: SessionRecord, files: readonly BoardFile[], language: Language): string {
  const say = words[language]
  const { time, day } = timesOf(record, language)
  const { session } = record
  const list = (items: readonly string[]) =>
    items.length > 0 ? items.map((item) => `- ${item}`).join('\n') : say.nothing
  return [
    `# ${markdown(session.title)}`,
    `${say.community}: ${markdown(session.communityName)}  \n${say.when}: ${day(record.startedAt)}  \n${say.focus}: ${markdown(session.focusQuestion)}`,
    `## ${say.steps}`,
    `| ${say.step} | ${say.planned} | ${say.actual} |\n|---|---|---|\n${record.steps
      .map(
        (step) =>
          `| ${markdown(titleOf(step, language))} | ${minutes(step.plannedMs)} ${say.minutes} | ${minutes(step.actualMs)} ${say.minutes} |`,
      )
      .join('\n')}`,
    `## ${say.commitments}`,
    list(
      record.commitments.map(
        ({ name, text, due }) => `${markdown(name)}: ${markdown(text)}${due ? ` (${say.due} ${markdown(due)})` : ''}`,
      ),
    ),
    `## ${say.board}`,
    ...files.map(
      ({ name, title, snapshot }) =>
        `### ${markdown(title)}\n\n![${markdown(title)}](${name}.svg)\n\n${snapshot.outline ? verbatim(snapshot.outline) : say.nothing}`,
    ),
    `## ${say.chat}`,
    list(record.chat.map(({ at, name, text }) => `${time(at)} **${markdown(name)}**: ${markdown(text)}`)),
    `## ${say.people}`,
    list(
      record.people.map(
        ({ name, district, role }) =>
          `${markdown(name)}${district ? `, ${markdown(district)}` : ''} (${say.roles[role]})`,
      ),
    ),
    `## ${say.decisions}`,
    list(
      record.decisions.map(
        ({ at, by, type, detail }) => `${time(at)} ${by ? `${markdown(by)}: ` : ''}${type} ${markdown(detail)}`,
      ),
    ),
    '',
  ].join('\n\n')
}

function titleOf(step: SessionRecord['steps'][number], language: Language): string {
  const who = step.round?.personName ? ` · ${step.round.personName}` : ''
  return `${inLanguage(step.title, language)}${who}`
}

const style = `:root{color-scheme:light dark;font:16px/1.55 system-ui,sans-serif}body{max-width:60rem;margin:2rem auto;padding:0 1rem}
h1{line-height:1.2}table{border-collapse:collapse;width:100%}th,td{text-align:start;padding:.4rem .6rem;border-bottom:1px solid #8886}
figure{margin:1.5rem 0;break-inside:avoid}figure img{max-width:100%;height:auto;background:#fff;border:1px solid #8886;border-radius:8px}
pre{white-space:pre-wrap;font:inherit}.quiet{opacity:.75}@media print{body{margin:0;max-width:none}}`

/** The page needs nothing but itself, and asks nobody for anything. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"

function asHtml(record: SessionRecord, files: readonly BoardFile[], language: Language): string {
  const say = words[language]
  const { time, day } = timesOf(record, language)
  const { session } = record
  const list = (items: readonly string[]) =>
    items.length > 0
      ? `<ul>${items.map((item) => `<li>${item}</li>`).join('')}</ul>`
      : `<p class="quiet">${say.nothing}</p>`
  const steps = record.steps
    .map(
      (step) =>
        `<tr><td>${html(titleOf(step, language))}</td><td>${minutes(step.plannedMs)} ${say.minutes}</td><td>${minutes(step.actualMs)} ${say.minutes}</td></tr>`,
    )
    .join('')
  const boards = files
    .map(({ title, snapshot, board }) => {
      const picture = board
        ? `<img alt="${html(title)}" src="data:image/svg+xml;base64,${Buffer.from(board.svg).toString('base64')}">`
        : ''
      const text = snapshot.outline ? `<pre>${html(snapshot.outline)}</pre>` : `<p class="quiet">${say.nothing}</p>`
      return `<figure>${picture}<figcaption><strong>${html(title)}</strong> ${time(snapshot.at)}<details open><summary>${say.outline}</summary>${text}</details></figcaption></figure>`
    })
    .join('')
  return `<!doctype html><html lang="${language}"><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><meta name="viewport" content="width=device-width"><title>${html(session.title)}</title><style>${style}</style>
<main><h1>${html(session.title)}</h1><p>${html(session.communityName)} · ${html(inLanguage(session.protocolTitle, language))}<br>${html(day(record.startedAt))}</p>
${session.focusQuestion ? `<blockquote>${html(session.focusQuestion)}</blockquote>` : ''}
<h2>${say.steps}</h2><table><thead><tr><th scope="col">${say.step}</th><th scope="col">${say.planned}</th><th scope="col">${say.actual}</th></tr></thead><tbody>${steps}</tbody></table>
<h2>${say.commitments}</h2>${list(record.commitments.map(({ name, text, due }) => `<strong>${html(name)}</strong>: ${html(text)}${due ? ` (${say.due} ${html(due)})` : ''}`))}
<h2>${say.board}</h2>${boards || `<p class="quiet">${say.nothing}</p>`}
<h2>${say.chat}</h2>${list(record.chat.map(({ at, name, text }) => `<span class="quiet">${time(at)}</span> <strong>${html(name)}</strong>: ${html(text)}`))}
<h2>${say.people}</h2>${list(record.people.map(({ name, district, role }) => `${html(name)}${district ? `, ${html(district)}` : ''} <span class="quiet">${say.roles[role]}</span>`))}
<h2>${say.decisions}</h2>${list(record.decisions.map(({ at, by, type, detail }) => `<span class="quiet">${time(at)}</span> ${by ? `${html(by)}: ` : ''}${html(type)} ${html(detail)}`))}
</main></html>`
}

function attendance(record: SessionRecord, language: Language): string {
  const say = words[language]
  const rows = record.people.flatMap(({ name, district, role, intervals }) =>
    intervals.map(({ from, to }) => [
      name,
      district ?? '',
      say.roles[role],
      new Date(from).toISOString(),
      new Date(to).toISOString(),
    ]),
  )
  return [[say.name, say.district, say.role, say.from, say.to], ...rows]
    .map((row) => row.map(csv).join(','))
    .join('\r\n')
}

/** The whole record as one zip: HTML, Markdown, JSON, CSV, and each board as SVG, PNG and .excalidraw. */
export function zipOf(record: SessionRecord, boards: readonly ExportedBoard[], language: Language): Uint8Array {
  const files = boardFiles(record, boards, language)
  const content: Zippable = {
    'README.txt': strToU8(`${record.session.title}\n\n${words[language].readme}\n`),
    'index.html': strToU8(asHtml(record, files, language)),
    'record.md': strToU8(asMarkdown(record, files, language)),
    'record.json': strToU8(JSON.stringify(record, null, 2)),
    'attendance.csv': strToU8(`\uFEFF${attendance(record, language)}\r\n`),
  }
  for (const { name, board } of files) {
    if (!board) continue
    content[`${name}.svg`] = strToU8(board.svg)
    content[`${name}.png`] = [board.png, { level: 0 }]
    content[`${name}.excalidraw`] = strToU8(board.excalidraw)
  }
  return zipSync(content)
}
