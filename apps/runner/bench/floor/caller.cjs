// Loads Node's modules that the runner uses: for signing, HTTPS, unpacking and starting a process.
for (const name of ['http', 'https', 'crypto', 'zlib', 'child_process']) require(`node:${name}`);
console.log(String(process.hrtime.bigint()));
