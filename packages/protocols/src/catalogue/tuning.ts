import type { Protocol } from '@copse/contract'
import {
  everyoneReads,
  everyoneWrites,
  group,
  groupSheets,
  groupWrites,
  minutes,
  nobody,
  open,
  page,
  presenterOnly,
  presenterWrites,
  suggested,
} from './step.ts'

export const tuning: Protocol = {
  id: 'tuning',
  version: 1,
  title: { en: 'Tuning', es: 'Afinación' },
  summary: {
    en: 'Work in progress gets warm and cool feedback while the presenter listens.',
    es: 'Un trabajo en curso recibe comentarios cálidos y fríos mientras quien lo presenta escucha.',
  },
  useWhen: {
    en: 'Someone has a plan, a task or student work and wants it closer to its own goal.',
    es: 'Alguien tiene un plan, una tarea o trabajos de estudiantes y quiere acercarlos a su meta.',
  },
  description: page({
    en: [
      "Somebody shows work in progress, such as a plan, a task or students' work, and the group helps bring it into tune with its own goal. Feedback comes in two temperatures: warm for where the work meets its goal, cool for where it does not yet.",
      'After a short introduction the presenter shows the work and says what she wants feedback on. Questions for facts follow, then a silence in which everyone writes about one warm and one cool thought on a sheet of their own. The group speaks its feedback while the presenter listens. She responds by thinking aloud, without answering point by point, and all look back.',
      'As facilitator, be firm about time: the early steps eat the late ones. Judge whether a clarifying question is really feedback and let it wait. See that warm comes first, that cool is not cold, and that both speak to what the presenter asked for.',
      'A known failure: warm feedback turns into praise and cool feedback into the work somebody else would have done. Ask what in the work leads the speaker to say so. The other: the response becomes a defence; remind the presenter that she need not answer anything.',
    ],
    es: [
      'Alguien muestra un trabajo en curso, como un plan, una tarea o trabajos de estudiantes, y el grupo ayuda a afinarlo con su propia meta. Los comentarios tienen dos temperaturas: cálida donde el trabajo cumple su meta y fría donde todavía no.',
      'Tras una breve introducción, quien presenta muestra el trabajo y dice sobre qué quiere comentarios. Siguen preguntas por hechos y un silencio en que cada persona escribe, en su propia hoja, un comentario cálido y uno frío. El grupo dice sus comentarios mientras quien presentó escucha. Después piensa en voz alta, sin contestar punto por punto, y todo el grupo mira atrás.',
      'Al facilitar, sea firme con el tiempo: los primeros pasos se comen a los últimos. Juzgue si una pregunta aclaratoria es en realidad un comentario y hágala esperar. Cuide que lo cálido vaya primero, que lo frío no sea gélido y que ambos hablen de lo que se pidió.',
      'Un fallo conocido: lo cálido se vuelve elogio y lo frío, el trabajo que otra persona habría hecho. Pregunte qué hay en el trabajo que lleve a decirlo. El otro: la respuesta se convierte en defensa; recuerde que no hace falta contestar nada.',
    ],
  }),
  attribution: {
    origin: 'Joseph McDonald and David Allen, Coalition of Essential Schools',
    source:
      'Public descriptions of the Tuning protocol (essentialschools.org; oregonednet.org/strategies/tuning-protocol)',
    licence: 'Prompts: Apache-2.0, own words',
  },
  people: { min: 4, max: 12 },
  needsPresenter: true,
  steps: [
    {
      id: 'introduction',
      title: { en: 'Introduction', es: 'Introducción' },
      prompt: {
        en: 'Facilitator: name the goal, the norms and the times.',
        es: 'Facilitación: nombre la meta, las normas y los tiempos.',
      },
      minutes: minutes(5, 2, 10),
      floor: open,
      board: everyoneReads,
      onEnd: 'chime',
    },
    {
      id: 'presentation',
      title: { en: 'Presentation', es: 'Presentación' },
      prompt: {
        en: 'Presenter: show the work, say what it is for and what you want feedback on. Everyone else: listen.',
        es: 'Quien presenta: muestre el trabajo, diga para qué es y sobre qué quiere comentarios. Las demás personas: escuchen.',
      },
      minutes: minutes(15, 8, 20),
      floor: presenterOnly,
      board: presenterWrites,
      onEnd: 'ask',
    },
    {
      id: 'clarifying',
      title: { en: 'Clarifying questions', es: 'Preguntas aclaratorias' },
      prompt: {
        en: 'Ask only for facts you need to understand the work.',
        es: 'Pregunten solo por hechos necesarios para entender el trabajo.',
      },
      guidance: {
        en: 'A clarifying question that is really feedback waits.',
        es: 'Una pregunta que en realidad es un comentario espera.',
      },
      minutes: minutes(5, 2, 8),
      floor: open,
      board: everyoneReads,
      onEnd: 'chime',
    },
    {
      id: 'pause',
      title: { en: 'Pause to reflect', es: 'Pausa para pensar' },
      prompt: {
        en: 'In silence, each on your own sheet, write about one warm and one cool thought to share.',
        es: 'En silencio, cada cual en su hoja, escriban un comentario cálido y uno frío para compartir.',
      },
      minutes: minutes(3, 2, 5),
      floor: nobody,
      board: groupSheets,
      onEnd: 'advance',
      silence: true,
    },
    {
      id: 'feedback',
      title: { en: 'Warm and cool feedback', es: 'Comentarios cálidos y fríos' },
      prompt: {
        en: 'Begin warm: where does the work meet its goal? Then cool: where is there a gap, a question? Presenter: listen and take notes.',
        es: 'Primero lo cálido: ¿dónde cumple el trabajo su meta? Luego lo frío: ¿dónde hay una brecha, una duda? Quien presentó: escuche y tome notas.',
      },
      minutes: minutes(15, 8, 20),
      floor: group,
      board: groupWrites,
      onEnd: 'ask',
    },
    {
      id: 'response',
      title: { en: 'The presenter responds', es: 'Respuesta de quien presentó' },
      prompt: {
        en: 'Presenter: think aloud about what you heard; you need not answer everything. Everyone else: listen.',
        es: 'Quien presentó: piense en voz alta sobre lo oído; no hace falta contestar todo. Las demás personas: escuchen.',
      },
      minutes: suggested(8, 3, 15),
      floor: presenterOnly,
      board: presenterWrites,
      onEnd: 'chime',
    },
    {
      id: 'debrief',
      title: { en: 'Debrief', es: 'Cierre' },
      prompt: {
        en: 'The presenter begins: how was it? Then all: what did the structure make possible? Write what you will try.',
        es: 'Empieza quien presentó: ¿cómo fue? Después, todo el grupo: ¿qué hizo posible la estructura? Escriban qué van a probar.',
      },
      minutes: minutes(5, 3, 10),
      floor: open,
      board: everyoneWrites,
      onEnd: 'chime',
    },
  ],
}
