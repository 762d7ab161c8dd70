// Required before the Agents Playground, which listens on every interface: here it listens on this machine alone.
const { Server } = require('node:net');

const listen = Server.prototype.listen;
Server.prototype.listen = function onLoopback(port, ...rest) {
  if (typeof port === 'object' && port !== null)
    return listen.call(this, { ...port, host: '127.0.0.1' }, ...rest);
  const callbacks = rest.filter((argument) => typeof argument === 'function');
  return listen.call(this, port, '127.0.0.1', ...callbacks);
};
