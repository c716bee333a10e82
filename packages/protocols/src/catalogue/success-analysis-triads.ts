import type { Protocol } from '@copse/contract'
import {
  everyoneReads,
  everyoneWrites,
  group,
  groupWrites,
  groupsOf,
  minutes,
  nobody,
  open,
  page,
  presenterOnly,
  presenterWrites,
} from './step.ts'

const triads = groupsOf(3)

/** The form in small groups: everybody's success is heard in the time of three. */
export const successAnalysisTriads: Protocol = {
  id: 'success-analysis-triads',
  version: 1,
  title: { en: 'Success Analysis in triads', es: 'Análisis de éxitos en tríos' },
  summary: {
    en: 'In groups of three or four each tells of a success while the others work out what made it one.',
    es: 'En grupos de tres o cuatro, cada persona cuenta un éxito y las demás averiguan qué lo hizo posible.',
  },
  useWhen: {
    en: 'More than six people want to learn from what already works, and everyone should have a turn within the hour.',
    es: 'Más de seis personas quieren aprender de lo que ya funciona y que todas tengan su turno en menos de una hora.',
  },
  description: page({
    en: [
      'Each person tells of a time when her practice worked, and two or three others find out why. It is the short form of Success Analysis: all groups go through the same steps at the same time, so that a large community hears every story in the time of three.',
      'All write silently in their own notes. In groups of three, by turns, one tells, answers questions for facts, and then turns away: camera off, microphone closed, taking notes, while the others talk about what she did. She turns back and says what struck her. When all groups are done, everyone returns and the board collects what the successes share.',
      'As facilitator, you are in no group unless you visit one; the room keeps the time in all of them. Before they part, say what turning away is for: people speak more freely about someone who does not look at them, and she hears better.',
      'A known failure: a group of friends chats and the last story gets two minutes. The steps move on by themselves for this reason. In a group that is one smaller than the others the last round is nobody’s: it may talk freely until the others are done.',
    ],
    es: [
      'Cada persona cuenta una vez en que su práctica funcionó y otras dos o tres averiguan por qué. Es la forma breve del Análisis de éxitos: todos los grupos recorren los mismos pasos a la vez, y así una comunidad grande oye todos los relatos en el tiempo de tres.',
      'Todas las personas escriben en silencio en sus notas. En grupos de tres, por turnos, una cuenta, responde preguntas por hechos y después se da la vuelta: cámara apagada, micrófono cerrado, tomando notas, mientras las demás hablan de lo que hizo. Vuelve y dice qué le llamó la atención. Cuando todos los grupos terminan, regresan y la pizarra reúne lo que los éxitos comparten.',
      'Al facilitar, usted no está en ningún grupo salvo que lo visite; la sala lleva el tiempo en todos. Antes de separarse explique para qué sirve darse la vuelta: se habla con más libertad de quien no mira, y quien no mira oye mejor.',
      'Un fallo conocido: un grupo de amistades charla y el último relato se queda en dos minutos. Por eso los pasos avanzan solos. En un grupo con una persona menos, la última ronda no es de nadie: puede hablar libremente hasta que los demás terminen.',
    ],
  }),
  attribution: {
    origin: 'Daniel Baron, Vivian Johnson and Gene Thompson-Grove',
    source: 'Public descriptions of Success Analysis (scribd 41900620; abcdocz 1719117)',
    licence: 'Prompts: Apache-2.0, own words',
  },
  people: { min: 3, max: 40 },
  needsPresenter: false,
  steps: [
    {
      id: 'write',
      title: { en: 'Write your success', es: 'Escriba su éxito' },
      prompt: {
        en: 'In silence, in your own notes: when did something you did work better than usual? What exactly did you do?',
        es: 'En silencio y en sus notas: ¿cuándo algo que hicieron funcionó mejor que de costumbre? ¿Qué hicieron exactamente?',
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
            en: 'Whose round it is: tell what happened and what you did. The others listen.',
            es: 'Quien tiene la ronda: cuente qué pasó y qué hizo. Las demás personas escuchan.',
          },
          minutes: minutes(2, 2, 5),
          floor: presenterOnly,
          board: presenterWrites,
          grouping: triads,
          onEnd: 'advance',
        },
        {
          id: 'clarifying',
          title: { en: 'Clarifying questions', es: 'Preguntas aclaratorias' },
          prompt: {
            en: 'Ask for the facts you miss. The answers are short.',
            es: 'Pregunten por los hechos que falten. Las respuestas son breves.',
          },
          minutes: minutes(2, 1, 3),
          floor: open,
          board: everyoneReads,
          grouping: triads,
          onEnd: 'advance',
        },
        {
          id: 'analysis',
          title: { en: 'The others analyse', es: 'Análisis de las demás personas' },
          prompt: {
            en: 'What did she do that made the difference? What does she know how to do? The teller has turned away and takes notes.',
            es: '¿Qué hizo que marcó la diferencia? ¿Qué sabe hacer? Quien contó se ha dado la vuelta y toma notas.',
          },
          guidance: {
            en: 'Visiting a group: listen. If it congratulates, ask what exactly was done.',
            es: 'Si visita un grupo, escuche. Si están felicitando, pregunte qué se hizo exactamente.',
          },
          minutes: minutes(5, 3, 8),
          floor: group,
          board: groupWrites,
          cameras: { offFor: ['presenter'] },
          grouping: triads,
          onEnd: 'advance',
        },
        {
          id: 'reflect',
          title: { en: 'The teller turns back', es: 'Quien contó vuelve' },
          prompt: {
            en: 'Teller: what did they see in it that you had not? The others listen.',
            es: 'Quien contó: ¿qué vieron que usted no había visto? Las demás personas escuchan.',
          },
          minutes: minutes(1, 1, 3),
          floor: presenterOnly,
          board: presenterWrites,
          grouping: triads,
          onEnd: 'advance',
        },
      ],
    },
    {
      id: 'shared-factors',
      title: { en: 'What our successes share', es: 'Lo común de nuestros éxitos' },
      prompt: {
        en: 'Each group: one thing that came back in its stories. Put it on the board and look for what the groups have in common.',
        es: 'Cada grupo: algo que se repitió en sus relatos. Pónganlo en la pizarra y busquen lo común entre los grupos.',
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
        en: 'How was it to hear others talk about your work? Write what you will try.',
        es: '¿Cómo fue oír a otras personas hablar de su trabajo? Escriban qué van a probar.',
      },
      minutes: minutes(5, 3, 8),
      floor: open,
      board: everyoneWrites,
      onEnd: 'chime',
    },
  ],
}
