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

export const consultancy: Protocol = {
  id: 'consultancy',
  version: 1,
  title: { en: 'Consultancy', es: 'Consultoría' },
  summary: {
    en: 'One person brings a dilemma; the others think about it aloud while she listens.',
    es: 'Una persona trae un dilema; las demás lo piensan en voz alta mientras ella escucha.',
  },
  useWhen: {
    en: 'Someone is stuck on a real question of practice and wants it widened before it is answered.',
    es: 'Alguien está atascado en una cuestión real de su práctica y quiere ampliarla antes de responderla.',
  },
  description: page({
    en: [
      "One person brings a dilemma she has not solved, and the group helps her see it more widely before anybody solves it. It comes from teachers' groups of eight to twelve, and works from four.",
      'She tells the dilemma and puts a focus question at its end. The others read what she brought, ask first for facts and then what helps her think. Then she is silent: the group talks about the dilemma as though she were not there, and she takes notes. At last she tells what she thinks now, and all look back at how they worked together.',
      'As facilitator, watch the border between the two kinds of question: a clarifying one is answered in a sentence, a probing one makes the presenter stop and think. Keep the focus question in sight. In the discussion bring the group back from solutions to the dilemma at least once.',
      'A known failure: the group gives advice from the first minute, dressed as questions, and the presenter defends herself. Say at the start that advice has its place, late and rarely. Another: the presenter answers in the discussion. Here her microphone is closed; her notes are hers alone.',
    ],
    es: [
      'Una persona trae un dilema que no ha resuelto y el grupo le ayuda a verlo con más amplitud antes de que nadie lo resuelva. Viene de grupos docentes de ocho a doce personas y funciona desde cuatro.',
      'Quien presenta cuenta el dilema y lo cierra con una pregunta. Las demás personas miran lo que trajo, preguntan primero por hechos y después lo que ayude a pensar. Luego calla: el grupo habla del dilema como si no estuviera, y ella o él toma notas. Al final dice qué piensa ahora y todo el grupo revisa cómo trabajó.',
      'Al facilitar, cuide la frontera entre los dos tipos de pregunta: la aclaratoria se contesta con una frase; la de indagación hace que quien presenta se detenga a pensar. Mantenga la pregunta a la vista. En la conversación, devuelva al grupo de las soluciones al dilema al menos una vez.',
      'Un fallo conocido: el grupo aconseja desde el primer minuto, con preguntas por disfraz, y quien presenta se defiende. Diga al empezar que el consejo tiene su lugar, tarde y pocas veces. Otro: quien presenta responde durante la conversación. Aquí su micrófono está cerrado y sus notas son solo suyas.',
    ],
  }),
  attribution: {
    origin: 'Gene Thompson-Grove, Paula Evans and Faith Dunne, Coalition of Essential Schools',
    source:
      'Public descriptions of the Consultancy protocol (docsbay.net/doc/514092; pbutz.blogspot.com/2013/11/consultancy.html)',
    licence: 'Prompts: Apache-2.0, own words',
  },
  people: { min: 4, max: 12 },
  needsPresenter: true,
  steps: [
    {
      id: 'dilemma',
      title: { en: 'The dilemma', es: 'El dilema' },
      prompt: {
        en: 'Presenter: tell the dilemma and end with your focus question. Everyone else: listen.',
        es: 'Quien presenta: cuente el dilema y termine con su pregunta. Las demás personas: escuchen.',
      },
      guidance: {
        en: 'Write the focus question on the board where everyone can see it.',
        es: 'Escriba la pregunta en la pizarra, a la vista de todos.',
      },
      minutes: minutes(7, 5, 10),
      floor: presenterOnly,
      board: presenterWrites,
      onEnd: 'ask',
    },
    {
      id: 'read',
      title: { en: 'Silent reading', es: 'Lectura en silencio' },
      prompt: {
        en: 'In silence, look at what was brought and note what you would like to ask.',
        es: 'En silencio, miren lo que se trajo y anoten lo que quieran preguntar.',
      },
      minutes: suggested(3, 1, 5),
      floor: nobody,
      board: everyoneReads,
      onEnd: 'advance',
      silence: true,
    },
    {
      id: 'clarifying',
      title: { en: 'Clarifying questions', es: 'Preguntas aclaratorias' },
      prompt: {
        en: 'Ask for facts only: who, what, when, how many. Answers are a sentence long.',
        es: 'Pregunten solo por hechos: quién, qué, cuándo, cuántos. Las respuestas son de una frase.',
      },
      guidance: {
        en: 'Advice in the shape of a question ("Have you tried …?") waits for the discussion.',
        es: 'Un consejo en forma de pregunta («¿Has probado …?») espera a la conversación.',
      },
      minutes: minutes(5, 3, 8),
      floor: open,
      board: everyoneReads,
      onEnd: 'chime',
    },
    {
      id: 'probing',
      title: { en: 'Probing questions', es: 'Preguntas de indagación' },
      prompt: {
        en: 'Ask what helps the presenter think further: why, what if, what is behind it. Nobody discusses the answers.',
        es: 'Pregunten lo que ayude a pensar más: por qué, y si, qué hay detrás. Nadie comenta las respuestas.',
      },
      guidance: {
        en: 'At the end, ask the presenter to say the question again: it may have changed.',
        es: 'Al final, pida que se repita la pregunta: puede haber cambiado.',
      },
      minutes: minutes(10, 5, 15),
      floor: open,
      board: everyoneReads,
      onEnd: 'ask',
    },
    {
      id: 'discussion',
      title: { en: 'The group discusses', es: 'El grupo conversa' },
      prompt: {
        en: 'Talk about the dilemma as if the presenter were not here: what did we hear, what did we not hear, what might it mean? Presenter: listen and take notes.',
        es: 'Hablen del dilema como si quien lo presentó no estuviera: ¿qué oímos?, ¿qué no oímos?, ¿qué puede significar? Quien presentó: escuche y tome notas.',
      },
      minutes: minutes(15, 8, 20),
      floor: group,
      board: groupWrites,
      onEnd: 'ask',
    },
    {
      id: 'reflection',
      title: { en: 'The presenter reflects', es: 'Reflexión de quien presentó' },
      prompt: {
        en: 'Presenter: what are you thinking now? What was new? Everyone else: listen.',
        es: 'Quien presentó: ¿qué piensa ahora?, ¿qué fue nuevo? Las demás personas: escuchen.',
      },
      minutes: suggested(5, 3, 8),
      floor: presenterOnly,
      board: presenterWrites,
      onEnd: 'chime',
    },
    {
      id: 'debrief',
      title: { en: 'Debrief', es: 'Cierre' },
      prompt: {
        en: 'Talk about the process, not the dilemma: what helped, what would we do differently? Write what you will try.',
        es: 'Hablen del proceso, no del dilema: ¿qué ayudó?, ¿qué haríamos de otra manera? Escriban qué van a probar.',
      },
      minutes: suggested(5, 3, 10),
      floor: open,
      board: everyoneWrites,
      onEnd: 'chime',
    },
  ],
}
