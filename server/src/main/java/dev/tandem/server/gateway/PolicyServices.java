package dev.tandem.server.gateway;

import dev.tandem.server.application.PastReplay;
import dev.tandem.server.application.PolicyEditor;
import dev.tandem.server.application.SiteHours;

/// What the routes of the escalation policy and of the opening hours need.
public record PolicyServices(PolicyEditor editor, PastReplay replay, SiteHours hours) {}
