import type { Protocol } from '@copse/contract'
import { each, everyoneReads, everyoneWrites, groupsOf, nobody, open, page, suggested } from './step.ts'

const fours = { ...groupsOf(4), above: 10 }

export const fourAs: Protocol = {
  id: 'four-as',
  version: 1,
  title: { en: 'Four A’s Text', es: 'Texto en cuatro preguntas (Four A’s)' },
  summary: {
    en: 'A text is read with four questions: what it assumes, what we agree with, argue with and aspire to.',
    es: 'Un texto se lee con cuatro preguntas: qué supone, con qué estamos de acuerdo, qué discutimos y a qué aspiramos.',
  },
  useWhen: {
    en: 'A text takes a position and the group should weigh it before it approves or refuses.',
    es: 'Un texto toma posición y el grupo debería sopesarlo antes de aprobarlo o rechazarlo.',
  },
  description: page({
    en: [
      'A text is taken seriously from four sides. First people name what its author takes for granted; only then what they agree with, what they want to argue with, and what they would strive for.',
      'All read in silence and take notes to the four questions. More than ten people sit in groups of four. There is a round for each question: everyone names one thing and its page, and nobody comments. After the rounds the group talks openly about what the text means for its work. At last all come back and look at how it went.',
      'As facilitator, say what an assumption is, with an example: something the author need not say because she holds it to be so. Everyone has a turn in every round; passing is fine.',
      'A known failure, reported again and again: the rules drift, and people discuss where they should listen. The rounds hold one voice at a time. Another: all four questions are answered with what one likes. Ask for the page.',
    ],
    es: [
      'Se toma en serio un texto desde cuatro lados. Primero se nombra lo que quien escribe da por hecho; solo después, con qué se está de acuerdo, qué se quiere discutir y a qué se aspiraría.',
      'Todas las personas leen en silencio y toman notas para las cuatro preguntas. Si son más de diez, se sientan en grupos de cuatro. Hay una ronda para cada pregunta: cada persona nombra una cosa y su página, y nadie comenta. Tras las rondas el grupo conversa abiertamente sobre lo que el texto significa para su trabajo. Al final todo el mundo vuelve y mira cómo fue.',
      'Al facilitar, explique con un ejemplo qué es un supuesto: algo que quien escribe no necesita decir porque lo da por cierto. Cada persona tiene un turno en cada ronda; pasar está bien.',
      'Un fallo conocido y muy repetido: las reglas se aflojan y se discute donde se debería escuchar. Las rondas sostienen una voz a la vez. Otro: las cuatro preguntas se contestan con lo que gusta. Pida la página.',
    ],
  }),
  attribution: {
    origin: 'Attributed to Judith Gray',
    source: 'Public descriptions of the Four A’s text protocol (studylib 25187204; pdf4pro)',
    licence: 'Prompts: Apache-2.0, own words',
  },
  people: { min: 4, max: 40 },
  needsPresenter: false,
  steps: [
    {
      id: 'read',
      title: { en: 'Read in silence', es: 'Leer en silencio' },
      prompt: {
        en: 'Read with four questions in mind and note the page: what does it assume, where do you agree, where would you argue, what would you strive for?',
        es: 'Lean con cuatro preguntas y anoten la página: ¿qué supone?, ¿dónde están de acuerdo?, ¿dónde discutirían?, ¿a qué aspirarían?',
      },
      minutes: suggested(10, 5, 20),
      floor: nobody,
      board: everyoneReads,
      onEnd: 'ask',
      silence: true,
    },
    {
      repeat: 'questions',
      items: [
        { en: 'What does the author take for granted?', es: '¿Qué da por hecho quien escribe?' },
        { en: 'What in the text do you agree with?', es: '¿Con qué del texto están de acuerdo?' },
        { en: 'What would you argue with?', es: '¿Con qué discutirían?' },
        { en: 'What in it would you want to live up to?', es: '¿A qué de lo que dice quisieran llegar?' },
      ],
      steps: [
        {
          id: 'round',
          title: { en: 'One thing each', es: 'Una cosa cada persona' },
          prompt: {
            en: 'In turn: name one thing and where it stands in the text. Nobody comments.',
            es: 'Por turno: nombren una cosa y dónde está en el texto. Nadie comenta.',
          },
          minutes: each(suggested(0.5, 0.25, 1)),
          floor: { mode: 'rounds', turnSeconds: 60 },
          board: everyoneWrites,
          grouping: fours,
          onEnd: 'advance',
        },
      ],
    },
    {
      id: 'discussion',
      title: { en: 'Open talk', es: 'Conversación abierta' },
      prompt: {
        en: 'What does this text mean for our work with learners?',
        es: '¿Qué significa este texto para nuestro trabajo con estudiantes?',
      },
      minutes: suggested(9, 5, 20),
      floor: open,
      board: everyoneWrites,
      grouping: fours,
      onEnd: 'advance',
    },
    {
      id: 'debrief',
      title: { en: 'Debrief', es: 'Cierre' },
      prompt: {
        en: 'One thought from each group, or from each of you, and a word on the process: when did listening become hard?',
        es: 'Una idea de cada grupo, o de cada persona, y una palabra sobre el proceso: ¿cuándo costó escuchar?',
      },
      minutes: suggested(5, 3, 10),
      floor: open,
      board: everyoneWrites,
      onEnd: 'chime',
    },
  ],
}
