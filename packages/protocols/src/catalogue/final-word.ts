import type { Protocol } from '@copse/contract'
import {
  each,
  everyoneReads,
  everyoneWrites,
  groupsOf,
  minutes,
  nobody,
  open,
  page,
  presenterOnly,
  suggested,
} from './step.ts'

const fours = groupsOf(4)

export const finalWord: Protocol = {
  id: 'final-word',
  version: 1,
  title: { en: 'Final Word', es: 'Palabra final' },
  summary: {
    en: 'One says which passage struck her and why; the others answer in turn, without dialogue; she closes.',
    es: 'Una persona dice qué pasaje le impresionó y por qué; las demás responden por turno, sin diálogo; ella cierra.',
  },
  useWhen: {
    en: 'A demanding text is to be understood in depth, by everyone alike and in a time that is known.',
    es: 'Se quiere comprender a fondo un texto exigente, con igual espacio para cada persona y en un tiempo conocido.',
  },
  description: page({
    en: [
      'A talk about a text in small groups with fixed turns. One person opens with a passage and her reasons, each of the others adds a minute, and she has the final word. Nobody interrupts and nobody is passed over.',
      'All find their passages in silence. In groups of three to five the first has up to three minutes for a passage and why it struck her. The others take a minute each, in turn, and may widen, question or contradict; she listens. Then she has a minute to say how her thinking has moved. About eight minutes a round, until each has been the first; then all together look back.',
      'As facilitator, keep the groups equal in size, so that they end together; the room forms them so. A short breath after every turn is meant. You take no turn between the speakers.',
      'A known failure: a good sentence is answered at once and the turns dissolve into talk. The order holds it here. Another is a text too short or too easy to need four readings of it.',
    ],
    es: [
      'Una conversación sobre un texto en grupos pequeños y con turnos fijos. Una persona abre con un pasaje y sus razones, cada una de las demás añade un minuto, y la primera tiene la palabra final. Nadie interrumpe y a nadie se le salta.',
      'Cada persona busca sus pasajes en silencio. En grupos de tres a cinco, la primera tiene hasta tres minutos para un pasaje y por qué le impresionó. Las demás toman un minuto cada una, por turno, y pueden ampliar, preguntar o contradecir; ella escucha. Luego tiene un minuto para decir cómo se ha movido su idea. Unos ocho minutos por ronda, hasta que cada cual haya sido la primera; después se mira atrás en plenario.',
      'Al facilitar, mantenga los grupos del mismo tamaño para que terminen a la vez; la sala los forma así. La breve pausa tras cada turno es intencionada. Usted no toma turno entre quienes hablan.',
      'Un fallo conocido: a una buena frase se le responde enseguida y los turnos se disuelven en charla. Aquí el orden lo impide. Otro es un texto demasiado corto o fácil para necesitar cuatro lecturas.',
    ],
  }),
  attribution: {
    origin: 'Attributed to Jennifer Fischer-Mueller and Gene Thompson-Grove; a form by Daniel Baron',
    source: 'Public descriptions of The Final Word (oregonednet.org/strategies/final-word; schoolleadership20)',
    licence: 'Prompts: Apache-2.0, own words',
  },
  people: { min: 4, max: 40 },
  needsPresenter: false,
  steps: [
    {
      id: 'choose',
      title: { en: 'Find your passages', es: 'Buscar pasajes' },
      prompt: {
        en: 'In silence, mark two or three passages that strike you, and note why.',
        es: 'En silencio, marquen dos o tres pasajes que les impresionen y anoten por qué.',
      },
      minutes: suggested(5, 2, 15),
      floor: nobody,
      board: everyoneReads,
      onEnd: 'advance',
      silence: true,
    },
    {
      repeat: 'people',
      steps: [
        {
          id: 'passage',
          title: { en: 'The passage and why', es: 'El pasaje y el porqué' },
          prompt: {
            en: 'Whose round it is: read your passage and say why it struck you. The others listen.',
            es: 'Quien tiene la ronda: lea su pasaje y diga por qué le impresionó. Las demás personas escuchan.',
          },
          minutes: minutes(3, 2, 3),
          floor: presenterOnly,
          board: everyoneWrites,
          grouping: fours,
          onEnd: 'advance',
        },
        {
          id: 'responses',
          title: { en: 'A minute each', es: 'Un minuto cada persona' },
          prompt: {
            en: 'In turn: respond to what you heard, from the text or from your work. No dialogue; whoever opened listens.',
            es: 'Por turno: respondan a lo que oyeron, desde el texto o desde su trabajo. Sin diálogo; quien abrió escucha.',
          },
          minutes: each(minutes(1, 0.5, 1.5)),
          floor: { mode: 'rounds', roles: ['participant'], turnSeconds: 90, pauseSeconds: 10 },
          board: everyoneReads,
          grouping: fours,
          onEnd: 'advance',
        },
        {
          id: 'final-word',
          title: { en: 'The final word', es: 'La palabra final' },
          prompt: {
            en: 'Whoever opened: what do you think now that you have heard the others?',
            es: 'Quien abrió: ¿qué piensa ahora que ha oído a las demás personas?',
          },
          minutes: minutes(1, 1, 2),
          floor: presenterOnly,
          board: everyoneReads,
          grouping: fours,
          onEnd: 'advance',
        },
      ],
    },
    {
      id: 'debrief',
      title: { en: 'Debrief', es: 'Cierre' },
      prompt: {
        en: 'How did it feel to speak and listen in turns? What does the text ask of our work?',
        es: '¿Cómo fue hablar y escuchar por turnos? ¿Qué le pide el texto a nuestro trabajo?',
      },
      minutes: suggested(5, 3, 10),
      floor: open,
      board: everyoneWrites,
      onEnd: 'chime',
    },
  ],
}
