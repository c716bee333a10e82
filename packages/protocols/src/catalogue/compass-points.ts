import type { Protocol } from '@copse/contract'
import { everyoneReads, everyoneWrites, minutes, nobody, open, page, suggested } from './step.ts'

const directions = { kind: 'choice' } as const

export const compassPoints: Protocol = {
  id: 'compass-points',
  version: 1,
  title: { en: 'Compass Points', es: 'Puntos cardinales' },
  summary: {
    en: 'People choose how they work in groups, meet those who chose the same, and tell the others what they need.',
    es: 'Cada persona elige cómo trabaja en grupo, se reúne con quienes eligieron lo mismo y cuenta a las demás qué necesita.',
  },
  useWhen: {
    en: 'A group is about to work together for long, or rubs against its own differences without a name for them.',
    es: 'Un grupo va a trabajar junto mucho tiempo, o roza con sus propias diferencias sin tener un nombre para ellas.',
  },
  description: page({
    en: [
      'Four ways of working in a group, named after the points of the compass: North acts, South minds people and feelings, West wants the details first, East sees the whole. Everyone has some of each; the question is where you go first.',
      'All read about the four and choose one. The four groups meet and answer five questions about their own direction: its strengths, its limits, whom they find hard to work with, what the others should know, what they value in them. Each group reports; then all talk about which mix the community has and what that explains.',
      'As facilitator, say that this is a picture to talk with and not a test. A direction with one person is no failure: it says something about the group; let her answer alone or join her neighbour. The board has an area for each direction, for the reports.',
      'A known failure: the directions become labels, and jokes are made of one of them. Ask each group to end on what it needs from the others. People who cannot choose are asked where they go under pressure.',
    ],
    es: [
      'Cuatro maneras de trabajar en grupo con nombre de puntos cardinales: el Norte actúa, el Sur cuida a las personas y los sentimientos, el Oeste quiere primero los detalles, el Este ve el conjunto. Todo el mundo tiene algo de cada uno; la pregunta es adónde va primero.',
      'Todas las personas leen sobre los cuatro y eligen uno. Los cuatro grupos se reúnen y responden cinco preguntas sobre su rumbo: sus fortalezas, sus límites, con quién les cuesta trabajar, qué deberían saber los demás, qué valoran en ellos. Cada grupo informa; luego se habla de qué mezcla tiene la comunidad y qué explica.',
      'Al facilitar, diga que es una imagen para conversar y no un test. Un rumbo con una sola persona no es un fallo: dice algo del grupo; que responda sola o se una a un rumbo vecino. La pizarra tiene una zona por rumbo, para los informes.',
      'Un fallo conocido: los rumbos se vuelven etiquetas y se hacen bromas con uno de ellos. Pida que cada grupo termine con lo que necesita de los demás. A quien no pueda elegir se le pregunta adónde va bajo presión.',
    ],
  }),
  attribution: {
    origin: 'Developed in the field by teachers',
    source: 'Public descriptions of Compass Points (docslib 2893899; studylib 11029012)',
    licence: 'Prompts: Apache-2.0, own words',
  },
  people: { min: 8, max: 25 },
  needsPresenter: false,
  steps: [
    {
      id: 'read',
      title: { en: 'Four directions', es: 'Cuatro rumbos' },
      prompt: {
        en: 'Read in silence. North: let us begin. South: has everyone been heard? West: what exactly, when, who? East: what is this all for?',
        es: 'Lean en silencio. Norte: empecemos ya. Sur: ¿se ha oído a todo el mundo? Oeste: ¿qué, cuándo y quién exactamente? Este: ¿para qué es todo esto?',
      },
      minutes: minutes(6, 5, 7),
      floor: nobody,
      board: {
        ...everyoneReads,
        layout: {
          kind: 'quadrants',
          titles: [
            { en: 'North: acting', es: 'Norte: actuar' },
            { en: 'East: seeing the whole', es: 'Este: ver el conjunto' },
            { en: 'West: attending to details', es: 'Oeste: atender al detalle' },
            { en: 'South: caring', es: 'Sur: cuidar' },
          ],
        },
      },
      onEnd: 'advance',
      silence: true,
    },
    {
      id: 'choose',
      title: { en: 'Choose', es: 'Elegir' },
      prompt: {
        en: 'Where do you go first when a group begins to work, most of all under pressure? Choose one.',
        es: '¿Adónde van primero cuando un grupo empieza a trabajar, sobre todo bajo presión? Elijan uno.',
      },
      guidance: {
        en: 'Wait until all have chosen; whoever has not is placed in the smallest group.',
        es: 'Espere a que todo el mundo haya elegido; quien no, va al grupo más pequeño.',
      },
      choices: [
        { en: 'North: acting', es: 'Norte: actuar' },
        { en: 'South: caring', es: 'Sur: cuidar' },
        { en: 'West: attending to details', es: 'Oeste: atender al detalle' },
        { en: 'East: seeing the whole', es: 'Este: ver el conjunto' },
      ],
      minutes: suggested(2, 1, 4),
      floor: open,
      board: everyoneReads,
      onEnd: 'ask',
    },
    {
      repeat: 'questions',
      items: [
        { en: 'What is our direction good at?', es: '¿En qué es bueno nuestro rumbo?' },
        { en: 'Where does it reach its limits?', es: '¿Dónde llega a sus límites?' },
        {
          en: 'With which direction is it hardest for us to work, and why?',
          es: '¿Con qué rumbo nos cuesta más trabajar y por qué?',
        },
        {
          en: 'What should the others know about us, so that we work well together?',
          es: '¿Qué deberían saber los demás para que trabajemos bien juntos?',
        },
        { en: 'What do we value in each of the others?', es: '¿Qué valoramos en cada uno de los demás?' },
      ],
      steps: [
        {
          id: 'answers',
          title: { en: 'In your direction', es: 'En su rumbo' },
          prompt: {
            en: 'Answer together and put a few words on your board.',
            es: 'Respondan en grupo y pongan unas palabras en su pizarra.',
          },
          minutes: minutes(3, 2, 4),
          floor: open,
          board: {
            ...everyoneWrites,
            layout: { kind: 'question', text: { en: 'Our direction', es: 'Nuestro rumbo' } },
          },
          grouping: directions,
          onEnd: 'advance',
        },
      ],
    },
    {
      id: 'report',
      title: { en: 'The directions report', es: 'Informan los rumbos' },
      prompt: {
        en: 'One after another: what you answered, and at the end what you need from the others.',
        es: 'Uno tras otro: qué respondieron y, al final, qué necesitan de los demás.',
      },
      minutes: suggested(12, 6, 15),
      floor: open,
      board: everyoneWrites,
      onEnd: 'chime',
    },
    {
      id: 'debrief',
      title: { en: 'Debrief', es: 'Cierre' },
      prompt: {
        en: 'Which mix do we have? What does it explain, and what will we do about it? Write what you will try.',
        es: '¿Qué mezcla tenemos? ¿Qué explica y qué haremos con ello? Escriban qué van a probar.',
      },
      minutes: suggested(10, 5, 15),
      floor: open,
      board: everyoneWrites,
      onEnd: 'chime',
    },
  ],
}
