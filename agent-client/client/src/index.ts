// The protocol client's public surface.

/** The WebSocket subprotocol this client speaks. */
export const SUBPROTOCOL = "tandem.v1";
