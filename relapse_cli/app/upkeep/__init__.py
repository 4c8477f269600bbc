"""The store looked after: listed, backed up, restored, exported, repaired, erased."""
