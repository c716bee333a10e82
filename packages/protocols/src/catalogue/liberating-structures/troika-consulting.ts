import type { Protocol } from '@copse/contract'
import {
  everyoneReads,
  group,
  groupWrites,
  groupsOf,
  minutes,
  nobody,
  open,
  page,
  presenterOnly,
  presenterWrites,
} from '../step.ts'

const triads = groupsOf(3)

export const troikaConsulting: Protocol = {
  id: 'troika-consulting',
  version: 1,
  title: { en: 'Troika Consulting', es: 'Consultoría en troika' },
  summary: {
    en: 'In triads each asks for help in turn; she turns away while two consultants think about her question.',
    es: 'En tríos, cada persona pide ayuda por turno; se da la vuelta mientras otras dos piensan en su pregunta.',
  },
  useWhen: {
    en: 'Everyone has a question of her own and half an hour should help all of them.',
    es: 'Cada persona tiene una pregunta propia y media hora debería ayudar a todas.',
  },
  description: page({
    en: [
      'Help among peers, quick and without hierarchy. In groups of three everyone is client once and consultant twice.',
      'All take a minute to find their question. The first client says what she needs help with; the consultants ask what they must know. Then the client turns away: her camera goes off and her microphone closes, and the two talk about her question as if she were not there. She hears ideas without having to react to them. She turns back and says what was most useful. The next becomes the client.',
      'As facilitator, say beforehand what turning away is for. Ask the consultants to be generous with questions and ideas, and to take care of the client, not to impress each other. The room moves all triads on at the same time.',
      'A known failure: a client who turns back too early to correct the consultants. Another: consultants who compete for the best solution. In a group of two the missing round is free for talk.',
    ],
    es: [
      'Ayuda entre iguales, rápida y sin jerarquía. En grupos de tres, cada persona consulta una vez y asesora dos.',
      'Cada cual toma un minuto para hallar su pregunta. La primera dice en qué necesita ayuda; las otras dos preguntan lo que deben saber. Entonces se da la vuelta: su cámara se apaga, su micrófono se cierra, y las otras dos hablan de su pregunta como si no estuviera. Oye ideas sin tener que reaccionar. Vuelve y dice qué fue lo más útil. Luego consulta la siguiente.',
      'Al facilitar, explique antes para qué sirve darse la vuelta. Pida generosidad en preguntas e ideas, y cuidado con quien consulta más que lucimiento. La sala hace avanzar a todos los tríos a la vez.',
      'Un fallo conocido: quien consulta vuelve antes de tiempo para corregir. Otro: quienes asesoran compiten por la mejor solución. En un grupo de dos, la ronda que falta queda libre para conversar.',
    ],
  }),
  attribution: {
    origin: 'Keith McCandless and Henri Lipmanowicz, Liberating Structures',
    source: 'Public descriptions of Troika Consulting (liberatingstructures-uncovered.com; miroverse troika)',
    licence: 'CC BY-SA 4.0',
  },
  people: { min: 3, max: 60 },
  needsPresenter: false,
  steps: [
    {
      id: 'reflect',
      title: { en: 'Find your question', es: 'Hallar la pregunta' },
      prompt: {
        en: 'In silence, in your own notes: what is your challenge, and what kind of help do you need?',
        es: 'En silencio y en sus notas: ¿cuál es su reto y qué ayuda necesitan?',
      },
      minutes: minutes(1, 1, 3),
      floor: nobody,
      board: everyoneReads,
      onEnd: 'advance',
      silence: true,
    },
    {
      repeat: 'people',
      steps: [
        {
          id: 'ask',
          title: { en: 'The client asks', es: 'La consulta' },
          prompt: {
            en: 'Client: say your question and what it is about. Consultants: listen.',
            es: 'Quien consulta: diga su pregunta y de qué se trata. Quienes asesoran: escuchen.',
          },
          minutes: minutes(1.5, 1, 2),
          floor: presenterOnly,
          board: presenterWrites,
          grouping: triads,
          onEnd: 'advance',
        },
        {
          id: 'clarifying',
          title: { en: 'Clarifying questions', es: 'Preguntas aclaratorias' },
          prompt: {
            en: 'Consultants: ask what you must know to be of help.',
            es: 'Quienes asesoran: pregunten lo que necesiten saber para ayudar.',
          },
          minutes: minutes(1.5, 1, 2),
          floor: open,
          board: everyoneReads,
          grouping: triads,
          onEnd: 'advance',
        },
        {
          id: 'advice',
          title: { en: 'The client turns away', es: 'Quien consulta se da la vuelta' },
          prompt: {
            en: 'Consultants: talk with each other about her question: ideas, doubts, suggestions. Client: listen and take notes.',
            es: 'Quienes asesoran: hablen entre sí de la pregunta: ideas, dudas, propuestas. Quien consulta: escuche y tome notas.',
          },
          minutes: minutes(5, 4, 5),
          floor: group,
          board: groupWrites,
          cameras: { offFor: ['presenter'] },
          grouping: triads,
          onEnd: 'advance',
        },
        {
          id: 'feedback',
          title: { en: 'The client turns back', es: 'Quien consulta vuelve' },
          prompt: {
            en: 'Client: what was most valuable to you? Consultants: listen.',
            es: 'Quien consulta: ¿qué fue lo más valioso? Quienes asesoran: escuchen.',
          },
          minutes: minutes(1.5, 1, 2),
          floor: presenterOnly,
          board: presenterWrites,
          grouping: triads,
          onEnd: 'advance',
        },
      ],
    },
  ],
}
