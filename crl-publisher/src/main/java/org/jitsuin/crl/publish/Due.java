package org.jitsuin.crl.publish;

import org.jitsuin.crl.plan.DueReason;

/** A partition whose CRL has to be published, and why. */
record Due(PublishedPartition listing, DueReason reason) {}
