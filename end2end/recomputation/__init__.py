"""An independent recomputation of everything a portal publishes. It must not know the portal's code."""
