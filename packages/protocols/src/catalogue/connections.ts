import type { Protocol } from '@copse/contract'
import { everyoneReads, facilitatorOnly, minutes, page, suggested } from './step.ts'

export const connections: Protocol = {
  id: 'connections',
  version: 1,
  title: { en: 'Connections', es: 'Conexiones' },
  summary: {
    en: 'Ten minutes to arrive: who wants to speaks once, nobody replies, and silence is welcome.',
    es: 'Diez minutos para llegar: habla una vez quien quiere, nadie responde y el silencio es bienvenido.',
  },
  useWhen: {
    en: 'People come from somewhere else into a meeting and their heads are still there.',
    es: 'Las personas llegan a una reunión desde otra parte y su cabeza sigue allí.',
  },
  description: page({
    en: [
      'A bridge between the day and the work. For ten minutes everyone may say what is on her mind: a thought, a worry, a small joy, about the work or not. Nobody replies, and nobody has to speak.',
      'The facilitator opens and says the rule. Then whoever wishes speaks, once. Between two voices there is a silence, which belongs to it. When all who want to have spoken, the facilitator closes with a sentence, and the meeting begins.',
      'As facilitator, do not thank, sum up or connect. If your own heart is full, speak in the opening. Whoever wishes presses “Speak” and has the only open microphone; the room calls on nobody and shows no list of who has not spoken.',
      'A known failure: somebody answers, out of kindness, and it becomes a talk. Another: the facilitator becomes uneasy in a silence and fills it. It is not empty; let it be.',
    ],
    es: [
      'Un puente entre el día y el trabajo. Durante diez minutos cada persona puede decir lo que tiene en mente: una idea, una preocupación, una pequeña alegría, sobre el trabajo o no. Nadie responde y nadie tiene que hablar.',
      'Quien facilita abre y dice la regla. Luego habla quien lo desee, una vez. Entre dos voces hay un silencio, que forma parte de esto. Cuando han hablado todas las que querían, quien facilita cierra con una frase y empieza la reunión.',
      'Al facilitar, no agradezca, no resuma ni enlace. Si tiene algo que decir, dígalo en la apertura. Quien lo desea pulsa «Hablar» y tiene el único micrófono abierto; la sala no llama a nadie ni muestra quién no ha hablado.',
      'Un fallo conocido: alguien responde, por amabilidad, y se vuelve una charla. Otro: quien facilita se inquieta en un silencio y lo llena. No está vacío; déjelo estar.',
    ],
  }),
  attribution: {
    origin: 'Attributed to Gene Thompson-Grove',
    source: 'Public descriptions of Connections (plpwiki; schoolreforminitiative.org/blog/virtual-connections)',
    licence: 'Prompts: Apache-2.0, own words',
  },
  people: { min: 3, max: 20 },
  needsPresenter: false,
  steps: [
    {
      id: 'open',
      title: { en: 'Opening', es: 'Apertura' },
      prompt: {
        en: 'Connections is open. Say what is on your mind, once, or keep silent. Nobody replies.',
        es: 'Se abren las conexiones. Digan lo que tengan en mente, una vez, o callen. Nadie responde.',
      },
      minutes: suggested(1, 0.5, 2),
      floor: facilitatorOnly,
      board: everyoneReads,
      onEnd: 'ask',
      capture: 'nothing',
    },
    {
      id: 'connections',
      title: { en: 'Connections', es: 'Conexiones' },
      prompt: {
        en: 'One voice at a time, whoever wishes, once. What is with you as you arrive? Silence is fine.',
        es: 'Una voz a la vez, quien lo desee, una vez. ¿Qué traen consigo al llegar? El silencio está bien.',
      },
      minutes: minutes(8, 4, 18),
      floor: { mode: 'rounds', order: 'free', turnSeconds: 90, pauseSeconds: 5 },
      board: everyoneReads,
      onEnd: 'ask',
      capture: 'nothing',
    },
    {
      id: 'close',
      title: { en: 'Closing', es: 'Cierre' },
      prompt: {
        en: 'Connections is closed. We begin.',
        es: 'Se cierran las conexiones. Empezamos.',
      },
      minutes: suggested(1, 0.5, 2),
      floor: facilitatorOnly,
      board: everyoneReads,
      onEnd: 'chime',
      capture: 'nothing',
    },
  ],
}
