/// What a business's website says: crawled, cut into passages, searchable by words and by meaning.
/// May import `signaling.protocol` ids, jsoup, crawler-commons, Lucene, LangChain4j's embeddings
/// and slf4j; no Vert.x, no JDBC, no Hazelcast. Adapters of [KnowledgeStore] are in `store` and
/// `memory`.
@NullMarked
package dev.tandem.server.knowledge;

import org.jspecify.annotations.NullMarked;
