package org.jitsuin.ca.store;

import org.jitsuin.base.Fault;

/** What must be known of an entry of the audit log before anybody is told what it tells. */
public interface Acknowledgement {
  /** Nothing: the one database has committed it. */
  Acknowledgement AT_ONCE =
      new Acknowledgement() {
        @Override
        public void await(long entry) {
          // It is there.
        }

        @Override
        public long shown(long last) {
          return last;
        }
      };

  /**
   * Returns once somebody may be told.
   *
   * @param entry the number of a committed entry, 0 for none
   * @throws Fault DATABASE_UNAVAILABLE if that takes too long: it is done, and found by whoever
   *     asks again under the same key
   */
  void await(long entry);

  /**
   * Returns up to which entry the log may be signed.
   *
   * @param last the number of the last one that this node has
   */
  long shown(long last);
}
