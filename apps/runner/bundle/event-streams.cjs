// Replaces the AWS SDK's event streams in the bundle, which have 50 KB: the runner's calls do not use them.
exports.resolveEventStreamSerdeConfig = (config) => config;
exports.eventStreamSerdeProvider = () => undefined;
