package org.jitsuin.ca.log;

import org.jitsuin.ca.store.LogTable;
import org.jitsuin.ca.store.LogTable.LogKey;

/** The audit log as this server works on it: the key that signs it, and the server's own copy. */
record OpenLog(LogKey key, LogCopy copy) {
  /** Publishes a checkpoint in the copy, if it is signed. */
  void publish(LogTable.Row checkpoint) {
    checkpoint.note().ifPresent(note -> copy.publish(checkpoint.size(), note));
  }
}
