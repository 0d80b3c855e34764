-- What was recorded of a conversation is found without reading its other events. The index holds only
-- these few rows, so that no other event is written twice.
CREATE INDEX conversation_event_recorded ON conversation_event (conversation, version)
    WHERE type IN ('recording_started', 'recording_deleted');
