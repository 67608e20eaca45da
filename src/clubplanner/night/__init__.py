"""A night on the clock: plan, anchors, transitions, cost, checks, edits. Pure."""
