import type { Protocol } from '@copse/contract'
import {
  everyoneReads,
  everyoneWrites,
  groupWrites,
  minutes,
  open,
  page,
  presenterOnly,
  presenterWrites,
  suggested,
} from './step.ts'

export const peelingTheOnion: Protocol = {
  id: 'peeling-the-onion',
  version: 1,
  title: { en: 'Peeling the Onion', es: 'Pelar la cebolla' },
  summary: {
    en: 'Round after round the group opens another layer of somebody’s problem before it looks for solutions.',
    es: 'Ronda tras ronda, el grupo abre otra capa del problema de alguien antes de buscar soluciones.',
  },
  useWhen: {
    en: 'A problem is tangled and everyone has a remedy at once.',
    es: 'Un problema está enredado y todo el mundo tiene enseguida un remedio.',
  },
  description: page({
    en: [
      'A way to understand a problem in layers. In a series of rounds every person says one sentence to one prompt; solutions wait until the end.',
      'The presenter describes her problem and answers questions for facts. Then she only listens. In the first round each says what she heard to be the problem; then what may be taken for granted in it; then a question it raises; then a further question; then a what-if. The presenter reflects aloud on it while the group is silent. Only then do all ask: what now? At last they look back at the process.',
      'As facilitator, keep the prompts apart: one layer at a time. Each speaks once in a round, briefly, and may pass. You take no turn between the speakers. Leave a quiet moment for the presenter’s notes between rounds.',
      'A known failure: a question that is a piece of advice, which makes the presenter stop listening. Turn it back: what would you like to know? Another: with more than twelve the rounds get long and alike; divide the group.',
    ],
    es: [
      'Una manera de comprender un problema por capas. En una serie de rondas cada persona dice una frase a una consigna; las soluciones esperan al final.',
      'Quien presenta describe su problema y responde preguntas por hechos. Después solo escucha. En la primera ronda cada persona dice cuál oyó que es el problema; luego, qué puede estar dándose por hecho; luego, una pregunta que despierta; luego, otra pregunta; luego, un «¿y si…?». Quien presenta reflexiona en voz alta mientras el grupo calla. Solo entonces se pregunta: ¿y ahora qué? Al final se mira el proceso.',
      'Al facilitar, mantenga separadas las consignas: una capa cada vez. Cada persona habla una vez por ronda, brevemente, y puede pasar. Usted no toma turno entre quienes hablan. Deje un momento tranquilo entre rondas para las notas de quien presenta.',
      'Un fallo conocido: una pregunta que es un consejo y hace que quien presenta deje de escuchar. Devuélvala: ¿qué le gustaría saber? Otro: con más de doce personas las rondas se hacen largas y parecidas; divida el grupo.',
    ],
  }),
  attribution: {
    origin: 'Developed in the field by teachers',
    source: 'Public descriptions of Peeling the Onion (paperzz 7611901; docsbay; plpwiki)',
    licence: 'Prompts: Apache-2.0, own words',
  },
  people: { min: 4, max: 13 },
  needsPresenter: true,
  steps: [
    {
      id: 'problem',
      title: { en: 'The problem', es: 'El problema' },
      prompt: {
        en: 'Presenter: describe the problem and what you want to understand about it. Everyone else: listen.',
        es: 'Quien presenta: describa el problema y qué quiere comprender de él. Las demás personas: escuchen.',
      },
      minutes: minutes(6, 5, 7),
      floor: presenterOnly,
      board: presenterWrites,
      onEnd: 'ask',
    },
    {
      id: 'clarifying',
      title: { en: 'Clarifying questions', es: 'Preguntas aclaratorias' },
      prompt: {
        en: 'Ask for facts only; the answers are short.',
        es: 'Pregunten solo por hechos; las respuestas son breves.',
      },
      minutes: minutes(3, 2, 5),
      floor: open,
      board: everyoneReads,
      onEnd: 'chime',
    },
    {
      repeat: 'questions',
      items: [
        { en: 'What did you hear the problem to be?', es: '¿Cuál oyeron que es el problema?' },
        {
          en: 'What may be taken for granted in it, by the presenter or by us?',
          es: '¿Qué puede estar dando por hecho quien presenta, o el grupo?',
        },
        { en: 'What question does it raise for you?', es: '¿Qué pregunta les despierta?' },
        { en: 'What do you ask yourself beneath that?', es: '¿Qué se preguntan por debajo de esa pregunta?' },
        { en: 'What if … ?', es: '¿Y si … ?' },
      ],
      steps: [
        {
          id: 'layer',
          title: { en: 'One layer', es: 'Una capa' },
          prompt: {
            en: 'In turn, a sentence or two each. Nobody answers; the presenter listens and takes notes.',
            es: 'Por turno, una o dos frases cada persona. Nadie contesta; quien presenta escucha y toma notas.',
          },
          guidance: {
            en: 'The presenter’s microphone stays closed through all layers.',
            es: 'El micrófono de quien presenta sigue cerrado en todas las capas.',
          },
          minutes: suggested(3.5, 1, 8),
          floor: { mode: 'rounds', roles: ['participant'], turnSeconds: 30 },
          board: groupWrites,
          onEnd: 'ask',
        },
      ],
    },
    {
      id: 'reflection',
      title: { en: 'The presenter reflects', es: 'Reflexión de quien presentó' },
      prompt: {
        en: 'Presenter: think aloud. Which layer was new to you? Everyone else: listen.',
        es: 'Quien presentó: piense en voz alta. ¿Qué capa le resultó nueva? Las demás personas: escuchen.',
      },
      minutes: suggested(4, 2, 6),
      floor: presenterOnly,
      board: presenterWrites,
      onEnd: 'chime',
    },
    {
      id: 'now-what',
      title: { en: 'What now?', es: '¿Y ahora qué?' },
      prompt: {
        en: 'Together: what could be a next step?',
        es: 'En conjunto: ¿cuál podría ser el próximo paso?',
      },
      minutes: minutes(5, 3, 8),
      floor: open,
      board: everyoneWrites,
      onEnd: 'chime',
    },
    {
      id: 'debrief',
      title: { en: 'Debrief', es: 'Cierre' },
      prompt: {
        en: 'What did holding back solutions make possible? Write what you will try.',
        es: '¿Qué hizo posible aplazar las soluciones? Escriban qué van a probar.',
      },
      minutes: suggested(4, 2, 8),
      floor: open,
      board: everyoneWrites,
      onEnd: 'chime',
    },
  ],
}
