// An empty handler module.
