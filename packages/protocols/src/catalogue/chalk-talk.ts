import type { Protocol } from '@copse/contract'
import { everyoneReads, everyoneWrites, nobody, open, page, suggested } from './step.ts'

export const chalkTalk: Protocol = {
  id: 'chalk-talk',
  version: 1,
  title: { en: 'Chalk Talk', es: 'Conversación en la pizarra' },
  summary: {
    en: 'A question in the middle of the board and a silent conversation in writing around it.',
    es: 'Una pregunta en el centro de la pizarra y, alrededor, una conversación escrita y en silencio.',
  },
  useWhen: {
    en: 'You want every voice, the quiet ones too, and thoughts that build on one another.',
    es: 'Se quiere oír todas las voces, también las calladas, e ideas que se apoyen unas en otras.',
  },
  description: page({
    en: [
      'A conversation without voices. A question stands in the middle of the board; everybody writes, answers and connects, at the same time and in silence. Those who speak little write as much as those who speak a lot.',
      'The facilitator shows the question and explains the silence. Then all write, and read, and write again; lines join what belongs together. Pauses in which nothing happens are part of it. It ends when it is done. Afterwards the group reads the whole board, looks for themes, and talks.',
      'As facilitator, you take part with the pen alone: circle something that surprises, draw a line between two far corners, write a question under a statement. Do not hurry a pause. Keep the silence yourself, and let the room keep it for the others.',
      'A known failure: everyone writes one statement and stops, and the board is a list. Ask before the silence that each answers at least two others. Another is a question with a right answer: nothing grows around it.',
    ],
    es: [
      'Una conversación sin voces. En el centro de la pizarra hay una pregunta; todo el mundo escribe, responde y conecta, a la vez y en silencio. Quien habla poco escribe tanto como quien habla mucho.',
      'Quien facilita muestra la pregunta y explica el silencio. Después todas las personas escriben, leen y vuelven a escribir; las líneas unen lo que va junto. Las pausas en que no pasa nada son parte de esto. Termina cuando termina. Luego el grupo lee la pizarra entera, busca temas y conversa.',
      'Al facilitar, participe solo con el lápiz: rodee algo que sorprenda, una dos esquinas lejanas, escriba una pregunta bajo una afirmación. No apure una pausa. Guarde usted el silencio y deje que la sala lo guarde por las demás personas.',
      'Un fallo conocido: cada cual escribe una afirmación y para, y la pizarra es una lista. Pida antes del silencio que cada persona responda al menos a otras dos. Otro es una pregunta que tiene respuesta correcta: a su alrededor no crece nada.',
    ],
  }),
  attribution: {
    origin: 'Hilton Smith, Foxfire Fund',
    source: 'Public descriptions of Chalk Talk (parentinginpdx.blogspot.com; plpwiki)',
    licence: 'Prompts: Apache-2.0, own words',
  },
  people: { min: 3, max: 40 },
  needsPresenter: false,
  steps: [
    {
      id: 'question',
      title: { en: 'The question', es: 'La pregunta' },
      prompt: {
        en: 'The question stands in the middle of the board. From the next step on, nobody speaks.',
        es: 'La pregunta está en el centro de la pizarra. Desde el próximo paso nadie habla.',
      },
      minutes: suggested(2, 1, 5),
      floor: open,
      board: {
        ...everyoneReads,
        layout: {
          kind: 'question',
          text: { en: 'What do we want to think about together?', es: '¿Sobre qué queremos pensar en común?' },
        },
      },
      onEnd: 'ask',
    },
    {
      id: 'silent-writing',
      title: { en: 'Silent writing', es: 'Escritura en silencio' },
      prompt: {
        en: 'Write, answer what others wrote, draw lines between thoughts that belong together. Long pauses are good.',
        es: 'Escriban, respondan a lo escrito, unan con líneas las ideas que van juntas. Las pausas largas son buenas.',
      },
      guidance: {
        en: 'Circle what surprises, add a question, connect. It ends when it is done.',
        es: 'Rodee lo que sorprenda, añada una pregunta, conecte. Termina cuando termina.',
      },
      minutes: { default: 15, min: 5, max: 45 },
      floor: nobody,
      board: everyoneWrites,
      onEnd: 'ask',
      silence: true,
    },
    {
      id: 'themes',
      title: { en: 'Read and find themes', es: 'Leer y hallar temas' },
      prompt: {
        en: 'Step back and read all of it. What themes, what tensions, what surprises do you see?',
        es: 'Tomen distancia y lean todo. ¿Qué temas, tensiones y sorpresas ven?',
      },
      minutes: { default: 5, min: 3, max: 15 },
      floor: open,
      board: everyoneWrites,
      onEnd: 'chime',
    },
    {
      id: 'debrief',
      title: { en: 'Debrief', es: 'Cierre' },
      prompt: {
        en: 'What did silence make possible? Write what you will try.',
        es: '¿Qué hizo posible el silencio? Escriban qué van a probar.',
      },
      minutes: suggested(5, 3, 10),
      floor: open,
      board: everyoneWrites,
      onEnd: 'chime',
    },
  ],
}
