package org.jitsuin.crl.publish;

import java.util.Optional;

/** What a server does about CRLs: it publishes them, or mirrors those that others publish. */
public sealed interface CrlWork extends AutoCloseable permits CrlService, CrlMirror {
  /** The line of the partitions. */
  Lane partitions();

  /** The line of the complete CRLs; empty where there shall be none. */
  Optional<Lane> complete();

  CrlHealth health();

  @Override
  void close();
}
