import type { Protocol } from '@copse/contract'
import { everyoneReads, groupSheets, minutes, nobody, open, page, suggested } from './step.ts'

export const galleryWalk: Protocol = {
  id: 'gallery-walk',
  version: 1,
  title: { en: 'Gallery Walk', es: 'Paseo por la galería' },
  summary: {
    en: 'Everyone’s work hangs on the board; the group goes from one to the next and leaves a like and a wonder.',
    es: 'El trabajo de cada persona cuelga en la pizarra; el grupo va de uno a otro y deja un «me gusta» y un «me pregunto».',
  },
  useWhen: {
    en: 'Several people bring work at once and each should get written feedback from everyone in half an hour.',
    es: 'Varias personas traen trabajos a la vez y cada una debería recibir comentarios escritos de todas en media hora.',
  },
  description: page({
    en: [
      'An exhibition of work in progress. Every piece gets two or three minutes of everyone’s silent attention and, from each visitor, one thing she likes and one she wonders about.',
      'All put their work on the board, side by side. Then the group goes from piece to piece, in silence; at each, everyone but its author writes a like and a wonder on a sheet of her own. When the time is up the sheets are laid beside the work for all to see, and the group moves on. At the end each author says in a minute what she takes from it.',
      'As facilitator, help set up: one piece, one frame, a title. The room takes everyone from piece to piece. Ask for wonders that are questions, and for likes that say what exactly.',
      'A known failure: the last pieces get tired visitors. With more than eight works choose half of them, or shorten each. Another: people read the others’ notes and repeat them; for this reason nobody sees a sheet before the time is up.',
    ],
    es: [
      'Una exposición de trabajos en curso. Cada pieza recibe dos o tres minutos de atención silenciosa de todo el grupo y, de cada visitante, algo que le gusta y algo que se pregunta.',
      'Todas las personas ponen su trabajo en la pizarra, uno junto a otro. Luego el grupo va de pieza en pieza, en silencio; en cada una, todas salvo quien la hizo escriben un «me gusta» y un «me pregunto» en su propia hoja. Al acabar el tiempo las hojas se colocan junto al trabajo, a la vista, y el grupo sigue. Al final cada quien dice en un minuto qué se lleva.',
      'Al facilitar, ayude a preparar: una pieza, un marco, un título. La sala lleva a todo el grupo de pieza en pieza. Pida que lo que se preguntan sean preguntas y que lo que gusta diga qué exactamente.',
      'Un fallo conocido: las últimas piezas reciben visitas cansadas. Con más de ocho trabajos elija la mitad o acorte cada uno. Otro: se leen las notas ajenas y se repiten; por eso nadie ve una hoja antes de tiempo.',
    ],
  }),
  attribution: {
    origin: 'Common classroom practice',
    source: 'Public descriptions (teacheracademy.ca/gallery-walk.html; modelinglivingearthbiology.org/node/54)',
    licence: 'Prompts: Apache-2.0, own words',
  },
  people: { min: 3, max: 12 },
  needsPresenter: false,
  steps: [
    {
      id: 'set-up',
      title: { en: 'Hang the work', es: 'Colgar los trabajos' },
      prompt: {
        en: 'Put your work on the board, with a title, and a little room around it.',
        es: 'Pongan su trabajo en la pizarra, con un título y algo de espacio alrededor.',
      },
      minutes: minutes(5, 3, 10),
      floor: open,
      board: { everyone: 'own', byRole: { facilitator: 'write' } },
      onEnd: 'ask',
    },
    {
      repeat: 'people',
      steps: [
        {
          id: 'visit',
          title: { en: 'Before one work', es: 'Ante un trabajo' },
          prompt: {
            en: 'Look in silence at the work of the person whose round it is. Write one thing you like and one you wonder about. Author: watch, and write nothing.',
            es: 'Miren en silencio el trabajo de quien tiene la ronda. Escriban algo que les guste y algo que se pregunten. Quien lo hizo: mire y no escriba nada.',
          },
          minutes: minutes(2.5, 2, 3),
          floor: nobody,
          board: groupSheets,
          onEnd: 'advance',
          silence: true,
        },
      ],
    },
    {
      id: 'owners',
      title: { en: 'What the authors take', es: 'Lo que se llevan quienes expusieron' },
      prompt: {
        en: 'In turn: which like, which wonder do you take with you?',
        es: 'Por turno: ¿qué «me gusta» y qué «me pregunto» se llevan?',
      },
      guidance: {
        en: 'When the last has spoken, ask what the works have in common.',
        es: 'Cuando haya hablado la última persona, pregunte qué tienen en común los trabajos.',
      },
      minutes: suggested(5, 3, 12),
      floor: { mode: 'rounds', turnSeconds: 60, after: 'open' },
      board: everyoneReads,
      onEnd: 'chime',
    },
  ],
}
