package dev.tandem.server.gateway;

import dev.tandem.server.application.PastReplay;
import dev.tandem.server.application.PolicyEditor;

/// What the routes of the escalation policy need.
public record PolicyServices(PolicyEditor editor, PastReplay replay) {}
