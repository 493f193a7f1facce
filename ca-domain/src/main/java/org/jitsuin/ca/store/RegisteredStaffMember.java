package org.jitsuin.ca.store;

import java.time.Instant;
import org.jitsuin.ca.model.StaffMember;

/**
 * A member of staff as of the newest of their certificates.
 *
 * @param notAfter when it ends, by the machine's clock
 */
public record RegisteredStaffMember(StaffMember member, Instant notAfter) {}
