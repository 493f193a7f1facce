package org.jitsuin.ca.store;

import org.jitsuin.base.Fault;

/** What must be known of an entry of the audit log before anybody is told what it tells. */
public interface Acknowledgement {
  /** Nothing: the one database has committed it. */
  Acknowledgement AT_ONCE =
      new Acknowledgement() {
        @Override
        public void await(Committed entry) {
          // It is there.
        }

        @Override
        public long shown(Committed last) {
          return last.entry();
        }
      };

  /**
   * Returns once somebody may be told.
   *
   * @param entry the last that somebody would be told of, and where it was committed
   * @throws Fault DATABASE_UNAVAILABLE if that takes too long: it is done, and found by whoever
   *     asks again under the same key
   */
  void await(Committed entry);

  /**
   * Returns up to which entry the log may be signed.
   *
   * @param last the last one, and the node that has it
   */
  long shown(Committed last);
}
