package org.jitsuin.crl.plan;

/** The reason why a CRL has to be published, the most urgent first. */
public enum DueReason {
  /** The partition has no CRL yet, or not one that relying parties accept now. */
  NOT_CURRENT,
  /** The file of the published CRL is missing or damaged. */
  FILE_LOST,
  /** The status of one of its certificates has changed. */
  CHANGED,
  /** The CRL's nextUpdate comes near. */
  RENEWAL
}
