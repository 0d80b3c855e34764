package dev.tandem.server.gateway;

import dev.tandem.server.application.ContentGaps;
import dev.tandem.server.knowledge.SiteEditor;
import dev.tandem.server.knowledge.SiteFiles;
import dev.tandem.server.knowledge.SiteLearner;

/// What the routes of the assistant's knowledge need.
///
/// @param learner how far the crawls are
/// @param editor what people see of it and do with it
/// @param files what people upload
/// @param gaps what is missing
public record KnowledgeServices(
        SiteLearner learner, SiteEditor editor, SiteFiles files, ContentGaps gaps) {}
