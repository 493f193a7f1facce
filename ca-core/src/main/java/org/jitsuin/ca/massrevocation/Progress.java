package org.jitsuin.ca.massrevocation;

/** The progress of a round: certificates that were processed, jobs that ended. */
public record Progress(int certificates, int finished) {
  /** The progress of a round that did nothing. */
  static final Progress NONE = new Progress(0, 0);

  Progress and(Progress more) {
    return new Progress(certificates + more.certificates, finished + more.finished);
  }
}
