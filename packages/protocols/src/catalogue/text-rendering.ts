import type { Protocol } from '@copse/contract'
import { everyoneReads, everyoneWrites, nobody, open, page, suggested } from './step.ts'

export const textRendering: Protocol = {
  id: 'text-rendering',
  version: 1,
  title: { en: 'Text Rendering', es: 'Destilar un texto' },
  summary: {
    en: 'Everyone gives a sentence, then a phrase, then a word from the text; the group hears what it made of it.',
    es: 'Cada persona da una oración, luego una frase, luego una palabra del texto; el grupo oye lo que destiló.',
  },
  useWhen: {
    en: 'A group wants to make a text its own in half an hour, without a debate.',
    es: 'Un grupo quiere hacer suyo un texto en media hora y sin debate.',
  },
  description: page({
    en: [
      'A text is boiled down aloud: a sentence from everyone, then a phrase, then a single word. What remains is the group’s own version of it, and it says as much about the group as about the text.',
      'All read and mark in silence. In the first round each reads a sentence that matters to her. In the second each gives a phrase, in the third a word; a scribe writes phrases and words on the board. Nobody explains or comments. Then the group looks at the board and talks about what it hears, what it understands now, what is missing.',
      'As facilitator, name a scribe before the rounds: only she writes. Repetition is welcome; what several choose is worth hearing several times. When a round is over before its time, go on.',
      'A known failure: people explain their choice, and the third person begins to answer the first. Another: a long text, from which everyone picks the opening. Take a page or two.',
    ],
    es: [
      'Un texto se reduce en voz alta: una oración de cada persona, luego una frase, luego una sola palabra. Lo que queda es la versión del grupo, y dice tanto de él como del texto.',
      'Todas las personas leen y marcan en silencio. En la primera ronda cada una lee una oración que le importa. En la segunda da una frase y en la tercera, una palabra; alguien apunta frases y palabras en la pizarra. Nadie explica ni comenta. Después el grupo mira la pizarra y habla de lo que oye, lo que ahora entiende y lo que falta.',
      'Al facilitar, nombre antes de las rondas a quien escribe: solo esa persona lo hace. Las repeticiones son bienvenidas; lo que varias eligen merece oírse varias veces. Cuando una ronda acabe antes de tiempo, siga adelante.',
      'Un fallo conocido: se explica la elección y la tercera persona empieza a contestar a la primera. Otro: un texto largo, del que todo el mundo toma el comienzo. Elija una o dos páginas.',
    ],
  }),
  attribution: {
    origin: 'Developed in the field by teachers',
    source: 'Public descriptions of Text Rendering (docsbay Text-Rendering-Protocol; nsrfharmony conv_text_rendering)',
    licence: 'Prompts: Apache-2.0, own words',
  },
  people: { min: 4, max: 16 },
  needsPresenter: false,
  steps: [
    {
      id: 'mark',
      title: { en: 'Read and mark', es: 'Leer y marcar' },
      prompt: {
        en: 'In silence, mark a sentence, a phrase and a word that seem to you to carry the text.',
        es: 'En silencio, marquen una oración, una frase y una palabra que les parezca que sostienen el texto.',
      },
      guidance: {
        en: 'Name a scribe now.',
        es: 'Nombre ahora a quien apuntará.',
      },
      minutes: suggested(6, 3, 15),
      floor: nobody,
      board: everyoneReads,
      onEnd: 'ask',
      silence: true,
    },
    {
      id: 'sentences',
      title: { en: 'A sentence each', es: 'Una oración cada persona' },
      prompt: {
        en: 'In turn, read your sentence. Nothing before it, nothing after.',
        es: 'Por turno, lean su oración. Nada antes, nada después.',
      },
      minutes: suggested(4, 2, 8),
      floor: { mode: 'rounds', turnSeconds: 30 },
      board: everyoneReads,
      onEnd: 'ask',
    },
    {
      id: 'phrases',
      title: { en: 'A phrase each', es: 'Una frase cada persona' },
      prompt: {
        en: 'In turn, say your phrase. The scribe writes it on the board.',
        es: 'Por turno, digan su frase. Quien apunta la escribe en la pizarra.',
      },
      minutes: suggested(4, 2, 8),
      floor: { mode: 'rounds', turnSeconds: 25 },
      board: everyoneReads,
      onEnd: 'ask',
    },
    {
      id: 'words',
      title: { en: 'A word each', es: 'Una palabra cada persona' },
      prompt: {
        en: 'In turn, say your word. The scribe writes it on the board.',
        es: 'Por turno, digan su palabra. Quien apunta la escribe en la pizarra.',
      },
      minutes: suggested(3, 1, 6),
      floor: { mode: 'rounds', turnSeconds: 15 },
      board: everyoneReads,
      onEnd: 'ask',
    },
    {
      id: 'discuss',
      title: { en: 'What do we hear?', es: '¿Qué oímos?' },
      prompt: {
        en: 'Look at the words on the board: what do they say of the text? What new thought do you have about it?',
        es: 'Miren las palabras de la pizarra: ¿qué dicen del texto? ¿Qué idea nueva tienen sobre él?',
      },
      minutes: suggested(8, 5, 15),
      floor: open,
      board: everyoneWrites,
      onEnd: 'chime',
    },
    {
      id: 'debrief',
      title: { en: 'Debrief', es: 'Cierre' },
      prompt: {
        en: 'How did this way of reading work for us?',
        es: '¿Cómo nos fue con esta manera de leer?',
      },
      minutes: suggested(3, 2, 5),
      floor: open,
      board: everyoneWrites,
      onEnd: 'chime',
    },
  ],
}
