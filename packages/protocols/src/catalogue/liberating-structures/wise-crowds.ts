import type { Protocol } from '@copse/contract'
import {
  everyoneReads,
  group,
  groupWrites,
  groupsOf,
  minutes,
  open,
  page,
  presenterOnly,
  presenterWrites,
} from '../step.ts'

const fours = groupsOf(4)

export const wiseCrowds: Protocol = {
  id: 'wise-crowds',
  version: 1,
  title: { en: 'Wise Crowds', es: 'Multitudes sabias' },
  summary: {
    en: 'In groups of four or five each is the client for a quarter of an hour while the others advise among themselves.',
    es: 'En grupos de cuatro o cinco, cada persona consulta durante un cuarto de hora mientras las demás deliberan entre sí.',
  },
  useWhen: {
    en: 'Questions are too large for ten minutes in a triad, and there is an hour.',
    es: 'Las preguntas son demasiado grandes para diez minutos en trío y hay una hora.',
  },
  description: page({
    en: [
      'A longer consultation among peers. In groups of four or five everyone is once the client; the others become her team of consultants.',
      'The client has two minutes to present her challenge. Three minutes of questions follow. Then she turns away, camera off and microphone closed, and the consultants talk with each other for eight minutes. She turns back and says in two minutes what she takes with her. A quarter of an hour, and the next one is the client.',
      'As facilitator, form the groups so that districts and subjects mix: advice from afar is often the better one. Invite the consultants to take a risk, to ask what nobody asks. The room keeps the time in all groups.',
      'A known failure: the questions take over, and advice comes only in the last minute. Another: a client who brings a riddle to which she knows the answer. Ask for a challenge in which she is stuck.',
    ],
    es: [
      'Una consulta entre iguales más larga. En grupos de cuatro o cinco, cada persona consulta una vez; las demás forman su equipo asesor.',
      'Quien consulta tiene dos minutos para presentar su reto. Siguen tres minutos de preguntas. Luego se da la vuelta, cámara apagada y micrófono cerrado, y el equipo conversa ocho minutos entre sí. Vuelve y dice en dos minutos qué se lleva. Un cuarto de hora, y consulta la siguiente persona.',
      'Al facilitar, forme los grupos de modo que se mezclen distritos y materias: el consejo de lejos es a menudo el mejor. Invite a arriesgar, a preguntar lo que nadie pregunta. La sala lleva el tiempo en todos los grupos.',
      'Un fallo conocido: las preguntas lo ocupan todo y el consejo llega en el último minuto. Otro: alguien trae un acertijo cuya respuesta ya conoce. Pida un reto en el que de verdad haya atasco.',
    ],
  }),
  attribution: {
    origin: 'Keith McCandless and Henri Lipmanowicz, Liberating Structures',
    source: 'Public descriptions of Wise Crowds (collaboratiohelvetica.ch; medium the-liberators)',
    licence: 'CC BY-SA 4.0',
  },
  people: { min: 4, max: 40 },
  needsPresenter: false,
  steps: [
    {
      repeat: 'people',
      steps: [
        {
          id: 'challenge',
          title: { en: 'The challenge', es: 'El reto' },
          prompt: {
            en: 'Client: present your challenge and ask for the help you want. Consultants: listen.',
            es: 'Quien consulta: presente su reto y pida la ayuda que quiere. Equipo asesor: escuchen.',
          },
          minutes: minutes(2, 1, 4),
          floor: presenterOnly,
          board: presenterWrites,
          grouping: fours,
          onEnd: 'advance',
        },
        {
          id: 'clarifying',
          title: { en: 'Clarifying questions', es: 'Preguntas aclaratorias' },
          prompt: {
            en: 'Consultants: ask what you do not understand yet.',
            es: 'Equipo asesor: pregunten lo que todavía no entiendan.',
          },
          minutes: minutes(3, 2, 5),
          floor: open,
          board: everyoneReads,
          grouping: fours,
          onEnd: 'advance',
        },
        {
          id: 'advice',
          title: { en: 'The consultants confer', es: 'El equipo delibera' },
          prompt: {
            en: 'Consultants: ask each other, advise, dare something. Client: you have turned away; listen and take notes.',
            es: 'Equipo asesor: pregúntense, aconsejen, atrévanse. Quien consulta: se ha dado la vuelta; escuche y tome notas.',
          },
          minutes: minutes(8, 5, 10),
          floor: group,
          board: groupWrites,
          cameras: { offFor: ['presenter'] },
          grouping: fours,
          onEnd: 'advance',
        },
        {
          id: 'feedback',
          title: { en: 'The client turns back', es: 'Quien consulta vuelve' },
          prompt: {
            en: 'Client: what was useful, and what do you take with you? Consultants: listen.',
            es: 'Quien consulta: ¿qué le sirvió y qué se lleva? Equipo asesor: escuchen.',
          },
          minutes: minutes(2, 1, 3),
          floor: presenterOnly,
          board: presenterWrites,
          grouping: fours,
          onEnd: 'advance',
        },
      ],
    },
  ],
}
