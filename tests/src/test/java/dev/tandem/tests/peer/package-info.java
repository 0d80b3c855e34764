/// People without a browser: a customer or an agent whose connection is libwebrtc's own
/// (webrtc-java), for tests and load, and a voice that can answer, speak and listen in a call.
///
/// The library lives in [dev.tandem.tests.peer.PeerProgram]'s process and nowhere else.
@org.jspecify.annotations.NullMarked
package dev.tandem.tests.peer;
