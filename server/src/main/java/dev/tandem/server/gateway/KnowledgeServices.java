package dev.tandem.server.gateway;

import dev.tandem.server.application.ContentGaps;
import dev.tandem.server.assistant.SiteCalibration;
import dev.tandem.server.knowledge.SiteEditor;
import dev.tandem.server.knowledge.SiteFiles;
import dev.tandem.server.knowledge.SiteLearner;
import dev.tandem.signaling.protocol.SiteKey;

import java.util.function.Function;

/// What the routes of the assistant's knowledge need.
///
/// @param learner how far the crawls are
/// @param editor what people see of it and do with it
/// @param files what people upload
/// @param gaps what is missing
/// @param confidence what customers have taught about it; never blocks
public record KnowledgeServices(
        SiteLearner learner,
        SiteEditor editor,
        SiteFiles files,
        ContentGaps gaps,
        Function<SiteKey, SiteCalibration> confidence) {}
