/// The browser that the stories and the media tests drive: found, or fetched, and started with fake
/// devices. May import Playwright and `java.*`.
package dev.tandem.tests.browser;
