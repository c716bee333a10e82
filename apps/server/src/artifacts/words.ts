import type { Language } from '@copse/contract'

/** The words of the export, in each language whole. */
interface Words {
  planned: string
  actual: string
  minutes: string
  step: string
  steps: string
  board: string
  outline: string
  chat: string
  people: string
  name: string
  district: string
  role: string
  from: string
  to: string
  commitments: string
  due: string
  decisions: string
  focus: string
  nothing: string
  community: string
  when: string
  roles: Record<'facilitator' | 'presenter' | 'participant' | 'observer', string>
  readme: string
}

export const words: Record<Language, Words> = {
  en: {
    planned: 'Planned',
    actual: 'Actual',
    minutes: 'min',
    step: 'Step',
    steps: 'Steps',
    board: 'The board at the end of each step',
    outline: 'The board as text',
    chat: 'Chat',
    people: 'Who was there',
    name: 'Name',
    district: 'District',
    role: 'Role',
    from: 'From',
    to: 'To',
    commitments: 'What was promised',
    due: 'by',
    decisions: 'Decisions of the facilitators',
    focus: 'Focus question',
    nothing: 'Nothing was recorded here.',
    community: 'Community',
    when: 'When',
    roles: { facilitator: 'Facilitator', presenter: 'Presenter', participant: 'Participant', observer: 'Observer' },
    readme:
      'index.html      the whole record, to read or print; opens in any browser without a network\nrecord.md       the same as Markdown text\nrecord.json     the same as data\nattendance.csv  who was there, from when to when (UTC)\nboard/          the board at the end of each step: picture (SVG, PNG) and a .excalidraw file to open in Excalidraw',
  },
  es: {
    planned: 'Previsto',
    actual: 'Real',
    minutes: 'min',
    step: 'Paso',
    steps: 'Pasos',
    board: 'La pizarra al final de cada paso',
    outline: 'La pizarra como texto',
    chat: 'Chat',
    people: 'Quién estuvo',
    name: 'Nombre',
    district: 'Distrito',
    role: 'Papel',
    from: 'Desde',
    to: 'Hasta',
    commitments: 'Lo que se prometió',
    due: 'para',
    decisions: 'Decisiones de la facilitación',
    focus: 'Pregunta central',
    nothing: 'Aquí no se registró nada.',
    community: 'Comunidad',
    when: 'Cuándo',
    roles: {
      facilitator: 'Facilitación',
      presenter: 'Presentación',
      participant: 'Participante',
      observer: 'Observación',
    },
    readme:
      'index.html      todo el registro, para leer o imprimir; se abre en cualquier navegador sin red\nrecord.md       lo mismo como texto Markdown\nrecord.json     lo mismo como datos\nattendance.csv  quién estuvo, desde y hasta cuándo (UTC)\nboard/          la pizarra al final de cada paso: imagen (SVG, PNG) y un archivo .excalidraw para abrir en Excalidraw',
  },
}
