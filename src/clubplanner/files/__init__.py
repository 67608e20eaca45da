"""How text reaches the disk and comes back: YAML with line numbers, safe writes."""
