// A handler's module that does nothing.
