import type { Protocol } from '@copse/contract'
import { each, everyoneReads, everyoneWrites, facilitatorOnly, nobody, open, page, suggested } from './step.ts'

export const rounds: Protocol = {
  id: 'rounds',
  version: 1,
  title: { en: 'Go-round', es: 'Ronda de palabra' },
  summary: {
    en: 'Everyone has the same time to say what she thinks, one voice after another; passing is allowed.',
    es: 'Cada persona tiene el mismo tiempo para decir lo que piensa, una voz tras otra; se puede pasar.',
  },
  useWhen: {
    en: 'You want to hear everyone on one question: to begin, to decide, or to close.',
    es: 'Se quiere oír a todo el mundo sobre una pregunta: para empezar, decidir o cerrar.',
  },
  description: page({
    en: [
      'The simplest structure there is: a question, and a turn for each. It is a part of many other protocols and serves well alone.',
      'The facilitator asks the question. After a minute of silence the turn goes round: one voice at a time, each for the same time, in an order the room keeps. Whoever has nothing to say, or not yet, passes. When all have had their turn the floor opens, and people say what they heard across the turns.',
      'As facilitator, choose a question that everyone can answer and nobody has answered already. You take no turn between the speakers. If a turn runs full, the bell closes it kindly; you need not interrupt.',
      'A known failure: while others speak everyone prepares her own words. That is what the minute of silence is for. Another: in a group above twelve the round becomes a queue; use groups, or half a minute each.',
    ],
    es: [
      'La estructura más sencilla que hay: una pregunta y un turno para cada persona. Es parte de muchos otros protocolos y sirve bien por sí sola.',
      'Quien facilita hace la pregunta. Tras un minuto de silencio el turno da la vuelta: una voz a la vez, el mismo tiempo para cada una, en un orden que lleva la sala. Quien no tenga qué decir, o todavía no, pasa. Cuando ha pasado el turno por todas, se abre la palabra y se dice qué se oyó a lo largo de la ronda.',
      'Al facilitar, elija una pregunta que todo el mundo pueda contestar y que nadie haya contestado ya. Usted no toma turno entre quienes hablan. Si un turno se agota, la campana lo cierra con amabilidad; no hace falta interrumpir.',
      'Un fallo conocido: mientras hablan otras personas cada cual prepara lo suyo. Para eso está el minuto de silencio. Otro: con más de doce personas la ronda se vuelve una cola; use grupos o medio minuto por persona.',
    ],
  }),
  attribution: {
    origin: 'Common practice of circles and councils',
    source: 'A part of Save the Last Word, Final Word, Microlab, Four A’s, Text Rendering and Peeling the Onion',
    licence: 'Prompts: Apache-2.0, own words',
  },
  people: { min: 3, max: 16 },
  needsPresenter: false,
  steps: [
    {
      id: 'question',
      title: { en: 'The question', es: 'La pregunta' },
      prompt: {
        en: 'Listen to the question. It stands on the board.',
        es: 'Escuchen la pregunta. Está en la pizarra.',
      },
      guidance: {
        en: 'Write it on the board, read it, and leave it as it is.',
        es: 'Escríbala en la pizarra, léala y déjela como está.',
      },
      minutes: suggested(1, 0.5, 3),
      floor: facilitatorOnly,
      board: everyoneReads,
      onEnd: 'ask',
    },
    {
      id: 'think',
      title: { en: 'Think', es: 'Pensar' },
      prompt: {
        en: 'A minute of silence: what do you want to say?',
        es: 'Un minuto de silencio: ¿qué quieren decir?',
      },
      minutes: suggested(1, 0.5, 3),
      floor: nobody,
      board: everyoneReads,
      onEnd: 'advance',
      silence: true,
    },
    {
      id: 'round',
      title: { en: 'The round', es: 'La ronda' },
      prompt: {
        en: 'In turn, one voice at a time. The others listen; passing is fine.',
        es: 'Por turno, una voz a la vez. Las demás personas escuchan; pasar está bien.',
      },
      minutes: each(suggested(1, 0.5, 2)),
      floor: { mode: 'rounds', turnSeconds: 120, pauseSeconds: 3 },
      board: everyoneReads,
      onEnd: 'ask',
    },
    {
      id: 'heard',
      title: { en: 'What did we hear?', es: '¿Qué oímos?' },
      prompt: {
        en: 'What came back, what stood alone, what surprised you?',
        es: '¿Qué se repitió, qué quedó solo, qué les sorprendió?',
      },
      minutes: suggested(5, 2, 10),
      floor: open,
      board: everyoneWrites,
      onEnd: 'chime',
    },
  ],
}
