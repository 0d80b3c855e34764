/// The media bridge with real browsers: what no simulated peer can prove. May import `signaling`,
/// `media` and `tests.browser`.
package dev.tandem.tests.media;
