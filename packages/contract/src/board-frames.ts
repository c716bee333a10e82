/**
 * The board endpoint's frames, over WebSocket at `/board/<boardId>`: the y-websocket protocol, and, for clients that ask with
 * `?copse=1`, four more. A frame is `varUint type` and a body (lib0 encoding):
 *
 *     0 sync        y-protocols/sync
 *     1 awareness   y-protocols/awareness, of the sender's own client only
 *     2 auth        y-protocols/auth, server → client: an update was refused; the reason is a RefusalCode. Clients that ask with
 *                   `?copse=1` get 103 instead.
 *     3 query       (empty)
 *   100 live        client → server: rest of frame is the payload
 *                   server → client: varUint connection, rest of frame is the payload. Relayed at once, never stored.
 *   101 committed   server → client: varUint n — of this connection's first n update messages everything that was
 *                   not refused is on disk
 *   102 access      server → client: varUint 0 hidden | 1 read | 2 write | 3 own, varString reason (a FloorReason or '')
 *   103 refused     server → client: varString RefusalCode — the update was not taken; start from a fresh document
 *   104 peer        server → client: varUint connection, varString personId ('' when gone)
 */
export const BOARD_PATH = '/board'
export const boardFrame = {
  sync: 0,
  awareness: 1,
  auth: 2,
  queryAwareness: 3,
  live: 100,
  committed: 101,
  access: 102,
  refused: 103,
  peer: 104,
} as const
export const boardAccessCode = { hidden: 0, read: 1, write: 2, own: 3 } as const
/** Frames larger than this are refused, bytes. */
export const BOARD_FRAME_LIMIT = 1 << 20
/** A live payload larger than this is dropped, bytes. */
export const BOARD_LIVE_LIMIT = 16 << 10
