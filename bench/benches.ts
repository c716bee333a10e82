import type { Bench } from './bench.ts'
import { coldOpen } from './board/cold-open.ts'
import { joins } from './board/joins.ts'
import { kills } from './board/kills.ts'
import { propagation } from './board/propagation.ts'
import { commands } from './commands.ts'
import { engine } from './engine.ts'
import { firstLoad } from './first-load.ts'
import { gateway } from './gateway.ts'
import { groups } from './groups.ts'
import { join } from './join.ts'
import { memory } from './memory.ts'
import { replay } from './replay.ts'
import { skew } from './skew.ts'
import { turns } from './turns.ts'

/** Everything that is measured, in the order of the report. A new bench is a file and a line here. */
export const benches: readonly Bench[] = [
  {
    name: 'first-load',
    title: 'What a guest downloads',
    how:
      'A fresh Chromium opens an invitation link, goes on to the lobby and into the room. Every file it asks for is ' +
      'counted where it is first asked for, as it lies on the server: gzip 9 and Brotli 9. 1 kB is 1000 bytes.',
    measure: firstLoad,
  },
  {
    name: 'join',
    title: 'From the click to the conversation',
    how:
      'Members in a fresh Chromium each, with a fake camera and microphone, press the lobby’s button; the facilitator is in ' +
      'the room already and her camera is on. Times from the click to what is seen, by the page’s own clock; server, ' +
      'LiveKit and all browsers share the machine.',
    measure: join,
  },
  {
    name: 'groups',
    title: 'From opening small groups to hearing each other',
    how:
      'Everyone is a guest in a Chromium profile with a fake microphone that is on; the facilitator is a room client and not in the call. From ' +
      'everyone together, groups of three are opened. For each member: from the time at which the journal has the opening to the first packet of ' +
      'somebody else’s sound in the new group’s call, by the browser’s own count, looked at every 10 ms. LiveKit, server and all browsers ' +
      'share the machine; nobody has a camera on.',
    measure: groups,
  },
  {
    name: 'turns',
    title: 'Whose turn it is, at LiveKit',
    how:
      'Four members in a Chromium each take turns; the holder unmutes and LiveKit has her sound before the facilitator’s room client ends the ' +
      'turn. From the time at which the journal has the change to LiveKit’s own list of participants, asked again and again past our ' +
      'server: the old holder may not publish a microphone and has no sound published; the new one may. The time is when the ' +
      'answer arrived.',
    measure: turns,
  },
  {
    name: 'commands',
    title: 'Command to broadcast, 12 people',
    how:
      'Twelve room clients in one process, the server in another. People take turns to write one chat line, 40 a second in ' +
      'all; measured from sending to each of the other eleven clients having folded the event in, which by then is ' +
      'synced to the disk. Beside it, taking turns in the same run: a bare Socket.io server that only repeats what it ' +
      'hears to twelve bare clients.',
    measure: commands,
  },
  {
    name: 'gateway',
    title: 'A thousand people on one process',
    how:
      'Eighty sessions of twelve or thirteen, each running a Chalk Talk; every person is a room client and a board client, all in one ' +
      'process, the server in another. For a minute each says a line every 40 s and raises and lowers a hand every 60 s; in each ' +
      'session somebody draws a stroke every 3 s, shown to the others as it grows, and steps go on once a minute. The event loop’s ' +
      'delay is that of a timer of 1 ms, the 1 ms included. Server and crowd share the machine.',
    measure: gateway,
  },
  {
    name: 'board-propagation',
    title: 'The board: from one hand to 25 screens',
    how:
      'One writes 30 updates a second, then as many cursor positions, to 25 readers. Servers take turns in rounds of two seconds of ' +
      'each kind; percentiles are those of the round in the middle. An update of ours is synced to the disk before it is shown; the ' +
      'peers show it at once and store it later.',
    measure: propagation,
  },
  {
    name: 'board-open',
    title: 'The board: opened cold',
    how:
      'Boards are drawn through the door of each server, in a hundred updates; the server is stopped in order and started anew, and each ' +
      'board is opened once, servers in turns: from opening the socket until all its bytes have arrived, checked to be the whole board. ' +
      'Meanwhile another process asks the server for a pong every 5 ms: how long its loop stands is the slowest of them. Medians of five.',
    measure: coldOpen,
  },
  {
    name: 'board-joins',
    title: 'The board: 25 people join one of 5 MB at once',
    how:
      'The board is in memory on every server; servers take turns, medians of five. Beside it, in another process, two people draw on ' +
      'another board 20 times a second.',
    measure: joins,
  },
  {
    name: 'board-kill',
    title: 'The board: killed while somebody draws',
    how:
      'One draws 30 times a second, another looks on; after a time of chance between 0.3 and 3 seconds the server’s process is killed ' +
      '(SIGKILL) and started again. What the other had seen and a third does not find is lost. Each server is killed after the same times.',
    measure: kills,
  },
  {
    name: 'skew',
    title: 'Timer skew',
    how:
      'Twenty-four room clients, half with a clock an hour fast and half an hour slow, on links that hold each packet for up ' +
      'to 200 ms in each direction. The remaining time that a client would show is compared with the true one ten times a ' +
      'second, from the moment it first knows the step.',
    measure: skew,
  },
  {
    name: 'memory',
    title: 'Memory of idle rooms',
    how:
      'The server’s process after a full garbage collection, with rooms whose protocol runs while two people, connected to ' +
      'room and board, do nothing. The heap is the main thread’s; resident memory is the whole process with its workers.',
    measure: memory,
  },
  {
    name: 'engine',
    title: 'The engine, three hours of forty people',
    how:
      'Final Word in groups on a fake clock for three hours: turns begin and end by themselves, and somebody writes, raises a hand or ' +
      'keeps a note every two seconds. Each command is decided and its events folded, in one thread, without a server.',
    measure: engine,
  },
  {
    name: 'replay',
    title: 'A session watched again',
    how:
      'Three hours of forty people: 50,000 updates of a board that holds some 1,800 things in the end, written into the log of a session ' +
      'that was held. A member opens it in a fresh Chromium and presses 200 places all over the timeline; the page’s own clock tells when ' +
      'the board of that moment stands in the page, and when it was painted. Server and browser share the machine.',
    measure: replay,
  },
]
