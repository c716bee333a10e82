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

export const collaborativeAssessment: Protocol = {
  id: 'collaborative-assessment',
  version: 1,
  title: { en: 'Collaborative Assessment Conference', es: 'Conferencia de evaluación colaborativa' },
  summary: {
    en: 'A group looks at one learner’s work without knowing anything about it; its teacher speaks only afterwards.',
    es: 'Un grupo mira el trabajo de una sola persona sin saber nada de ella; su docente habla solo después.',
  },
  useWhen: {
    en: 'You want to learn to look at a learner’s work before judging it, and to meet the learner in it.',
    es: 'Se quiere aprender a mirar el trabajo de quien aprende antes de juzgarlo y encontrar en él a la persona.',
  },
  description: page({
    en: [
      'One piece of one learner’s work, and nothing said about it: neither the task nor the age nor what the teacher thinks. The group looks until it sees something, asks until it wonders, and guesses what the learner was working on. Only then does the teacher who brought it speak.',
      'All look at the work in silence. They say what they see, then what questions it raises, then what they believe the learner is trying to do or to understand. The presenter listens all this time and answers nothing, but takes notes. Then she says what she heard, what she sees herself, and what surprised her. All together ask what this means for teaching, and look back.',
      'As facilitator, ask for evidence: what in the work makes you say so? When somebody says that it is good or careless, ask what she sees. The presenter will want to explain: her time comes, and it is worth more after waiting.',
      'A known failure: the group grades. Another: an open-ended piece is missing and there is nothing to look at; bring work in which the learner made decisions. Take off the name.',
    ],
    es: [
      'Un trabajo de una sola persona que aprende, y nada dicho sobre él: ni la tarea, ni la edad, ni lo que piensa su docente. El grupo mira hasta ver algo, pregunta hasta asombrarse e imagina en qué estaba trabajando. Solo entonces habla quien lo trajo.',
      'Todas las personas miran el trabajo en silencio. Dicen qué ven, luego qué preguntas despierta, luego qué creen que se intenta hacer o comprender en él. Quien presenta escucha todo ese tiempo y no responde nada, pero toma notas. Después dice qué oyó, qué ve y qué le sorprendió. Todo el grupo pregunta qué significa para la enseñanza y mira atrás.',
      'Al facilitar, pida evidencias: ¿qué hay en el trabajo que les lleve a decirlo? Cuando alguien diga que está bien o que es descuidado, pregunte qué ve. Quien presenta querrá explicar: su momento llega, y vale más tras la espera.',
      'Un fallo conocido: el grupo califica. Otro: el trabajo no deja nada que mirar; traiga uno en que se hayan tomado decisiones. Quite el nombre.',
    ],
  }),
  attribution: {
    origin: 'Steve Seidel and colleagues, Project Zero',
    source:
      'Public descriptions (essentialschools.org collaborative-assessment-conference; slideplayer 9919358; pbutz.blogspot.com)',
    licence: 'Prompts: Apache-2.0, own words',
  },
  people: { min: 4, max: 11 },
  needsPresenter: true,
  steps: [
    {
      id: 'reading',
      title: { en: 'Look in silence', es: 'Mirar en silencio' },
      prompt: {
        en: 'Look at the work, or read it, in silence. You are told nothing about it; note what you see.',
        es: 'Miren o lean el trabajo en silencio. No se les dice nada de él; anoten lo que ven.',
      },
      minutes: minutes(10, 5, 10),
      floor: nobody,
      board: everyoneReads,
      onEnd: 'ask',
      silence: true,
    },
    {
      id: 'see',
      title: { en: 'What do you see?', es: '¿Qué ven?' },
      prompt: {
        en: 'Say what is there, without liking or disliking it. Presenter: listen and note.',
        es: 'Digan qué hay, sin que guste ni disguste. Quien presenta: escuche y anote.',
      },
      guidance: {
        en: 'At a judgement ask what in the work it comes from.',
        es: 'Ante un juicio, pregunte de qué parte del trabajo sale.',
      },
      minutes: minutes(5, 4, 10),
      floor: group,
      board: groupWrites,
      onEnd: 'chime',
    },
    {
      id: 'questions',
      title: { en: 'What do you ask yourselves?', es: '¿Qué se preguntan?' },
      prompt: {
        en: 'What questions does it raise: about the work, the learner, the task? They stay unanswered. Presenter: note them.',
        es: '¿Qué preguntas despierta: sobre el trabajo, la persona, la tarea? Quedan sin respuesta. Quien presenta: anótelas.',
      },
      minutes: minutes(5, 4, 10),
      floor: group,
      board: groupWrites,
      onEnd: 'chime',
    },
    {
      id: 'working-on',
      title: { en: 'What is the learner working on?', es: '¿En qué está trabajando?' },
      prompt: {
        en: 'Guess, from what you see, what the learner tries to do or to understand. Presenter: listen still.',
        es: 'Imaginen, por lo que ven, qué se intenta hacer o comprender. Quien presenta: siga escuchando.',
      },
      minutes: minutes(5, 4, 10),
      floor: group,
      board: groupWrites,
      onEnd: 'chime',
    },
    {
      id: 'presenter',
      title: { en: 'The presenter speaks', es: 'Habla quien presentó' },
      prompt: {
        en: 'Presenter: what do you see, which questions do you want to answer, what surprised you? Everyone else: listen.',
        es: 'Quien presentó: ¿qué ve, qué preguntas quiere contestar, qué le sorprendió? Las demás personas: escuchen.',
      },
      minutes: minutes(5, 4, 10),
      floor: presenterOnly,
      board: presenterWrites,
      onEnd: 'chime',
    },
    {
      id: 'implications',
      title: { en: 'For our teaching', es: 'Para nuestra enseñanza' },
      prompt: {
        en: 'All: what does this work tell us about teaching and learning, hers and ours?',
        es: 'Todo el grupo: ¿qué nos dice este trabajo sobre enseñar y aprender, en su aula y en las nuestras?',
      },
      minutes: suggested(10, 5, 15),
      floor: open,
      board: everyoneWrites,
      onEnd: 'chime',
    },
    {
      id: 'reflection',
      title: { en: 'Looking back', es: 'Mirar atrás' },
      prompt: {
        en: 'What was it like to look for so long? What became visible? Write what you will try.',
        es: '¿Cómo fue mirar tanto tiempo? ¿Qué se hizo visible? Escriban qué van a probar.',
      },
      minutes: suggested(5, 3, 10),
      floor: open,
      board: everyoneWrites,
      onEnd: 'chime',
    },
  ],
}
