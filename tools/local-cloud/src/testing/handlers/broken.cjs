// Cannot be loaded.
throw new RangeError('the configuration is empty');
