import type { Protocol } from '@copse/contract'
import { everyoneReads, everyoneWrites, facilitatorOnly, open, page, suggested } from '../step.ts'

const bowl = { kind: 'fishbowl', inner: 4 } as const

export const userExperienceFishbowl: Protocol = {
  id: 'user-experience-fishbowl',
  version: 1,
  title: { en: 'User Experience Fishbowl', es: 'Pecera de experiencias' },
  summary: {
    en: 'Those who have lived through something talk about it among themselves; the others listen, then ask.',
    es: 'Quienes han vivido algo hablan de ello entre sí; las demás personas escuchan y después preguntan.',
  },
  useWhen: {
    en: 'A few people have tried something many are about to try.',
    es: 'Unas pocas personas han probado algo que muchas van a probar.',
  },
  description: page({
    en: [
      'In place of a panel: a small inner circle of people with first-hand experience talks as they would over coffee, and everyone else listens in. Listeners learn what was hard and what helped, without slides.',
      'The facilitator explains. The inner circle talks, to each other and not to the audience, about what they did, what went well, what went wrong. The outer circle is silent. Then those outside sit in threes and collect questions on a board of their own, while the inner circle rests together; all boards come back. The inner circle answers; whoever wants to ask on raises a hand. At last all look back together.',
      'As facilitator, choose the inner circle beforehand: arrange them by hand, or give them the presenter’s role, which puts them inside first. Invite them to forget the others. Three to seven is a good number.',
      'A known failure: the inner circle gives speeches to the audience. Ask it to tell each other stories. Another: the boss is inside and the rest agree. Choose people from near the work.',
    ],
    es: [
      'En lugar de una mesa redonda: un pequeño círculo interior de personas con experiencia directa habla como en un café, y las demás escuchan. Quien escucha aprende qué costó y qué ayudó, sin diapositivas.',
      'Quien facilita explica. El círculo interior conversa, entre sí y no para el público, sobre qué hicieron, qué salió bien y qué salió mal. El círculo exterior calla. Después, quienes están fuera se sientan de tres en tres y reúnen preguntas en su propia pizarra, mientras el círculo interior descansa; todas las pizarras vuelven. El círculo interior responde; quien quiera seguir preguntando levanta la mano. Al final se mira atrás en conjunto.',
      'Al facilitar, elija antes el círculo interior: dispóngalo a mano o dé a esas personas el papel de presentar, que las sitúa dentro primero. Invítelas a olvidarse de las demás. De tres a siete es un buen número.',
      'Un fallo conocido: el círculo interior da discursos al público. Pida que se cuenten historias entre sí. Otro: la dirección está dentro y el resto asiente. Elija a personas cercanas al trabajo.',
    ],
  }),
  attribution: {
    origin: 'Keith McCandless and Henri Lipmanowicz, Liberating Structures',
    source: 'Public description (liberatingstructures-uncovered.com/user-experience-fishbowl)',
    licence: 'CC BY-SA 4.0',
  },
  people: { min: 7, max: 40 },
  needsPresenter: false,
  steps: [
    {
      id: 'explain',
      title: { en: 'How it goes', es: 'Cómo va' },
      prompt: {
        en: 'Facilitator: say who sits inside and why, and that the others listen.',
        es: 'Facilitación: diga quién está dentro y por qué, y que las demás personas escuchan.',
      },
      minutes: suggested(2, 1, 5),
      floor: facilitatorOnly,
      board: everyoneReads,
      onEnd: 'ask',
    },
    {
      id: 'inside',
      title: { en: 'The inner circle talks', es: 'Habla el círculo interior' },
      prompt: {
        en: 'Inside: tell each other how it was: the good, the bad, the surprising. Outside: listen.',
        es: 'Dentro: cuéntense cómo fue: lo bueno, lo malo, lo inesperado. Fuera: escuchen.',
      },
      minutes: suggested(15, 10, 25),
      floor: { mode: 'inner' },
      board: everyoneReads,
      grouping: bowl,
      onEnd: 'ask',
    },
    {
      id: 'questions',
      title: { en: 'Questions', es: 'Preguntas' },
      prompt: {
        en: 'Outside: in your small group, collect what you still want to know, one question on a note. Inside: rest a moment together.',
        es: 'Fuera: en su grupo pequeño, reúnan lo que todavía quieren saber, una pregunta por nota. Dentro: descansen un momento en conjunto.',
      },
      minutes: suggested(4, 3, 6),
      floor: open,
      board: everyoneWrites,
      grouping: { ...bowl, satellites: 3 },
      onEnd: 'advance',
    },
    {
      id: 'answers',
      title: { en: 'Questions and answers', es: 'Preguntas y respuestas' },
      prompt: {
        en: 'Inside: take up the questions on the board, in conversation. Outside: raise a hand to ask further.',
        es: 'Dentro: tomen las preguntas de la pizarra, en conversación. Fuera: levanten la mano para seguir preguntando.',
      },
      guidance: {
        en: 'Give the floor to raised hands; take it back when the question is asked.',
        es: 'Dé la palabra a las manos levantadas; retírela cuando la pregunta esté hecha.',
      },
      minutes: suggested(15, 10, 25),
      floor: { mode: 'inner' },
      board: everyoneWrites,
      grouping: bowl,
      onEnd: 'ask',
    },
    {
      id: 'debrief',
      title: { en: 'Debrief', es: 'Cierre' },
      prompt: {
        en: 'All: what do you know now that no handbook says? Write what you will try.',
        es: 'Todo el grupo: ¿qué saben ahora que no dice ningún manual? Escriban qué van a probar.',
      },
      minutes: suggested(10, 5, 15),
      floor: open,
      board: everyoneWrites,
      onEnd: 'chime',
    },
  ],
}
