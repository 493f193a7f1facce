package org.jitsuin.ca.log;

import org.jitsuin.ca.store.KeptCheckpoint;
import org.jitsuin.ca.store.LogKey;

/** The audit log as this server works on it: the key that signs it, and the server's own copy. */
record OpenLog(LogKey key, LogCopy copy) {
  /** Publishes a checkpoint in the copy, if it is signed. */
  void publish(KeptCheckpoint checkpoint) {
    checkpoint.note().ifPresent(note -> copy.publish(checkpoint.size(), note));
  }
}
