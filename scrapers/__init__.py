"""From a site to documents."""
