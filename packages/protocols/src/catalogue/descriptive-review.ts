import type { Protocol } from '@copse/contract'
import {
  everyoneReads,
  everyoneWrites,
  facilitatorOnly,
  group,
  groupWrites,
  minutes,
  open,
  page,
  presenterOnly,
  presenterWrites,
  suggested,
} from './step.ts'

/** What is said here is about a child: nothing of the board is kept. */
const capture = 'nothing' as const

export const descriptiveReview: Protocol = {
  id: 'descriptive-review',
  version: 1,
  title: { en: 'Descriptive Review of a Child', es: 'Revisión descriptiva de una niña o un niño' },
  summary: {
    en: 'A teacher describes one child fully and without labels; the group adds, asks and recommends.',
    es: 'Una docente o un docente describe a una sola criatura, a fondo y sin etiquetas; el grupo añade, pregunta y recomienda.',
  },
  useWhen: {
    en: 'A teacher wants to know a child better, and has ninety minutes and colleagues who can keep a confidence.',
    es: 'Alguien quiere conocer mejor a una niña o un niño y tiene noventa minutos y colegas que saben guardar reserva.',
  },
  description: page({
    en: [
      'A long, careful look at one child through her teacher’s eyes: how she moves and speaks, with whom she is, what she cares for, how she thinks and learns. It describes what the child can and does, not what is wrong with her.',
      'Before the meeting presenter and facilitator prepare together and find a focus question. The presenter then describes, uninterrupted, for twenty minutes. The facilitator sums up; others who know the child add. The question is said again, the group asks, tells in short what it heard, and after a second summary talks about the question and recommends.',
      'As facilitator, you prepare, sum up twice and protect: the child, her family, and the teacher. The child has another name here. Nothing of the board is kept, and you do not record. Ask for a picture in place of a label: when was she like that, what did it look like?',
      'A known failure: the meeting becomes one about a problem, and the child disappears behind a diagnosis. Another: it is done without agreement of school and family where the law asks for it. Records about learners are protected; find out before you begin.',
    ],
    es: [
      'Una mirada larga y cuidadosa a una niña o un niño a través de su docente: cómo se mueve y habla, con quién está, qué le importa, cómo piensa y aprende. Describe lo que puede y hace, no lo que le falta.',
      'Antes de la reunión, quien presenta y quien facilita preparan juntas y hallan una pregunta. Quien presenta describe, sin interrupción, veinte minutos. Quien facilita resume; otras personas que conocen a la criatura añaden. Se repite la pregunta, el grupo pregunta, dice en breve lo que oyó y, tras un segundo resumen, conversa sobre la pregunta y recomienda.',
      'Al facilitar, usted prepara, resume dos veces y protege: a la criatura, a su familia y a su docente. Aquí lleva otro nombre. No se guarda nada de la pizarra y no se graba. Pida una imagen en lugar de una etiqueta: ¿cuándo fue así?, ¿cómo se veía?',
      'Un fallo conocido: la reunión trata de un problema y la criatura desaparece tras un diagnóstico. Otro: se hace sin el acuerdo de la escuela y la familia donde la ley lo pide. Los datos de estudiantes están protegidos; infórmese antes de empezar.',
    ],
  }),
  attribution: {
    origin: 'Patricia Carini and colleagues, Prospect School and Center',
    source: 'Public description of the Descriptive Review (nowcomment.com/documents/207234)',
    licence: 'Prompts: Apache-2.0, own words',
  },
  people: { min: 4, max: 15 },
  needsPresenter: true,
  steps: [
    {
      id: 'introduction',
      title: { en: 'Introduction', es: 'Introducción' },
      prompt: {
        en: 'Facilitator: tell the focus question, how we go on, and what stays in this room.',
        es: 'Facilitación: diga la pregunta, cómo procederemos y qué se queda en esta sala.',
      },
      guidance: {
        en: 'Agree on another name for the child. Nothing is recorded.',
        es: 'Acuerden otro nombre para la criatura. No se graba nada.',
      },
      minutes: minutes(5, 3, 8),
      floor: open,
      board: everyoneReads,
      onEnd: 'ask',
      capture,
    },
    {
      id: 'description',
      title: { en: 'The description', es: 'La descripción' },
      prompt: {
        en: 'Presenter: describe the child: presence and gesture, disposition, relations, interests, ways of thinking and learning. Everyone else: listen.',
        es: 'Quien presenta: describa a la criatura: presencia y gestos, carácter, relaciones, intereses, maneras de pensar y aprender. Las demás personas: escuchen.',
      },
      minutes: minutes(20, 15, 30),
      floor: presenterOnly,
      board: presenterWrites,
      onEnd: 'ask',
      capture,
    },
    {
      id: 'first-summary',
      title: { en: 'Summary', es: 'Resumen' },
      prompt: {
        en: 'Facilitator: gather the main threads of what was described.',
        es: 'Facilitación: reúna los hilos principales de lo descrito.',
      },
      minutes: minutes(5, 3, 8),
      floor: facilitatorOnly,
      board: everyoneReads,
      onEnd: 'chime',
      capture,
    },
    {
      id: 'other-descriptions',
      title: { en: 'Others who know the child', es: 'Quienes también la conocen' },
      prompt: {
        en: 'Whoever knows the child: add what you have seen, as a description.',
        es: 'Quien conozca a la criatura: añada lo que ha visto, como descripción.',
      },
      minutes: minutes(10, 5, 15),
      floor: group,
      board: groupWrites,
      onEnd: 'chime',
      capture,
    },
    {
      id: 'question',
      title: { en: 'The question again', es: 'Otra vez la pregunta' },
      prompt: {
        en: 'Presenter: say your focus question again, as it stands for you now.',
        es: 'Quien presenta: repita su pregunta, tal como la ve ahora.',
      },
      minutes: minutes(5, 2, 5),
      floor: presenterOnly,
      board: presenterWrites,
      onEnd: 'chime',
      capture,
    },
    {
      id: 'questions',
      title: { en: 'Questions', es: 'Preguntas' },
      prompt: {
        en: 'Ask what helps to see the child more clearly. The presenter answers.',
        es: 'Pregunten lo que ayude a ver mejor a la criatura. Quien presenta responde.',
      },
      guidance: {
        en: 'Ask for pictures in place of labels.',
        es: 'Pida imágenes en lugar de etiquetas.',
      },
      minutes: minutes(15, 10, 20),
      floor: open,
      board: everyoneReads,
      onEnd: 'chime',
      capture,
    },
    {
      id: 'heard',
      title: { en: 'What we heard', es: 'Lo que oímos' },
      prompt: {
        en: 'One short thing each, in no order: a word, a picture, a moment that stayed with you.',
        es: 'Algo breve cada persona, sin orden: una palabra, una imagen, un momento que les quedó.',
      },
      minutes: minutes(5, 3, 8),
      floor: open,
      board: everyoneWrites,
      onEnd: 'chime',
      capture,
    },
    {
      id: 'second-summary',
      title: { en: 'Second summary', es: 'Segundo resumen' },
      prompt: {
        en: 'Facilitator: say how the child looks to us now, and what the question asks.',
        es: 'Facilitación: diga cómo vemos ahora a la criatura y qué pide la pregunta.',
      },
      minutes: minutes(5, 3, 8),
      floor: facilitatorOnly,
      board: everyoneReads,
      onEnd: 'chime',
      capture,
    },
    {
      id: 'recommendations',
      title: { en: 'Discussion and recommendations', es: 'Conversación y recomendaciones' },
      prompt: {
        en: 'What could support this child, building on what she can do? Presenter: say which of it you will try.',
        es: '¿Qué podría apoyar a esta criatura, a partir de lo que puede? Quien presentó: diga qué probará.',
      },
      guidance: {
        en: 'Close by asking whether child, family and teacher were treated with respect.',
        es: 'Cierre preguntando si se trató con respeto a la criatura, a la familia y a su docente.',
      },
      minutes: suggested(20, 10, 30),
      floor: open,
      board: everyoneWrites,
      onEnd: 'chime',
      capture,
    },
  ],
}
