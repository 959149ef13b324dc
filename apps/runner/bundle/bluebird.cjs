// Replaces bluebird in the bundle: the three functions that unzipper calls, with native promises.
module.exports = {
  async props(object) {
    const values = await Promise.all(Object.values(object));
    return Object.fromEntries(Object.keys(object).map((key, index) => [key, values[index]]));
  },
  async mapSeries(items, call) {
    const results = [];
    for (let index = 0; index < items.length; index += 1) {
      results.push(await call(items[index], index));
    }
    return results;
  },
  async map(items, call) {
    return Promise.all(items.map(call));
  },
};
