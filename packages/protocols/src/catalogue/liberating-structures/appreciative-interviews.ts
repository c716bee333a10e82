import type { Protocol } from '@copse/contract'
import { everyoneReads, everyoneWrites, groupsOf, minutes, open, page, presenterWrites } from '../step.ts'

export const appreciativeInterviews: Protocol = {
  id: 'appreciative-interviews',
  version: 1,
  title: { en: 'Appreciative Interviews', es: 'Entrevistas apreciativas' },
  summary: {
    en: 'Pairs interview each other about a success; each retells her partner’s story; the group collects what made it possible.',
    es: 'En parejas se entrevistan sobre un éxito; cada persona vuelve a contar el relato de la otra; el grupo reúne lo que lo hizo posible.',
  },
  useWhen: {
    en: 'A community wants to find the roots of its own successes and to spread them.',
    es: 'Una comunidad quiere hallar las raíces de sus propios éxitos y extenderlas.',
  },
  description: page({
    en: [
      'Stories of what went well are drawn out in conversation and carried on by others. Because everyone tells her partner’s story and not her own, listening counts, and nobody has to praise herself.',
      'The theme is named: a time when you were part of something that succeeded and that you are proud of. In pairs each is interviewed: what happened, who did what, what made it possible? Two pairs become a four; in turn each retells the story she heard. The board collects conditions and actions that come back. At the end all ask how there could be more of it.',
      'As facilitator, bring a good opening question and an example. Remind the interviewers to ask for pictures: where were you, what did you do then? In a group of three each is interviewed too; the pairs that are done have time for talk.',
      'A known failure: an interview turns into a talk in which both tell at once. Another: the board is a list of virtues, such as trust or time. Ask what somebody did that made trust grow.',
    ],
    es: [
      'Relatos de lo que salió bien, sacados a la luz en conversación y llevados más allá por otras personas. Como cada una cuenta el relato de su pareja y no el suyo, escuchar importa y nadie tiene que elogiarse.',
      'Se nombra el tema: una vez en que formaron parte de algo que tuvo éxito y de lo que sienten orgullo. En parejas, cada persona es entrevistada: ¿qué pasó?, ¿quién hizo qué?, ¿qué lo hizo posible? Dos parejas forman un cuarteto; por turno, cada una vuelve a contar el relato que oyó. La pizarra reúne condiciones y acciones que se repiten. Al final se pregunta cómo podría haber más de eso.',
      'Al facilitar, traiga una buena pregunta inicial y un ejemplo. Recuerde a quien entrevista que pida imágenes: ¿dónde estaba?, ¿qué hizo entonces? En un grupo de tres también se entrevista a cada persona; las parejas que acaban tienen tiempo para conversar.',
      'Un fallo conocido: la entrevista se vuelve una charla en que ambas cuentan a la vez. Otro: la pizarra es una lista de virtudes, como confianza o tiempo. Pregunte qué hizo alguien para que creciera la confianza.',
    ],
  }),
  attribution: {
    origin: 'Keith McCandless and Henri Lipmanowicz, Liberating Structures',
    source: 'Public descriptions of Appreciative Interviews (flowless.eu; metodic.education)',
    licence: 'CC BY-SA 4.0',
  },
  people: { min: 4, max: 40 },
  needsPresenter: false,
  steps: [
    {
      id: 'theme',
      title: { en: 'The theme', es: 'El tema' },
      prompt: {
        en: 'Think of a time when you and others did something at work that succeeded and that you are proud of.',
        es: 'Piensen en una vez en que, con otras personas, lograron algo en el trabajo de lo que sienten orgullo.',
      },
      minutes: minutes(3, 2, 5),
      floor: open,
      board: everyoneReads,
      onEnd: 'ask',
    },
    {
      repeat: 'people',
      steps: [
        {
          id: 'interview',
          title: { en: 'Interview', es: 'Entrevista' },
          prompt: {
            en: 'Interview the person whose round it is: what happened, what did she do, what made it possible? Take notes, you will retell it.',
            es: 'Entrevisten a quien tiene la ronda: ¿qué pasó, qué hizo, qué lo hizo posible? Tomen notas: lo volverán a contar.',
          },
          minutes: minutes(10, 7, 10),
          floor: open,
          board: presenterWrites,
          grouping: groupsOf(2),
          onEnd: 'advance',
        },
      ],
    },
    {
      id: 'retell',
      title: { en: 'Retell in fours', es: 'Volver a contar en cuartetos' },
      prompt: {
        en: 'In turn: tell your partner’s story. The others listen for what made it possible.',
        es: 'Por turno: cuenten el relato de su pareja. Las demás personas escuchan qué lo hizo posible.',
      },
      minutes: minutes(15, 10, 20),
      floor: { mode: 'rounds', turnSeconds: 210, after: 'open' },
      board: everyoneWrites,
      grouping: { kind: 'merge' },
      onEnd: 'advance',
    },
    {
      id: 'collect',
      title: { en: 'Collect', es: 'Reunir' },
      prompt: {
        en: 'All: which conditions and actions came back in the stories? Put them on the board and group them.',
        es: 'Todo el grupo: ¿qué condiciones y acciones se repitieron en los relatos? Pónganlas en la pizarra y agrúpenlas.',
      },
      minutes: minutes(12, 10, 15),
      floor: open,
      board: everyoneWrites,
      onEnd: 'ask',
    },
    {
      id: 'build-on',
      title: { en: 'Build on it', es: 'Construir sobre ello' },
      prompt: {
        en: 'How could we make more of this happen? Write what you will try.',
        es: '¿Cómo podríamos hacer que esto ocurra más? Escriban qué van a probar.',
      },
      minutes: minutes(10, 5, 15),
      floor: open,
      board: everyoneWrites,
      onEnd: 'chime',
    },
  ],
}
