import type { Protocol } from '@copse/contract'
import {
  everyoneReads,
  everyoneWrites,
  facilitatorOnly,
  groupsOf,
  minutes,
  nobody,
  open,
  page,
  suggested,
} from './step.ts'

export const microlab: Protocol = {
  id: 'microlab',
  version: 1,
  title: { en: 'Microlab', es: 'Microlab: escucha en tríos' },
  summary: {
    en: 'In triads each speaks to a question for the same time while two others only listen; with each question another begins.',
    es: 'En tríos, cada persona responde a una pregunta durante el mismo tiempo y las otras dos solo escuchan; con cada pregunta empieza otra.',
  },
  useWhen: {
    en: 'People hardly know one another, or a question is personal, and each should be heard for once without being answered.',
    es: 'Las personas apenas se conocen, o la pregunta es personal, y cada una debería ser oída por una vez sin que le contesten.',
  },
  description: page({
    en: [
      'An exercise in listening. Three people, up to three questions, equal time. Whoever has the turn speaks; the two others say nothing at all, not even a kind word.',
      'The facilitator reads a question twice, and all write a minute for themselves. In triads each speaks in turn for two minutes. If somebody is done early, the three sit in silence until the bell; if the bell comes in mid-sentence, the sentence ends. For the second question the second person begins, for the third the third. Then all come back and talk about what listening was like.',
      'As facilitator, read slowly and let the questions go from the outside to the inside, the easiest first. Say before the first round that what is told in a triad stays there, and that silence is part of the time that belongs to the speaker. Put your own questions in the place of these.',
      'A known failure: listeners help, nod loudly, ask. The room closes their microphones. Another: in the closing talk somebody retells what a partner said. Ask for what each noticed in herself.',
    ],
    es: [
      'Un ejercicio de escucha. Tres personas, hasta tres preguntas, el mismo tiempo. Habla quien tiene el turno; las otras dos no dicen nada, ni siquiera una palabra amable.',
      'Quien facilita lee dos veces una pregunta y cada persona escribe un minuto para sí. En tríos, cada una habla por turno dos minutos. Si alguien termina antes, los tres guardan silencio hasta la campana; si la campana llega a media frase, la frase termina. Con la segunda pregunta empieza la segunda persona y con la tercera, la tercera. Después todo el grupo vuelve y habla de cómo fue escuchar.',
      'Al facilitar, lea despacio y haga que las preguntas vayan de fuera adentro, la más fácil primero. Diga antes de la primera ronda que lo contado en un trío se queda allí y que el silencio es parte del tiempo de quien habla. Ponga sus propias preguntas en lugar de estas.',
      'Un fallo conocido: quien escucha ayuda, asiente en voz alta, pregunta. La sala cierra esos micrófonos. Otro: en el cierre alguien repite lo que dijo una pareja. Pida lo que cada cual notó en sí.',
    ],
  }),
  attribution: {
    origin: 'Attributed to Julian Weissglass; used in the Coalition of Essential Schools and by Project Zero',
    source: 'Public descriptions of the Microlab protocol (parentinginpdx.blogspot.com; plpwiki Microlab)',
    licence: 'Prompts: Apache-2.0, own words',
  },
  people: { min: 3, max: 60 },
  needsPresenter: false,
  steps: [
    {
      id: 'opening',
      title: { en: 'How it goes', es: 'Cómo va' },
      prompt: {
        en: 'Equal time for each, nobody interrupts or answers, and what is told in a triad stays there.',
        es: 'El mismo tiempo para cada persona, nadie interrumpe ni contesta, y lo que se cuenta en un trío se queda allí.',
      },
      minutes: suggested(2, 1, 5),
      floor: open,
      board: everyoneReads,
      onEnd: 'chime',
    },
    {
      repeat: 'questions',
      items: [
        {
          en: 'What in your work with learners has given you energy lately?',
          es: '¿Qué le ha dado energía últimamente en su trabajo con estudiantes?',
        },
        {
          en: 'When did you notice that something you believed about teaching was no longer true for you?',
          es: '¿Cuándo notó que algo que creía sobre la enseñanza ya no era cierto para usted?',
        },
        {
          en: 'What would you do differently if you were sure of being supported?',
          es: '¿Qué haría de otra manera si tuviera la seguridad de recibir apoyo?',
        },
      ],
      steps: [
        {
          id: 'question',
          title: { en: 'The question', es: 'La pregunta' },
          prompt: {
            en: 'Listen: the question is read twice. It stays on your screen.',
            es: 'Escuchen: la pregunta se lee dos veces. Queda en su pantalla.',
          },
          guidance: {
            en: 'Read it slowly, twice, and explain nothing.',
            es: 'Léala despacio, dos veces, y no explique nada.',
          },
          minutes: suggested(0.5, 0.5, 1),
          floor: facilitatorOnly,
          board: everyoneReads,
          onEnd: 'advance',
        },
        {
          id: 'writing',
          title: { en: 'Write for yourself', es: 'Escribir para sí' },
          prompt: {
            en: 'In silence, in your own notes: what comes to mind?',
            es: 'En silencio y en sus notas: ¿qué les viene a la mente?',
          },
          minutes: suggested(1, 0.5, 2),
          floor: nobody,
          board: everyoneReads,
          onEnd: 'advance',
          silence: true,
        },
        {
          id: 'sharing',
          title: { en: 'Each in turn', es: 'Cada persona, por turno' },
          prompt: {
            en: 'Whoever has the turn speaks; the others listen without a word. If time remains, be silent together.',
            es: 'Habla quien tiene el turno; las demás personas escuchan sin una palabra. Si sobra tiempo, guarden silencio juntas.',
          },
          minutes: minutes(6, 3, 9),
          floor: { mode: 'rounds', turnSeconds: 120, rotate: true },
          board: everyoneReads,
          grouping: groupsOf(3),
          onEnd: 'advance',
          capture: 'nothing',
        },
      ],
    },
    {
      id: 'debrief',
      title: { en: 'Debrief', es: 'Cierre' },
      prompt: {
        en: 'What was it like to listen, and to be listened to? Speak for yourself only.',
        es: '¿Cómo fue escuchar y que les escucharan? Hablen solo de su propia experiencia.',
      },
      minutes: suggested(6, 3, 15),
      floor: open,
      board: everyoneWrites,
      onEnd: 'chime',
    },
  ],
}
