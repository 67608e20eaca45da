"""A night on the clock: plan, anchors, timeline, transitions, cost, checks, edits. Pure."""
