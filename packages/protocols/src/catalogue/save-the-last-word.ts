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

export const saveTheLastWord: Protocol = {
  id: 'save-the-last-word',
  version: 1,
  title: { en: 'Save the Last Word for Me', es: 'La última palabra es mía' },
  summary: {
    en: 'One reads a passage and says nothing; the others speak to it in turn; then the reader has the last word.',
    es: 'Una persona lee un pasaje y calla; las demás hablan de él por turnos; quien lo leyó tiene la última palabra.',
  },
  useWhen: {
    en: 'Everyone has read the same text and you want it heard through several people before anyone explains it.',
    es: 'Todo el grupo leyó el mismo texto y se quiere oírlo a través de varias personas antes de que alguien lo explique.',
  },
  description: page({
    en: [
      'A way to talk about a text in fours that turns the usual order round: whoever chose the passage speaks last about it, when she has heard what others made of it.',
      'All choose a passage in silence. In groups of four the first reads hers aloud and does not comment. After a short pause the three others take a minute each, in turn, to say what it brings up for them. Then the reader says why she chose it and what she thinks now. The next person reads, until all four have had the last word.',
      'As facilitator, explain beforehand that reading without comment is the point. The room gives each turn and closes the microphones of the others; you need not call on anybody. Whoever has nothing to say passes.',
      'A known failure: speakers talk to one another, or the reader defends her choice while the others speak. Here neither can happen; what still can is that people talk about what the previous speaker said and forget the passage. Keep it in view on the board.',
    ],
    es: [
      'Una manera de conversar sobre un texto, en grupos de cuatro, que invierte el orden habitual: quien eligió el pasaje habla al final, cuando ya oyó lo que otras personas vieron en él.',
      'Cada persona elige un pasaje en silencio. En grupos de cuatro, la primera lee el suyo en voz alta y no lo comenta. Tras una breve pausa, las otras tres tienen un minuto cada una, por turno, para decir qué les despierta. Después, quien leyó dice por qué lo eligió y qué piensa ahora. Lee la siguiente persona, hasta que las cuatro hayan tenido la última palabra.',
      'Al facilitar, explique antes que leer sin comentar es lo importante. La sala da cada turno y cierra los demás micrófonos; no hace falta llamar a nadie. Quien no tenga qué decir, pasa.',
      'Un fallo conocido: las personas se responden entre sí o quien leyó defiende su elección mientras hablan las demás. Aquí ninguna de las dos cosas puede ocurrir; sí puede pasar que se hable de lo que dijo la persona anterior y se olvide el pasaje. Manténganlo a la vista en la pizarra.',
    ],
  }),
  attribution: {
    origin: 'Attributed to Patricia Averette',
    source: 'Public description (teach.nwp.org/save-the-last-word-for-me-protocol)',
    licence: 'Prompts: Apache-2.0, own words',
  },
  people: { min: 4, max: 40 },
  needsPresenter: false,
  steps: [
    {
      id: 'choose',
      title: { en: 'Choose a passage', es: 'Elegir un pasaje' },
      prompt: {
        en: 'In silence, find the passage that matters most to you, and a second one in case somebody takes it first.',
        es: 'En silencio, busquen el pasaje que más les importe y otro de reserva por si alguien se adelanta.',
      },
      minutes: suggested(4, 2, 15),
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
          title: { en: 'The passage', es: 'El pasaje' },
          prompt: {
            en: 'Whose round it is: read your passage aloud, say where it stands, and nothing more.',
            es: 'Quien tiene la ronda: lea su pasaje en voz alta, diga dónde está y nada más.',
          },
          minutes: suggested(1, 0.5, 2),
          floor: presenterOnly,
          board: everyoneWrites,
          grouping: fours,
          onEnd: 'advance',
        },
        {
          id: 'pause',
          title: { en: 'Pause', es: 'Pausa' },
          prompt: { en: 'Let it sink in.', es: 'Dejen que repose.' },
          minutes: suggested(0.5, 0.5, 1),
          floor: nobody,
          board: everyoneReads,
          grouping: fours,
          onEnd: 'advance',
          silence: true,
        },
        {
          id: 'responses',
          title: { en: 'The others respond', es: 'Responden las demás personas' },
          prompt: {
            en: 'A minute each, in turn: what does this passage make you think of, ask, doubt? The reader listens.',
            es: 'Un minuto por persona, por turno: ¿qué les hace pensar, preguntar, dudar este pasaje? Quien leyó escucha.',
          },
          minutes: each(minutes(1, 0.5, 1.5)),
          floor: { mode: 'rounds', roles: ['participant'], turnSeconds: 90 },
          board: everyoneReads,
          grouping: fours,
          onEnd: 'advance',
        },
        {
          id: 'last-word',
          title: { en: 'The last word', es: 'La última palabra' },
          prompt: {
            en: 'Reader: why this passage, and what do you see in it now? Nobody adds to it.',
            es: 'Quien leyó: ¿por qué este pasaje y qué ve ahora en él? Nadie añade nada.',
          },
          minutes: minutes(3, 1, 4),
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
        en: 'What did waiting for the last word change? Which thought about the text do you take with you?',
        es: '¿Qué cambió al esperar la última palabra? ¿Qué idea sobre el texto se llevan?',
      },
      minutes: suggested(3, 2, 10),
      floor: open,
      board: everyoneWrites,
      onEnd: 'chime',
    },
  ],
}
