import type { Protocol } from '@copse/contract'
import { everyoneReads, everyoneWrites, groupsOf, minutes, nobody, open, page, suggested } from './step.ts'

const pairs = groupsOf(2)

export const galleryWalk: Protocol = {
  id: 'gallery-walk',
  version: 1,
  title: { en: 'Gallery Walk', es: 'Paseo por la galería' },
  summary: {
    en: 'Pairs hang their work on boards of their own; everyone goes from board to board and leaves a like and a wonder.',
    es: 'Cada pareja cuelga su trabajo en su pizarra; se va de pizarra en pizarra y se deja un «me gusta» y un «me pregunto».',
  },
  useWhen: {
    en: 'Several pairs bring work at once and each should get written feedback from everyone in half an hour.',
    es: 'Varias parejas traen trabajos a la vez y cada una debería recibir comentarios escritos de todas en media hora.',
  },
  description: page({
    en: [
      'An exhibition of work in progress. Every board gets some minutes of silent attention from each other pair, and from each visitor one thing she likes and one she wonders about.',
      'People sit in pairs and put their work on their own board. Then all go at once to the next board, and the next: in silence, each writes a like and a wonder beside the work, until every pair has been at every other board. Back at their own board they read what was left there. At the end all boards come together, and each author says in a minute what she takes from it.',
      'As facilitator, help set up: one piece, one frame, a title. The room takes the pairs from board to board and home again. Ask for wonders that are questions, and for likes that say what exactly. With many pairs make the stops shorter, or the groups larger.',
      'A known failure: the last boards get tired visitors. With more than eight boards make larger groups. Another: people repeat what others left before them. Ask them to look at the work first and to read the notes last.',
    ],
    es: [
      'Una exposición de trabajos en curso. Cada pizarra recibe unos minutos de atención silenciosa de cada una de las otras parejas y, de cada visitante, algo que le gusta y algo que se pregunta.',
      'Se sientan en parejas y ponen su trabajo en su propia pizarra. Luego todas van a la vez a la pizarra siguiente, y a la siguiente: en silencio, cada persona escribe junto al trabajo un «me gusta» y un «me pregunto», hasta que cada pareja ha estado ante todas las demás pizarras. De vuelta en la suya leen lo que les dejaron. Al final se reúnen todas las pizarras y cada quien dice en un minuto qué se lleva.',
      'Al facilitar, ayude a preparar: una pieza, un marco, un título. La sala lleva a las parejas de pizarra en pizarra y de vuelta. Pida que lo que se preguntan sean preguntas y que lo que gusta diga qué exactamente. Con muchas parejas acorte las paradas o haga grupos mayores.',
      'Un fallo conocido: las últimas pizarras reciben visitas cansadas. Con más de ocho pizarras haga grupos mayores. Otro: se repite lo que otras personas dejaron antes. Pida mirar primero el trabajo y leer las notas al final.',
    ],
  }),
  attribution: {
    origin: 'Common classroom practice',
    source: 'Public descriptions (teacheracademy.ca/gallery-walk.html; modelinglivingearthbiology.org/node/54)',
    licence: 'Prompts: Apache-2.0, own words',
  },
  people: { min: 4, max: 24 },
  needsPresenter: false,
  steps: [
    {
      id: 'set-up',
      title: { en: 'Hang the work', es: 'Colgar los trabajos' },
      prompt: {
        en: 'Put your work on your board, with a title, and a little room around it for what others write.',
        es: 'Pongan su trabajo en su pizarra, con un título y algo de espacio alrededor para lo que escriban las demás personas.',
      },
      minutes: minutes(5, 3, 10),
      floor: open,
      board: everyoneWrites,
      grouping: pairs,
      onEnd: 'ask',
    },
    {
      repeat: 'stations',
      steps: [
        {
          id: 'visit',
          title: { en: 'At another board', es: 'Ante otra pizarra' },
          prompt: {
            en: 'You are guests. Look in silence at the work on this board. Write beside it one thing you like and one you wonder about.',
            es: 'Están de visita. Miren en silencio el trabajo de esta pizarra. Escriban al lado algo que les guste y algo que se pregunten.',
          },
          minutes: suggested(4, 2, 6),
          floor: nobody,
          board: { everyone: 'own' },
          grouping: pairs,
          onEnd: 'advance',
          silence: true,
        },
      ],
    },
    {
      id: 'home',
      title: { en: 'Back at your own board', es: 'De vuelta en su pizarra' },
      prompt: {
        en: 'Read what was left beside your work. What helps, what surprises you?',
        es: 'Lean lo que dejaron junto a su trabajo. ¿Qué ayuda, qué les sorprende?',
      },
      minutes: suggested(3, 2, 6),
      floor: open,
      board: everyoneWrites,
      grouping: pairs,
      onEnd: 'advance',
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
