const SocketIoEngine = require('@artilleryio/int-core/lib/engine_socketio');

/**
 * Artillery's own Socket.IO engine, with two differences.
 *
 * One instance for each scenario: a single one connects every scenario with the options of the last, so two dialects on two paths could
 * not be in one script. And a connection that ends before the namespace is joined is an error: the engine would wait for ever.
 */
module.exports = class SocketIoEach {
  #script;

  constructor(script) {
    this.#script = script;
  }

  createScenario(scenario, events) {
    return new BoundedEngine(this.#script).createScenario(scenario, events);
  }
};

class BoundedEngine extends SocketIoEngine {
  loadContextSocket(namespace, context, callback) {
    const known = context.sockets?.[namespace];
    if (known) return callback(null, known);
    let isTold = false;
    const once = (error, socket) => {
      // The engine's listeners stay: an error of a later time must not call back again.
      if (!isTold) callback(error, socket);
      isTold = true;
    };
    super.loadContextSocket(namespace, context, once);
    context.sockets[namespace].once('disconnect', (reason) => once(new Error(reason), null));
  }
}
