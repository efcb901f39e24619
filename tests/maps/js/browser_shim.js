/* What the tests need of node's own, for a page: `test` runs at once and keeps what fails. */
window.outcome = { ran: 0, failures: [] };
const test = (name, act) => {
  window.outcome.ran += 1;
  try {
    act();
  } catch (error) {
    window.outcome.failures.push(`${name}: ${error.message}`);
  }
};
const assert = (() => {
  const plain = (part) => part && Object.getPrototypeOf(part) === Object.prototype;
  const inOrder = (part) => Object.fromEntries(Object.entries(part).sort());
  const shown = (value) => JSON.stringify(value, (_, part) => (plain(part) ? inOrder(part) : part));
  const fail = (message) => { throw new Error(message ?? "failed"); };
  return {
    fail,
    ok: (value, message) => value || fail(message),
    equal: (one, other, message) => Object.is(one, other) || fail(`${message ?? ""} ${one} is not ${other}`),
    deepEqual: (one, other) => shown(one) === shown(other) || fail(`${shown(one)} is not ${shown(other)}`),
    throws: (act) => {
      try {
        act();
      } catch {
        return;
      }
      fail("did not throw");
    },
  };
})();
