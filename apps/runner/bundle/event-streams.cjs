// Stands in for event streams in the bundle, 50 KB of the AWS SDK: nothing that the runner asks for comes as one.
exports.resolveEventStreamSerdeConfig = (config) => config;
exports.eventStreamSerdeProvider = () => undefined;
