// What one connection, one person and one board may ask of the server, and why.

/** A merged board larger than this opens too slowly on the tablets people bring (a full wall of notes is 2 MB). */
export const BOARD_LIMIT = 32 << 20
/** All that was ever drawn on a board, kept for replay: past it only deletions are taken, so that a disk is not filled by one. */
export const LOG_LIMIT = 256 << 20
/** Bytes that may wait for the disk over all boards; a disk that slow is told to its writers. */
export const UNCOMMITTED_LIMIT = 64 << 20
/** Structs and deleted ranges of one update: 5000 elements pasted at once have 25,000; judging this many takes 20 ms. */
export const UPDATE_PARTS_LIMIT = 100_000
/** Arrays within arrays: what a server reads without effort must not overflow a browser's stack. */
export const NESTING_LIMIT = 64
/** Clients in a state request: one for each page load of everybody who ever drew on the board. */
export const STATE_VECTOR_LIMIT = 20_000
export const AWARENESS_LIMIT = 4 << 10

/** Bytes waiting for one reader past which it gets nothing more until it has read. */
export const QUEUE_LIMIT = 1 << 20
/** Presence is dropped for a reader with this much waiting: it would arrive too late to be of use. */
export const PRESENCE_QUEUE_LIMIT = 64 << 10
/** A large message is written in pieces of this size, so that a reader never has a whole board waiting. */
export const PIECE_BYTES = 128 << 10

export const PERSON_CONNECTIONS = 16
export const BOARD_CONNECTIONS = 600

/** Per second, and in a burst. A drawing hand makes a few updates a second, a paste one. */
export const updateRate = { perSecond: 120, burst: 600 }
export const updateBytesRate = { perSecond: 2 << 20, burst: 8 << 20 }
export const boardUpdateRate = { perSecond: 2000, burst: 8000 }
export const stateRequestRate = { perSecond: 2, burst: 10 }
export const liveRate = { perSecond: 60, burst: 120 }
export const awarenessRate = { perSecond: 30, burst: 60 }
/** Stock clients repeat every cursor of everyone; whoever sends more than a full room of them would is closed. */
export const frameRate = { perSecond: 2000, burst: 8000 }
