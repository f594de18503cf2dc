const SocketIoEngine = require('@artilleryio/int-core/lib/engine_socketio');

/**
 * Artillery's own Socket.IO engine, one instance for each scenario: a single instance connects every scenario with the options of the
 * last one, so two dialects on two paths could not be in one script.
 */
module.exports = class SocketIoEach {
  #script;

  constructor(script) {
    this.#script = script;
  }

  createScenario(scenario, events) {
    return new SocketIoEngine(this.#script).createScenario(scenario, events);
  }
};
