/// Recording: what a tap hears becomes WebM and Matroska files, one per participant, kind and
/// stretch, beside a manifest. Nothing is decoded or encoded again. All but [Recorder] is called by
/// one thread.
@NullMarked
package dev.tandem.media.recording;

import org.jspecify.annotations.NullMarked;
