import type { Protocol } from '@copse/contract'
import {
  everyoneReads,
  everyoneWrites,
  group,
  groupWrites,
  minutes,
  nobody,
  open,
  page,
  presenterOnly,
  presenterWrites,
  suggested,
} from './step.ts'

/** The plenary form: everybody shares in turn and the whole group looks for what made each success. */
export const successAnalysis: Protocol = {
  id: 'success-analysis',
  version: 1,
  title: { en: 'Success Analysis', es: 'Análisis de éxitos' },
  summary: {
    en: 'Each person tells of a success; the others work out what made it one; then all look for what they share.',
    es: 'Cada persona cuenta un éxito; las demás averiguan qué lo hizo posible; luego se busca lo común.',
  },
  useWhen: {
    en: 'A group wants to learn from what already works, or to begin its work together on firm ground.',
    es: 'Un grupo quiere aprender de lo que ya funciona o empezar su trabajo sobre suelo firme.',
  },
  description: page({
    en: [
      'Groups usually study what went wrong. Here each person tells of something that went right, and the others work out why. This is the form in plenary: one story after another, before everyone.',
      'All write silently about a success of their own. Then each in turn tells hers, answers a few questions for facts, and listens while the others analyse what she did that made it a success. She says what she had not seen herself, and the group says well done. When everyone has had a turn, the group puts on the board what the stories share.',
      'As facilitator, hold the analysis to what the person did, not to luck or to circumstances. Every round is as long as every other: do not let the first stories take the time of the last.',
      'A known failure: modesty. Tellers make their part small and listeners congratulate in place of analysing. Ask: what exactly did she do, and what would have happened otherwise? With more than six people choose the form in triads, or the day is over before the last story.',
    ],
    es: [
      'Los grupos suelen estudiar lo que salió mal. Aquí cada persona cuenta algo que salió bien y las demás averiguan por qué. Esta es la forma en plenario: un relato tras otro, ante todo el grupo.',
      'Todas las personas escriben en silencio sobre un éxito propio. Luego, por turno, cada una cuenta el suyo, responde unas pocas preguntas por hechos y escucha mientras las demás analizan qué hizo para que fuera un éxito. Dice qué no había visto y el grupo felicita. Cuando han pasado todas, se pone en la pizarra lo que los relatos comparten.',
      'Al facilitar, mantenga el análisis en lo que la persona hizo, no en la suerte ni en las circunstancias. Todas las rondas duran lo mismo: que los primeros relatos no se lleven el tiempo de los últimos.',
      'Un fallo conocido: la modestia. Quien cuenta achica su parte y quien escucha felicita en vez de analizar. Pregunte: ¿qué hizo exactamente y qué habría pasado si no? Con más de seis personas elija la forma en tríos, o el día se acaba antes del último relato.',
    ],
  }),
  attribution: {
    origin: 'Daniel Baron, Vivian Johnson and Gene Thompson-Grove',
    source:
      'Public descriptions of Success Analysis (teacheracademy.ca/educators-success.html; docsbay success-analysis-protocol)',
    licence: 'Prompts: Apache-2.0, own words',
  },
  people: { min: 3, max: 8 },
  needsPresenter: false,
  steps: [
    {
      id: 'write',
      title: { en: 'Write your success', es: 'Escriba su éxito' },
      prompt: {
        en: 'In silence, in your own notes, write about a time your practice truly worked. What did you do that made it different?',
        es: 'En silencio y en sus propias notas, escriban sobre una vez en que su práctica funcionó de verdad. ¿Qué hicieron que fue distinto?',
      },
      minutes: minutes(5, 3, 10),
      floor: nobody,
      board: everyoneReads,
      onEnd: 'advance',
      silence: true,
    },
    {
      repeat: 'people',
      steps: [
        {
          id: 'story',
          title: { en: 'The story', es: 'El relato' },
          prompt: {
            en: 'Tell what happened and what you did. Everyone else: listen.',
            es: 'Cuente qué pasó y qué hizo. Las demás personas: escuchen.',
          },
          minutes: minutes(3, 2, 5),
          floor: presenterOnly,
          board: presenterWrites,
          onEnd: 'chime',
        },
        {
          id: 'clarifying',
          title: { en: 'Clarifying questions', es: 'Preguntas aclaratorias' },
          prompt: { en: 'Ask only for facts.', es: 'Pregunten solo por hechos.' },
          minutes: minutes(2, 1, 3),
          floor: open,
          board: everyoneReads,
          onEnd: 'chime',
        },
        {
          id: 'analysis',
          title: { en: 'The group analyses', es: 'El grupo analiza' },
          prompt: {
            en: 'What did this person do that made it a success? What else had to be there? The teller listens and takes notes.',
            es: '¿Qué hizo esta persona para que fuera un éxito? ¿Qué más tuvo que darse? Quien lo contó escucha y toma notas.',
          },
          minutes: minutes(5, 3, 8),
          floor: group,
          board: groupWrites,
          onEnd: 'chime',
        },
        {
          id: 'reflect',
          title: { en: 'The teller reflects', es: 'Reflexión de quien lo contó' },
          prompt: {
            en: 'What did you hear that you had not seen in it yourself?',
            es: '¿Qué oyó que usted no había visto?',
          },
          minutes: minutes(1, 1, 3),
          floor: presenterOnly,
          board: presenterWrites,
          onEnd: 'chime',
        },
        {
          id: 'celebrate',
          title: { en: 'Celebrate', es: 'Celebrar' },
          prompt: { en: 'Say well done, each in your own way.', es: 'Feliciten, cada cual a su manera.' },
          minutes: suggested(1, 0.5, 2),
          floor: open,
          board: everyoneReads,
          onEnd: 'advance',
        },
      ],
    },
    {
      id: 'shared-factors',
      title: { en: 'What our successes share', es: 'Lo común de nuestros éxitos' },
      prompt: {
        en: 'Put on the board what the stories have in common. What does it mean for our work?',
        es: 'Pongan en la pizarra lo que los relatos tienen en común. ¿Qué significa para nuestro trabajo?',
      },
      minutes: minutes(10, 5, 15),
      floor: open,
      board: everyoneWrites,
      onEnd: 'ask',
    },
    {
      id: 'debrief',
      title: { en: 'Debrief', es: 'Cierre' },
      prompt: {
        en: 'How was it to be listened to like this? Write what you will try.',
        es: '¿Cómo fue que les escucharan así? Escriban qué van a probar.',
      },
      minutes: minutes(5, 3, 8),
      floor: open,
      board: everyoneWrites,
      onEnd: 'chime',
    },
  ],
}
