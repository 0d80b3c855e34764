/// SDP at the edge: a browser's offer becomes a LegOffer, a LegAnswer becomes the text that the
/// browser gets. Pure; may import `signaling.bridge` and `java.*`, nothing else.
@NullMarked
package dev.tandem.signaling.sdp;

import org.jspecify.annotations.NullMarked;
