"""Pages of the members app, one module a resource."""
